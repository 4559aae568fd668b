import TailpoolRisk
import TailpoolScenarios

/// A book's profit and loss in drawn scenarios, with how it was found.
struct ScenarioValues {
  let scenarios: DrawnScenarios
  let profitAndLoss: [Double]
  let summary: RevaluationSummary
  /// The measures of a run in shards; nil for one pass.
  let sharded: ShardedRisk?
}

extension ScenarioValues {
  /// The same scenarios with another profit and loss.
  func replacing(_ profitAndLoss: [Double]) -> ScenarioValues {
    ScenarioValues(scenarios: scenarios, profitAndLoss: profitAndLoss, summary: summary, sharded: nil)
  }

  /// What one pass found.
  fileprivate init(_ scenarios: DrawnScenarios, _ result: RevaluationResult, _ settings: AnalysisSettings) {
    self.init(
      scenarios: scenarios, profitAndLoss: result.profitAndLoss,
      summary: RevaluationSummary(result, mode: settings.revaluation), sharded: nil)
  }
}

extension BookRevaluation {
  /// Values the book in drawn scenarios, in the way and the parts that the settings say.
  func values(
    in scenarios: DrawnScenarios, settings: AnalysisSettings, progress: (@Sendable (Double) -> Void)?
  ) async throws -> ScenarioValues {
    if let shards = settings.shards { return try await sharded(shards, scenarios, settings, progress) }
    if scenarios.likelihoodRatios == nil, let days = RepeatedDays(scenarios.source) {
      let once = try await values(in: scenarios.over(days), settings: settings, progress: progress)
      return ScenarioValues(
        scenarios: scenarios, profitAndLoss: days.expanded(once.profitAndLoss), summary: once.summary, sharded: nil)
    }
    let told: @Sendable (Int, Int) -> Void = { done, total in progress?(Double(done) / Double(total)) }
    let (source, threads) = (scenarios.source, settings.threads)
    switch settings.revaluation {
    case .full:
      return ScenarioValues(scenarios, try await inFull(over: source, threads: threads, progress: told), settings)
    case .automatic(let tolerance):
      let result = try await profitAndLoss(over: source, within: tolerance, threads: threads, progress: told)
      return ScenarioValues(scenarios, result, settings)
    case .proxy(let tolerance):
      return try await byProxy(scenarios, tolerance, settings, told)
    }
  }

  private func byProxy(
    _ scenarios: DrawnScenarios, _ tolerance: RevaluationProxy.Tolerance, _ settings: AnalysisSettings,
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> ScenarioValues {
    let source = scenarios.source
    let proxy: RevaluationProxy
    do throws(ProxyError) {
      proxy = try await RevaluationProxy(self, over: source, tolerance: tolerance, threads: settings.threads)
    } catch {
      if case .revaluation(let problem) = error { throw problem }
      let result = try await inFull(over: source, refusal: error, threads: settings.threads, progress: progress)
      return ScenarioValues(scenarios, result, settings)
    }
    return ScenarioValues(
      scenarios: scenarios,
      profitAndLoss: try await proxy.profitAndLoss(over: source, threads: settings.threads, progress: progress),
      summary: RevaluationSummary(
        mode: settings.revaluation, certificate: proxy.certificate, sampled: proxy.sampled),
      sharded: nil)
  }

  /// Plans the shards, values one after the other, and puts the measures together from their partial results.
  private func sharded(
    _ shards: Int, _ scenarios: DrawnScenarios, _ settings: AnalysisSettings, _ progress: (@Sendable (Double) -> Void)?
  ) async throws -> ScenarioValues {
    guard shards > 0 else { throw AnalysisError.invalidShardCount(shards) }
    guard settings.revaluation == .full, scenarios.likelihoodRatios == nil else {
      throw AnalysisError.shardsNeedFullRevaluation
    }
    let source = scenarios.source
    let levels = settings.measures.map(\.level)
    let sampled = try sampledParts(over: source)
    var (merged, profitAndLoss): (PartialRisk?, [Double]) = (nil, [])
    do throws(ShardError) {
      let plan = try ShardPlan(self, over: source, shards: shards, levels: levels)
      for shard in plan.shards.indices {
        let start = profitAndLoss.count
        let part = try await plan.valued(shard, of: self, over: source, threads: settings.threads) { done, _ in
          progress?(Double(start + done) / Double(plan.scenarioCount))
        }
        merged = try merged.map { (whole) throws(ShardError) in try whole.merged(with: part.risk) } ?? part.risk
        profitAndLoss += part.profitAndLoss
      }
      guard let risk = try merged?.finish() else { throw ShardError.noScenarios }
      return ScenarioValues(
        scenarios: scenarios, profitAndLoss: profitAndLoss,
        summary: RevaluationSummary(mode: .full, sampled: sampled), sharded: risk)
    } catch {
      if case .revaluation(let problem) = error { throw problem }
      throw error
    }
  }
}
