import TailpoolRisk

/// Tail risk of one profit-and-loss vector, in dollars.
public struct TailRiskSection: Hashable, Sendable {
  /// Number of outcomes.
  public let outcomes: Int
  /// Mean profit and loss.
  public let mean: Double
  /// Standard deviation of the profit and loss.
  public let standardDeviation: Double
  /// The worst outcome as a profit and loss: negative when it loses.
  public let worst: Double
  /// Value at risk at 95 %.
  public let valueAtRisk95: ValueAtRisk
  /// Value at risk at 99 %.
  public let valueAtRisk99: ValueAtRisk
  /// Expected shortfall at 97.5 %.
  public let expectedShortfall: ExpectedShortfall
  /// Parts of the expected shortfall by underlying; they add up to it.
  public let contributions: [RiskContribution]
  /// How the outcomes are spread.
  public let histogram: ProfitHistogram

  /// Creates a section.
  ///
  /// - Parameters:
  ///   - profitAndLoss: The outcomes, in dollars, gains positive; mean, deviation, worst and histogram are taken from
  ///     them.
  ///   - valueAtRisk95: Value at risk at 95 %.
  ///   - valueAtRisk99: Value at risk at 99 %.
  ///   - expectedShortfall: Expected shortfall at 97.5 %.
  ///   - contributions: Its parts by underlying.
  /// - Complexity: O(n log n) for n outcomes.
  public init(
    profitAndLoss: [Double], valueAtRisk95: ValueAtRisk, valueAtRisk99: ValueAtRisk,
    expectedShortfall: ExpectedShortfall, contributions: [RiskContribution]
  ) {
    outcomes = profitAndLoss.count
    let count = Double(profitAndLoss.count)
    let center = profitAndLoss.reduce(0, +) / count
    let squares = profitAndLoss.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    mean = center
    standardDeviation = (squares / (count - 1)).squareRoot()
    worst = profitAndLoss.min() ?? .nan
    self.valueAtRisk95 = valueAtRisk95
    self.valueAtRisk99 = valueAtRisk99
    self.expectedShortfall = expectedShortfall
    self.contributions = contributions
    histogram = ProfitHistogram(of: profitAndLoss)
  }
}
