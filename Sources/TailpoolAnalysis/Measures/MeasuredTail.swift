import TailpoolRisk
import TailpoolScenarios

/// The measures of a profit-and-loss vector, and the scenarios of its headline tail.
struct MeasuredTail {
  /// The scenarios of the tail at the headline level with the weights that their dollars count with.
  private(set) var tail: [TailScenario]
  private let moments: (mean: Double, standardDeviation: Double)
  private let worst: Double
  private let outcomes: Int
  private let valuesAtRisk: [ValueAtRisk]
  private let expectedShortfalls: [ExpectedShortfall]
  private let histogram: ProfitHistogram
  private let meanLikelihoodRatio: Double?

  /// Measures scenarios that are all alike.
  init(
    _ profitAndLoss: [Double], of days: PastDays?, per prices: [Double]?, settings: AnalysisSettings
  ) throws(RiskError) {
    try self.init(profitAndLoss.over(prices), of: days, settings: settings)
    weighDollars(prices)
  }

  private init(_ profitAndLoss: [Double], of days: PastDays?, settings: AnalysisSettings) throws(RiskError) {
    let distribution = try ProfitAndLossDistribution(profitAndLoss)
    let past = days.map { PastDayTail(distribution, of: $0) }
    tail = distribution.tailScenarios(TailRiskSection.headlineLevel)
    moments = (distribution.mean, distribution.standardDeviation)
    worst = distribution.minimum
    outcomes = distribution.count
    valuesAtRisk = settings.riskLevels.map { past?.valueAtRisk($0) ?? distribution.valueAtRisk($0) }
    expectedShortfalls = settings.tailLevels.map { past?.expectedShortfall($0) ?? distribution.expectedShortfall($0) }
    histogram = ProfitHistogram(of: profitAndLoss)
    meanLikelihoodRatio = nil
  }

  /// Measures scenarios, weighted where they are not alike, from the partial results of shards where there are some.
  ///
  /// - Parameters:
  ///   - values: Their dollars.
  ///   - prices: What the unit that is counted in is worth in each, in dollars; nil for dollars.
  init(_ values: ScenarioValues, per prices: [Double]? = nil, settings: AnalysisSettings) throws(RiskError) {
    let profitAndLoss = values.profitAndLoss.over(prices)
    let days = values.scenarios.source.pastDays
    if let risk = values.sharded, prices == nil, days == nil {
      self.init(risk, profitAndLoss, settings: settings)
    } else if let ratios = values.scenarios.likelihoodRatios {
      try self.init(profitAndLoss, ratios: ratios, settings: settings)
    } else {
      try self.init(profitAndLoss, of: days, settings: settings)
    }
    weighDollars(prices)
  }

  /// The mean of parts that are in dollars is that of what they are in the unit.
  private mutating func weighDollars(_ prices: [Double]?) {
    guard let prices else { return }
    tail = tail.map { TailScenario(index: $0.index, weight: $0.weight / prices[$0.index]) }
  }

  /// The value at risk that limits are set on, and the headline, alone.
  ///
  /// - Parameters: Those of a whole measurement.
  static func headline(
    of values: ScenarioValues, per prices: [Double]?
  ) throws(RiskError) -> (valueAtRisk: ValueAtRisk, expectedShortfall: ExpectedShortfall) {
    let (risk, shortfall) = (TailRiskSection.limitLevel, TailRiskSection.headlineLevel)
    let profitAndLoss = values.profitAndLoss.over(prices)
    guard let ratios = values.scenarios.likelihoodRatios else {
      let distribution = try ProfitAndLossDistribution(profitAndLoss)
      if let days = values.scenarios.source.pastDays {
        let past = PastDayTail(distribution, of: days)
        return (past.valueAtRisk(risk), past.expectedShortfall(shortfall))
      }
      return (distribution.valueAtRisk(risk), distribution.expectedShortfall(shortfall))
    }
    let weighted = try WeightedTail(profitAndLoss: profitAndLoss, likelihoodRatios: ratios)
    return (try weighted.valueAtRisk(risk), try weighted.expectedShortfall(shortfall))
  }

  private init(_ profitAndLoss: [Double], ratios: [Double], settings: AnalysisSettings) throws(RiskError) {
    let weighted = try WeightedTail(profitAndLoss: profitAndLoss, likelihoodRatios: ratios)
    tail = try weighted.tailScenarios(TailRiskSection.headlineLevel)
    moments = weighted.moments
    worst = profitAndLoss.min() ?? .nan
    outcomes = weighted.count
    var risks: [ValueAtRisk] = []
    for level in settings.riskLevels { risks.append(try weighted.valueAtRisk(level)) }
    var shortfalls: [ExpectedShortfall] = []
    for level in settings.tailLevels { shortfalls.append(try weighted.expectedShortfall(level)) }
    valuesAtRisk = risks
    expectedShortfalls = shortfalls
    histogram = ProfitHistogram(of: profitAndLoss, weights: ratios)
    meanLikelihoodRatio = weighted.meanWeight
  }

  private init(_ risk: ShardedRisk, _ profitAndLoss: [Double], settings: AnalysisSettings) {
    let place = risk.expectedShortfalls.firstIndex { $0.level == TailRiskSection.headlineLevel } ?? 0
    tail = risk.tails[place]
    moments = (risk.mean, risk.standardDeviation)
    worst = risk.minimum
    outcomes = risk.scenarioCount
    valuesAtRisk = risk.valuesAtRisk.filter { settings.riskLevels.contains($0.level) }
    expectedShortfalls = risk.expectedShortfalls.filter { settings.tailLevels.contains($0.level) }
    histogram = ProfitHistogram(of: profitAndLoss)
    meanLikelihoodRatio = nil
  }

  /// The section, with the tail drawn again for the contributions of the underlyings.
  func section(
    of revaluation: BookRevaluation, over source: some ScenarioSource, threads: Int
  ) async throws -> TailRiskSection {
    let parts = try await revaluation.profitAndLossByUnderlying(
      at: tail.map(\.index), of: source, threads: threads)
    // The parts hold the tail's scenarios alone, in the order asked for.
    let places = tail.enumerated().map { TailScenario(index: $0.offset, weight: $0.element.weight) }
    return TailRiskSection(
      outcomes: outcomes, mean: moments.mean, standardDeviation: moments.standardDeviation, worst: worst,
      valuesAtRisk: valuesAtRisk, expectedShortfalls: expectedShortfalls,
      contributions: RiskContribution.contributions(tail: places, byUnderlying: parts), histogram: histogram,
      meanLikelihoodRatio: meanLikelihoodRatio)
  }
}

extension [Double] {
  /// Dollars in a unit that is worth so many of them; nil for dollars.
  func over(_ prices: [Double]?) -> [Double] { prices.map { zip(self, $0).map { $0 / $1 } } ?? self }
}
