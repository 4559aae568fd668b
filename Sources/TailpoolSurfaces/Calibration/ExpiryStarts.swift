/// The expiries of a surface that are fitted alone first, as what a fit of all of them together starts from.
struct ExpiryStarts<Slice> {
  /// Times to expiry in years.
  private(set) var years: [Double] = []
  /// What each expiry is fitted to.
  private(set) var slices: [Slice] = []
  /// The parameters of each expiry fitted alone, one expiry after the other.
  private(set) var parameters: [Double] = []

  /// Fits each expiry alone.
  ///
  /// - Parameters:
  ///   - quotes: Quotes by expiry.
  ///   - start: Fits one expiry; nil leaves it out.
  /// - Throws: `SurfaceError.empty` when every expiry is left out.
  init(
    _ quotes: SurfaceQuotes, start: (SmileQuotes) -> (slice: Slice, parameters: [Double])?
  ) throws(SurfaceError) {
    for expiry in quotes.expiries {
      guard let start = start(expiry) else { continue }
      years.append(expiry.years)
      slices.append(start.slice)
      parameters += start.parameters
    }
    guard !slices.isEmpty else { throw .empty }
  }
}

extension SurfaceQuotes {
  /// Log-moneyness at which neighboring expiries are compared while they are fitted: closer together near the money.
  static func calendarPoints(within range: Double) -> [Double] {
    let half = 60
    return (-half...half).map { step in
      let t = Double(step) / Double(half)
      return range * t * abs(t)
    }
  }
}
