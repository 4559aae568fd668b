import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing

@Suite("Scenario sources given bad arguments")
struct GeneratorErrorTests {
  @Test("Student t: degrees of freedom and groups")
  func studentT() throws {
    let covariance = try GeneratorCase.covariance()
    for degrees in [2, 0, -1, Double.infinity] {
      #expect(throws: ScenarioError.invalidDegreesOfFreedom(degrees)) {
        try StudentTScenarios(covariance: covariance, degreesOfFreedom: degrees, count: 1, seed: 1)
      }
    }
    func grouped(_ factors: [[RiskFactor]]) throws {
      _ = try StudentTScenarios(
        covariance: covariance, groups: factors.map { StudentTScenarios.Group(factors: $0, degreesOfFreedom: 4) },
        count: 1,
        seed: 1)
    }
    #expect(throws: ScenarioError.invalidGroups(factor: .volatility("B"))) {
      try grouped([[.spot("A"), .spot("B")]])
    }
    #expect(throws: ScenarioError.invalidGroups(factor: .spot("A"))) {
      try grouped([GeneratorCase.factors, [.spot("A")]])
    }
    #expect(throws: ScenarioError.invalidGroups(factor: .spot("C"))) { try grouped([[.spot("C")]]) }
  }

  @Test("Sobol: more factors than dimensions; an indefinite covariance is refused by each factorization")
  func factors() throws {
    let many = (0..<600).map { RiskFactor.spot("\($0)") }
    var matrix = Matrix(rows: 600, columns: 600)
    for i in 0..<600 { matrix[i, i] = 1 }
    let wide = try Covariance(factors: many, matrix: matrix, observations: 1_000)
    #expect(throws: ScenarioError.tooManyFactors(found: 1_200, largest: 1_111)) {
      try GaussianScenarios(covariance: wide, count: 1, seed: 1, sampling: .sobol, factorization: .cholesky)
    }
    let indefinite = try Covariance(
      factors: [.spot("A"), .spot("B")], matrix: Matrix(rows: [[1, 2], [2, 1]]), observations: 2)
    for factorization in [ScenarioSampling.Factorization.cholesky, .pivotedCholesky(), .principalComponents] {
      #expect(throws: ScenarioError.self) {
        try GaussianScenarios(covariance: indefinite, count: 1, seed: 1, factorization: factorization)
      }
    }
    #expect(throws: ScenarioError.invalidTolerance(.infinity)) {
      try GaussianScenarios(
        covariance: GeneratorCase.covariance(), count: 1, seed: 1,
        factorization: .pivotedCholesky(tolerance: .infinity))
    }
  }

  @Test("A singular covariance is drawn from by its rank: equal assets move alike")
  func singular() throws {
    let singular = try Covariance(
      factors: [.spot("A"), .spot("B")], matrix: Matrix(rows: [[0.04, 0.04], [0.04, 0.04]]), observations: 2)
    for factorization in [ScenarioSampling.Factorization.pivotedCholesky(), .principalComponents] {
      let scenarios = try GaussianScenarios(
        covariance: singular, count: 100, seed: 1, factorization: factorization)
      let moves = columns(scenarios)
      #expect(zip(moves[0], moves[1]).allSatisfy { abs($0 - $1) < 1e-15 }, "\(factorization)")
      #expect(moves[0].contains { abs($0) > 0.01 })
    }
  }

  @Test("Filtered historical simulation and GARCH models")
  func filtered() throws {
    let panel = GeneratorCase.panel()
    #expect(throws: ScenarioError.invalidHorizon(days: 0)) {
      try FilteredHistoricalScenarios(panel: panel, count: 1, horizonInDays: 0)
    }
    #expect(throws: ScenarioError.invalidHorizon(days: 2)) {
      try FilteredHistoricalScenarios(panel: panel, count: nil, horizonInDays: 2)
    }
    #expect(throws: ScenarioError.invalidScenarioCount(-1)) {
      try FilteredHistoricalScenarios(panel: panel, count: -1)
    }
    #expect(throws: ScenarioError.tooFewObservations(found: 20, required: 30)) {
      try FilteredHistoricalScenarios(panel: GeneratorCase.panel(20), count: 1)
    }
    #expect(throws: ScenarioError.constantFactor(.spot("A"))) {
      try GARCHModel.Fit(to: [Double](repeating: 0, count: 40), factor: .spot("A"))
    }
    #expect(throws: ScenarioError.nonFiniteReturn(row: 1, factor: .spot("A"))) {
      try GARCHModel.Fit(to: [1, .infinity] + [Double](repeating: 0.5, count: 40), factor: .spot("A"))
    }
    for (omega, alpha, beta) in [(-1.0, 0.1, 0.8), (1, 0.3, 0.8), (1, -0.1, 0.8), (.nan, 0.1, 0.8), (1, .nan, 0.1)] {
      #expect(throws: ScenarioError.self) { try GARCHModel(omega: omega, alpha: alpha, beta: beta) }
    }
  }

  @Test("Matched moments: underlyings must agree, and scenarios outnumber factors")
  func matched() throws {
    let covariance = try GeneratorCase.covariance()
    let few = try GaussianScenarios(covariance: covariance, count: 4, seed: 1)
    #expect(throws: ScenarioError.tooFewObservations(found: 4, required: 5)) {
      try MomentMatchedScenarios(few, covariance: covariance)
    }
    let other = try Covariance(factors: [.spot("C")], matrix: Matrix(rows: [[1]]), observations: 9)
    #expect(throws: ScenarioError.unknownAsset(name: "C", available: ["A", "B"])) {
      try MomentMatchedScenarios(few, covariance: other)
    }
  }

  @Test("Correlation stress blends toward its target, stays positive definite, and keeps the variances")
  func correlationStress() throws {
    let covariance = try GeneratorCase.covariance()
    for (target, value) in [(0.9, 0.9), (-0.5, -0.5), (1, 1)] {
      for weight in [0, 0.25, 0.9] {
        let stressed = try covariance.blendingCorrelation(toward: .constant(target), weight: weight)
        #expect(stressed.matrix.diagonal == covariance.matrix.diagonal)
        #expect(stressed.diagnostics.smallestEigenvalue > 0)
        let (before, scale) = (covariance.matrix[0, 1], (0.0016 * 0.0025).squareRoot())
        let expected = (1 - weight) * before + weight * value * scale
        #expect(abs(stressed.matrix[0, 1] - expected) < 1e-18)
      }
    }
    #expect(throws: ScenarioError.invalidWeight(1.5)) {
      try covariance.blendingCorrelation(toward: .constant(0), weight: 1.5)
    }
    for target in [-0.6, 1.1, Double.nan] {
      #expect(throws: ScenarioError.invalidCorrelation) {
        try covariance.blendingCorrelation(toward: .constant(target), weight: 0.5)
      }
    }
    #expect(throws: ScenarioError.invalidCorrelation) {
      try covariance.blendingCorrelation(toward: .matrix(Matrix(rows: 3, columns: 3)), weight: 0.5)
    }
  }
}
