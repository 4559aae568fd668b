import TailpoolLedger

/// The fraction of its notional that a position must hold, growing or falling with how much of the pool is in use.
///
/// Between two levels of utilization the ratio goes linearly from one value to the other; outside it is flat. All is in
/// basis points, and rounded down to one as the source does.
///
/// - Source: panoptic-labs/panoptic-v1-core, `CollateralTracker`; the named schedules are its numbers.
package struct UtilizationRatio: Hashable, Sendable {
  /// Utilization from which the ratio changes, 0 … 10 000 basis points.
  package let from: Int
  /// Utilization at which it stops, more than `from`.
  package let to: Int
  /// Ratio up to `from`, ≥ 0.
  package let low: Int
  /// Ratio from `to` on, ≥ 0.
  package let high: Int

  /// Creates a schedule; see the properties for the meaning of each argument.
  ///
  /// - Throws: `CollateralError.invalidFraction` for a number that is out of its range; ratios are at most 1 000 000.
  package init(from: Int, to: Int, low: Int, high: Int) throws(CollateralError) {
    guard (0..<10_000).contains(from) else { throw .invalidFraction(from) }
    guard to > from, to <= 10_000 else { throw .invalidFraction(to) }
    for ratio in [low, high] where !(0...1_000_000).contains(ratio) { throw .invalidFraction(ratio) }
    self.init(uncheckedFrom: from, to: to, low: low, high: high)
  }

  private init(uncheckedFrom from: Int, to: Int, low: Int, high: Int) {
    self.from = from
    self.to = to
    self.low = low
    self.high = high
  }

  /// A sold option: 20 %, and from 50 % to 90 % utilization up to 100 %.
  package static let seller = UtilizationRatio(uncheckedFrom: 5_000, to: 9_000, low: 2_000, high: 10_000)
  /// One leg of a sold strangle: half of a sold option's while the pool is little used.
  package static let strangleSeller = UtilizationRatio(uncheckedFrom: 5_000, to: 9_000, low: 1_000, high: 10_000)
  /// A bought option: 10 %, and from 50 % to 90 % utilization down to 5 %.
  package static let buyer = UtilizationRatio(uncheckedFrom: 5_000, to: 9_000, low: 1_000, high: 500)

  /// The ratio at a utilization.
  ///
  /// - Parameter utilization: Basis points; below 0 as 0, above 10 000 as 10 000.
  /// - Returns: Basis points.
  package func basisPoints(at utilization: Int) -> Int {
    if utilization <= from { return low }
    if utilization >= to { return high }
    let span = to - from
    return high >= low
      ? low + (high - low) * (utilization - from) / span : high + (low - high) * (to - utilization) / span
  }

  /// What a notional requires, rounded up.
  ///
  /// - Parameters:
  ///   - notional: Base units, ≥ 0.
  ///   - utilization: Basis points.
  /// - Throws: `CollateralError.amount` for a negative notional or an overflow.
  package func requirement(notional: Int128, utilization: Int) throws(CollateralError) -> Int128 {
    try CollateralError.wrapping { () throws(LedgerError) in
      try mulDiv(checkedAmount(notional), Int128(basisPoints(at: utilization)), 10_000, rounding: .up)
    }
  }
}
