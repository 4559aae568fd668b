import TailpoolLedger

/// The price of a cover pool's token on the curve that came before its market, and who bears a claim.
///
/// - Source: NexusMutual/smart-contracts; docs.nexusmutual.io for the price curve.
package enum CoverCapital {
  /// The price of a member's token on the curve that came before.
  ///
  ///     price = 0.01028 + requirement / 5 800 000 · ratio⁴
  ///
  /// - Parameters:
  ///   - requirement: The capital requirement in ether.
  ///   - ratio: Capital over the requirement.
  package static func tokenPrice(requirement: Double, ratio: Double) -> Double {
    0.01028 + requirement / 5_800_000 * (ratio * ratio) * (ratio * ratio)
  }

  /// What each pool's stake loses for a claim, in proportion to the cover it gave.
  ///
  /// - Parameters:
  ///   - payout: The claim in base units, ≥ 0.
  ///   - capacities: The cover of each pool, ≥ 0.
  /// - Returns: One burn a pool, which add up to the payout exactly.
  /// - Throws: `ControlError.amount` for a negative amount, or a payout that no pool covers.
  package static func burns(payout: Int128, capacities: [Int128]) throws(ControlError) -> [Int128] {
    try ControlError.wrapping { () throws(LedgerError) in try largestRemainderSplit(units: payout, by: capacities) }
  }
}
