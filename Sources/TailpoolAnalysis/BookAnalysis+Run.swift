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
    let history = try HistoryPanel(inputs, underlyings: holding.exposed.underlyings, settings: settings)
    let covariance = try settings.estimator.covariance(ofUnlike: history.returns)
    let rule = settings.smileDynamics.rule(calibrated.marks)
    let book = try PreparedBook(holding.exposed, rule: rule, settings: settings)
    let drawing = ScenarioModel.Inputs(
      covariance: covariance, returns: history.returns, filters: history.impliedFilters(calibrated.marks),
      derivatives: book.derivatives, count: settings.scenarios, seed: settings.seed,
      horizonInDays: settings.horizonInDays, spotDays: snapshot.payDays(within: settings.horizonInDays, and: book.over),
      events: Set(holding.exposed.lines.flatMap(\.repricer.events)).sorted())
    let scenarios = try settings.model.scenarios(drawing)

    let values = try await book.over.values(in: scenarios, settings: settings, progress: progress)
    let unit = inputs.account.unit
    let counting = CountingPlan(inputs.account, of: holding.valuation, in: snapshot)
    let spots = ScenarioSpots(of: counting.underlyings, today: snapshot.spots, over: scenarios.source)
    let measured = try MeasuredTail(values, per: spots.prices(of: unit), settings: settings)
    let headline = try await measured.section(of: book.over, over: scenarios.source, threads: settings.threads)
    let dollars =
      unit == .dollars
      ? headline
      : try await MeasuredTail(values, settings: settings).section(
        of: book.over, over: scenarios.source, threads: settings.threads)
    let past = try await CompanionRisk(.historical, drawing, of: book.over, in: counting, settings: settings)
    let attribution = try await ShortfallAttribution(
      tail: measured.tail, of: holding.exposed, over: scenarios.source, settings: settings, rule: rule)

    let record = try await ModelRecord(
      inputs, of: holding, in: book.instant, derivatives: book.derivatives, covariance: covariance,
      marks: calibrated.marks, rule: rule,
      settings: settings)

    let stress = try StressOutcomes(
      inputs.stress, of: book.over, twisted: holding.exposed, parallel: book.parallel,
      response: SpotVolatilityResponse(covariance))
    let correlated = CorrelatedMoves(covariance: covariance, settings: settings)
    var risks = [ModelRisk(model: scenarios.model, risk: headline)]
    if case .historical = settings.model.kind {} else { risks.append(past.risk) }
    let gaussian = try await CompanionRisk.gaussian(drawing, of: book.over, in: counting, settings: settings)
    if let gaussian { risks.append(gaussian.risk) }
    return BookAnalysis(
      settings: settings, snapshot: snapshot, marks: calibrated, holding: holding, history: history,
      covariance: covariance, scenarios: scenarios,
      volatilities: ScenarioVolatility.all(
        of: scenarios, marks: calibrated.marks, history: history, horizonInDays: settings.horizonInDays),
      revaluationSummary: values.summary, profitAndLoss: values.profitAndLoss,
      unit: PricedUnit(unit, price: unit.price(at: snapshot.spots)),
      unitProfitAndLoss: values.profitAndLoss.over(spots.prices(of: unit)),
      counted: try counting.risks(of: values, at: spots), risks: risks, dollars: dollars,
      attribution: attribution,
      approximations: ApproximationSection(
        book.derivatives, loss: try correlated.loss(of: book.derivatives), risk: gaussian?.dollars ?? dollars,
        grid: stress.grids.first),
      stress: stress, worstCase: try correlated.worstCase(of: book.derivatives, in: book.instant),
      twists: try NamedProfit.twists(of: holding.exposed), correlations: try correlated.stressed(book.derivatives),
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
  /// With parallel moves of the volatilities; nil where the others have them.
  let parallel: BookRevaluation?
  let derivatives: DeltaGammaBook

  init(_ book: PricedBook, rule: VolatilityRule, settings: AnalysisSettings) throws(RevaluationError) {
    let (days, moves) = (settings.horizonInDays, settings.volatilityMoves)
    over = try BookRevaluation(book, horizonInDays: days, volatilityRule: rule, volatilityMoves: moves)
    instant = try BookRevaluation(book, horizonInDays: 0, volatilityRule: rule, volatilityMoves: moves)
    parallel =
      moves == .parallel ? nil : try BookRevaluation(book, horizonInDays: days, volatilityRule: rule)
    derivatives = DeltaGammaBook(book, volatilityMoves: moves)
  }
}

/// The risk by another model beside that of the headline.
private struct CompanionRisk {
  /// In the unit of the account.
  let risk: ModelRisk
  /// In dollars.
  let dollars: TailRiskSection
  /// Dollars by scenario.
  let profitAndLoss: [Double]

  /// Values the book in the past in full, else by proxy where that is cheaper.
  init(
    _ model: ScenarioModel, _ drawing: ScenarioModel.Inputs, of book: BookRevaluation, in counting: CountingPlan,
    settings: AnalysisSettings
  ) async throws {
    // A few past days, each once, say nothing of an event: they take the mean over it.
    var drawing = drawing
    if case .historical = model.kind { drawing.events = [] }
    let source = try model.scenarios(drawing).source
    let values =
      model.isOfPastDays
      ? try book.profitAndLoss(over: source)
      : try await book.profitAndLoss(over: source, within: .standard, threads: settings.threads).profitAndLoss
    func measured(_ unit: UnitOfAccount) async throws -> TailRiskSection {
      let spots = ScenarioSpots(of: unit.underlying.map { [$0] } ?? [], today: counting.spots, over: source)
      return try await MeasuredTail(values, of: source.pastDays, per: spots.prices(of: unit), settings: settings)
        .section(of: book, over: source, threads: settings.threads)
    }
    dollars = try await measured(.dollars)
    let unit = counting.account.unit
    risk = ModelRisk(model: model.description, risk: unit == .dollars ? dollars : try await measured(unit))
    profitAndLoss = values
  }

  /// What most systems would say; nil where it is the headline's own model, or the covariance cannot be drawn from.
  static func gaussian(
    _ drawing: ScenarioModel.Inputs, of book: BookRevaluation, in counting: CountingPlan, settings: AnalysisSettings
  ) async throws -> CompanionRisk? {
    if case .gaussian = settings.model.kind { return nil }
    do {
      return try await CompanionRisk(.gaussian, drawing, of: book, in: counting, settings: settings)
    } catch is ScenarioError {
      return nil
    }
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
