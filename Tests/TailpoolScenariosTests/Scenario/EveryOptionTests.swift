import TailpoolMarket
import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// An option that is read by nobody, or two cases of which one does the other's work, would go unnoticed otherwise.
@Suite("Every option changes something")
struct EveryOptionTests {
  private func allDiffer<Value: Hashable>(_ values: [Value]) -> Bool { Set(values).count == values.count }

  @Test("Returns: kind, span, day, length, periods a year, cut")
  func returns() throws {
    let dates = (0..<30).map { CalendarDate(daysSinceEpoch: 20_000 + $0) }
    let prices: [[Double?]] = [(0..<30).map { 100 + Double($0 * $0 % 17) }]
    let history = PriceHistory(assets: ["A"], dates: dates, prices: prices)
    let panels = [
      try history.returns(for: ["A"]), try history.returns(for: ["A"], kind: .simple),
      try history.returns(for: ["A"], span: 2), try history.returns(for: ["A"], last: 9),
      try history.returns(for: ["A"], before: dates[20]), try history.returns(for: ["A"], periodsPerYear: 252),
    ]
    #expect(allDiffer(panels))
    #expect(allDiffer(panels.prefix(5).map(\.returns)))
    let implied = try panels.map { panel in
      try ImpliedVolatilityCovariance(volatilities: [.spot("A"): 0.5]).covariance(of: panel).matrix[0, 0]
    }
    #expect(implied[0] != implied[5])
    #expect(throws: ScenarioError.tooFewObservations(found: 29, required: 30)) {
      try history.returns(for: ["A"], atLeast: 30)
    }
  }

  @Test("Estimators, and each of their parameters")
  func estimators() throws {
    let panel = randomPanel(observations: 60, factors: 4, seed: 8)
    var estimators: [any CovarianceEstimator] = [
      SampleCovariance(), LedoitWolf(), OracleApproximatingShrinkage(), ConstantCorrelationShrinkage(),
      SingleFactorShrinkage(), NonlinearShrinkage(), RandomMatrixDenoising(), DynamicCovariance(),
      StatisticalFactorCovariance(count: 0), StatisticalFactorCovariance(count: 1),
      StatisticalFactorCovariance(count: 2), SplitEWMACovariance(volatilityHalfLife: 10, correlationHalfLife: 30),
      SplitEWMACovariance(volatilityHalfLife: 10, correlationHalfLife: 31),
      SplitEWMACovariance(volatilityHalfLife: 11, correlationHalfLife: 30), EWMACovariance(halfLife: 20),
      EWMACovariance(decay: 0.9),
    ]
    for convention in EWMACovariance.Convention.allCases {
      estimators.append(EWMACovariance(decay: 0.94, convention: convention))
    }
    #expect(allDiffer(try estimators.map { try $0.covariance(of: panel).matrix }))
    let volatilities = Dictionary(uniqueKeysWithValues: panel.factors.map { ($0, 0.5) })
    let implied = [
      try ImpliedVolatilityCovariance(volatilities: volatilities).covariance(of: panel),
      try ImpliedVolatilityCovariance(volatilities: volatilities, correlation: SampleCovariance()).covariance(
        of: panel),
    ]
    #expect(allDiffer(implied.map(\.matrix)))
  }

  @Test("Repairs, their target, trusted block and smallest eigenvalue")
  func repairs() throws {
    let covariance = try CovarianceRepairTests.indefinite()
    let methods: [Covariance.RepairMethod] = [
      .nearest(minimumEigenvalue: 0), .nearest(minimumEigenvalue: 1e-3),
      .shrinking(keeping: [], minimumEigenvalue: 0), .shrinking(keeping: [], minimumEigenvalue: 1e-3),
      .shrinking(keeping: [.spot("A"), .spot("B")], minimumEigenvalue: 0),
    ]
    let repairs = try methods.map { try covariance.repaired(by: $0) }
    #expect(allDiffer(repairs.map(\.covariance.matrix)))
    #expect(allDiffer(repairs.map(\.repair.distance)))
    #expect(repairs.allSatisfy { $0.repair.distance > 0 && $0.repair.smallestEigenvalueBefore < 0 })
  }

  @Test("Missing data: the tolerance and the limit of steps")
  func missing() throws {
    let rows = randomRows(observations: 40, factors: 3, seed: 5).enumerated().map { index, row in
      row.enumerated().map { $0.offset == 2 && index < 20 ? nil : $0.element }
    }
    let panel = gappyPanel(rows)
    let (rough, fine) = try (
      MaximumLikelihoodCovariance(tolerance: 1e-2).covariance(of: panel),
      MaximumLikelihoodCovariance(tolerance: 1e-12).covariance(of: panel)
    )
    #expect(rough.matrix != fine.matrix)
    #expect(throws: CovarianceError.noConvergence) {
      try MaximumLikelihoodCovariance(mostSteps: 2).covariance(of: panel)
    }
  }

  @Test("Scenarios: seed, horizon, assumed volatility, sampling, factorization, degrees of freedom")
  func scenarios() throws {
    let covariance = try GeneratorCase.covariance()
    func gaussian(
      seed: UInt64 = 1, horizon: Double = 1, assumed: Double = 0.05, _ sampling: ScenarioSampling = .random,
      _ factorization: ScenarioSampling.Factorization? = nil
    ) throws -> ScenarioBlock {
      drawn(
        try GaussianScenarios(
          covariance: covariance, count: 8, seed: seed, horizonInDays: horizon,
          assumedVolatilityDeviation: assumed, sampling: sampling, factorization: factorization), Array(0..<8))
    }
    var blocks = [
      try gaussian(), try gaussian(seed: 2), try gaussian(horizon: 2), try gaussian(assumed: 0.1),
      try gaussian(.antithetic), try gaussian(.sobol), try gaussian(.sobol, .cholesky),
      try gaussian(.random, .pivotedCholesky()), try gaussian(.random, .principalComponents),
    ]
    for degrees in [4.0, 5] {
      blocks.append(
        drawn(
          try StudentTScenarios(covariance: covariance, degreesOfFreedom: degrees, count: 8, seed: 1), Array(0..<8)))
    }
    #expect(allDiffer(blocks))
  }

  @Test("Copulas and margins; filtered history and its models")
  func copulas() throws {
    let panel = GeneratorCase.panel(120)
    var blocks: [ScenarioBlock] = []
    for copula in [CopulaScenarios.Copula.gaussian, .studentT(degreesOfFreedom: 4), .studentT(degreesOfFreedom: 5)] {
      for margins in CopulaScenarios.Margins.allCases {
        blocks.append(
          drawn(
            try CopulaScenarios(panel: panel, copula: copula, margins: margins, count: 8, seed: 1), Array(0..<8)))
      }
    }
    let model = try GARCHModel(omega: 1e-4, alpha: 0.1, beta: 0.8)
    for filters in [[:], [RiskFactor.spot("A"): VolatilityFilter.garch(model)]] {
      blocks.append(
        drawn(try FilteredHistoricalScenarios(panel: panel, count: 8, seed: 1, filters: filters), Array(0..<8)))
    }
    #expect(allDiffer(blocks))
    let returns = Array(panel.returns.column(0))
    let fits = [
      try GARCHModel.Fit(to: returns), try GARCHModel.Fit(to: returns, innovations: .studentT),
      try GARCHModel.Fit(to: returns, start: .sampleVariance),
    ]
    #expect(allDiffer(fits.map(\.logLikelihood)))
    #expect(model.variances(of: returns, start: .backcast) != model.variances(of: returns, start: .sampleVariance))
  }
}
