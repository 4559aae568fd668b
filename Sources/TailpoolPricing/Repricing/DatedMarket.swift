import TailpoolLibc
import TailpoolMarket

/// The market of a contract with an expiry on one underlying.
package struct DatedMarket: Hashable, Sendable {
  /// Spot, > 0.
  package let spot: Double
  /// Interest rate, continuously compounded per year.
  package let rate: Double
  /// Yield of the underlying, likewise.
  package let dividendYield: Double
  /// Years to expiry, > 0.
  package let years: Double
  /// Annual volatility, > 0.
  package let volatility: Double
  /// Where the volatility came from; nil where it was given.
  package let volatilitySource: VolatilitySource?

  /// Creates a market; see the properties for the meaning of each argument.
  package init(
    spot: Double, rate: Double, dividendYield: Double, years: Double, volatility: Double,
    volatilitySource: VolatilitySource? = nil
  ) {
    self.spot = spot
    self.rate = rate
    self.dividendYield = dividendYield
    self.years = years
    self.volatility = volatility
    self.volatilitySource = volatilitySource
  }

  /// Takes the market of an underlying at an expiry, with the volatility of the smile at a strike, or at the money.
  ///
  /// - Throws: What `PricingMarket` throws for what is missing.
  init(
    _ underlying: Underlying, strike: Double?, expiry: Timestamp, in market: PricingMarket
  ) throws(PricingProblem) {
    let own = try market.underlying(underlying)
    let years = try market.years(to: expiry)
    let rates = try market.rates(of: underlying, years: years)
    self.init(
      spot: own.spot, rate: rates.rate, dividendYield: rates.dividendYield, years: years,
      volatility: try market.volatility(of: underlying, strike: strike, years: years),
      volatilitySource: .interpolated)
  }

  /// The market as the one input of a contract with a strike, or without.
  func input(_ underlying: Underlying, strike: Double?) -> PricingInput {
    PricingInput(
      underlying: underlying, spot: spot, forward: spot * exp((rate - dividendYield) * years), volatility: volatility,
      volatilitySource: volatilitySource, strike: strike, years: years)
  }
}
