import TailpoolLibc
import TailpoolNumerics

/// A replicating market maker: a pool whose trading curve makes one unit of liquidity worth a covered call.
///
/// With s = σ√T and x units of the base token for a unit of liquidity, it holds
///
///     y = K N(N⁻¹(1 − x) − s)   of the quote token
///
/// and trades along that curve. Arbitrage holds x to N(−d₁), so that base × spot + quote = S N(−d₁) + K N(d₂): the spot less a
/// call at a rate of 0. Its value has to rise with time, by its theta; the curve itself brings nothing in, so that without
/// fees of that size the pool falls behind the covered call.
///
/// Source: G. Angeris, A. Evans, T. Chitra, "Replicating Market Makers" (2021).
public enum CoveredCallCurve {
  /// What one unit of liquidity holds and how its value moves.
  public struct Greeks: Hashable, Sendable {
    /// Value, in the quote token.
    public var price: Double
    /// Units of the base token, which is also dV/dS.
    public var base: Double
    /// Units of the quote token.
    public var quote: Double
    /// d²V/dS².
    public var gamma: Double
    /// dV/dσ, per 1.00 of volatility.
    public var vega: Double
    /// −dV/dT, per year: σ²/2 · S² · |d²V/dS²|, which is also the loss versus rebalancing a year.
    public var theta: Double
  }

  /// Holdings, value and derivatives at a spot to which arbitrage has brought the pool.
  ///
  ///     base = N(−d₁),   quote = K N(d₂),   d₁,₂ = log(S/K)/s ± s/2
  ///
  /// - Parameters:
  ///   - spot: Price of the base token, finite and > 0.
  ///   - strike: The curve's strike K, finite and > 0.
  ///   - years: Time to the curve's expiry, finite and ≥ 0.
  ///   - volatility: The curve's annual volatility, finite and ≥ 0.
  /// - Returns: Holdings and derivatives; NaN for an argument out of its range. At s = 0 all is base below the strike and
  ///   quote above it, half of each at it; the derivatives that are infinite there are NaN.
  /// - Accuracy: 1e-12 relative.
  /// - Complexity: O(1), no allocation.
  public static func greeks(spot: Double, strike: Double, years: Double, volatility: Double) -> Greeks {
    guard spot > 0, spot < .infinity, strike > 0, strike < .infinity, isFiniteNonnegative(years),
      isFiniteNonnegative(volatility)
    else { return Greeks(price: .nan, base: .nan, quote: .nan, gamma: .nan, vega: .nan, theta: .nan) }
    let (root, log) = (years.squareRoot(), logRatio(spot, strike))
    let deviation = volatility * root
    guard deviation > 0 else {
      let base = log < 0 ? 1 : log > 0 ? 0 : 0.5
      let slope = log == 0 ? Double.nan : 0
      return Greeks(
        price: min(spot, strike), base: base, quote: strike * (1 - base), gamma: slope, vega: slope, theta: slope)
    }
    let (d1, d2) = (log / deviation + 0.5 * deviation, log / deviation - 0.5 * deviation)
    let (base, quote) = (NormalDistribution.complementary(d1), strike * NormalDistribution.cumulative(d2))
    let density = NormalDistribution.density(d1)
    return Greeks(
      price: base * spot + quote, base: base, quote: quote, gamma: -density / (spot * deviation),
      vega: -spot * density * root, theta: 0.5 * spot * density * volatility / root)
  }

  /// The quote tokens that belong to an amount of base tokens on the curve, K N(N⁻¹(1 − x) − s).
  ///
  /// - Parameters:
  ///   - base: Base tokens for one unit of liquidity, in [0, 1].
  ///   - strike: The curve's strike K, finite and > 0.
  ///   - years: Time to the curve's expiry, finite and ≥ 0.
  ///   - volatility: The curve's annual volatility, finite and ≥ 0.
  /// - Returns: From K at no base token to 0 at one; NaN for an argument out of its range.
  public static func quote(base: Double, strike: Double, years: Double, volatility: Double) -> Double {
    guard let point = point(base, strike, years, volatility) else { return .nan }
    return strike * NormalDistribution.cumulative(point.quantile - point.deviation)
  }

  /// The price at the margin, −dy/dx = K exp(s N⁻¹(1 − x) − s²/2).
  ///
  /// - Parameters: As of `quote`.
  /// - Returns: Quote tokens for one base token; NaN for an argument out of its range.
  public static func spot(base: Double, strike: Double, years: Double, volatility: Double) -> Double {
    guard let point = point(base, strike, years, volatility) else { return .nan }
    guard point.deviation > 0 else { return strike }
    return strike * exp(point.deviation * (point.quantile - 0.5 * point.deviation))
  }

  private static func point(
    _ base: Double, _ strike: Double, _ years: Double, _ volatility: Double
  ) -> (quantile: Double, deviation: Double)? {
    guard base >= 0, base <= 1, strike > 0, strike < .infinity, isFiniteNonnegative(years),
      isFiniteNonnegative(volatility)
    else { return nil }
    return (-NormalDistribution.quantile(base), volatility * years.squareRoot())
  }
}
