import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

/// The volatility surfaces that a book is valued off, and what is not valued off one.
public struct SurfacesSection: Hashable, Sendable {
  /// The surfaces, by underlying and listing class.
  public var surfaces: [SurfaceSection]
  /// Expiries with options that keep the volatilities of their own quotes.
  public var unfitted: [CalibratedMarks.UnfittedExpiry]
  /// Value of the book at the volatilities of the quotes instead, in dollars; nil where a position has none.
  public var bookValueAtQuotes: Double?

  /// Creates a section; see the properties for the meaning of each argument.
  public init(surfaces: [SurfaceSection], unfitted: [CalibratedMarks.UnfittedExpiry], bookValueAtQuotes: Double?) {
    self.surfaces = surfaces
    self.unfitted = unfitted
    self.bookValueAtQuotes = bookValueAtQuotes
  }

  /// Summarizes calibrated marks; nil where the book is valued at the quotes.
  ///
  /// - Parameters:
  ///   - calibrated: The marks with their surfaces.
  ///   - bookValueAtQuotes: Value of the book at the volatilities of the quotes.
  init?(_ calibrated: CalibratedMarks, bookValueAtQuotes: Double?) {
    guard let fits = calibrated.fits else { return nil }
    self.init(
      surfaces: fits.map { SurfaceSection($0, differenceToMarks: calibrated.difference(of: $0)) },
      unfitted: calibrated.unfitted, bookValueAtQuotes: bookValueAtQuotes)
  }

  /// The expiry of the surface of an underlying; nil where there is none.
  func expiry(_ expiry: Timestamp, of underlying: Underlying) -> SurfaceSection.Expiry? {
    surfaces.lazy.filter { $0.underlying == underlying }.compactMap { surface in
      surface.expiries.first { $0.expiry == expiry }
    }.first
  }
}

/// One calibrated surface: how it meets its quotes, where it allows arbitrage, and how far it is from the venue's marks.
public struct SurfaceSection: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// The listing class; for a coin the coin.
  public let root: String
  /// The family.
  public let family: FittedSurface.Family
  /// Two-sided quotes out of the money that it was fitted to.
  public let quotes: Int
  /// Those whose price it puts between bid and ask.
  public let inside: Int
  /// Median of |model − mid| in volatility; nil where no mid has one.
  public let medianErrorInVolatility: Double?
  /// Median of |model − mid| in half-spreads; nil without quotes.
  public let medianErrorInHalfSpreads: Double?
  /// Where it allows arbitrage.
  public let arbitrage: ArbitrageReport
  /// Its difference to the venue's marks (or the mids, where the venue gives none); nil where there are none.
  public let differenceToMarks: MarkDifference?
  /// The expiries that it was calibrated at, earliest first.
  public let expiries: [Expiry]

  /// One expiry of a surface.
  public struct Expiry: Hashable, Sendable {
    /// The instant of expiry.
    public let expiry: Timestamp
    /// Years to expiry.
    public let years: Double
    /// Two-sided quotes out of the money.
    public let quotes: Int
    /// Those inside bid and ask.
    public let inside: Int
    /// Annual volatility at the forward.
    public let volatilityAtTheMoney: Double
    /// Largest rise of total variance to remove calendar arbitrage, ≥ 0.
    public let addedVariance: Double
    /// Names of parameters at an edge of their domain.
    public let parametersAtBounds: [String]
    /// The density of log(price / forward).
    public let density: RiskNeutralDensity

    /// Creates a row; see the properties for the meaning of each argument.
    public init(
      expiry: Timestamp, years: Double, quotes: Int, inside: Int, volatilityAtTheMoney: Double, addedVariance: Double,
      parametersAtBounds: [String], density: RiskNeutralDensity
    ) {
      self.expiry = expiry
      self.years = years
      self.quotes = quotes
      self.inside = inside
      self.volatilityAtTheMoney = volatilityAtTheMoney
      self.addedVariance = addedVariance
      self.parametersAtBounds = parametersAtBounds
      self.density = density
    }
  }

  /// Creates a section; see the properties for the meaning of each argument.
  public init(
    underlying: Underlying, root: String, family: FittedSurface.Family, quotes: Int, inside: Int,
    medianErrorInVolatility: Double?, medianErrorInHalfSpreads: Double?, arbitrage: ArbitrageReport,
    differenceToMarks: MarkDifference?, expiries: [Expiry]
  ) {
    self.underlying = underlying
    self.root = root
    self.family = family
    self.quotes = quotes
    self.inside = inside
    self.medianErrorInVolatility = medianErrorInVolatility
    self.medianErrorInHalfSpreads = medianErrorInHalfSpreads
    self.arbitrage = arbitrage
    self.differenceToMarks = differenceToMarks
    self.expiries = expiries
  }

  /// Summarizes a fitted surface.
  ///
  /// - Parameters:
  ///   - fit: The surface.
  ///   - differenceToMarks: Its difference to the venue's marks.
  /// - Complexity: 201 evaluations with derivatives for the density of each expiry.
  public init(_ fit: FittedSurface, differenceToMarks: MarkDifference?) {
    let fits = Dictionary(grouping: fit.diagnostics.fits, by: \.years)
    let expiries = fit.quotes.expiries.compactMap { quotes -> Expiry? in
      // Expiries with too few quotes are not in the surface.
      guard let place = fit.expiryYears.firstIndex(of: quotes.years) else { return nil }
      let rows = fits[quotes.years] ?? []
      return Expiry(
        expiry: quotes.expiry, years: quotes.years, quotes: rows.count, inside: rows.count { $0.isInside },
        volatilityAtTheMoney: fit.surface.volatility(logMoneyness: 0, years: quotes.years),
        addedVariance: fit.addedVariances[place], parametersAtBounds: fit.parametersAtBounds[place],
        density: RiskNeutralDensity(of: fit.surface, years: quotes.years, points: 201))
    }
    self.init(
      underlying: fit.quotes.underlying, root: fit.quotes.root, family: fit.family,
      quotes: fit.diagnostics.fits.count, inside: fit.diagnostics.inside,
      medianErrorInVolatility: fit.diagnostics.medianErrorInVolatility,
      medianErrorInHalfSpreads: fit.diagnostics.medianErrorInHalfSpreads, arbitrage: fit.arbitrage,
      differenceToMarks: differenceToMarks, expiries: expiries)
  }

  /// The least density of all expiries; negative where a butterfly costs less than nothing.
  public var leastDensity: Double { expiries.map(\.density.least).min() ?? .nan }

  /// The farthest that the density of an expiry integrates from 1.
  public var largestIntegralError: Double { expiries.map { abs($0.density.integral - 1) }.max() ?? .nan }
}
