import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import TailpoolSurfaces

extension BookAnalysis {
  /// Analyzes a book: calibrates surfaces, values it, revalues it in drawn scenarios, and measures the result.
  ///
  /// Each step is a public function of the layer it belongs to and can be called alone; this one puts them in order.
  ///
  /// - Parameters:
  ///   - inputs: Market, history, book and stress set.
  ///   - settings: Model, levels, horizon, estimator, seed and threads. The numbers do not depend on the threads.
  ///   - progress: Told the fraction of the simulated scenarios that is done.
  /// - Throws: `AnalysisError`, or the error of the layer that could not go on; `CancellationError` when the task is
  ///   canceled.
  /// - Complexity: One revaluation an instrument and scenario; memory O(scenarios).
  public static func run(
    _ inputs: AnalysisInputs, settings: AnalysisSettings = .init(),
    progress: (@Sendable (_ fraction: Double) -> Void)? = nil
  ) async throws -> BookAnalysis {
    do {
      return try await analyze(inputs, settings, progress)
    } catch RevaluationError.canceled {
      throw CancellationError()
    }
  }

  private static func analyze(
    _ inputs: AnalysisInputs, _ settings: AnalysisSettings, _ progress: (@Sendable (Double) -> Void)?
  ) async throws -> BookAnalysis {
    let snapshot = inputs.snapshot
    let calibrated = try await CalibratedMarks(snapshot, source: settings.marks, threads: settings.threads)
    let holding = try Holding(inputs, settings: settings, marks: calibrated)
    let history = try HistoryPanel(inputs, underlyings: holding.book.underlyings, settings: settings)
    let covariance = try settings.estimator.covariance(ofUnlike: history.returns)
    let rule = settings.smileDynamics.rule(calibrated.marks)
    let book = PreparedBook(
      over: try BookRevaluation(
        holding.valuation, horizonInDays: settings.horizonInDays, volatilityRule: rule),
      instant: try BookRevaluation(holding.valuation, horizonInDays: 0, volatilityRule: rule),
      derivatives: DeltaGammaBook(holding.valuation))
    let payDays = snapshot.payDays(within: settings.horizonInDays, and: book.over)
    let scenarios = try settings.model.scenarios(
      ScenarioModel.Inputs(
        covariance: covariance, returns: history.returns, filters: history.impliedFilters(calibrated.marks),
        derivatives: book.derivatives, count: settings.scenarios, seed: settings.seed,
        horizonInDays: settings.horizonInDays, spotDays: payDays))

    let values = try await book.over.values(in: scenarios, settings: settings, progress: progress)
    let measured = try MeasuredTail(values, settings: settings)
    let headline = try await measured.section(of: book.over, over: scenarios.source, threads: settings.threads)
    let past = try await PastRisk(history.returns, of: book.over, covariance, payDays: payDays, settings: settings)
    let attribution = try await ShortfallAttribution(
      tail: measured.tail, of: holding.valuation, over: scenarios.source, settings: settings, rule: rule)

    let record = try await ModelRecord(
      inputs, of: holding, in: book.instant, derivatives: book.derivatives, covariance: covariance,
      marks: calibrated.marks, rule: rule,
      settings: settings)

    let stress = try StressOutcomes(inputs.stress, of: book.over, twisted: holding.valuation)
    let correlated = CorrelatedMoves(covariance: covariance, settings: settings)
    var risks = [ModelRisk(model: scenarios.model, risk: headline)]
    if case .historical = settings.model.kind {} else { risks.append(past.risk) }
    return BookAnalysis(
      settings: settings, snapshot: snapshot, marks: calibrated, holding: holding, history: history,
      covariance: covariance, scenarios: scenarios, revaluationSummary: values.summary,
      profitAndLoss: values.profitAndLoss, risks: risks, attribution: attribution,
      approximations: ApproximationSection(
        book.derivatives, loss: try correlated.loss(of: book.derivatives), risk: headline, grid: stress.grids.first),
      stress: stress, worstCase: try correlated.worstCase(of: book.derivatives, in: book.instant),
      twists: try NamedProfit.twists(of: holding.valuation), correlations: try correlated.stressed(book.derivatives),
      liquidity: try LiquidityRow.rows(of: holding.valuation, marks: calibrated.marks),
      backtest: BookBacktestSection(past: past.profitAndLoss), record: record, revaluation: book.over,
      instant: book.instant,
      derivatives: book.derivatives)
  }
}

/// One book, ready for each kind of move.
private struct PreparedBook {
  let over: BookRevaluation
  let instant: BookRevaluation
  let derivatives: DeltaGammaBook
}

/// The risk of the past days applied to today's book.
private struct PastRisk {
  let risk: ModelRisk
  let profitAndLoss: [Double]

  init(
    _ returns: ReturnPanel, of book: BookRevaluation, _ covariance: Covariance, payDays: [Int],
    settings: AnalysisSettings
  ) async throws {
    let past = try HistoricalScenarios(panel: returns, horizonInDays: settings.horizonInDays)
    let source: any ScenarioSource =
      payDays.isEmpty
      ? past
      : try BridgedScenarios(
        past, covariance: covariance, days: payDays, horizonInDays: settings.horizonInDays, seed: settings.seed)
    profitAndLoss = try book.profitAndLoss(over: source)
    let measured = try MeasuredTail(profitAndLoss, settings: settings)
    risk = ModelRisk(
      model: ScenarioModel.historical.description,
      risk: try await measured.section(of: book, over: source, threads: settings.threads))
  }
}

extension MarketSnapshot {
  /// The days before the end of a horizon on which listed contracts or those of a book are paid.
  fileprivate func payDays(within horizonInDays: Double, and book: BookRevaluation) -> [Int] {
    let listed = markets.flatMap(\.expiries).compactMap {
      payDay(years: $0.years, elapsedYears: horizonInDays / DayCount.daysPerYear)
    }
    return Set(listed + book.payDays).sorted()
  }
}
