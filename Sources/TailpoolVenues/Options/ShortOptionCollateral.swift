import TailpoolPoolEngine
import TailpoolMarket
import TailpoolPricing

/// The least collateral of a short option that need not be covered in full: its price after a shock of spot and volatility.
///
///     shocked  = Black–Scholes at spot · shock and the shock volatility, times the quantity
///     required = min(max(shocked, static), full)
///
/// Full is the quantity for collateral in the base asset, strike · quantity for a put, and has no bound for a call with
/// collateral in quote. The shock volatility falls linearly between two times to expiry.
///
/// - Source: lyra-finance/lyra-protocol, `OptionGreekCache.getMinCollateral`, with its default parameters.
package struct ShortOptionCollateral: Hashable, Sendable {
  /// What is sold, and what it is collateralized in.
  package enum Kind: Hashable, Sendable {
    /// A call with collateral in the base asset.
    case callInBase
    /// A call with collateral in quote.
    case callInQuote
    /// A put with collateral in quote.
    case putInQuote
  }

  /// Multiple of spot under which a call is priced, > 0.
  package var callShock = 1.2
  /// Multiple of spot under which a put is priced, > 0.
  package var putShock = 0.8
  /// Volatility for expiries up to `shortYears`.
  package var shortVolatility = 2.5
  /// Volatility for expiries from `longYears` on.
  package var longVolatility = 1.8
  /// Where the volatility begins to fall, in years.
  package var shortYears = 14.0 / DayCount.daysPerYear
  /// Where it stops, in years, more than `shortYears`.
  package var longYears = 56.0 / DayCount.daysPerYear
  /// Least collateral in quote.
  package var staticQuote = 200.0
  /// Least collateral in the base asset.
  package var staticBase = 0.2
  /// Continuously compounded rate per year.
  package var rate = 0.05

  /// Creates the source's default parameters.
  package init() {}

  /// The volatility under which an option is priced.
  ///
  /// - Parameter years: Time to expiry in years, ≥ 0.
  package func shockVolatility(years: Double) -> Double {
    let fraction = min(max((years - shortYears) / (longYears - shortYears), 0), 1)
    return shortVolatility + fraction * (longVolatility - shortVolatility)
  }

  /// The least collateral.
  ///
  /// - Parameters:
  ///   - kind: What is sold, and what it is collateralized in.
  ///   - spot: Spot price, > 0.
  ///   - strike: Strike, > 0.
  ///   - years: Time to expiry in years, ≥ 0.
  ///   - quantity: Number of options sold, ≥ 0.
  /// - Returns: Base units of the collateral as a real number: of the base asset for `callInBase`, else of quote.
  /// - Throws: `CollateralError.invalid` when the result is not a finite number ≥ 0.
  package func required(
    _ kind: Kind, spot: Double, strike: Double, years: Double, quantity: Double
  ) throws(CollateralError) -> Double {
    guard quantity >= 0, quantity.isFinite, spot > 0, strike > 0 else { throw .invalid("option") }
    let shocked = spot * (kind == .putInQuote ? putShock : callShock)
    let price = BlackScholesMerton.price(
      kind == .putInQuote ? .put : .call, spot: shocked, strike: strike, years: years,
      volatility: shockVolatility(years: years), rate: rate, dividendYield: 0)
    let required: Double
    switch kind {
    case .callInBase: required = min(max(quantity * price / shocked, staticBase), quantity)
    case .callInQuote: required = max(quantity * price, staticQuote)
    case .putInQuote: required = min(max(quantity * price, staticQuote), quantity * strike)
    }
    // A NaN price would be lost in `max`, so the price itself is looked at.
    guard price >= 0, price.isFinite, required.isFinite else { throw .invalid("option") }
    return required
  }
}
