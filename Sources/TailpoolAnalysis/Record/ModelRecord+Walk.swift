import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

extension ModelRecord {
  /// Walks today's book through the history; nil where that has fewer than 100 days after the first window, or none was
  /// asked for.
  init?(
    _ inputs: AnalysisInputs, of holding: Holding, in instant: BookRevaluation, derivatives: DeltaGammaBook,
    covariance: Covariance, marks: VolatilityMarks, rule: VolatilityRule, settings: AnalysisSettings
  ) async throws {
    guard settings.record.rows > 0 else { return nil }
    let (last, overflow) = settings.returns.addingReportingOverflow(settings.record.rows)
    let history = try HistoryPanel(
      inputs, underlyings: holding.exposed.underlyings, settings: settings, last: overflow ? .max : last)
    let over = try BookRevaluation(
      holding.exposed, horizonInDays: 1, volatilityRule: rule, volatilityMoves: settings.volatilityMoves)
    guard
      history.returns.observations > settings.returns,
      let walk = try RecordWalk(
        history, rows: Array(settings.returns..<history.returns.observations), window: settings.returns, of: over,
        instant: instant, derivatives: derivatives, covariance: covariance, marks: marks,
        settings: settings),
      let record = try await walk.record(of: Self.models(beside: settings.model).map(ForecastModel.init)),
      !record.rows.isEmpty
    else { return nil }
    self = record
  }

  /// The model of the headline, where it can be estimated anew for each day, and those that it is compared with.
  private static func models(beside headline: ScenarioModel) -> [ScenarioModel] {
    let standard: [ScenarioModel] = [
      .filteredHistory, ScenarioModel(.filteredEWMA(decay: ScenarioModel.filterDecay)), .historical, .gaussian,
    ]
    switch headline.kind {
    case .studentT: return [headline] + standard
    case .gaussian, .historical, .filteredHistory, .filteredEWMA:
      return [headline] + standard.filter { $0.description != headline.description }
    // A fit a day, weighted draws, or a source that cannot be made again for another day.
    case .studentTCopula, .gaussianCopula, .filteredGARCH, .importance, .custom: return standard
    }
  }
}
