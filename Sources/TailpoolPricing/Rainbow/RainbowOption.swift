import TailpoolLibc
import TailpoolMarket

/// An option on the better or the worse of two lognormal assets, with a strike.
///
/// Sources: R. Stulz, "Options on the minimum or the maximum of two risky assets", Journal of Financial Economics 10 (1982) 161;
/// H. Johnson, Journal of Financial and Quantitative Analysis 22 (1987) 277.
public enum RainbowOption {
  /// The price of a European option on max(S₁, S₂) or on min(S₁, S₂).
  ///
  /// With A, B and K the present values, a = σ₁√T, c = σ₂√T, σ² = a² + c² − 2ρac and M the bivariate normal distribution:
  ///
  ///     call on the worse = A M(y₁, −d, −ρ₁) + B M(y₂, d − σ, −ρ₂) − K M(y₁ − a, y₂ − c, ρ)
  ///     y₁ = log(A/K)/a + a/2,  y₂ = log(B/K)/c + c/2,  d = log(A/B)/σ + σ/2,  ρ₁ = (a − ρc)/σ,  ρ₂ = (c − ρa)/σ
  ///
  /// Calls on the better and on the worse add up to the two plain calls; puts follow by parity.
  ///
  /// - Parameters:
  ///   - selection: The better or the worse asset.
  ///   - type: Call or put.
  ///   - spot1: Spot price of the first asset, finite and ≥ 0, in quote currency.
  ///   - spot2: Spot price of the second asset, finite and ≥ 0, same unit.
  ///   - strike: Strike, finite and ≥ 0, same unit; a call of strike 0 is worth the better or worse asset itself.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility1: Annual lognormal volatility of the first asset, ≥ 0, with σ√T ≤ 25.
  ///   - volatility2: That of the second.
  ///   - correlation: Correlation of the two logarithmic returns, in [−1, 1].
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield1: Continuously compounded yield of the first asset per year, finite.
  ///   - dividendYield2: That of the second.
  /// - Returns: Price of one unit, ≥ 0. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 4e-15 of the largest of both spots and the strike; prices far out of the money keep that absolute error.
  /// - Complexity: O(1): three bivariate normal probabilities.
  public static func price(
    _ selection: RainbowSelection, _ type: OptionType, spot1: Double, spot2: Double, strike: Double, years: Double,
    volatility1: Double, volatility2: Double, correlation: Double, rate: Double, dividendYield1: Double,
    dividendYield2: Double
  ) -> Double {
    let market = TwoAssetMarket(
      spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1, volatility2: volatility2,
      correlation: correlation, rate: rate, dividendYield1: dividendYield1, dividendYield2: dividendYield2)
    guard market.isInDomain, strike >= 0 else { return .nan }
    return StulzTerms(market).derivatives(selection, type).value
  }

  /// The price and its derivatives with respect to both spots, the strike, both volatilities, the correlation, the rate and time.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `TwoAssetGreeks` names them; infinite or half of a step where the payoff has a kink at the market.
  ///   An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: First derivatives 1e-14, second derivatives 1e-12 of themselves.
  /// - Complexity: As of `price`.
  public static func greeks(
    _ selection: RainbowSelection, _ type: OptionType, spot1: Double, spot2: Double, strike: Double, years: Double,
    volatility1: Double, volatility2: Double, correlation: Double, rate: Double, dividendYield1: Double,
    dividendYield2: Double
  ) -> TwoAssetGreeks {
    let market = TwoAssetMarket(
      spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1, volatility2: volatility2,
      correlation: correlation, rate: rate, dividendYield1: dividendYield1, dividendYield2: dividendYield2)
    guard market.isInDomain, strike >= 0 else { return .nan }
    return market.greeks(StulzTerms(market).derivatives(selection, type))
  }
}
