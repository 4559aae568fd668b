import TailpoolMarket
import TailpoolNumerics
import TailpoolScenarios

/// What each position adds to a book's expected shortfall and value at risk.
public struct PositionContributions: Hashable, Sendable {
  /// The level.
  public let level: ConfidenceLevel
  /// Each position's mean loss in the tail of the whole; they add up to the expected shortfall.
  public let expectedShortfall: [Double]
  /// Each position's loss near the quantile with the weights of Harrell and Davis; they add up to that estimate of the
  /// value at risk.
  public let valueAtRisk: [Double]
  /// Scenarios that were drawn again.
  public let scenarios: Int

  /// The contributions added up by a key of the positions, such as underlying, expiry or participant.
  ///
  /// - Parameter keys: One key a position, in their order.
  /// - Returns: Sums of both measures by key.
  /// - Precondition: There are as many keys as positions.
  public func grouped<Key: Hashable>(by keys: [Key]) -> [Key: (expectedShortfall: Double, valueAtRisk: Double)] {
    precondition(keys.count == expectedShortfall.count, "\(keys.count) keys of \(expectedShortfall.count) positions")
    var sums: [Key: (CompensatedSum, CompensatedSum)] = [:]
    for (index, key) in keys.enumerated() {
      var sum = sums[key] ?? (CompensatedSum(), CompensatedSum())
      sum.0.add(expectedShortfall[index])
      sum.1.add(valueAtRisk[index])
      sums[key] = sum
    }
    return sums.mapValues { ($0.0.value, $0.1.value) }
  }
}

extension ProfitAndLossDistribution {
  /// The contributions of positions, by a second pass over the scenarios that matter alone.
  ///
  /// The scenarios of the tail and those whose order statistics have a weight in the Harrell–Davis estimate are drawn
  /// again, and each position is valued in them: memory is never positions × all scenarios.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - positions: The positions of the book whose profit and loss this is.
  ///   - source: The scenarios it was computed over, in the same order.
  ///   - threads: Underlyings valued at the same time; less than 1 is taken as 1. The bits do not depend on it.
  /// - Precondition: The source has as many scenarios as the distribution.
  /// - Throws: `RevaluationError.notCovered`, `.nonFiniteShift` or `.canceled`.
  /// - Accuracy: the sums agree with both measures to 1e-12 of the book's gross value when the distribution is that of
  ///   full revaluation; within its error bound when it is that of a proxy.
  /// - Complexity: One revaluation of each different instrument in about n · (1 − level) scenarios.
  /// - Source: D. Tasche, "Risk contributions and performance measurement" (1999); F. E. Harrell and C. E. Davis,
  ///   Biometrika 69 (1982) 635.
  public func contributions(
    _ level: ConfidenceLevel, of positions: PositionRevaluation, over source: some ScenarioSource, threads: Int = 1
  ) async throws(RevaluationError) -> PositionContributions {
    precondition(source.count == count, "\(source.count) scenarios of a distribution of \(count)")
    var shortfall: [Int: Double] = [:]
    for scenario in tailScenarios(level) { shortfall[scenario.index] = scenario.weight }
    var quantile: [Int: Double] = [:]
    for scenario in harrellDavisScenarios(level) { quantile[scenario.index] = scenario.weight }
    let scenarios = Set(shortfall.keys).union(quantile.keys).sorted()
    let sums = try await positions.weightedProfitAndLoss(
      at: scenarios, weights: [scenarios.map { shortfall[$0] ?? 0 }, scenarios.map { quantile[$0] ?? 0 }], of: source,
      threads: threads)
    return PositionContributions(
      level: level, expectedShortfall: sums[0].map { -$0 }, valueAtRisk: sums[1].map { -$0 },
      scenarios: scenarios.count)
  }

  /// The scenarios whose weighted mean loss is the Harrell–Davis estimate of the value at risk.
  ///
  /// Weights below 1e-18 are left out; those of equal losses go by the order of their indexes.
  ///
  /// - Parameter level: The level.
  /// - Returns: Scenarios in increasing order of loss; the weights sum to one but for about 1e-15.
  /// - Complexity: O(n) expected, and O(k log k) in the k scenarios returned, about 20 sqrt(n · level · (1 − level)).
  public func harrellDavisScenarios(_ level: ConfidenceLevel) -> [TailScenario] {
    let all = HarrellDavisWeights(
      count: count, a: level.fraction * Double(count + 1), b: (1 - level.fraction) * Double(count + 1))
    let kept = all.values.indices.filter { all.values[$0] >= 1e-18 }
    guard let first = kept.first, let last = kept.last else { return [] }
    let (low, high) = (all.first + first, all.first + last)
    let ends = losses(ofRanks: [low + 1, high + 1])
    let near = profitAndLoss.indices.filter { -profitAndLoss[$0] >= ends[0] && -profitAndLoss[$0] <= ends[1] }
      .sorted { (-profitAndLoss[$0], $0) < (-profitAndLoss[$1], $1) }
    // Losses that equal the lower end may have lower ranks than the first that counts.
    let below = profitAndLoss.count { -$0 < ends[0] }
    return (low...high).map { rank in
      TailScenario(index: near[rank - below], weight: all.values[rank - all.first])
    }
  }
}
