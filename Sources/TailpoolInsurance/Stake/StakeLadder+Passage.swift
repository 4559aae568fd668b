import TailpoolLedger
import TailpoolPoolEngine

extension StakeLadder {
  /// What the passage of time changes, before it does.
  struct Passage {
    let now: Int64
    var stake: Int128
    var supply: Int128
    var rewards: RewardStream
    var ended: [Int64: EndedTranche] = [:]
    var released: [Int64] = []
  }

  /// What changes until a time. Every tranche ends at its own end, whenever that is noticed.
  func passage(to now: Int64) throws(StakeError) -> Passage {
    guard now >= time else { throw .outOfOrder(time: now, latest: time) }
    var passage = Passage(now: now, stake: activeStake, supply: sharesSupply, rewards: rewards)
    for (tranche, shares) in trancheShares.sorted(by: { $0.key < $1.key }) {
      let end = terms.ladder.end(ofTranche: tranche)
      if end > now { break }
      try advance(&passage, to: end)
      let stake = try worth(of: shares, stake: passage.stake, shares: passage.supply)
      passage.ended[tranche] = EndedTranche(
        stake: stake, shares: shares, heldBy: openClaims, rewardIndex: passage.rewards.index)
      passage.stake -= stake
      passage.supply -= shares
    }
    try advance(&passage, to: now)
    passage.released = releases.keys.filter { $0 <= now }
    return passage
  }

  /// Makes a passage happen.
  mutating func apply(_ passage: Passage) {
    (time, activeStake, sharesSupply, rewards) = (passage.now, passage.stake, passage.supply, passage.rewards)
    for (tranche, past) in passage.ended {
      ended[tranche] = past
      trancheShares[tranche] = nil
    }
    for start in passage.released {
      for cover in releases[start] ?? [] { free(cover) }
      releases[start] = nil
    }
  }

  private func advance(_ passage: inout Passage, to now: Int64) throws(StakeError) {
    do {
      try passage.rewards.advance(to: now, supply: UInt128(passage.supply))
    } catch {
      // More a share than an index can hold: it goes to no one, as without shares, and the ladder goes on.
      do { try passage.rewards.advance(to: now, supply: 0) } catch { throw .amount(error) }
    }
  }
}
