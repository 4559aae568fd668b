import TailpoolRisk

/// What the book's first and second derivatives say, beside the book priced again in full.
public struct ApproximationSection: Hashable, Sendable {
  /// One measure or move, three ways.
  public struct Row: Hashable, Sendable {
    /// What is compared.
    public enum Subject: Hashable, Sendable {
      /// A measure of loss.
      case measure(TailMeasure)
      /// The profit and loss when all spots move by a fraction at once.
      case allSpots(move: Double)
    }

    /// What is compared.
    public let subject: Subject
    /// By delta, vega and theta alone, in dollars.
    public let linear: Double
    /// With gamma, in dollars; NaN where it could not be computed.
    public let deltaGamma: Double
    /// By pricing every position again, in dollars.
    public let full: Double

    /// Creates a row; see the properties for the meaning of each argument.
    public init(subject: Subject, linear: Double, deltaGamma: Double, full: Double) {
      self.subject = subject
      self.linear = linear
      self.deltaGamma = deltaGamma
      self.full = full
    }

    /// By how much delta and gamma miss the full result, as a fraction of its magnitude; NaN for a result of zero.
    public var gap: Double { full == 0 ? .nan : (deltaGamma - full) / abs(full) }
  }

  /// Measures of loss in Gaussian moves with the estimated covariance, positive when money is lost.
  public let measures: [Row]
  /// Profit and loss when all spots move together at once, loss negative.
  public let moves: [Row]

  /// Creates a section; see the properties for the meaning of each argument.
  public init(measures: [Row], moves: [Row]) {
    self.measures = measures
    self.moves = moves
  }
}

extension ApproximationSection {
  /// The spot moves shown, where the grid has them.
  private static let shownMoves = [-0.5, -0.4, -0.2, -0.1, 0.1, 0.2, 0.4]

  /// Compares a book's derivatives with its full revaluation.
  ///
  /// - Parameters:
  ///   - book: The derivatives.
  ///   - loss: Their loss over the horizon.
  ///   - risk: The measures by full revaluation of simulated scenarios with the same covariance.
  ///   - grid: The grid in which all underlyings move together.
  init(_ book: DeltaGammaBook, loss: DeltaGammaLoss, risk: TailRiskSection, grid: StressGrid?) {
    func exact(_ measure: TailMeasure) -> Double { (try? loss.exact(measure)) ?? .nan }
    measures =
      risk.valuesAtRisk.map {
        Row(
          subject: .measure(.valueAtRisk($0.level)), linear: loss.deltaNormalValueAtRisk($0.level),
          deltaGamma: exact(.valueAtRisk($0.level)), full: $0.value)
      }
      + risk.expectedShortfalls.map {
        Row(
          subject: .measure(.expectedShortfall($0.level)), linear: loss.deltaNormalExpectedShortfall($0.level),
          deltaGamma: exact(.expectedShortfall($0.level)), full: $0.value)
      }
    guard let grid, let still = grid.volatilityChanges.firstIndex(of: 0) else {
      moves = []
      return
    }
    moves = Self.shownMoves.compactMap { move in
      guard let place = grid.spotReturns.firstIndex(of: move) else { return nil }
      return Row(
        subject: .allSpots(move: move), linear: book.linearProfitAndLoss(spotReturn: move),
        deltaGamma: book.quadraticProfitAndLoss(spotReturn: move), full: grid.profitAndLoss[still][place])
    }
  }
}
