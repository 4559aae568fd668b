import TailpoolLedger

/// What a stake bore of a claim.
public struct StakeBurn: Hashable, Sendable {
  /// Taken from the stake, in base units.
  public let taken: Int128
  /// What there was no stake for, in base units.
  public let uncovered: Int128
}

extension StakeLadder {
  /// Notes a claim: from now on no stake that is at risk for it leaves before it is decided.
  ///
  /// - Parameters:
  ///   - claim: A name that no open claim has.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.duplicate`, `.outOfOrder`, `.amount` on overflow.
  public mutating func file(claim: String, at now: Int64) throws(StakeError) {
    guard !openClaims.contains(claim) else { throw .duplicate("open claim", name: claim) }
    apply(try passage(to: now))
    openClaims.insert(claim)
  }

  /// Decides a claim: what it burns is parted over the active stake and the tranches it holds, in proportion.
  ///
  /// Where it would take all, the last unit of the active stake stays and the ladder halts.
  ///
  /// - Parameters:
  ///   - claim: An open claim.
  ///   - units: What burns, in base units, ≥ 0; zero for a claim that is denied.
  ///   - now: The time in seconds, not before the time reached.
  /// - Returns: What was taken, and what there was no stake for.
  /// - Throws: `StakeError.unknown` for a claim that is not open, `.outOfOrder`, `.amount` for a negative amount or an overflow.
  public mutating func settle(claim: String, burning units: Int128, at now: Int64) throws(StakeError) -> StakeBurn {
    guard openClaims.contains(claim) else { throw .unknown("open claim", name: claim) }
    guard units >= 0 else { throw .amount(.negative(units)) }
    let passage = try passage(to: now)
    let held = ended.merging(passage.ended) { $1 }.filter { $0.value.heldBy.contains(claim) }.sorted { $0.key < $1.key }
    let weights = [max(passage.stake - 1, 0)] + held.map(\.value.stake)
    let (taken, parts) = try StakeError.wrapping { () throws(LedgerError) in
      let taken = min(units, try checkedSum(weights))
      return (taken, try largestRemainderSplit(units: taken, by: weights))
    }
    apply(passage)
    activeStake -= parts[0]
    for (index, past) in held.enumerated() { ended[past.key]?.stake -= parts[index + 1] }
    openClaims.remove(claim)
    for tranche in ended.keys { ended[tranche]?.heldBy.remove(claim) }
    if units > taken { isHalted = true }
    return StakeBurn(taken: taken, uncovered: units - taken)
  }

  /// Slashes the active stake, so that every tranche loses in proportion.
  ///
  /// - Parameters:
  ///   - units: Base units, > 0, less than the active stake.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.insufficient` for as much as there is, or more; `.invalid` for an amount that is not positive;
  ///   `.outOfOrder`, `.amount` on overflow.
  public mutating func slash(_ units: Int128, at now: Int64) throws(StakeError) {
    try StakeError.checkPositive("slash", units)
    let passage = try passage(to: now)
    guard units < passage.stake else { throw .insufficient("active stake", held: passage.stake, required: units) }
    apply(passage)
    activeStake -= units
  }
}
