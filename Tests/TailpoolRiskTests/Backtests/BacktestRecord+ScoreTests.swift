import Foundation
import Testing

@testable import TailpoolRisk

@Suite("Scores of forecasts")
struct ScoreTests {
  private static let losses = [3, 1, -1, 2.2]

  private static func record(_ risks: [Double], _ shortfalls: [Double]) throws -> BacktestRecord {
    try BacktestRecord(level: .percent95, losses: losses, valuesAtRisk: risks, expectedShortfalls: shortfalls)
  }

  @Test("Scores of days by hand, and their mean")
  func scores() throws {
    let record = try Self.record([2, 2, 0.5, 1.1], [2.5, 4, 0.8, 3])
    // 1 / (0.05 · 2.5) + 2 / 2.5 + log 2.5 − 1, and so on, by Python's math module.
    let expected = [8.716290731874157, 0.8862943611198906, -0.5981435513142097, 7.798612288668108]
    for (found, score) in zip(record.scores, expected) { #expect(abs(found - score) < 1e-12, "\(record.scores)") }
    #expect(abs(record.meanScore - expected.reduce(0, +) / 4) < 1e-12)
  }

  @Test("A comparison is the mean difference over the error of a mean, two-sided, whichever record comes first")
  func comparison() throws {
    let (one, other) = (
      try Self.record([2, 2, 0.5, 1.1], [2.5, 4, 0.8, 3]), try Self.record([1, 3, 0.4, 2], [3, 3.5, 1.8, 2.4])
    )
    let differences = zip(one.scores, other.scores).map { $0 - $1 }
    let mean = differences.reduce(0, +) / 4
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
    let error = (variance / 4).squareRoot()
    let (found, reversed) = (one.compareScores(with: other), other.compareScores(with: one))
    #expect(abs(found.difference - mean) < 1e-12 && abs(reversed.difference + mean) < 1e-12)
    #expect(abs(found.standardError - error) < 1e-12)
    let pValue = erfc(abs(mean) / error / 2.0.squareRoot())
    #expect(abs(found.pValue - pValue) < 1e-12 && reversed.pValue == found.pValue, "\(found), \(pValue)")
  }

  @Test("A shortfall of zero is no forecast, one that equals the value at risk is")
  func bounds() throws {
    #expect(throws: RiskError.invalidForecast(index: 0, valueAtRisk: -1, expectedShortfall: 0)) {
      try BacktestRecord(level: .percent99, losses: [1], valuesAtRisk: [-1], expectedShortfalls: [0])
    }
    let flat = try BacktestRecord(level: .percent99, losses: [1], valuesAtRisk: [2], expectedShortfalls: [2])
    #expect(abs(flat.scores[0] - log(2.0)) < 1e-15 && flat.exceptions.exceptions == 0)
  }
}
