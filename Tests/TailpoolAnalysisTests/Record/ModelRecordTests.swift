import Foundation
import TailpoolMarket
import TailpoolReport
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("The models' record")
struct ModelRecordTests {
  private static func run(
    _ inputs: AnalysisInputs, record: ModelRecord.Length = .all, returns: Int = 250
  ) async throws -> BookAnalysis {
    try await BookAnalysis.run(
      inputs,
      settings: AnalysisSettings(
        threads: 2, returns: returns, record: record, marks: .quotes, model: .filteredHistory))
  }

  @Test("Without a volatility history the record of past moves is that of the book's past results, day by day")
  func historical() async throws {
    var inputs = try ReportInputs.sample().analysis()
    inputs.volatilityHistory = nil
    let analysis = try await Self.run(inputs)
    let record = try #require(analysis.record)
    // The same by another way: today's book through all past days at once, and a rolling window over its results.
    let names = analysis.holding.book.underlyings.map(\.name)
    let panel = try inputs.history.returns(for: names, before: inputs.snapshot.asOf.date)
    #expect(record.window == 250 && record.days == panel.observations - 250)
    #expect(record.dates == panel.dates[250]...panel.dates[panel.observations - 1])
    let past = try analysis.revaluation.profitAndLoss(over: HistoricalScenarios(panel: panel))
    // Nothing of the base: without time passing and without a move the book is worth what it is.
    for level in [ConfidenceLevel.percent97Point5, .percent99] {
      let expected = try RollingBacktest(window: 250, level: level).run(
        overResults: past, forecaster: HistoricalForecaster())
      let row = try #require(record.rows.first { $0.backtest.name == "historical" && $0.level == level })
      #expect(row.backtest.exceptions == expected.exceptions.exceptions)
      #expect(abs(row.backtest.score - expected.meanScore) < 1e-6, "\(row.backtest.score), \(expected.meanScore)")
    }
  }

  @Test("The model of the headline comes first; today's numbers are those of its own scenarios")
  func models() async throws {
    let analysis = try await Self.run(try ReportInputs.sample().analysis(), record: .days(120))
    let record = try #require(analysis.record)
    #expect(record.days == 120 && record.rows.count == 8)
    #expect(
      record.rows.map(\.backtest.name)
        == ["filtered-history", "filtered-ewma:0.94", "historical", "gaussian"].flatMap { [$0, $0] })
    let first = record.rows[1]
    #expect(first.level == .percent99)
    #expect(abs(first.valueAtRisk / analysis.headline.headlineRisk.value - 1) < 1e-6)
    #expect(analysis.profitAndLoss.count == 250 && analysis.scenarios.model == "filtered-history")
  }

  @Test("The band of exceptions is the central 95 % of the binomial distribution (scipy 1.17)")
  func band() throws {
    for (days, level, band) in [
      (500, ConfidenceLevel.percent99, 1...10), (500, .percent97Point5, 6...20), (250, .percent99, 0...6),
      (4_030, .percent99, 28...53),
    ] {
      let record = try BacktestRecord(
        level: level, losses: [Double](repeating: 0, count: days), valuesAtRisk: [Double](repeating: 1, count: days),
        expectedShortfalls: [Double](repeating: 2, count: days))
      let row = ModelRecord.Row("model", record, today: TailForecast(valueAtRisk: 1, expectedShortfall: 2))
      #expect(row.band == band, "\(days) days at \(level.fraction)")
    }
  }

  @Test("The levels around the past days move by the panel's own volatility changes")
  func levels() async throws {
    let history = try await Self.run(try ReportInputs.sample().analysis(), record: .none).history
    #expect(history.levels.count == 2)
    for (asset, levels) in history.levels {
      let column = try #require(history.returns.factors.firstIndex(of: .volatility(asset)))
      #expect(levels.count == history.returns.observations + 1)
      let changes = Array(history.returns.returns.column(column))
      let days = history.returns.dates.map(\.daysSinceEpoch)
      // A day without a price is no row: the level at the beginning of the next is not that at the end of the last.
      let followed = changes.indices.filter { $0 + 1 == days.count || days[$0 + 1] == days[$0] + 1 }
      #expect(followed.count > 240)
      for row in followed {
        #expect(abs(log(levels[row + 1] / levels[row]) - changes[row]) < 1e-13, "\(asset), row \(row)")
      }
    }
  }

  @Test("No record is made where none is asked for or the history is too short")
  func none() async throws {
    #expect(try await Self.run(try ReportInputs.sample().analysis(), record: .none).record == nil)
    #expect(try await Self.run(try ReportInputs.sample().analysis(), record: .days(500), returns: 1_000).record == nil)
  }
}
