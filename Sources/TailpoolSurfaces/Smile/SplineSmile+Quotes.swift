extension SplineSmile {
  /// The plain grid through the mids of quotes.
  ///
  /// - Parameter quotes: Quotes by expiry.
  /// - Returns: One spline an expiry, with prices mixed between them. Expiries with fewer than two mids that have a
  ///   volatility are left out, and so are those whose spline is not positive at the money.
  /// - Throws: `SurfaceError.tooFewQuotes` where no expiry is left, and as of `SliceSurface`.
  static func surface(through quotes: SurfaceQuotes) throws(SurfaceError) -> SliceSurface<SplineSmile> {
    var expiries: [SliceSurface<SplineSmile>.Expiry] = []
    var most = 0
    for expiry in quotes.expiries {
      var nodes: [(k: Double, w: Double)] = []
      for quote in expiry.quotes where quote.logMoneyness.isFinite && quote.logMoneyness > nodes.last?.k ?? -.infinity {
        guard let volatility = quote.volatility(of: quote.mid, years: expiry.years), volatility > 0 else { continue }
        nodes.append((quote.logMoneyness, volatility * volatility * expiry.years))
      }
      most = max(most, nodes.count)
      guard nodes.count >= 2 else { continue }
      let smile = try SplineSmile(logMoneyness: nodes.map(\.k), totalVariances: nodes.map(\.w))
      if smile.totalVariance(at: 0) > 0 { expiries.append(.init(years: expiry.years, smile: smile)) }
    }
    guard !expiries.isEmpty else { throw .tooFewQuotes(found: most, required: 2) }
    return try SliceSurface(expiries: expiries)
  }
}
