import TailpoolAnalysis
import TailpoolReport
import TailpoolRisk
import TailpoolScenarios
import Testing

@Suite("One analysis, valued in full, by proxy and in shards")
struct RevaluationModeAgreementTests {
  private static func run(
    scenarios: Int = 4_000, revaluation: RevaluationMode = .full, shards: Int? = nil
  ) async throws -> BookAnalysis {
    try await BookAnalysis.run(
      ReportInputs.sample().analysis(),
      settings: AnalysisSettings(
        scenarios: scenarios, seed: 1, threads: 2, record: .none, marks: .quotes, levels: [.percent95, .percent99],
        shortfallLevels: [.percent97Point5], revaluation: revaluation, shards: shards))
  }

  /// The analysis in full, made once.
  private static let full = Task { try await run() }

  @Test("A proxy is within its certificate of full revaluation in every scenario, and so are the measures")
  func proxy() async throws {
    let full = try await Self.full.value
    let proxy = try await Self.run(revaluation: .proxy())
    let certificate = try #require(proxy.revaluationSummary.certificate)
    #expect(proxy.revaluationSummary.refusal == nil && proxy.revaluationSummary.errorBound > 0)
    #expect(full.revaluationSummary == RevaluationSummary(mode: .full) && full.revaluationSummary.errorBound == 0)
    let gaps = zip(full.profitAndLoss, proxy.profitAndLoss).map { abs($0 - $1) }
    let largest = gaps.max() ?? .nan
    #expect(largest <= certificate.errorBound && largest > 0, "\(largest), \(certificate.errorBound)")
    for (a, b) in zip(full.headline.valuesAtRisk, proxy.headline.valuesAtRisk) {
      #expect(abs(a.value - b.value) <= certificate.errorBound, "\(a), \(b)")
    }
    let (a, b) = (full.headline.headlineShortfall.value, proxy.headline.headlineShortfall.value)
    #expect(abs(a - b) <= certificate.errorBound, "\(a), \(b)")
    // What is not valued over the scenarios knows nothing of the proxy.
    #expect(full.stress == proxy.stress && full.historical == proxy.historical && full.twists == proxy.twists)
  }

  @Test("What is less work is chosen by itself: full for fewer scenarios than a proxy has nodes, a proxy for many")
  func automatic() async throws {
    let few = try await Self.run(scenarios: 100, revaluation: .automatic())
    let full = try await Self.run(scenarios: 100)
    #expect(few.profitAndLoss == full.profitAndLoss && few.revaluationSummary.mode == .automatic())
    #expect(few.revaluationSummary.certificate == nil && few.revaluationSummary.refusal == nil)
    let many = try await Self.run(revaluation: .automatic())
    let bound = try #require(many.revaluationSummary.certificate).errorBound
    #expect(many.revaluationSummary.refusal == nil)
    let exact = try await Self.full.value.profitAndLoss
    #expect(zip(many.profitAndLoss, exact).allSatisfy { abs($0 - $1) <= bound })
  }

  @Test("Shards give the numbers of one pass", arguments: [1, 3, 7])
  func shards(count: Int) async throws {
    let one = try await Self.full.value
    let many = try await Self.run(shards: count)
    #expect(many.profitAndLoss == one.profitAndLoss && many.attribution == one.attribution)
    let (a, b) = (many.headline, one.headline)
    #expect(a.valuesAtRisk == b.valuesAtRisk && a.contributions == b.contributions && a.histogram == b.histogram)
    for (own, other) in zip(a.expectedShortfalls, b.expectedShortfalls) {
      #expect(abs(own.value - other.value) <= 1e-12 * other.value, "\(own), \(other)")
    }
    #expect(abs(a.mean - b.mean) <= 1e-12 * b.standardDeviation, "\(a.mean), \(b.mean)")
    #expect(abs(a.standardDeviation - b.standardDeviation) <= 1e-12 * b.standardDeviation)
    #expect(a.worst == b.worst && a.outcomes == b.outcomes)
  }
}
