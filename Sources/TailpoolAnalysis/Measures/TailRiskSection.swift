import TailpoolRisk

/// Tail risk of one profit-and-loss vector, in dollars or another unit of account.
public struct TailRiskSection: Hashable, Sendable {
  /// The level of the headline expected shortfall and of the contributions: 97.5 %.
  public static let headlineLevel = ConfidenceLevel.percent97Point5
  /// The level of the value at risk that limits are set on: 99 %.
  public static let limitLevel = ConfidenceLevel.percent99

  /// Number of outcomes.
  public let outcomes: Int
  /// Mean profit and loss.
  public let mean: Double
  /// Standard deviation of the profit and loss.
  public let standardDeviation: Double
  /// The worst outcome as a profit and loss: negative when it loses.
  public let worst: Double
  /// Value at risk at each level asked for, the lowest level first.
  public let valuesAtRisk: [ValueAtRisk]
  /// Expected shortfall at each level asked for, the lowest level first.
  public let expectedShortfalls: [ExpectedShortfall]
  /// Parts of the headline expected shortfall by underlying; they add up to it.
  public let contributions: [RiskContribution]
  /// How the outcomes are spread.
  public let histogram: ProfitHistogram
  /// The mean of the likelihood ratios of outcomes that are not alike: near 1 where they were drawn well; else nil.
  public let meanLikelihoodRatio: Double?

  /// Creates a section; see the properties for the meaning of each argument.
  public init(
    outcomes: Int, mean: Double, standardDeviation: Double, worst: Double, valuesAtRisk: [ValueAtRisk],
    expectedShortfalls: [ExpectedShortfall], contributions: [RiskContribution], histogram: ProfitHistogram,
    meanLikelihoodRatio: Double? = nil
  ) {
    self.outcomes = outcomes
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.worst = worst
    self.valuesAtRisk = valuesAtRisk
    self.expectedShortfalls = expectedShortfalls
    self.contributions = contributions
    self.histogram = histogram
    self.meanLikelihoodRatio = meanLikelihoodRatio
  }

  /// The value at risk at a level; nil where it was not asked for.
  public func valueAtRisk(_ level: ConfidenceLevel) -> ValueAtRisk? { valuesAtRisk.first { $0.level == level } }

  /// The expected shortfall at a level; nil where it was not asked for.
  public func expectedShortfall(_ level: ConfidenceLevel) -> ExpectedShortfall? {
    expectedShortfalls.first { $0.level == level }
  }

  /// The expected shortfall at 97.5 %; NaN where it was not asked for.
  public var headlineShortfall: ExpectedShortfall {
    expectedShortfall(Self.headlineLevel)
      ?? ExpectedShortfall(level: Self.headlineLevel, value: .nan, standardError: .nan)
  }

  /// The value at risk at 99 %, which limits are set on; NaN where it was not asked for.
  public var headlineRisk: ValueAtRisk {
    valueAtRisk(Self.limitLevel)
      ?? ValueAtRisk(level: Self.limitLevel, value: .nan, low: .nan, high: .nan, standardError: .nan)
  }
}

extension TailRiskSection {
  /// Measures a distribution.
  ///
  /// - Parameters:
  ///   - distribution: The outcomes.
  ///   - levels: Levels of the value at risk.
  ///   - shortfallLevels: Levels of the expected shortfall.
  ///   - contributions: Parts of the expected shortfall at 97.5 % by underlying.
  /// - Complexity: O(n log n) for n outcomes.
  public init(
    _ distribution: ProfitAndLossDistribution, levels: [ConfidenceLevel] = [.percent95, .percent99],
    shortfallLevels: [ConfidenceLevel] = [headlineLevel], contributions: [RiskContribution]
  ) {
    self.init(
      outcomes: distribution.count, mean: distribution.mean, standardDeviation: distribution.standardDeviation,
      worst: distribution.minimum, valuesAtRisk: Set(levels).sorted().map(distribution.valueAtRisk),
      expectedShortfalls: Set(shortfallLevels).sorted().map(distribution.expectedShortfall),
      contributions: contributions, histogram: ProfitHistogram(of: distribution.profitAndLoss))
  }
}
