import TailpoolNumerics
import TailpoolScenarios

/// Measures of scenarios that are put together from past days, with the errors of that many days.
///
/// Drawn again and again from a few hundred days, scenarios agree with each other far better than the days would with as
/// many others. With the number of times N(s, d) that scenario s of n has day d of D, and what a measure says of a scenario,
///
///     Y = (loss − VaR)⁺ / (1 − level) for the expected shortfall,   Y = 1{loss > VaR} for the probability beyond the value at risk,
///
/// a day that counts more by a fraction ε moves the measure by ε Cov(N(·, d), Y), so that the variance over other sets of
/// days is
///
///     V = D/(D − 1) (Σ Cov(N(·, d), Y)² − k Var(Y)/n) + Var(Y)/n
///
/// with k days a scenario: the first part is that of the days, less what the finite number of draws adds to it, and the last
/// that of the draws. For a day a scenario it tends to Var(Y)/D, the error of the days themselves.
///
/// - Source: B. Efron, J. American Statistical Association 109 (2014) 991 (the infinitesimal jackknife of what is drawn with
///   replacement, and its bias from few draws).
public struct PastDayTail: Sendable {
  private let distribution: ProfitAndLossDistribution
  private let days: PastDays
  /// How often each day stands in all scenarios.
  private let counts: [Double]

  /// Prepares the measures.
  ///
  /// - Parameters:
  ///   - distribution: The outcomes of scenarios 0, 1, …
  ///   - days: The days of the source that drew them.
  /// - Precondition: Where each day stands once, as many outcomes as days.
  /// - Complexity: O(scenarios × days a scenario).
  public init(_ distribution: ProfitAndLossDistribution, of days: PastDays) {
    precondition(
      days.areDrawn || days.count == distribution.count, "\(distribution.count) outcomes of \(days.count) days")
    self.distribution = distribution
    self.days = days
    var counts = [Double](repeating: 0, count: days.areDrawn ? days.count : 0)
    if days.areDrawn {
      for scenario in 0..<distribution.count {
        for step in 0..<days.perScenario { counts[days.day(scenario, step)] += 1 }
      }
    }
    self.counts = counts
  }

  /// The value at risk of the scenarios, with the interval and the error of the days.
  ///
  /// The interval's ends are the quantiles of the scenarios at `level ± 1.96 √V`, the greatest loss where that is past one;
  /// where each day stands once it is the exact one of `ProfitAndLossDistribution`.
  ///
  /// - Complexity: O(n) expected.
  public func valueAtRisk(_ level: ConfidenceLevel) -> ValueAtRisk {
    let plain = distribution.valueAtRisk(level)
    let distinct = distinctDays(losing: plain.value)
    guard days.areDrawn else { return plain.counting(distinct) }
    let tail = distribution.profitAndLoss.indices.filter { -distribution.profitAndLoss[$0] > plain.value }
    let width = 1.96 * variance(tail.map { ($0, 1) }).squareRoot()
    let count = Double(distribution.count)
    // Ranks from one, as the value at risk has its own.
    func rank(_ fraction: Double) -> Int { Int(min(max((fraction * count).rounded(.up), 1), count)) }
    let ends = distribution.losses(ofRanks: [rank(level.fraction - width), rank(level.fraction + width)])
    return ValueAtRisk(
      level: level, value: plain.value, low: ends[0], high: ends[1], standardError: (ends[1] - ends[0]) / (2 * 1.96),
      distinctDays: distinct)
  }

  /// The expected shortfall of the scenarios, with the error of the days.
  ///
  /// - Complexity: O(n) expected.
  public func expectedShortfall(_ level: ConfidenceLevel) -> ExpectedShortfall {
    let plain = distribution.expectedShortfall(level)
    let boundary = distribution.losses(ofRanks: [TailPosition(count: distribution.count, level: level).rank])[0]
    let distinct = distinctDays(losing: boundary)
    guard days.areDrawn else {
      return ExpectedShortfall(
        level: level, value: plain.value, standardError: plain.standardError, distinctDays: distinct)
    }
    let mass = 1 - level.fraction
    let tail = distribution.profitAndLoss.indices.compactMap { index -> (Int, Double)? in
      let beyond = -distribution.profitAndLoss[index] - boundary
      return beyond > 0 ? (index, beyond / mass) : nil
    }
    return ExpectedShortfall(
      level: level, value: plain.value, standardError: variance(tail).squareRoot(), distinctDays: distinct)
  }

  /// The share of the scenarios that lose at least an amount, with the error of the days.
  ///
  /// - Complexity: O(n).
  public func probability(ofLosing amount: Double) -> (value: Double, standardError: Double) {
    let tail = distribution.profitAndLoss.indices.filter { -distribution.profitAndLoss[$0] >= amount }
    let share = Double(tail.count) / Double(distribution.count)
    guard days.areDrawn else { return (share, (share * (1 - share) / Double(distribution.count)).squareRoot()) }
    return (share, variance(tail.map { ($0, 1) }).squareRoot())
  }

  /// The variance of the mean of a quantity over other sets of as many days.
  ///
  /// - Parameter values: The scenarios in which it is not zero, with its values.
  private func variance(_ values: [(scenario: Int, value: Double)]) -> Double {
    let count = Double(distribution.count)
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: days.count)
    var (total, squares) = (CompensatedSum(), CompensatedSum())
    for (scenario, value) in values {
      total.add(value)
      squares.add(value * value)
      for day in days.days(of: scenario) { sums[day].add(value) }
    }
    let mean = total.value / count
    let ofDraws = max(squares.value / count - mean * mean, 0) / count
    let ofDays = CompensatedSum(
      zip(sums, counts).lazy.map { sum, times in
        let covariance = sum.value / count - times / count * mean
        return covariance * covariance
      }
    ).value
    let few = Double(days.count) / Double(max(days.count - 1, 1))
    return few * max(ofDays - Double(days.perScenario) * ofDraws, 0) + ofDraws
  }

  /// The number of distinct days in the scenarios that lose at least an amount.
  private func distinctDays(losing amount: Double) -> Int {
    var seen = [Bool](repeating: false, count: days.count)
    for (scenario, outcome) in distribution.profitAndLoss.enumerated() where -outcome >= amount {
      for day in days.days(of: scenario) { seen[day] = true }
    }
    return seen.count { $0 }
  }
}

extension ValueAtRisk {
  /// The same with the days that stand behind it.
  fileprivate func counting(_ days: Int) -> ValueAtRisk {
    ValueAtRisk(
      level: level, value: value, low: low, high: high, standardError: standardError, distinctDays: days)
  }
}
