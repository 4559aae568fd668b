import TailpoolLedger

/// The fees of a volatility-impact market, in eighteen places.
///
/// - Source: Lyra, `OptionMarketPricer.sol`.
enum OptionFees {
  /// A coefficient that grows with the time to expiry: itself up to `flat`, double at `double`, and on in the same line, which is the
  /// contracts' own twist: it does not stop at double.
  ///
  ///     c (1 + (T − flat) / (double − flat))
  static func timeWeighted(
    _ coefficient: FixedDecimal, secondsLeft: Int64, flat: Int64, double: Int64
  ) throws(LedgerError) -> FixedDecimal {
    guard secondsLeft > flat else { return coefficient }
    let growth = try FixedDecimal(units: Int128(secondsLeft) - Int128(flat)).divided(
      by: FixedDecimal(units: Int128(double) - Int128(flat)))
    return try coefficient.multiplied(by: FixedDecimal.one.adding(growth))
  }

  /// What a trade pays that makes the pool's standard vega greater in magnitude.
  ///
  ///     c vol |vega after| / NAV × amount,  0 unless |after| > |before|
  ///
  /// A pure number that the contracts take for money.
  ///
  /// - Throws: `CurveRefusal.noValue` where the pool's value is not above zero, `.overflow`.
  static func vegaUtilization(
    _ coefficient: FixedDecimal, volatility: FixedDecimal, before: FixedDecimal, after: FixedDecimal,
    netAssetValue: FixedDecimal, amount: FixedDecimal
  ) throws(CurveRefusal) -> FixedDecimal {
    guard after.magnitude > before.magnitude else { return .zero }
    guard netAssetValue > .zero else { throw .noValue }
    return try counted { () throws(LedgerError) in
      let used = try volatility.multiplied(by: after.magnitude).divided(by: netAssetValue)
      return try coefficient.multiplied(by: used).multiplied(by: amount)
    }
  }
}

/// A fee for vega, skew and the distance of the base volatility from its average.
///
///     c (least vega + k₁ vega) (least skew + k₂ |skew − reference|) (least distance + k₃ |base − average|) × amount
struct VarianceFee: Hashable, Sendable {
  var coefficient = FixedDecimal.zero
  var vegaCoefficient = FixedDecimal.zero
  var leastVega = FixedDecimal.zero
  var skewCoefficient = FixedDecimal.zero
  var leastSkew = FixedDecimal.zero
  var referenceSkew = FixedDecimal.one
  var distanceCoefficient = FixedDecimal.zero
  var leastDistance = FixedDecimal.zero

  func amount(
    vega: FixedDecimal, skew: FixedDecimal, distance: FixedDecimal, amount: FixedDecimal
  ) throws(LedgerError) -> FixedDecimal {
    let byVega = try leastVega.adding(vega.multiplied(by: vegaCoefficient))
    let bySkew = try leastSkew.adding(skew.subtracting(referenceSkew).magnitude.multiplied(by: skewCoefficient))
    let byDistance = try leastDistance.adding(distance.multiplied(by: distanceCoefficient))
    return try coefficient.multiplied(by: byVega).multiplied(by: bySkew).multiplied(by: byDistance).multiplied(
      by: amount)
  }
}
