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
  ///   - known: An open claim by which the loss was known before, or nil: a tranche that one holds the other holds as well.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.duplicate`, `.unknown` for a claim that is not open, `.outOfOrder`, `.amount` on overflow.
  public mutating func file(claim: String, knownAs known: String? = nil, at now: Int64) throws(StakeError) {
    guard !openClaims.contains(claim) else { throw .duplicate("open claim", name: claim) }
    if let known, !openClaims.contains(known) { throw .unknown("open claim", name: known) }
    apply(try passage(to: now))
    openClaims.insert(claim)
    guard let known else { return }
    for (tranche, past) in ended where past.heldBy.contains(known) { ended[tranche]?.heldBy.insert(claim) }
  }

  /// What a claim can burn at most: the active stake but for its last unit, and the tranches that the claim holds.
  ///
  /// - Parameters:
  ///   - claim: An open claim; one that is not has no more than the active stake.
  ///   - now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.outOfOrder`, `.amount` on overflow.
  public func stakeAtRisk(for claim: String, at now: Int64) throws(StakeError) -> Int128 {
    let passage = try passage(to: now)
    return held(by: claim, passage).reduce(max(passage.stake - 1, 0)) { $0 + $1.value.stake }
  }

  private func held(by claim: String, _ passage: Passage) -> [(key: Int64, value: EndedTranche)] {
    ended.merging(passage.ended) { $1 }.filter { $0.value.heldBy.contains(claim) }.sorted { $0.key < $1.key }
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
    let burn = try burn(units, for: claim, at: now)
    openClaims.remove(claim)
    for tranche in ended.keys { ended[tranche]?.heldBy.remove(claim) }
    return burn
  }

  /// Burns for a claim that stays open, as one that is paid in parts does; else as `settle(claim:burning:at:)`.
  ///
  /// - Parameters:
  ///   - units: What burns, in base units, ≥ 0.
  ///   - claim: An open claim.
  ///   - now: The time in seconds, not before the time reached.
  /// - Returns: What was taken, and what there was no stake for.
  /// - Throws: `StakeError.unknown` for a claim that is not open, `.outOfOrder`, `.amount` for a negative amount or an overflow.
  @discardableResult
  public mutating func burn(_ units: Int128, for claim: String, at now: Int64) throws(StakeError) -> StakeBurn {
    guard openClaims.contains(claim) else { throw .unknown("open claim", name: claim) }
    guard units >= 0 else { throw .amount(.negative(units)) }
    let passage = try passage(to: now)
    let held = held(by: claim, passage)
    let weights = [max(passage.stake - 1, 0)] + held.map(\.value.stake)
    let (taken, parts) = try StakeError.wrapping { () throws(LedgerError) in
      let taken = min(units, try checkedSum(weights))
      return (taken, try largestRemainderSplit(units: taken, by: weights))
    }
    apply(passage)
    activeStake -= parts[0]
    for (index, past) in held.enumerated() { ended[past.key]?.stake -= parts[index + 1] }
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

  /// Adds income to the active stake, so that every tranche gains in proportion; it makes no shares.
  ///
  /// - Parameters:
  ///   - units: Base units, ≥ 0.
  ///   - now: The time in seconds, not before the time reached.
  /// - Returns: What was added: nothing where there are no active shares, and no more than `maximumStake` has room for.
  /// - Throws: `StakeError.outOfOrder`, `.amount` for a negative amount or an overflow.
  @discardableResult
  public mutating func credit(_ units: Int128, at now: Int64) throws(StakeError) -> Int128 {
    guard units >= 0 else { throw .amount(.negative(units)) }
    apply(try passage(to: now))
    if sharesSupply == 0 { return 0 }
    let added = min(units, max(StakeLadder.maximumStake - activeStake, 0))
    activeStake += added
    return added
  }
}
