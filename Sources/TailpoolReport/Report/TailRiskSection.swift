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
}

extension TailRiskSection {
  /// Measures a distribution.
  ///
  /// - Parameters:
  ///   - distribution: The outcomes.
  ///   - contributions: Parts of the expected shortfall at 97.5 % by underlying.
  /// - Complexity: O(n log n) for n outcomes.
  public init(_ distribution: ProfitAndLossDistribution, contributions: [RiskContribution]) {
    outcomes = distribution.count
    mean = distribution.mean
    standardDeviation = distribution.standardDeviation
    worst = distribution.minimum
    valueAtRisk95 = distribution.valueAtRisk(.percent95)
    valueAtRisk99 = distribution.valueAtRisk(.percent99)
    expectedShortfall = distribution.expectedShortfall(.percent97Point5)
    self.contributions = contributions
    histogram = ProfitHistogram(of: distribution.profitAndLoss)
  }
}
