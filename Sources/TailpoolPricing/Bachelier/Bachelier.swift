import TailpoolMarket
import TailpoolNumerics

/// The Bachelier (1900) formula: European options on a forward that moves by normal amounts.
///
/// Forward and strike may be zero or negative; the volatility is absolute, in price units per square root of a year.
///
/// Source: L. Bachelier, Annales scientifiques de l'École normale supérieure 17 (1900) 21.
public enum Bachelier {
  /// The price of a European option on a forward.
  ///
  /// With `s = normalVolatility · √years`, `d = (forward − strike) / s` and φ, N the normal density and distribution:
  ///
  ///     price = discountFactor · ((forward − strike) N(d) + s φ(d))          (call)
  ///
  /// evaluated as the intrinsic value plus the option out of the money, s φ(d) (1 − |d| m(|d|)) with m the Mills ratio,
  /// whose last factor `NormalDistribution.excessRatio` gives without cancellation.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - forward: Forward price, finite, of either sign, in quote currency.
  ///   - strike: Strike, finite, of either sign, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - normalVolatility: Volatility in price units per √year, ≥ 0; +∞ is allowed.
  ///   - discountFactor: Discount factor to expiry, finite and ≥ 0; 1 gives the undiscounted price.
  /// - Returns: Price of one unit, same unit as `forward`. `years` or `normalVolatility` 0 gives the intrinsic value,
  ///   infinite volatility +∞. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/bachelier.csv.
  /// - Complexity: O(1), no allocation.
  @inlinable
  public static func price(
    _ type: OptionType, forward: Double, strike: Double, years: Double, normalVolatility: Double,
    discountFactor: Double = 1
  ) -> Double {
    guard isInDomain(forward, strike, years, normalVolatility, discountFactor) else { return .nan }
    let s = deviation(volatility: normalVolatility, years: years)
    let gain = type.sign * (forward - strike)
    let value = timeValue(distance: abs(gain), deviation: s)
    return discountFactor * (gain > 0 ? gain + value : value)
  }

  /// s φ(a) (1 − a m(a)) with a = distance / s: the undiscounted price of the option out of the money.
  @inlinable
  static func timeValue(distance: Double, deviation s: Double) -> Double {
    if s == 0 { return 0 }
    let a = distance / s
    let density = NormalDistribution.density(a)
    return density == 0 ? 0 : s * (density * NormalDistribution.excessRatio(a))
  }

  @inlinable
  static func isInDomain(
    _ forward: Double, _ strike: Double, _ years: Double, _ volatility: Double, _ discountFactor: Double
  ) -> Bool {
    abs(forward - strike) < .infinity && isFiniteNonnegative(years) && volatility >= 0
      && isFiniteNonnegative(discountFactor)
  }
}
