import TailpoolLedger

/// How fast rewards are emitted for the assets at stake: rising to a target, falling by a fifth beyond it, then flat.
///
///     e(a) = maximum * (2 - a / T) * a / T     a <= T
///     e(a) = maximum * (2 - a / T)             T < a < 1.2 T
///     e(a) = maximum * 0.8                     a >= 1.2 T
///
/// - Source: the emission curve of Aave's Umbrella.
public struct EmissionCurve: Hashable, Sendable {
  /// Base units a second at the target.
  public let maximum: UInt128
  /// Assets wanted at stake, > 0, in base units.
  public let target: UInt128

  /// Creates a curve.
  ///
  /// - Parameters:
  ///   - maximum: Base units a second at the target.
  ///   - target: Assets wanted at stake, > 0.
  /// - Throws: `LedgerError.divisionByZero` for a target of zero.
  public init(maximum: UInt128, target: UInt128) throws(LedgerError) {
    if target == 0 { throw .divisionByZero }
    self.maximum = maximum
    self.target = target
  }

  /// The emission, on a scale of 10^18.
  ///
  /// - Parameter assets: Assets at stake.
  /// - Returns: 10^18 times the base units a second, rounded down.
  /// - Throws: `LedgerError.overflow`.
  public func scaledEmission(for assets: UInt128) throws(LedgerError) -> UInt128 {
    let scaled = try checkedProduct(maximum, 1_000_000_000_000_000_000)
    let knee = try checkedSum(target, target / 5)
    if assets >= knee { return try mulDiv(scaled, 4, 5, rounding: .down) }
    let falling = try mulDiv(
      scaled, checkedSum(target, target - min(assets, target)), target, rounding: .down)
    if assets <= target { return try mulDiv(falling, assets, target, rounding: .down) }
    return try mulDiv(scaled, target - (assets - target), target, rounding: .down)
  }
}
