import TailpoolLedger

/// What the stakes behind a cover lose for a claim.
///
///     documented:  burn(i) = payout · capacity(i) / Σ capacity
///     deployed:    the same of payout / capacity ratio, so that at a ratio of 2 half as much burns
///
/// The largest remainders get the units that are left over, so that burns sum to what is parted exactly.
///
/// - Source: NexusMutual/smart-contracts, `docs/user-flows/staker.md` for the first, `Cover.burnStake` for the second; the two
///   differ.
public enum StakeBurnRule: Hashable, Sendable {
  /// The whole payout burns.
  case documented
  /// The payout over the capacity ratio burns, rounded down: the ratio in basis points, 10 000 to 100 000.
  case deployed(capacityRatioBasisPoints: Int)

  /// What each stake loses.
  ///
  /// - Parameters:
  ///   - payout: The claim in base units, ≥ 0.
  ///   - capacities: What each stake gave of the cover, ≥ 0 each.
  /// - Returns: One burn a stake.
  /// - Throws: `StakeError.invalid` for a ratio out of its range, `.amount` for a negative amount, a payout that nothing covers,
  ///   or an overflow.
  public func burns(payout: Int128, capacities: [Int128]) throws(StakeError) -> [Int128] {
    if case .deployed(let ratio) = self { try StakeError.check("capacity ratio", ratio, in: 10_000...100_000) }
    return try StakeError.wrapping { () throws(LedgerError) in
      try largestRemainderSplit(units: burned(of: checkedAmount(payout)), by: capacities)
    }
  }

  private func burned(of payout: Int128) throws(LedgerError) -> Int128 {
    switch self {
    case .documented: payout
    case .deployed(let ratio): try mulDiv(payout, 10_000, Int128(ratio), rounding: .down)
    }
  }
}
