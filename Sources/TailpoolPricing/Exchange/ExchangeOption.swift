import TailpoolMarket

/// The right to receive one asset for another at expiry, both lognormal: max(S₁ − S₂, 0).
///
/// Source: W. Margrabe, "The Value of an Option to Exchange One Asset for Another", Journal of Finance 33 (1978) 177.
public enum ExchangeOption {
  /// The price of an option to exchange the second asset for the first.
  ///
  /// Counted in units of the second asset it is a call on the ratio S₁/S₂, whose rate is q₂ and whose volatility is
  ///
  ///     σ² = σ₁² + σ₂² − 2ρσ₁σ₂ = (σ₁ − σ₂)² + 2 (1 − ρ) σ₁σ₂
  ///     price = S₁ exp(−q₁T) N(d₁) − S₂ exp(−q₂T) N(d₂),  d₁,₂ = (log(S₁/S₂) + (q₂ − q₁) T) / (σ√T) ± σ√T/2
  ///
  /// The rate of interest does not enter.
  ///
  /// - Parameters:
  ///   - spot1: Spot price of the asset received, finite and ≥ 0, in quote currency.
  ///   - spot2: Spot price of the asset given, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility1: Annual lognormal volatility of the first asset, finite and ≥ 0.
  ///   - volatility2: That of the second.
  ///   - correlation: Correlation of the two logarithmic returns, in [−1, 1].
  ///   - dividendYield1: Continuously compounded yield of the first asset per year, finite.
  ///   - dividendYield2: That of the second.
  /// - Returns: Price of one unit, ≥ 0. `years` or σ of 0 gives the discounted intrinsic value. An argument out of its
  ///   range, or NaN, gives NaN.
  /// - Accuracy: 2e-15 of the larger spot on every row of References/Tables/margrabe.csv; 4 (1 + cond) 2⁻⁵³ relative in
  ///   the far tails, References/Tables/margrabe_tails.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    spot1: Double, spot2: Double, years: Double, volatility1: Double, volatility2: Double, correlation: Double,
    dividendYield1: Double, dividendYield2: Double
  ) -> Double {
    let volatility = ratioVolatility(volatility1, volatility2, correlation)
    return BlackScholesMerton.price(
      .call, spot: spot1, strike: spot2, years: years, volatility: volatility, rate: dividendYield2,
      dividendYield: dividendYield1)
  }

  /// The volatility of S₁/S₂, without the cancellation that two large and nearly equal volatilities would bring.
  static func ratioVolatility(_ volatility1: Double, _ volatility2: Double, _ correlation: Double) -> Double {
    guard isFiniteNonnegative(volatility1), isFiniteNonnegative(volatility2), abs(correlation) <= 1 else { return .nan }
    let difference = volatility1 - volatility2
    return (difference * difference + 2 * (1 - correlation) * volatility1 * volatility2).squareRoot()
  }
}
