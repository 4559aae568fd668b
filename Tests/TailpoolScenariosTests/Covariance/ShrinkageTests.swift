import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Covariance estimators")
struct ShrinkageTests {
  /// Estimator, key of the matrix, key of the intensity, tolerance.
  static let estimators: [(any CovarianceEstimator, String, String?, Double)] = [
    (SampleCovariance(), "cov_ddof1", nil, 1e-12),
    (LedoitWolf(), "lw_identity_cov", "lw_identity_shrinkage", 1e-12),
    (OracleApproximatingShrinkage(), "oas_cov", "oas_shrinkage", 1e-12),
    (ConstantCorrelationShrinkage(), "lw_constcorr_cov", "lw_constcorr_delta", 1e-9),
    (SingleFactorShrinkage(), "lw_singlefactor_cov", "lw_singlefactor_delta", 1e-9),
  ]

  @Test("Agree with NumPy, scikit-learn and PyPortfolioOpt", arguments: estimators.indices)
  func references(index: Int) throws { try check(index, CovarianceCase.madeUp("cov_shrinkage.json")) }

  @Test(
    "Agree with NumPy, scikit-learn and PyPortfolioOpt on real returns",
    .enabled(if: References.hasShared, "real data are absent"), arguments: estimators.indices)
  func realReferences(index: Int) throws { try check(index, CovarianceCase.real("cov_shrinkage.json")) }

  private func check(_ index: Int, _ cases: [CovarianceCase]) throws {
    let (estimator, matrixKey, intensityKey, relative) = Self.estimators[index]
    #expect(cases.count == 4)
    for reference in cases {
      let covariance = try estimator.covariance(of: reference.panel)
      let failures = mismatches(
        reference.tag, covariance.matrix, try reference.matrix(matrixKey), relative: relative)
      #expect(failures.isEmpty, "\(failures)")
      #expect(covariance.diagnostics.observations == reference.panel.observations)
      if let intensityKey {
        let expected = try reference.number(intensityKey)
        let actual = try #require(covariance.diagnostics.shrinkage)
        #expect(Tolerance.absolute(relative).accepts(actual, expected), "\(reference.tag): \(actual), \(expected)")
      }
    }
  }

  @Test("Eigenvalues and condition number are those of NumPy")
  func eigenvalues() throws { try checkEigenvalues(CovarianceCase.madeUp("cov_shrinkage.json")) }

  @Test(
    "Eigenvalues and condition number of real returns are those of NumPy",
    .enabled(if: References.hasShared, "real data are absent"))
  func realEigenvalues() throws { try checkEigenvalues(CovarianceCase.real("cov_shrinkage.json")) }

  private func checkEigenvalues(_ cases: [CovarianceCase]) throws {
    #expect(cases.count == 4)
    for reference in cases {
      let diagnostics = try SampleCovariance().covariance(of: reference.panel).diagnostics
      let expected = try reference.numbers("eig_cov_ddof1")
      let (smallest, largest) = try (#require(expected.min()), #require(expected.max()))
      #expect(Tolerance.absolute(1e-13 * largest).accepts(diagnostics.smallestEigenvalue, smallest))
      if smallest > 1e-10 * largest {
        #expect(Tolerance.relative(1e-6).accepts(diagnostics.conditionNumber, largest / smallest))
      }
    }
  }

  @Test("Are exactly symmetric and scale with the square of the returns", arguments: estimators.indices)
  func scaling(index: Int) throws {
    let estimator = Self.estimators[index].0
    var generator = SeededGenerator(seed: 3)
    let rows = (0..<30).map { _ in (0..<4).map { _ in generator.uniform(-0.05, 0.04) } }
    let covariance = try estimator.covariance(of: madePanel(rows))
    let scaled = try estimator.covariance(of: madePanel(rows.map { $0.map { $0 * 1_024 } }))
    #expect(scaled.matrix.storage == covariance.matrix.storage.map { $0 * 0x1p20 })
    #expect(scaled.diagnostics.shrinkage == covariance.diagnostics.shrinkage)
  }

  @Test("Keep a factor that does not move, and one factor alone", arguments: estimators.indices)
  func degenerate(index: Int) throws {
    let estimator = Self.estimators[index].0
    let still = try estimator.covariance(of: madePanel([[0.01, 0], [-0.02, 0], [0.015, 0], [0.005, 0]]))
    #expect(still.matrix.storage.allSatisfy { $0.isFinite })
    #expect(still.matrix[0, 1] == 0)
    let alone = try estimator.covariance(of: madePanel([[0.01], [-0.02], [0.015]]))
    #expect(alone.matrix[0, 0] > 0)
    #expect((alone.diagnostics.shrinkage ?? 0) == 0)
    let dead = try estimator.covariance(of: madePanel([[0, 0], [0, 0], [0, 0]]))
    #expect(dead.matrix.storage.allSatisfy { $0 == 0 })
    #expect(dead.diagnostics.conditionNumber == .infinity)
  }

  @Test("Report bad panels", arguments: estimators.indices)
  func errors(index: Int) {
    let estimator = Self.estimators[index].0
    #expect(throws: CovarianceError.tooFewObservations(found: 1, required: 2)) {
      try estimator.covariance(of: madePanel([[0.1, 0.2]]))
    }
    #expect(throws: CovarianceError.nonFiniteReturn(row: 1, factor: .spot("A1"))) {
      try estimator.covariance(of: madePanel([[0.1, 0.2], [0.1, .nan], [0.2, 0.3]]))
    }
    #expect(throws: CovarianceError.nonFiniteElement(row: 0, column: 0)) {
      try estimator.covariance(of: madePanel([[1e200], [-1e200], [0]]))
    }
  }

  @Test("A covariance from a matrix checks it")
  func matrices() throws {
    let factors: [RiskFactor] = [.spot("A"), .volatility("A")]
    #expect(throws: CovarianceError.notSymmetric(row: 0, column: 1)) {
      try Covariance(factors: factors, matrix: Matrix(rows: [[1, 0.5], [0.4, 1]]), observations: 10)
    }
    #expect(throws: CovarianceError.nonFiniteElement(row: 0, column: 1)) {
      try Covariance(factors: factors, matrix: Matrix(rows: [[1, .nan], [.nan, 1]]), observations: 10)
    }
    let covariance = try Covariance(factors: factors, matrix: Matrix(rows: [[1, 2], [2, 1]]), observations: 10)
    #expect(Tolerance.absolute(1e-14).accepts(covariance.diagnostics.smallestEigenvalue, -1))
    #expect(covariance.names == ["A", "A volatility"])
  }
}
