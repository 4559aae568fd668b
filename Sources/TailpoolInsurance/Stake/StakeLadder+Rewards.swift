import TailpoolLedger
import TailpoolPoolEngine

extension StakeLadder {
  /// Streams rewards to the shares of tranches that have not ended.
  ///
  /// What streams while there is no stake or to so few shares that one would get more than 3.4e20 units, and less than a unit for
  /// each payment, stays with who holds the rewards.
  ///
  /// - Parameters:
  ///   - units: Base units, 1 … `maximumStake`.
  ///   - seconds: Over how long, > 0.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.invalid` for a number out of range, `.tooEarly` while another stream runs, `.belowMinimum` for
  ///   less than a millionth of a unit a second, `.outOfOrder`,
  ///   `.amount` on overflow.
  public mutating func streamRewards(_ units: Int128, over seconds: Int64, at now: Int64) throws(StakeError) {
    try StakeError.check("reward", units, in: 1...StakeLadder.maximumStake)
    try StakeError.checkPositive("length of the stream", Int128(seconds))
    let passage = try passage(to: now)
    guard passage.rewards.scaledRate == 0 else { throw .tooEarly(until: passage.rewards.end) }
    let rate = try StakeError.wrapping { () throws(LedgerError) in
      try mulDiv(UInt128(units), RewardStream.rateScale, UInt128(seconds), rounding: .down)
    }
    guard rate > 0 else { throw .belowMinimum(result: 0, minimum: 1) }
    apply(passage)
    rewards.setRate(rate, until: now.addingClamped(seconds))
  }

  /// Takes the rewards that one has gained.
  ///
  /// - Parameters:
  ///   - staker: Whose.
  ///   - now: The time in seconds, not before the time reached.
  /// - Returns: Base units, rounded down for each tranche; zero for who has none.
  /// - Throws: `StakeError.outOfOrder`, `.amount` on overflow.
  public mutating func takeRewards(of staker: String, at now: Int64) throws(StakeError) -> Int128 {
    let passage = try passage(to: now)
    var (sum, updated) = (accrued[staker] ?? 0, positions[staker] ?? [:])
    for (tranche, position) in updated {
      let index = (passage.ended[tranche] ?? ended[tranche])?.rewardIndex ?? passage.rewards.index
      let gained = try gain(of: position, upTo: index)
      sum = try StakeError.wrapping { () throws(LedgerError) in try checkedSum(sum, gained) }
      // A gain of less than a unit is not forgotten.
      if gained > 0 { updated[tranche]?.rewardIndex = index }
    }
    apply(passage)
    if !updated.isEmpty { positions[staker] = updated }
    accrued[staker] = nil
    return sum
  }

  /// What a position has gained up to an index, in base units, rounded down.
  func gain(of position: Position?, upTo index: UInt128) throws(StakeError) -> Int128 {
    guard let position else { return 0 }
    let gained = try StakeError.wrapping { () throws(LedgerError) in
      try RewardStream.gain(of: UInt128(position.shares), since: position.rewardIndex, upTo: index)
    }
    guard let units = Int128(exactly: gained) else { throw .amount(.overflow) }
    return units
  }
}
