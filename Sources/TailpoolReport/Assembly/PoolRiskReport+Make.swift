import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

extension PoolRiskReport {
  /// Makes the whole report: calibrates surfaces, values the book, revalues it in drawn scenarios, and measures the result.
  ///
  /// Each step is a public function of the layer it belongs to and can be called alone; this one puts them in order.
  ///
  /// - Parameters:
  ///   - inputs: Market, history, book, pool and stress set.
  ///   - settings: Scenarios, horizon, estimator, seed and threads. The numbers do not depend on the threads.
  ///   - progress: Told the fraction of the simulated scenarios that is done.
  /// - Returns: The report, and the profit and loss of each simulated scenario.
  /// - Throws: `ReportError`, or the error of the layer that could not go on; `CancellationError` when the task is
  ///   canceled.
  /// - Complexity: One revaluation an instrument and scenario; memory O(scenarios).
  public static func make(
    from inputs: ReportInputs, settings: ReportSettings = .init(),
    progress: (@Sendable (_ fraction: Double) -> Void)? = nil
  ) async throws -> ReportResult {
    let calibrated = try await CalibratedMarks(inputs.snapshot, source: settings.marks, threads: settings.threads)
    let marks = calibrated.marks
    let holding = try Holding(inputs, settings: settings, marks: marks)
    let panel = try HistoryPanel(inputs, underlyings: holding.book.underlyings, settings: settings)
    let covariance = try settings.estimator.covariance(of: panel.returns)
    let gaussian = try GaussianScenarios(
      covariance: covariance, count: settings.scenarios, seed: settings.seed, horizonInDays: settings.horizonInDays)
    let revaluation = try BookRevaluation(
      holding.valuation, in: inputs.snapshot, horizonInDays: settings.horizonInDays,
      volatilityRule: settings.smileDynamics.rule(marks))

    let profitAndLoss: [Double]
    let monteCarlo: TailRiskSection
    let historical: TailRiskSection
    let pastProfitAndLoss: [Double]
    do {
      profitAndLoss = try await revaluation.profitAndLoss(over: gaussian, threads: settings.threads) { done, total in
        progress?(Double(done) / Double(total))
      }
      monteCarlo = try await .measure(profitAndLoss, of: revaluation, over: gaussian, threads: settings.threads)
      let past = try HistoricalScenarios(panel: panel.returns, horizonInDays: settings.horizonInDays)
      pastProfitAndLoss = try revaluation.profitAndLoss(over: past)
      historical = try await .measure(pastProfitAndLoss, of: revaluation, over: past, threads: settings.threads)
    } catch RevaluationError.canceled {
      throw CancellationError()
    }
    let stress = try Stress(inputs, revaluation: revaluation, valuation: holding.valuation)
    let pool = try holding.pool(monteCarlo, inputs: inputs)
    let status = pool.status(
      valuation: holding.valuation, expectedShortfall97Point5: monteCarlo.headlineShortfall.value,
      valueAtRisk99: monteCarlo.headlineRisk.value, worstStressLoss: stress.table?.worstLoss)
    let derivatives = try DeltaGammaBook(holding.valuation, in: inputs.snapshot)
    let quadratic = try derivatives.loss(
      covariance: covariance, horizonInDays: settings.horizonInDays,
      assumedVolatilityDeviation: gaussian.assumedVolatilityDeviation)
    let surfaces = calibrated.section(holding, in: inputs.snapshot)
    var report = PoolRiskReport(
      run: RunSection(
        libraryVersion: TailpoolVersion.current, asOf: inputs.snapshot.asOf, horizonInDays: settings.horizonInDays,
        scenarios: settings.scenarios, seed: settings.seed, estimator: settings.estimatorName,
        history: panel.summary, inputs: inputs.names,
        assumptions: Assumptions(
          inputs: inputs, settings: settings, pool: pool, gaussian: gaussian, holding: holding,
          surfaces: surfaces
        ).sentences),
      dataQuality: DataQualitySection(
        snapshot: inputs.snapshot.diagnostics, marks: marks, notes: panel.notes + holding.notes + stress.notes),
      markets: inputs.snapshot.markets.map(MarketSection.init), smiles: marks.smiles,
      book: BookSection(
        holding.valuation,
        spots: Dictionary(
          inputs.snapshot.markets.map { ($0.underlying, $0.spot) }, uniquingKeysWith: { first, _ in first })),
      monteCarlo: monteCarlo, historical: historical, stressGrids: stress.grids,
      stressResults: stress.table?.results ?? [],
      covariance: CovarianceSection(covariance, panel: panel.returns.diagnostics), pool: status,
      approximations: ApproximationSection(derivatives, loss: quadratic, risk: monteCarlo, grid: stress.grids.first),
      books: try inputs.mutualPool.map { pool in
        try PoolBooksSection(pool, watch: inputs.poolWatch) { move in
          -revaluation.profitAndLoss(whenAllSpotsMoveBy: move)
        }
      }, surfaces: surfaces)
    report.analysis = try await RiskAnalysis(
      holding: holding, snapshot: inputs.snapshot, marks: marks, covariance: covariance, gaussian: gaussian,
      derivatives: derivatives, settings: settings, pool: status,
      tail: ProfitAndLossDistribution(profitAndLoss).tailScenarios(.percent97Point5), past: pastProfitAndLoss
    ).section()
    return ReportResult(report: report, profitAndLoss: profitAndLoss)
  }
}

extension BookRevaluation {
  /// Profit and loss when all spots move by a fraction; NaN where it cannot be found.
  fileprivate func profitAndLoss(whenAllSpotsMoveBy move: Double) -> Double {
    let returns = Dictionary(underlyings.map { ($0, move) }, uniquingKeysWith: { first, _ in first })
    guard let parts = try? profitAndLoss(under: MarketShift(spotReturns: returns)) else { return .nan }
    return underlyings.reduce(0) { $0 + (parts[$1] ?? 0) }
  }
}

extension TailRiskSection {
  /// Measures a profit-and-loss vector, and draws its tail again for the contributions.
  fileprivate static func measure(
    _ profitAndLoss: [Double], of revaluation: BookRevaluation, over source: some ScenarioSource, threads: Int
  ) async throws -> TailRiskSection {
    let distribution = try ProfitAndLossDistribution(profitAndLoss)
    let tail = distribution.tailScenarios(.percent97Point5)
    let parts = try await revaluation.profitAndLossByUnderlying(
      at: tail.map(\.index), of: source, threads: threads)
    // The parts hold the tail's scenarios alone, in the order asked for.
    let places = tail.enumerated().map { TailScenario(index: $0.offset, weight: $0.element.weight) }
    return TailRiskSection(
      distribution, contributions: RiskContribution.contributions(tail: places, byUnderlying: parts))
  }
}

/// The stress grids and, where there is a stress set, the stress table.
private struct Stress {
  let grids: [StressGrid]
  let table: StressTable?

  init(_ inputs: ReportInputs, revaluation: BookRevaluation, valuation: BookValuation) throws {
    grids = try StressGrid.grids(underlyings: revaluation.underlyings) { shift throws(RevaluationError) in
      try revaluation.profitAndLoss(under: shift)
    }
    let underlyings = revaluation.underlyings
    let book = try inputs.stress.flatMap { $0.scenarios.contains { !$0.twists.isEmpty } ? $0 : nil }
      .map { _ in try StressBook(valuation, in: inputs.snapshot) }
    table = try inputs.stress.map { set in
      try StressTable.table(of: set, underlyings: underlyings) { scenario in
        guard let book, !scenario.twists.isEmpty else {
          return (
            try revaluation.profitAndLoss(under: scenario.shift),
            try revaluation.coinProfitAndLoss(under: scenario.shift)
          )
        }
        let shocks = underlyings.map { ($0, scenario.shock(of: $0)) }
        let outcome = try book.profitAndLoss(under: Dictionary(shocks, uniquingKeysWith: { first, _ in first }))
        return (outcome.byUnderlying, outcome.coinByUnderlying)
      }
    }
    if let table, let set = inputs.stress, table.results.isEmpty {
      throw ReportError.unrelatedStress(
        named: set.scenarios.flatMap { $0.shift.spotReturns.keys.map(\.name) }, underlyings: underlyings)
    }
  }

  var notes: [QualityNote] {
    guard let table else { return [] }
    return [
      QualityNote(
        label: "stress scenarios left out", count: table.skipped,
        explanation: "They name none of the book's underlyings."),
      QualityNote(
        label: "stress scenarios in part", count: table.results.count { !$0.notCovered.isEmpty },
        explanation: "They do not name every underlying of the book; those they do not name were left unmoved."),
    ]
  }
}
