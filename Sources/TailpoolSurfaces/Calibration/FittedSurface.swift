extension FittedSurface {
  /// The families of surfaces that can be calibrated.
  public enum Family: String, Hashable, Sendable, CaseIterable {
    /// A mixture of shifted lognormals for each expiry: free of arbitrage, and the closest fit.
    case lognormalMixture = "lognormal-mixture"
    /// SVI smiles with a few B-splines inside the quoted range.
    case splinedSVI = "svi-spline"
    /// Plain SVI smiles.
    case svi
    /// Extended SSVI: free of arbitrage at all strikes and times, and the least close fit.
    case extendedSSVI = "essvi"
    /// A natural spline through the total variances of the mids: meets each of them, and keeps whatever arbitrage they allow.
    case grid
  }
}

/// A surface with the quotes it was fitted to, how it meets them, and where it allows arbitrage.
public struct FittedSurface: Sendable {
  /// The quotes.
  public let quotes: SurfaceQuotes
  /// The family.
  public let family: FittedSurface.Family
  /// The surface.
  public let surface: any VolatilitySurface
  /// How it meets the quotes.
  public let diagnostics: SurfaceDiagnostics
  /// Where it allows arbitrage, on 500 log-moneyness points in [−1.5, 1.5] and 100 times between first and last expiry.
  public let arbitrage: ArbitrageReport
  /// Years to the expiries that the surface has; those with too few quotes are not among them.
  public let expiryYears: [Double]
  /// Largest rise of each expiry's total variance to remove calendar arbitrage, ≥ 0.
  public let addedVariances: [Double]
  /// Names of parameters at an edge of their domain, for each expiry of the surface.
  public let parametersAtBounds: [[String]]

  /// Calibrates a surface.
  ///
  /// - Parameters:
  ///   - quotes: Quotes by expiry.
  ///   - family: The family.
  /// - Throws: `SurfaceError` when no expiry can be fitted.
  public init(_ quotes: SurfaceQuotes, family: FittedSurface.Family = .lognormalMixture) throws(SurfaceError) {
    self.quotes = quotes
    self.family = family
    switch family {
    case .lognormalMixture:
      // Coin-settled chains have some fifty strikes an expiry, index chains some hundreds.
      let dense = quotes.expiries.contains { $0.quotes.count > FittedSurface.denseQuotes }
      let result = try MixtureCalibration(components: dense ? 6 : 4).surface(fitting: quotes)
      surface = result.surface
      expiryYears = result.surface.expiries.map(\.years)
      addedVariances = result.addedVariances
      parametersAtBounds = result.parametersAtBounds
    case .svi, .splinedSVI:
      let result = try SmileCalibration(splines: family == .svi ? .none : .byQuotes).surface(fitting: quotes)
      surface = result.surface
      expiryYears = result.surface.expiries.map(\.years)
      addedVariances = result.addedVariances
      parametersAtBounds = result.parametersAtBounds
    case .extendedSSVI:
      let result = try ExtendedSSVICalibration().surface(fitting: quotes)
      surface = result.surface
      expiryYears = result.surface.expiries.map(\.years)
      addedVariances = result.surface.expiries.map { _ in 0 }
      parametersAtBounds = result.parametersAtBounds
    case .grid:
      let found = try SplineSmile.surface(through: quotes)
      surface = found
      expiryYears = found.expiries.map(\.years)
      addedVariances = found.expiries.map { _ in 0 }
      parametersAtBounds = found.expiries.map { _ in [] }
    }
    diagnostics = SurfaceDiagnostics(of: surface, on: quotes)
    arbitrage = ArbitrageReport(checking: surface, on: FittedSurface.grid(quotes))
  }

  /// Quotes of one expiry above which two more parts are used.
  private static let denseQuotes = 80

  /// The grid that is checked: from the first to the last expiry.
  public static func grid(_ quotes: SurfaceQuotes) -> ArbitrageReport.Grid {
    let years = quotes.expiries.map(\.years)
    return ArbitrageReport.Grid(from: years.first ?? 1, to: years.last ?? 1)
  }
}
