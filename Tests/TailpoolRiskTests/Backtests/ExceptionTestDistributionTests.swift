import Foundation
import Testing

@testable import TailpoolRisk

@Suite("Simulated distributions of exception tests")
struct ExceptionTestDistributionTests {
  private static let days = 6

  @Test("P-values are those of all sequences of a few days, weighed by their probability")
  func enumerated() throws {
    let level = try #require(ConfidenceLevel(percent: 60))
    let all = try (0..<(1 << Self.days)).map { mask in
      try ExceptionSequence(hits: (0..<Self.days).map { mask >> $0 & 1 == 1 }, level: level)
    }
    let draws = 3_000
    let distribution = try ExceptionTestDistribution(count: Self.days, level: level, replications: draws, seed: 11)
    var checked = 0
    for test in [ExceptionSequence.Test.kupiec, .independence, .conditionalCoverage] {
      let statistics = all.map { $0.statistic(of: test) }
      for observed in [0b000111, 0b010101, 0b110110, 0b000001, 0b111110] {
        let expected = zip(all, statistics).reduce(0) { sum, entry in
          guard entry.1 >= statistics[observed] - 1e-9 else { return sum }
          let hits = entry.0.exceptions
          return sum + pow(0.4, Double(hits)) * pow(0.6, Double(Self.days - hits))
        }
        let found = distribution.result(test, of: all[observed])
        let error = (expected * (1 - expected) / Double(draws)).squareRoot()
        #expect(
          abs(found.pValue - expected) < 4.5 * error + 1e-3,
          "\(test) of \(observed): \(found.pValue), exactly \(expected)")
        #expect(found.statistic == statistics[observed])
        checked += 1
      }
    }
    #expect(checked == 15)
  }

  @Test("The record itself counts among the draws")
  func record() throws {
    let distribution = try ExceptionTestDistribution(count: 6, level: .percent99, replications: 3)
    let extreme = try ExceptionSequence(hits: [Bool](repeating: true, count: 6), level: .percent99)
    #expect(distribution.result(.kupiec, of: extreme).pValue == 0.25)
    #expect(throws: RiskError.empty) { try ExceptionTestDistribution(count: 0, level: .percent99) }
  }
}
