import TailpoolLibc
import TailpoolNumerics

/// The distribution of the exception tests' statistics when the forecasts are right, for a number of days, by simulation.
///
/// With it, p-values hold for any number of days, where the chi-squared distribution is rough: at 99 % and 250 days there
/// are 2.5 exceptions in the mean.
///
/// - Source: J.-M. Dufour, Journal of Econometrics 133 (2006) 443.
package struct ExceptionTestDistribution: Sendable {
  /// Number of days.
  package let count: Int
  /// The level of the forecasts.
  package let level: ConfidenceLevel
  /// The statistics of each test in increasing order, without those that the sequence did not define.
  private let statistics: [ExceptionSequence.Test: [Double]]

  /// Simulates the distribution.
  ///
  /// - Parameters:
  ///   - count: Number of days.
  ///   - level: The level of the forecasts.
  ///   - replications: Number of simulated sequences; 9,999 gives p-values with a standard error of at most 0.005.
  ///   - seed: Any value.
  /// - Throws: `RiskError.empty` when a number is not positive; `CancellationError` when the task is canceled.
  /// - Complexity: O(replications × days).
  package init(count: Int, level: ConfidenceLevel, replications: Int = 9_999, seed: UInt64 = 1) throws {
    guard count > 0, replications > 0 else { throw RiskError.empty }
    self.count = count
    self.level = level
    var statistics: [ExceptionSequence.Test: [Double]] = [:]
    for replication in 0..<replications {
      if replication.isMultiple(of: 256) { try Task.checkCancellation() }
      let sequence = try ExceptionSequence.simulated(
        count: count, level: level, replication: replication, seed: seed)
      for test in ExceptionSequence.Test.allCases {
        let statistic = sequence.statistic(of: test)
        if !statistic.isNaN { statistics[test, default: []].append(statistic) }
      }
    }
    self.statistics = statistics.mapValues { $0.sorted() }
  }

  /// A test of a sequence with its simulated p-value.
  ///
  ///     p = (1 + number of simulated statistics ≥ the sequence's) / (1 + number of simulated statistics)
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - sequence: The days.
  /// - Returns: The statistic and its p-value, never below 1 / (1 + replications); NaN where the sequence does not define
  ///   the statistic.
  /// - Precondition: The sequence has the days and the level of the distribution.
  package func result(_ test: ExceptionSequence.Test, of sequence: ExceptionSequence) -> BacktestResult {
    precondition(
      sequence.count == count && sequence.level == level,
      "\(sequence.count) days at \(sequence.level) against a distribution of \(count) days at \(level)")
    let statistic = sequence.statistic(of: test)
    let (greater, equal) = ranks(of: statistic, test)
    let total = statistics[test]?.count ?? 0
    let pValue = statistic.isNaN ? .nan : Double(1 + greater + equal) / Double(1 + total)
    return BacktestResult(statistic: statistic, pValue: pValue)
  }

  /// How many simulated statistics are greater than one, and how many equal it but for rounding.
  func ranks(of statistic: Double, _ test: ExceptionSequence.Test) -> (greater: Int, equal: Int) {
    let sorted = statistics[test] ?? []
    let slack = 1e-9 * max(1, statistic)
    let notLess = sorted.count - sorted.firstIndexNotBelow(statistic - slack)
    let greater = sorted.count - sorted.firstIndexNotBelow(statistic + slack)
    return (greater, notLess - greater)
  }
}

extension ExceptionSequence {
  /// A sequence of independent exceptions.
  static func simulated(
    count: Int, level: ConfidenceLevel, replication: Int, seed: UInt64
  ) throws(RiskError) -> ExceptionSequence {
    let field = RandomField(seed: seed, purpose: .backtests)
    var hits = [Bool](repeating: false, count: count)
    // The days up to the next exception are geometric: one number an exception, not one a day.
    let logMiss = log(level.fraction)
    var day = -1.0
    var draw = 0
    while true {
      day += 1 + (log(field.uniform(scenario: replication, factor: draw)) / logMiss).rounded(.down)
      draw += 1
      guard day < Double(count) else { break }
      hits[Int(day)] = true
    }
    return try ExceptionSequence(hits: hits, level: level)
  }
}

extension [Double] {
  /// The first index of a sorted array whose element is at least a value; the count when there is none.
  func firstIndexNotBelow(_ value: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
