import TailpoolMarket
import TailpoolReport
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

/// Horizons of more than a day, in which options of the sample expire.
@Suite("Options that expire within the horizon")
struct HorizonTests {
  private static func run(
    _ model: ScenarioModel, days: Double = 10, revaluation: RevaluationMode = .full, shards: Int? = nil
  ) async throws -> BookAnalysis {
    try await BookAnalysis.run(
      ReportInputs.sample().analysis(),
      settings: AnalysisSettings(
        scenarios: 4_000, horizonInDays: days, seed: 1, threads: 2, record: .none, marks: .quotes, model: model,
        revaluation: revaluation, shards: shards))
  }

  private static func tellsDays(_ source: any ScenarioSource) -> Bool {
    source.factors.contains { if case .spotAfter = $0 { true } else { false } }
  }

  @Test(
    "Are paid at their own day's price by every model",
    arguments: ["gaussian", "student-t:5", "gaussian-copula", "historical", "importance", "filtered-ewma:0.94"])
  func models(name: String) async throws {
    let analysis = try await Self.run(try #require(ScenarioModel(name)))
    #expect(!analysis.revaluation.payDays.isEmpty && Self.tellsDays(analysis.scenarios.source))
    #expect(analysis.scenarios.source is FilteredHistoricalScenarios == name.hasPrefix("filtered"))
    // At the horizon's price the tail is another.
    let ends = ListedScenarios(
      (0..<analysis.scenarios.source.count).map { scenario in
        let block = analysis.scenarios.source.block(of: [scenario])
        return Array(block.values.prefix(2 * analysis.scenarios.source.underlyings.count))
      }, underlyings: analysis.scenarios.source.underlyings)
    let atEnd = try analysis.revaluation.profitAndLoss(over: ends)
    #expect(atEnd != analysis.profitAndLoss)
    #expect(try analysis.revaluation.profitAndLoss(over: analysis.scenarios.source) == analysis.profitAndLoss)
    // The attribution sees the same prices.
    let shortfall = analysis.headline.headlineShortfall.value
    #expect(abs(analysis.attribution.total - shortfall) < 1e-9 * shortfall)
  }

  @Test("By the proxy within its bound, and in shards to the bit")
  func ways() async throws {
    let full = try await Self.run(.gaussian)
    let sharded = try await Self.run(.gaussian, shards: 3)
    #expect(sharded.profitAndLoss == full.profitAndLoss)
    let proxied = try await Self.run(.gaussian, revaluation: .proxy())
    let bound = try #require(proxied.revaluationSummary.certificate).errorBound
    let worst = zip(proxied.profitAndLoss, full.profitAndLoss).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst <= bound, "\(worst), bound \(bound)")
  }

  @Test("A day or less has no day on the way", arguments: [0.5, 1])
  func oneDay(days: Double) async throws {
    let analysis = try await Self.run(.gaussian, days: days)
    #expect(analysis.revaluation.payDays.isEmpty && !Self.tellsDays(analysis.scenarios.source))
  }
}
