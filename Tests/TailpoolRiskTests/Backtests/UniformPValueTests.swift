import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// P-values of 10,000 simulated years of right forecasts are uniform: about a minute without optimization.
///
/// The statistics of few exceptions are discrete. Equal ones are ordered at random, which makes the p-value of an exact
/// distribution exactly uniform.
@Suite("Long: p-values of right forecasts", .tags(.long))
struct UniformPValueTests {
  private static let years = 10_000
  private static let days = 250

  /// The greatest distance between the distribution of values and the uniform one.
  private func distance(_ values: [Double]) -> Double {
    let n = Double(values.count)
    return values.sorted().enumerated().reduce(0) { greatest, entry in
      max(greatest, abs(entry.element - Double(entry.offset) / n), abs(entry.element - Double(entry.offset + 1) / n))
    }
  }

  /// Hits drawn one day at a time by a generator that the library does not have.
  private func year(_ generator: inout SeededGenerator, rate: Double, level: ConfidenceLevel) throws
    -> ExceptionSequence
  {
    try ExceptionSequence(hits: (0..<Self.days).map { _ in generator.uniform() < rate }, level: level)
  }

  @Test("Kupiec, independence, conditional coverage and duration are uniform by their simulated distribution")
  func exceptions() throws {
    let level = ConfidenceLevel.percent95
    let distribution = try ExceptionTestDistribution(count: Self.days, level: level, replications: 40_000, seed: 5)
    var generator = SeededGenerator(seed: 20_261)
    var pValues: [ExceptionSequence.Test: [Double]] = [:]
    for _ in 0..<Self.years {
      let sequence = try year(&generator, rate: 0.05, level: level)
      for test in ExceptionSequence.Test.allCases {
        let result = distribution.result(test, of: sequence)
        if result.statistic.isNaN { continue }
        let (greater, equal) = distribution.ranks(of: result.statistic, test)
        let total = (Double(greater + equal + 1) / result.pValue).rounded()
        pValues[test, default: []].append((Double(greater) + generator.uniform() * Double(equal + 1)) / total)
      }
    }
    for test in ExceptionSequence.Test.allCases {
      let values = pValues[test] ?? []
      #expect(values.count > 9_990)
      // Kolmogorov–Smirnov at 0.1 % for 10,000 against 40,000 values: 1.95 · sqrt(1/10,000 + 1/40,000).
      #expect(distance(values) < 0.0218, "\(test): \(distance(values))")
    }
  }

  @Test("Kupiec's exact p-value rejects no more often than it says, and the chi-squared one is shown to differ")
  func exactKupiec() throws {
    let level = ConfidenceLevel.percent99
    var generator = SeededGenerator(seed: 77)
    var exact: [Double] = []
    var chiSquared: [Double] = []
    for _ in 0..<Self.years {
      let sequence = try year(&generator, rate: 0.01, level: level)
      exact.append(sequence.exactKupiec().pValue)
      chiSquared.append(sequence.test(.kupiec).pValue)
    }
    for size in [0.01, 0.05, 0.1, 0.3] {
      let rejected = Double(exact.count { $0 <= size }) / Double(Self.years)
      #expect(rejected <= size + 3.3 * (size * (1 - size) / Double(Self.years)).squareRoot(), "\(size): \(rejected)")
    }
    // No exception in 250 days happens in 8.1 % of right years, and the chi-squared p-value of that is 2.5 %.
    let rejected = Double(chiSquared.count { $0 <= 0.05 }) / Double(Self.years)
    #expect(rejected > 0.07 && rejected < 0.11, "\(rejected)")
  }

  @Test("Acerbi–Szekely tests are uniform when the losses are of the kind that the p-value assumes")
  func shortfall() throws {
    let years = 1_000
    var generator = SeededGenerator(seed: 99)
    var first: [Double] = []
    var second: [Double] = []
    for _ in 0..<years {
      let losses = (0..<Self.days).map { _ -> Double in
        generator.uniform() < 0.025 ? 2 - 0.4 * log(1 - generator.uniform()) : 0
      }
      let record = try BacktestRecord(
        level: .percent97Point5, losses: losses, valuesAtRisk: [Double](repeating: 2, count: Self.days),
        expectedShortfalls: [Double](repeating: 2.4, count: Self.days))
      let one = record.test(.acerbiSzekely1, replications: 999, seed: 3)
      if !one.pValue.isNaN { first.append(one.pValue) }
      second.append(record.test(.acerbiSzekely2, replications: 999, seed: 3).pValue)
    }
    // 0.1 % for 1,000 against 999 values that all records share.
    #expect(distance(first) < 0.0875, "\(distance(first))")
    #expect(distance(second) < 0.0875, "\(distance(second))")
  }
}
