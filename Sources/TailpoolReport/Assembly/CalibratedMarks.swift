import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

/// The volatilities that a report values at, the surfaces they are off, and those of the quotes beside them.
struct CalibratedMarks {
  /// What the book is valued at.
  let marks: VolatilityMarks
  /// What the quotes themselves say.
  let quoteMarks: VolatilityMarks
  /// The surfaces, by underlying and class; nil where the report values at the quotes.
  let fits: [FittedSurface]?

  /// Calibrates the surfaces of a snapshot, `threads` at a time; the result does not depend on their number.
  ///
  /// A class that cannot be calibrated has no surface.
  init(_ snapshot: MarketSnapshot, source: MarkSource, threads: Int) async throws {
    quoteMarks = snapshot.volatilityMarks()
    guard case .surface(let family) = source else {
      fits = nil
      marks = quoteMarks
      return
    }
    let classes = snapshot.surfaceQuotes()
    let workers = min(max(threads, 1), max(classes.count, 1))
    let found = try await withThrowingTaskGroup(of: [(Int, FittedSurface)].self) { group in
      for worker in 0..<workers {
        group.addTask {
          var own: [(Int, FittedSurface)] = []
          for index in stride(from: worker, to: classes.count, by: workers) {
            try Task.checkCancellation()
            if let fit = try? FittedSurface(classes[index], family: family) { own.append((index, fit)) }
          }
          return own
        }
      }
      var found: [(Int, FittedSurface)] = []
      for try await part in group { found += part }
      return found
    }
    let fits = found.sorted { $0.0 < $1.0 }.map(\.1)
    self.fits = fits
    marks = snapshot.volatilityMarks(off: fits)
  }

  /// The section of the report; nil where it values at the quotes.
  func section(_ holding: Holding, in snapshot: MarketSnapshot) -> SurfacesSection? {
    guard let fits else { return nil }
    return SurfacesSection(
      surfaces: fits.map { SurfaceSection($0, differenceToMarks: difference(of: $0)) }, unfitted: unfitted,
      bookValueAtQuotes: (try? holding.book.valuation(in: snapshot, volatilities: quoteMarks))?.value)
  }

  /// How far the points of a class are from what the venue, or its mark or mid, says of them.
  private func difference(of fit: FittedSurface) -> MarkDifference? {
    marks.difference(from: quoteMarks) { own, other in
      let contract = own.quote.contract
      return own.source == .surface && other.source != .interpolated && contract.root == fit.quotes.root
        && contract.underlying == fit.quotes.underlying && contract.settlement == fit.quotes.settlement
    }
  }

  private var unfitted: [UnfittedExpiry] {
    marks.smiles.flatMap { smile in
      Dictionary(grouping: smile.points.filter { $0.source != .surface }) { $0.quote.contract.root }
        .sorted { $0.key < $1.key }
        .map {
          UnfittedExpiry(
            underlying: smile.underlying, root: $0.key, expiry: smile.market.expiry, options: $0.value.count)
        }
    }
  }
}
