import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Ways to value the scenarios of an analysis")
struct RevaluationModeTests {
  @Test("A proxy is within its certificate of full revaluation in every scenario, and so are the measures")
  func proxy() async throws {
    let full = try await BookAnalysisTests.shared.value
    let proxy = try await BookAnalysisTests.run(revaluation: .proxy())
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
  }

  @Test("A proxy whose bound is not met is refused, and the book valued in full, which is told")
  func refused() async throws {
    let full = try await BookAnalysisTests.shared.value
    let refused = try await BookAnalysisTests.run(revaluation: .proxy(.dollars(1e-9)))
    #expect(refused.profitAndLoss == full.profitAndLoss && refused.headline == full.headline)
    guard case .toleranceNotMet(_, let bound, let tolerance) = refused.revaluationSummary.refusal else {
      Issue.record("\(refused.revaluationSummary)")
      return
    }
    #expect(bound > tolerance && refused.revaluationSummary.certificate == nil)
  }

  @Test("What is less work is chosen by itself: full for fewer scenarios than a proxy has nodes, a proxy for many")
  func automatic() async throws {
    let few = try await BookAnalysisTests.run(scenarios: 100, revaluation: .automatic())
    let full = try await BookAnalysisTests.run(scenarios: 100)
    #expect(few.profitAndLoss == full.profitAndLoss && few.revaluationSummary.mode == .automatic())
    #expect(few.revaluationSummary.certificate == nil && few.revaluationSummary.refusal == nil)
    let many = try await BookAnalysisTests.run(revaluation: .automatic())
    #expect(many.revaluationSummary.certificate != nil && many.revaluationSummary.refusal == nil)
  }

  @Test("Shards give the numbers of one pass", arguments: [1, 3, 7])
  func shards(count: Int) async throws {
    let one = try await BookAnalysisTests.shared.value
    let many = try await BookAnalysisTests.run(shards: count)
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

  @Test("Shards with a proxy, with weights, or of a number that is none are typed errors")
  func wrongShards() async throws {
    await #expect(throws: AnalysisError.shardsNeedFullRevaluation) {
      try await BookAnalysisTests.run(scenarios: 200, revaluation: .proxy(), shards: 2)
    }
    await #expect(throws: AnalysisError.shardsNeedFullRevaluation) {
      try await BookAnalysisTests.run(.importance, scenarios: 200, shards: 2)
    }
    await #expect(throws: AnalysisError.invalidShardCount(0)) {
      try await BookAnalysisTests.run(scenarios: 200, shards: 0)
    }
  }

  @Test("Names are read and printed", arguments: RevaluationMode.names)
  func names(name: String) {
    #expect(RevaluationMode(name: name)?.name == name)
    #expect(RevaluationMode(name: name + "x") == nil && RevaluationMode(name: "") == nil)
  }
}
