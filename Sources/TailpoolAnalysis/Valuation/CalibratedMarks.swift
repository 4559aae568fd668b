import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

/// The volatilities that a book is valued at, the surfaces they are off, and those of the quotes beside them.
public struct CalibratedMarks: Sendable {
  /// What the book is valued at.
  public let marks: VolatilityMarks
  /// What the quotes themselves say.
  public let quoteMarks: VolatilityMarks
  /// The surfaces, by underlying and class; nil where the book is valued at the quotes.
  public let fits: [FittedSurface]?

  /// Calibrates the surfaces of a snapshot, `threads` at a time; the result does not depend on their number.
  ///
  /// A class that cannot be calibrated has no surface.
  ///
  /// - Parameters:
  ///   - snapshot: The market.
  ///   - source: What options are valued at.
  ///   - threads: Classes calibrated at the same time; less than 1 is taken as 1.
  /// - Throws: `CancellationError` when the task is canceled.
  public init(_ snapshot: MarketSnapshot, source: MarkSource, threads: Int) async throws {
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

  /// How far the points of a class are from what the venue, or its mark or mid, says of them.
  ///
  /// - Parameter fit: The surface of the class.
  /// - Returns: nil where the quotes say nothing.
  public func difference(of fit: FittedSurface) -> MarkDifference? {
    marks.difference(from: quoteMarks) { own, other in
      let contract = own.quote.contract
      return own.source == .surface && other.source != .interpolated && contract.root == fit.quotes.root
        && contract.underlying == fit.quotes.underlying && contract.settlement == fit.quotes.settlement
    }
  }

  /// Options with a bid alone that are valued below it, and those with an ask alone that are valued above it: one-sided
  /// quotes are not what surfaces are calibrated to.
  public var violatedOneSidedQuotes: Int {
    // Relative to the volatility, so that a mark solved from the quote itself is not told from it by rounding.
    let rounding = 1e-9
    return marks.smiles.reduce(0) { sum, smile in
      sum
        + smile.points.count { point in
          switch (point.bidVolatility, point.askVolatility, point.quote.bid, point.quote.ask) {
          case (let bid?, _, _?, nil): bid > point.volatility * (1 + rounding)
          case (_, let ask?, nil, _?): ask < point.volatility * (1 - rounding)
          default: false
          }
        }
    }
  }

  /// Options that keep the volatilities of their quotes beside the surfaces, by expiry and class.
  public var unfitted: [CalibratedMarks.UnfittedExpiry] {
    marks.smiles.flatMap { smile in
      Dictionary(grouping: smile.points.filter { $0.source != .surface }) { $0.quote.contract.root }
        .sorted { $0.key < $1.key }
        .map {
          CalibratedMarks.UnfittedExpiry(
            underlying: smile.underlying, root: $0.key, expiry: smile.market.expiry, options: $0.value.count)
        }
    }
  }
}

extension CalibratedMarks {
  /// Options of one listing class and expiry that are not valued off a surface.
  public struct UnfittedExpiry: Hashable, Sendable {
    /// The underlying.
    public let underlying: Underlying
    /// The listing class.
    public let root: String
    /// The instant of expiry.
    public let expiry: Timestamp
    /// How many options keep the volatilities of their quotes.
    public let options: Int

    /// Creates a row; see the properties for the meaning of each argument.
    public init(underlying: Underlying, root: String, expiry: Timestamp, options: Int) {
      self.underlying = underlying
      self.root = root
      self.expiry = expiry
      self.options = options
    }
  }
}
