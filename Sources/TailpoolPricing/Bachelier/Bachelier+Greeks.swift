import TailpoolMarket
import TailpoolNumerics

extension Bachelier {
  /// Price and sensitivities; the volatility of vega, vanna and volga is normal.
  public typealias Greeks = ForwardGreeks

  /// The price and its derivatives with respect to forward, volatility, time and strike.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `Bachelier.Greeks` names them. Where `normalVolatility · √years` is 0 they are those of the
  ///   intrinsic value, and exactly at the forward: half of the step for the deltas, +∞ for the gammas, the limit for
  ///   vega, theta, vanna and volga as volatility falls to 0. An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: 6 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/bachelier.csv; vanna and volga are
  ///   exactly 0 at the forward.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, forward: Double, strike: Double, years: Double, normalVolatility: Double,
    discountFactor: Double = 1
  ) -> Bachelier.Greeks {
    let price = price(
      type, forward: forward, strike: strike, years: years, normalVolatility: normalVolatility,
      discountFactor: discountFactor)
    guard isInDomain(forward, strike, years, normalVolatility, discountFactor) else {
      return Bachelier.Greeks(
        price: price, delta: .nan, gamma: .nan, vega: .nan, theta: .nan, vanna: .nan, volga: .nan, dualDelta: .nan,
        dualGamma: .nan)
    }
    let s = deviation(volatility: normalVolatility, years: years)
    let difference = forward - strike
    // At the forward d is 0 for every s, and 0 / 0 is not asked.
    let d = difference == 0 ? 0 : difference / s
    let delta = type.sign * discountFactor * NormalDistribution.cumulative(type.sign * d)
    var greeks = Bachelier.Greeks(
      price: price, delta: delta, gamma: 0, vega: 0, theta: 0, vanna: 0, volga: 0, dualDelta: -delta, dualGamma: 0)
    greeks.addDensity(
      discountFactor * NormalDistribution.density(d), d: d, deviation: s, years: years, volatility: normalVolatility)
    return greeks
  }
}

extension Bachelier.Greeks {
  /// The parts that come from the density: `density` is D φ(d).
  fileprivate mutating func addDensity(
    _ density: Double, d: Double, deviation s: Double, years: Double, volatility: Double
  ) {
    guard density > 0 else { return }
    let rootYears = years.squareRoot()
    gamma = density / s
    dualGamma = gamma
    vega = density * rootYears
    // No volatility, no decay, even where no time is left.
    theta = volatility == 0 ? 0 : -0.5 * density * volatility / rootYears
    guard d != 0 else { return }
    vanna = -density * d / volatility
    volga = vega * d * d / volatility
  }
}
