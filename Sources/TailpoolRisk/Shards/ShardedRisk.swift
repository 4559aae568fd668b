import TailpoolNumerics

/// The risk measures of a run that was divided into shards.
public struct ShardedRisk: Hashable, Sendable {
  /// Number of scenarios.
  public let scenarioCount: Int
  /// Mean profit and loss, the exact sum rounded once.
  public let mean: Double
  /// Standard deviation of the profit and loss, n − 1 in the denominator; NaN for one scenario.
  public let standardDeviation: Double
  /// Least profit and loss: the greatest loss.
  public let minimum: Double
  /// Greatest profit and loss.
  public let maximum: Double
  /// Value at risk at each level, with the bits that `ProfitAndLossDistribution` gives for the whole vector.
  public let valuesAtRisk: [ValueAtRisk]
  /// Expected shortfall at each level, likewise.
  public let expectedShortfalls: [ExpectedShortfall]
  /// The scenarios of each level's tail with their weights, for contributions.
  public let tails: [[TailScenario]]

  init(
    scenarioCount: Int, sum: ExactSum, squares: ExactSum, minimum: Double, maximum: Double, levels: [ConfidenceLevel],
    tail: [(scenario: Int, profitAndLoss: Double)]
  ) {
    self.scenarioCount = scenarioCount
    let n = Double(scenarioCount)
    mean = sum.value / n
    let variance = sum.squaredDeviations(from: mean, count: n, squares: squares) / (n - 1)
    standardDeviation = scenarioCount > 1 ? variance.squareRoot() : .nan
    self.minimum = minimum
    self.maximum = maximum
    let worst = TailOfLosses(count: scenarioCount, tail: tail)
    valuesAtRisk = levels.map(worst.valueAtRisk)
    expectedShortfalls = levels.map(worst.expectedShortfall)
    tails = levels.map(worst.tailScenarios)
  }
}

/// The greatest losses of a vector, enough of them for the levels asked.
private struct TailOfLosses {
  let count: Int
  let tail: [(scenario: Int, profitAndLoss: Double)]
  /// Losses, the greatest first.
  let sorted: [Double]

  init(count: Int, tail: [(scenario: Int, profitAndLoss: Double)]) {
    self.count = count
    self.tail = tail
    sorted = tail.map { -$0.profitAndLoss }.sorted(by: >)
  }

  /// The loss of a rank from 1 for the least of all.
  private func loss(ofRank rank: Int) -> Double { sorted[count - rank] }

  func valueAtRisk(_ level: ConfidenceLevel) -> ValueAtRisk {
    let position = TailPosition(count: count, level: level)
    let interval = OrderStatisticInterval(count: count, level: level)
    let (low, high) = (loss(ofRank: interval.low), loss(ofRank: interval.high))
    return ValueAtRisk(
      level: level, value: loss(ofRank: position.rank), low: low, high: high,
      standardError: count > 1 ? (high - low) / (2 * 1.96) : .nan)
  }

  func expectedShortfall(_ level: ConfidenceLevel) -> ExpectedShortfall {
    let position = TailPosition(count: count, level: level)
    return ExpectedShortfall(
      level: level, boundary: loss(ofRank: position.rank), position: position,
      losses: tail.lazy.map { -$0.profitAndLoss })
  }

  func tailScenarios(_ level: ConfidenceLevel) -> [TailScenario] {
    let position = TailPosition(count: count, level: level)
    let boundary = loss(ofRank: position.rank)
    var left = position.mass - Double(tail.count { -$0.profitAndLoss > boundary })
    var scenarios: [TailScenario] = []
    for entry in tail where -entry.profitAndLoss >= boundary {
      if -entry.profitAndLoss > boundary {
        scenarios.append(TailScenario(index: entry.scenario, weight: 1 / position.mass))
      } else if left > 0 {
        scenarios.append(TailScenario(index: entry.scenario, weight: min(left, 1) / position.mass))
        left -= 1
      }
    }
    return scenarios
  }
}

extension ExpectedShortfall {
  /// The mean of the losses beyond a boundary, in their order, with the boundary's fractional weight.
  init(
    level: ConfidenceLevel, boundary: Double, position: TailPosition, losses: some Sequence<Double>
  ) {
    var (excess, squares) = (CompensatedSum(), CompensatedSum())
    for loss in losses where loss > boundary {
      excess.add(loss - boundary)
      squares.add((loss - boundary) * (loss - boundary))
    }
    let meanExcess = excess.value / position.mass
    let variance = max(squares.value / position.mass - meanExcess * meanExcess, 0)
    let error = ((variance + level.fraction * meanExcess * meanExcess) / position.mass).squareRoot()
    self.init(level: level, value: boundary + meanExcess, standardError: position.mass > 1 ? error : .nan)
  }
}
