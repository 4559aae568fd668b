import TailpoolAnalysis
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolReport

/// What text, page and JSON say beside the numbers: costs of closing, errors, horizons, what was left out.
@Suite("Labels that say what the numbers are")
struct HonestLabelsTests {
  private static let shared = Task { try await made(.gaussian) }

  private static func made(
    _ model: ScenarioModel, days: Double = 1, returns: Int = 500
  ) async throws -> PoolRiskReport {
    try await PoolRiskReport.make(
      from: .sample(),
      settings: AnalysisSettings(
        scenarios: 500, horizonInDays: days, returns: returns, record: .none, marks: .quotes, model: model)
    ).report
  }

  @Test("The cost of closing stands beside the capital where it is more than a twentieth of it, and always in JSON")
  func closing() async throws {
    var report = try await Self.shared.value
    let inputs = try ReportInputs.sample()
    let marks = inputs.snapshot.volatilityMarks()
    let valuation = try #require(inputs.book).valuation(in: inputs.snapshot, volatilities: marks)
    for (multiple, isShown) in [(0.0, false), (1_000, true)] {
      let row = LiquidityRow(try LiquidityCost(valuation, marks: marks, spreadMultiple: multiple))
      let capital = try #require(report.pool).capital
      #expect((row.total > 0.05 * capital) == isShown, "\(row.total) of \(capital)")
      report.analysis?.liquidity = [row]
      #expect(report.document.json.at("headline", "closingCost") == .number(row.total))
      #expect(report.text().contains("Cost of closing") == isShown)
      #expect(report.html().contains("Cost of closing") == isShown)
    }
  }

  @Test("Quotes better than their marks, stray asks and one-sided quotes missed are notes of the data quality")
  func counts() async throws {
    let report = try await Self.shared.value
    let row = try #require(report.analysis?.liquidity.first)
    let notes = Dictionary(
      report.dataQuality.notes.map { ($0.label, $0.count) }, uniquingKeysWith: { first, _ in first })
    #expect(notes["quotes better than the mark"] == row.betterThanMark.positions)
    #expect(notes["stray asks"] == row.boundedWidenings)
    #expect(notes["one-sided quotes missed"] != nil)
    let json = try #require(report.document.json.elements("analysis", "liquidity")?.first)
    #expect(json.at("betterThanMark", "cost") == .number(row.betterThanMark.cost))
    #expect(json.at("boundedWidenings") == .integer(row.boundedWidenings))
  }

  @Test("± is said to be one standard error in text and page")
  func standardError() async throws {
    let report = try await Self.shared.value
    #expect(report.text().contains("± is one standard error"))
    #expect(report.html().contains(">standard error ") && report.html().contains("± is one standard error"))
  }

  @Test("A forecaster that is absent from the backtest is named in all three")
  func absent() async throws {
    var report = try await Self.shared.value
    let backtest = try #require(report.analysis?.backtest)
    #expect(!report.text().contains("No backtest of"))
    report.analysis?.backtest = BookBacktestSection(
      level: backtest.level, window: backtest.window, days: backtest.days, rows: Array(backtest.rows.prefix(2)),
      leftOut: ["a Pareto tail"])
    #expect(report.text().contains("No backtest of “a Pareto tail”") && report.html().contains("“a Pareto tail”"))
    #expect(
      report.document.json.at("analysis", "backtest", "leftOut") == .array([.string("a Pareto tail")]))
  }

  @Test("Reverse stress has its profits and losses named as such, and a loss by delta and gamma is negative")
  func reverse() async throws {
    let report = try await Self.shared.value
    // Text has no room for it.
    #expect(report.html().contains("P&amp;L by delta-gamma"))
    let rows = try #require(report.document.json.elements("analysis", "reverseStress"))
    let found = try #require(report.analysis).reverse
    #expect(rows.count == found.count && found.contains { $0.result != nil })
    for (row, own) in zip(rows, found) where own.result != nil {
      #expect(row.at("deltaGamma") == .number(own.deltaGamma) && own.deltaGamma < 0)
    }
  }

  @Test("What a day of the history is, how longer moves are made and where contracts are paid is assumed aloud")
  func horizons() async throws {
    let day = try await Self.shared.value.run
    let history = try #require(day.history)
    let span = history.lastDate.daysSinceEpoch - history.firstDate.daysSinceEpoch
    #expect(
      day.assumptions.contains {
        $0.contains("1 calendar day passes")
          && $0.contains("\(history.observations) returns over \(span) calendar days")
      }, "\(day.assumptions)")
    #expect(!day.assumptions.contains { $0.contains("√") || $0.contains("own day") })
    for (model, way, path) in [
      (ScenarioModel.gaussian, "times √10", "Brownian bridge"), (.historical, "times √10", "Brownian bridge"),
      (.filteredHistory, "drawn day by day", "scenario’s path"),
    ] {
      let run = try await Self.made(model, days: 10).run
      #expect(run.assumptions.contains { $0.contains("10 calendar days pass") }, "\(model)")
      #expect(run.assumptions.contains { $0.contains(way) }, "\(model): \(run.assumptions)")
      #expect(run.assumptions.contains { $0.contains("their own day") && $0.contains(path) }, "\(model)")
    }
  }

  @Test("One of a thing is not many", arguments: [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1_200, "1,200 rows")])
  func counted(count: Int, text: String) {
    #expect(NumberText.counted(count, "row") == text)
  }
}
