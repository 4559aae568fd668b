import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// European digital options in the Black–Scholes–Merton model: cash or nothing, asset or nothing.
///
/// Source: M. Rubinstein and E. Reiner, "Unscrambling the Binary Code", Risk 4 (1991) 75.
public enum DigitalOption {
  /// What a digital option pays when it ends in the money.
  public typealias Payoff = DigitalPayoff

  /// The price of a European digital option.
  ///
  /// With `s = σ√T`, `d₁ = (log(S/K) + (r − q) T) / s + s/2` and `d₂ = d₁ − s`, for a call:
  ///
  ///     cash:   price = exp(−rT) N(d₂)
  ///     asset:  price = S exp(−qT) N(d₁)
  ///
  /// and with −d₁, −d₂ for a put.
  ///
  /// - Parameters:
  ///   - payoff: One unit of cash or of the underlying.
  ///   - type: A call pays above the strike, a put below it.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit. `years` or `volatility` 0 gives the discounted payoff, half of it exactly at the
  ///   forward, which is the limit. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 1e-12 relative on every row of References/Tables/digital.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    _ payoff: Payoff, _ type: OptionType, spot: Double, strike: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> Double {
    guard BlackScholesMerton.isInDomain(spot, strike, years, volatility, rate, dividendYield) else { return .nan }
    let terms = LognormalTerms(
      logMoneyness: logMoneyness(forward: spot, strike: strike) + (rate - dividendYield) * years,
      deviation: deviation(volatility: volatility, years: years))
    switch payoff {
    case .cash: return exp(-rate * years) * (type == .call ? terms.above2 : terms.below2)
    case .asset: return spot * exp(-dividendYield * years) * (type == .call ? terms.above1 : terms.below1)
    }
  }
}
