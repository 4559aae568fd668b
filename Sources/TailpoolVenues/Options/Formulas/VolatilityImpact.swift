import TailpoolLedger

/// How far a trade moves the volatility of an expiry and the skew of a strike.
///
///     base volatility: + size / standard size / 100        skew: that × skew factor
///
/// up where the pool sells, down where it buys, in eighteen places with what is beyond dropped toward zero. Contracts on chain take
/// the step of each trade from where the last has left the volatility; here it is taken of all that was sold, so that a
/// trade moves the volatility to the last place as far as its parts do.
///
/// - Source: Lyra, `OptionMarketPricer.ivImpactForTrade`.
struct VolatilityImpact: Hashable, Sendable {
  /// Options that move the base volatility by 0.01, > 0.
  let standardSize: FixedDecimal
  /// How many times as far the skew moves, ≥ 0.
  let skewFactor: FixedDecimal

  /// The base volatility where so many options were sold since it was `start`.
  ///
  /// - Throws: `CurveRefusal.volatility` where it would be below zero, `.overflow`.
  func base(_ start: FixedDecimal, sold: FixedDecimal) throws(CurveRefusal) -> FixedDecimal {
    let moved = try counted { () throws(LedgerError) in try start.adding(move(sold)) }
    guard moved >= .zero else { throw .volatility(after: moved.value, least: 0, most: .infinity) }
    return moved
  }

  /// The skew where so many options were sold since it was `start`.
  ///
  /// - Throws: `CurveRefusal.skew` where it would be below zero, `.overflow`.
  func skew(_ start: FixedDecimal, sold: FixedDecimal) throws(CurveRefusal) -> FixedDecimal {
    let moved = try counted { () throws(LedgerError) in try start.adding(move(sold).multiplied(by: skewFactor)) }
    guard moved >= .zero else { throw .skew(after: moved.value, least: 0, most: .infinity) }
    return moved
  }

  /// How much an option more moves each, in double precision.
  var slopes: (base: Double, skew: Double) {
    let base = 0.01 / standardSize.value
    return (base, base * skewFactor.value)
  }

  private func move(_ sold: FixedDecimal) throws(LedgerError) -> FixedDecimal {
    FixedDecimal(units: try sold.divided(by: standardSize).units / 100)
  }
}
