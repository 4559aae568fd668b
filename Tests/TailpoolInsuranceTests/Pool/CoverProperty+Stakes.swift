import TailpoolLedger
import TailpoolMarket

@testable import TailpoolInsurance

extension CoverProbe {
  /// A fund with tranches, and its ladder as it is after the event.
  fileprivate var ladders: [(fund: CoverPool.Fund, ladder: StakeLadder)] {
    after.funds.compactMap { fund in fund.ladder.map { (fund, $0) } }
  }

  fileprivate func worth(_ pool: CoverPool, at time: Timestamp) throws -> [String: Int128] {
    var worth: [String: Int128] = [:]
    for statement in try pool.trancheStatements(at: time) {
      for part in statement.members { worth["\(statement.fund)/\(statement.tranche)/\(part.member)"] = part.stake }
    }
    return worth
  }
}

extension CoverProperty {
  /// Laws of stakes in tranches.
  static let stakes: [CoverProperty] = [
    CoverProperty("COVER-083: tranches hold what was booked and earned, and shares and capacity sum to them") { p in
      !p.findings.contains { if case .tranchesDoNotSum = $0 { true } else { false } }
    },
    CoverProperty("COVER-084: rewards that stakers have gained are no more than was paid in and not taken") { p in
      !p.findings.contains { if case .rewardsExceedFund = $0 { true } else { false } }
    },
    CoverProperty("COVER-085: rewards paid in are there or were taken, and are apart from what the fund holds") { p in
      let left = p.after.funds.reduce(Int128(0)) { $0 + $1.rewards }
      guard p.isTaken(.reward, .takeReward) else { return left == p.after.totals.rewards - p.after.totals.rewardsTaken }
      return left == p.after.totals.rewards - p.after.totals.rewardsTaken
        && p.assets(p.before, at: p.now) == p.assets(p.after, at: p.now)
    },
    CoverProperty("COVER-086: statements of tranches sum to what the fund holds but for what it cannot give") { p in
      let statements = try p.after.trancheStatements(at: p.now)
      return p.ladders.allSatisfy { fund, ladder in
        let own = statements.filter { $0.fund == fund.name }
        let sum = own.reduce(Int128(0)) { $0 + $1.stake }
        let held = (try? p.after.assets(of: fund.name, at: p.now)) ?? -1
        let parts = own.allSatisfy { $0.members.reduce(0) { $0 + $1.stake } <= $0.stake }
        // Each tranche is rounded down, and without active shares nobody gains.
        return parts && sum <= held && (sum + Int128(own.count) >= held || ladder.sharesSupply == 0)
      }
    },
    CoverProperty("COVER-087: who stakes has no more than that, and takes nothing from the others") { p in
      guard case .stake(let member, let fund, let tranche, let assets, _) = p.event.action, p.isTaken else {
        return true
      }
      let (old, new) = (try p.worth(p.before, at: p.now), try p.worth(p.after, at: p.now))
      let own = "\(fund)/\(tranche)/\(member)"
      return (new[own] ?? 0) - (old[own] ?? 0) <= Int128(assets)
        && old.allSatisfy { key, stake in key == own || new[key] ?? 0 >= stake }
    },
    CoverProperty("COVER-088: who takes a stake back gets what it was worth, and takes nothing from the others") { p in
      guard case .unstake(let member, let fund, let tranche) = p.event.action, p.isTaken else { return true }
      let (old, new) = (try p.worth(p.before, at: p.now), try p.worth(p.after, at: p.now))
      let own = "\(fund)/\(tranche)/\(member)"
      let paid = p.after.totals.paidOut - p.before.totals.paidOut
      return old[own] == paid && new[own] == nil
        && old.allSatisfy { key, stake in key == own || new[key] ?? 0 >= stake }
    },
    CoverProperty("COVER-089: a stake is not taken back before its tranche ends, nor behind a claim that holds it") {
      p in
      try p.after.trancheStatements(at: p.now).allSatisfy { statement in
        guard let member = statement.members.first?.member else { return true }
        let action = CoverAction.unstake(member: member, fund: statement.fund, tranche: statement.tranche)
        if statement.end > p.now {
          return p.refused(action) == .stake(.tooEarly(until: statement.end.secondsSinceEpoch))
        }
        if statement.holds == 0 { return p.refused(action) == nil }
        guard case .stake(.heldByClaims) = p.refused(action) else { return false }
        return true
      }
    },
    CoverProperty(
      "COVER-090: a ladder is behind the claims on its cover that are open, and the incidents, and no others"
    ) { p in
      let incidents = p.after.products.enumerated().flatMap { place, product in
        product.incidents.indices.filter { product.incidents[$0].closes > p.now }.map {
          p.after.incidentName($0, of: place)
        }
      }
      return p.after.funds.indices.allSatisfy { place in
        guard let ladder = p.after.funds[place].ladder else { return true }
        let claims = p.after.claims.indices.filter { index in
          let cover = p.after.covers[Int(p.after.claims[index].cover) - 1]
          return p.after.claims[index].open > 0 && cover.backings.contains { $0.fund == place }
        }
        return ladder.openClaims == Set(incidents + claims.map { p.after.claimName($0) })
      }
    },
    CoverProperty("COVER-091: cover on a ladder has its capacity in tranches that outlive it with its grace") { p in
      p.after.covers.indices.allSatisfy { place in
        let cover = p.after.covers[place]
        guard p.now < cover.release else { return true }
        return cover.backings.allSatisfy { backing in
          guard backing.cover > 0, let ladder = p.after.funds[backing.fund].ladder else { return true }
          guard let allocation = ladder.allocation(of: "\(place + 1)") else { return false }
          return allocation.total * ladder.terms.unit >= Int128(backing.cover)
            && allocation.releasedAt >= cover.release.secondsSinceEpoch
            && allocation.units.keys.allSatisfy {
              ladder.terms.ladder.end(ofTranche: $0) > cover.release.secondsSinceEpoch
            }
        }
      }
    },
    CoverProperty("COVER-092: stake in tranches does not come or leave as another fund's does, nor the other way") {
      p in
      guard let fund = p.after.funds.first(where: { $0.name == p.fund || $0.ladder != nil }) else { return true }
      let deposit = CoverAction.deposit(member: p.name, fund: fund.name, assets: 1, minimumShares: 0)
      let exit = CoverAction.requestExit(member: p.name, fund: fund.name, shares: 1, minimumAssets: 0)
      let stake = CoverAction.stake(member: p.name, fund: fund.name, tranche: 0, assets: 1, minimumShares: 0)
      let unstake = CoverAction.unstake(member: p.name, fund: fund.name, tranche: 0)
      if fund.ladder == nil {
        return [stake, unstake].allSatisfy { p.refused($0) == .withoutTranches(fund: fund.name) }
      }
      return [deposit, exit].allSatisfy { p.refused($0) == .inTranches(fund: fund.name) }
    },
    CoverProperty("COVER-093: by time alone no staker loses, a unit apart for the rounding at a tranche's end") { p in
      let old = try p.worth(p.after, at: p.now)
      let new = try p.worth(p.after, at: p.now.advanced(bySeconds: p.seconds))
      return old.allSatisfy { key, stake in (new[key] ?? -1) >= stake - 1 }
    },
    CoverProperty("COVER-094: a ladder is slashed by less than its active stake") { p in
      try p.ladders.allSatisfy { fund, _ in
        guard let place = p.after.funds.firstIndex(where: { $0.name == fund.name }),
          let active = try p.after.stake(of: place, at: p.now)?.ladder.activeStake, active > 0
        else { return true }
        return p.refused(.slash(fund: fund.name, amount: UInt128(active), reason: ""))
          == .slashAboveStake(greatest: UInt128(active - 1))
      }
    },
    CoverProperty("COVER-095: rewards run to where there is stake, one stream at a time, and are never negative") { p in
      try p.ladders.allSatisfy { fund, ladder in
        let reward = CoverAction.reward(from: p.name, fund: fund.name, assets: 1_000, maximum: 10, target: 1_000)
        let refusal = p.refused(reward)
        guard let place = p.after.funds.firstIndex(where: { $0.name == fund.name }),
          let now = try p.after.stake(of: place, at: p.now)?.ladder
        else { return false }
        if now.sharesSupply == 0 { return refusal == .noStake(fund: fund.name) }
        if now.rewards.scaledRate > 0 { return refusal != nil }
        return fund.rewards >= 0
      }
    },
  ]
}
