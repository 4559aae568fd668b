import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Ways to value the scenarios of an analysis")
struct RevaluationModeTests {
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
