import TailpoolReport
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Past days that are drawn again and again")
struct RepeatedDaysTests {
  @Test(
    "Each is valued once, and every scenario keeps its bits", arguments: [RevaluationMode.full, .automatic(.standard)])
  func bits(_ revaluation: RevaluationMode) async throws {
    let analysis = try await BookAnalysis.run(
      try ReportInputs.sample().analysis(),
      settings: AnalysisSettings(
        scenarios: 3_000, threads: 2, record: .none, marks: .quotes, revaluation: revaluation))
    let source = analysis.scenarios.source
    let days = try #require(RepeatedDays(source))
    #expect(source.count == 3_000 && days.count <= 500 && days.count > 450, "\(days.count)")
    let all = try analysis.revaluation.profitAndLoss(over: source)
    if revaluation == .full { #expect(analysis.profitAndLoss == all) }
    let gap = zip(all, analysis.profitAndLoss).map { abs($0 - $1) }.max() ?? .nan
    #expect(gap <= analysis.revaluationSummary.errorBound, "\(gap)")
    // One block of the days is that of any scenario of theirs.
    let places = days.expanded((0..<days.count).map(Double.init)).map { Int($0) }
    let alone = days.block(of: Array(0..<days.count))
    let drawn = source.block(of: Array(0..<3_000))
    for column in source.factors.indices {
      let (left, right) = (Array(alone.column(column)), Array(drawn.column(column)))
      #expect(places.map { left[$0] } == right)
    }
  }

  @Test("Smoothed draws, paths and days that stand once are no such days")
  func others() async throws {
    for (model, scenarios, days) in [
      (ScenarioModel(.filteredHistory(smoothed: true)), 600, 1.0), (.filteredHistory, 600, 2), (.gaussian, 600, 1),
      (.historical, 600, 1), (.filteredHistory, nil, 1),
    ] {
      let analysis = try await BookAnalysis.run(
        try ReportInputs.sample().analysis(),
        settings: AnalysisSettings(
          scenarios: scenarios, horizonInDays: days, threads: 2, record: .none, marks: .quotes, model: model))
      let isNone = RepeatedDays(analysis.scenarios.source) == nil
      #expect(isNone, "\(model), \(days) days")
    }
  }
}
