import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

extension SurfaceDiagnostics {
  /// How a surface meets one quote.
  public struct Fit: Hashable, Sendable {
    /// The quote.
    public let quote: SurfaceQuotes.Quote
    /// Time to expiry in years.
    public let years: Double
    /// Forward price.
    public let forward: Double
    /// Annual volatility of the bid; nil when no volatility gives it.
    public let bidVolatility: Double?
    /// Annual volatility of the mid; nil when no volatility gives it.
    public let midVolatility: Double?
    /// Annual volatility of the ask; nil when no volatility gives it.
    public let askVolatility: Double?
    /// Annual volatility of the surface.
    public let volatility: Double
    /// Model price less mid, in half-spreads.
    public let errorInHalfSpreads: Double

    /// Whether bid ≤ model ≤ ask, up to rounding.
    public var isInside: Bool { abs(errorInHalfSpreads) <= 1 + 1e-9 }
  }
}

/// How a surface meets the quotes it was fitted to.
public struct SurfaceDiagnostics: Hashable, Sendable {
  /// Every quote, by expiry and log-moneyness.
  public let fits: [SurfaceDiagnostics.Fit]

  /// Number of quotes inside bid and ask.
  public var inside: Int { fits.count { $0.isInside } }
  /// Share of quotes inside bid and ask, in [0, 1]; NaN without quotes.
  public var insideShare: Double { Double(inside) / Double(fits.count) }
  /// Median of |model − mid| in half-spreads; nil without quotes.
  public var medianErrorInHalfSpreads: Double? { median(fits.map { abs($0.errorInHalfSpreads) }) }
  /// Median of |model − mid| in volatility; nil where no mid has one.
  public var medianErrorInVolatility: Double? {
    median(fits.compactMap { fit in fit.midVolatility.map { abs(fit.volatility - $0) } })
  }

  /// Compares a surface with quotes.
  ///
  /// - Parameters:
  ///   - surface: The surface.
  ///   - quotes: The quotes.
  /// - Complexity: One evaluation and three implied volatilities a quote.
  public init(of surface: some VolatilitySurface, on quotes: SurfaceQuotes) {
    self.init(on: quotes) { k, years in surface.totalVariance(logMoneyness: k, years: years) }
  }

  /// Compares total variances with quotes.
  init(on quotes: SurfaceQuotes, totalVariance: (_ logMoneyness: Double, _ years: Double) -> Double) {
    fits = quotes.expiries.flatMap { expiry in
      expiry.quotes.map { quote in
        let k = quote.logMoneyness
        let s = totalVariance(k, expiry.years).squareRoot()
        let price = exp(0.5 * k) * NormalizedBlack.price(x: k, s: s)
        return SurfaceDiagnostics.Fit(
          quote: quote, years: expiry.years, forward: expiry.forward,
          bidVolatility: quote.volatility(of: quote.bid, years: expiry.years),
          midVolatility: quote.volatility(of: quote.mid, years: expiry.years),
          askVolatility: quote.volatility(of: quote.ask, years: expiry.years),
          volatility: s / expiry.years.squareRoot(), errorInHalfSpreads: (price - quote.mid) / quote.halfSpread)
      }
    }
  }
}
