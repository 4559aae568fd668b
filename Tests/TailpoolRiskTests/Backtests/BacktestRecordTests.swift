import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

extension Tag {
  /// Takes more than a few seconds without optimization.
  @Tag static var long: Self
}

@Suite("Backtest records")
struct BacktestRecordTests {
  private func normals(_ generator: inout SeededGenerator) -> Double {
    (-2 * log(1 - generator.uniform())).squareRoot() * cos(2 * Double.pi * generator.uniform())
  }

  @Test("The score is least for the right forecasts, and a comparison finds the better ones")
  func score() throws {
    var generator = SeededGenerator(seed: 12)
    let losses = (0..<4_000).map { _ in normals(&generator) }
    func record(_ factor: Double) throws -> BacktestRecord {
      let truth = ParametricLoss.normal(mean: 0, standardDeviation: factor)
      return try BacktestRecord(
        level: .percent97Point5, losses: losses,
        valuesAtRisk: losses.map { _ in truth.valueAtRisk(.percent97Point5) },
        expectedShortfalls: losses.map { _ in truth.expectedShortfall(.percent97Point5) })
    }
    let right = try record(1)
    #expect(try right.meanScore < record(0.8).meanScore)
    #expect(try right.meanScore < record(1.25).meanScore)
    let comparison = try right.compareScores(with: record(0.7))
    #expect(comparison.difference < 0 && comparison.pValue < 0.01)
    #expect(right.compareScores(with: right).pValue == 1)
  }

  @Test("Forecasts that are half of the right ones are rejected by every test of size")
  func understated() throws {
    var generator = SeededGenerator(seed: 13)
    let losses = (0..<500).map { _ in normals(&generator) }
    let record = try BacktestRecord(
      level: .percent97Point5, losses: losses, valuesAtRisk: losses.map { _ in 0.98 },
      expectedShortfalls: losses.map { _ in 1.17 })
    #expect(record.exceptions.test(.kupiec).pValue < 1e-6 && TrafficLight(record.exceptions).zone == .red)
    #expect(record.test(.acerbiSzekely1, replications: 999).pValue < 0.01)
    #expect(record.test(.acerbiSzekely2, replications: 999).pValue == 0.001)
  }

  @Test("Exceptions that come in bunches are found by the duration test")
  func duration() throws {
    let bunches = try ExceptionSequence(hits: (0..<1_000).map { $0 % 100 < 5 }, level: .percent95)
    #expect(bunches.test(.duration).pValue < 1e-4 && bunches.test(.independence).pValue < 1e-4)
    #expect(bunches.test(.kupiec).statistic < 1e-12)
    // Regular exceptions: the likelihood grows without bound and is cut off, but the verdict is clear.
    let regular = try ExceptionSequence(hits: (0..<1_000).map { $0 % 20 == 0 }, level: .percent95)
    #expect(regular.test(.duration).pValue < 1e-10)
    let single = try ExceptionSequence(hits: [false, true, false], level: .percent95)
    #expect(single.test(.duration).statistic.isNaN && single.test(.duration).pValue.isNaN)
  }

  /// A Weibull fit with its censored ends, by hand: scipy.optimize on the same log likelihood (SciPy 1.17.1).
  @Test("The duration ratio is that of a fit made elsewhere")
  func durationReference() throws {
    var hits = [Bool](repeating: false, count: 250)
    for day in [12, 14, 15, 80, 81, 140, 200, 203] { hits[day] = true }
    let ratio = try ExceptionSequence(hits: hits, level: .percent95).test(.duration).statistic
    #expect(abs(ratio - 2.6248398301490354) < 1e-7, "\(ratio)")
  }

  @Test("One day, no exception and every exception give finite answers")
  func edges() throws {
    for hits in [[true], [false], [true, true], [Bool](repeating: true, count: 250)] {
      let sequence = try ExceptionSequence(hits: hits, level: .percent99)
      for test in [ExceptionSequence.Test.kupiec, .independence, .conditionalCoverage] {
        let result = sequence.test(test)
        #expect(result.statistic.isFinite && (0...1).contains(result.pValue), "\(hits.count) \(test)")
      }
      #expect((0...1).contains(sequence.exactKupiec().pValue))
      let light = TrafficLight(sequence)
      #expect((0...1).contains(light.cumulativeProbability) && (0...1).contains(light.tailProbability))
    }
  }

  @Test("Bad forecasts are typed errors")
  func errors() {
    #expect(throws: RiskError.empty) {
      try BacktestRecord(level: .percent99, losses: [], valuesAtRisk: [], expectedShortfalls: [])
    }
    #expect(throws: RiskError.nonFinite(index: 0, count: 1)) {
      try BacktestRecord(level: .percent99, losses: [.nan], valuesAtRisk: [1], expectedShortfalls: [1])
    }
    #expect(throws: RiskError.invalidForecast(index: 1, valueAtRisk: 2, expectedShortfall: 1)) {
      try BacktestRecord(level: .percent99, losses: [0, 0], valuesAtRisk: [1, 2], expectedShortfalls: [1, 1])
    }
  }
}
