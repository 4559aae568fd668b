import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

extension PoolRiskReport {
  /// Makes the whole report: analyzes the book, and says where the pool stands with it.
  ///
  /// - Parameters:
  ///   - inputs: Market, history, book, pool and stress set.
  ///   - settings: Model of scenarios, levels, horizon, estimator, seed and threads. The numbers do not depend on the
  ///     threads.
  ///   - progress: Told the fraction of the simulated scenarios that is done.
  /// - Returns: The report, and the profit and loss of each simulated scenario.
  /// - Throws: What `BookAnalysis.run` throws, or `PoolBridgeError`; `CancellationError` when the task is canceled.
  /// - Complexity: One revaluation an instrument and scenario; memory O(scenarios).
  public static func make(
    from inputs: ReportInputs, settings: AnalysisSettings = .init(),
    progress: (@Sendable (_ fraction: Double) -> Void)? = nil
  ) async throws -> ReportResult {
    let analysis = try await inputs.namingContracts { analysis in
      try await BookAnalysis.run(analysis, settings: settings, progress: progress)
    }
    return ReportResult(
      report: try PoolRiskReport(analysis, inputs: inputs), profitAndLoss: analysis.profitAndLoss,
      unitProfitAndLoss: analysis.unitProfitAndLoss)
  }

  /// Makes the report of an analysis.
  ///
  /// - Parameters:
  ///   - analysis: The analysis of the book.
  ///   - inputs: The pool that holds the book, and the names of what the analysis was made from.
  /// - Throws: What the search for reverse stress throws, or `PoolBridgeError`.
  /// - Complexity: That of `BookAnalysis.reverseStress` for four amounts.
  public init(_ analysis: BookAnalysis, inputs: ReportInputs) throws {
    let (risk, valuation) = (analysis.headline, analysis.holding.valuation)
    let (snapshot, unit) = (analysis.snapshot, analysis.unit)
    let pool = try inputs.described
    let stress = analysis.stress.table?.results ?? []
    let status = pool?.status(
      valuation: valuation, expectedShortfall97Point5: risk.headlineShortfall.value,
      valueAtRisk99: risk.headlineRisk.value,
      worstStressLoss: stress.map { -unit.amount($0.profitAndLoss, under: $0.scenario.move) }.max(),
      spots: snapshot.spots)
    let surfaces = SurfacesSection(analysis.marks, bookValueAtQuotes: analysis.holding.valueAtQuotes)
    self.init(
      run: RunSection(analysis, inputs: inputs, pool: pool, surfaces: surfaces),
      dataQuality: DataQualitySection(
        snapshot: snapshot.diagnostics, marks: analysis.marks.marks, notes: analysis.qualityNotes),
      markets: snapshot.markets.map(MarketSection.init), smiles: analysis.marks.marks.smiles,
      book: BookSection(valuation, spots: snapshot.spots),
      monteCarlo: risk, historical: analysis.historical, stressGrids: analysis.stress.grids,
      stressResults: stress,
      covariance: CovarianceSection(analysis.covariance, panel: analysis.history.returns.diagnostics), pool: status,
      unit: unit, counted: analysis.counted,
      approximations: analysis.approximations, analysis: try RiskAnalysisSection(analysis, pool: status),
      record: analysis.record, gaussian: analysis.gaussian, volatilities: analysis.volatilities,
      books: try inputs.mutualPool.map { pool in
        try PoolBooksSection(pool, watch: inputs.poolWatch) { -analysis.amount(whenAllSpotsMoveBy: $0) }
      }, surfaces: surfaces)
  }
}

extension ReportInputs {
  /// Runs an analysis; a contract of the pool that runs which cannot be valued is named with what would cure it.
  fileprivate func namingContracts<T>(_ body: (AnalysisInputs) async throws -> T) async throws -> T {
    let inputs = try analysis()
    do { return try await body(inputs) } catch let error as PricingError {
      guard book == nil, mutualPool != nil, let held = inputs.book else { throw error }
      throw PoolBridgeError(error, in: held)
    }
  }
}

extension ReportInputs {
  /// The pool that runs, or the one that is described; nil without one.
  fileprivate var described: PoolDescription? {
    get throws {
      guard let running = mutualPool else { return pool }
      return try PoolDescription(of: running, at: running.time, limits: pool?.limits)
    }
  }
}

extension RunSection {
  init(_ analysis: BookAnalysis, inputs: ReportInputs, pool: PoolDescription?, surfaces: SurfacesSection?) {
    let settings = analysis.settings
    self.init(
      libraryVersion: TailpoolVersion.current, asOf: analysis.snapshot.asOf, horizonInDays: settings.horizonInDays,
      scenarios: analysis.profitAndLoss.count, seed: settings.seed, estimator: settings.estimatorName,
      history: analysis.history.summary, inputs: inputs.names,
      assumptions: Assumptions(inputs: inputs, analysis: analysis, pool: pool, surfaces: surfaces).sentences,
      model: analysis.scenarios.model, measures: settings.measures, revaluation: analysis.revaluationSummary,
      volatilityMoves: settings.volatilityMoves)
  }
}

extension RiskAnalysisSection {
  private static let capitalShares = [0.1, 0.25, 0.5, 1]

  /// Puts what the analysis says beside what follows from the pool's capital.
  init(_ analysis: BookAnalysis, pool: PoolStatus?) throws {
    var amounts: [(name: String, loss: Double)] = []
    if let pool, pool.capital > 0 {
      amounts = Self.capitalShares.map { share in
        (
          name: share == 1 ? "the whole capital" : "\(NumberText.plain(100 * share))% of the capital",
          loss: share * pool.capital
        )
      }
    }
    amounts += (pool?.layers ?? []).map { (name: "layers up to \($0.name)", loss: $0.exhaustingLoss) }
    amounts.sort { $0.loss < $1.loss }
    self.init(
      breakdown: RiskAnalysisSection.Breakdown(
        byExpiry: analysis.attribution.byExpiry, byPosition: analysis.attribution.byPosition,
        byParticipant: analysis.parts(
          ofParticipants: (pool?.participants ?? []).map { (name: $0.participant.id, share: $0.share) })),
      reverse: try analysis.reverseStress(amounts),
      worstCase: analysis.worstCase, twists: analysis.twists, correlations: analysis.correlations,
      liquidity: analysis.liquidity, backtest: analysis.backtest)
  }
}
