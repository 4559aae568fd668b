import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// A peg that never moved beside assets that did: every routine leaves it where it is, and the others as without it.
@Suite("Factors without variance")
struct MotionlessFactorTests {
  static let factors: [RiskFactor] = [.spot("A"), .spot("PEG"), .spot("B"), .volatility("PEG"), .volatility("B")]

  static func covariance(_ kept: [Int]? = nil) throws -> Covariance {
    let matrix = Matrix(rows: [
      [0.0016, 0, 0.0012, 0, -0.0006], [0, 0, 0, 0, 0], [0.0012, 0, 0.0025, 0, -0.001], [0, 0, 0, 0, 0],
      [-0.0006, 0, -0.001, 0, 0.0036],
    ])
    let places = kept ?? Array(factors.indices)
    return try Covariance(factors: places.map { factors[$0] }, matrix: matrix.submatrix(places), observations: 300)
  }

  @Test(
    "Do not move in scenarios, and the rest has its covariance",
    arguments: [ScenarioSampling.Factorization.cholesky, .pivotedCholesky(), .principalComponents])
  func scenarios(factorization: ScenarioSampling.Factorization) throws {
    let covariance = try Self.covariance()
    let sources: [any ScenarioSource] = [
      try GaussianScenarios(covariance: covariance, count: 2_000, seed: 1, factorization: factorization),
      try StudentTScenarios(
        covariance: covariance, degreesOfFreedom: 6, count: 2_000, seed: 1, factorization: factorization),
      try MomentMatchedScenarios(
        GaussianScenarios(covariance: covariance, count: 2_000, seed: 1, factorization: factorization),
        covariance: covariance),
    ]
    for source in sources {
      let moves = columns(source)
      #expect(moves.joined().allSatisfy { $0.isFinite })
      #expect(moves[1].allSatisfy { $0 == 0 } && moves[4].allSatisfy { $0 == 0 })
      for (row, expected) in [(0, 0.0016), (2, 0.0025), (5, 0.0036)] {
        #expect(abs(product(moves[row], moves[row]) / expected - 1) < 0.25)
      }
    }
    let matched = columns(sources[2])
    #expect(abs(product(matched[0], matched[2]) - 0.0012) < 1e-16)
  }

  @Test("Triangular draws of the others are those without the peg, wherever it stands")
  func others() throws {
    // Nothing below the peg may depend on it; the numbers drawn for the columns before it are the same.
    let with = columns(try GaussianScenarios(covariance: Self.covariance(), count: 100, seed: 1))
    let without = columns(try GaussianScenarios(covariance: Self.covariance([0, 2, 4]), count: 100, seed: 1))
    #expect(with[0] == without[0])
  }

  @Test("Cannot be matched to a covariance in which they move")
  func mismatch() throws {
    let moving = try Covariance(
      factors: [.spot("A"), .volatility("A")], matrix: Matrix(rows: [[1, 0], [0, 1]]), observations: 9)
    let still = try Covariance(
      factors: [.spot("A"), .volatility("A")], matrix: Matrix(rows: [[1, 0], [0, 0]]), observations: 9)
    let source = try GaussianScenarios(covariance: still, count: 50, seed: 1)
    #expect(throws: ScenarioError.notPositiveDefinite(leadingMinor: 2, factor: .volatility("A"))) {
      try MomentMatchedScenarios(source, covariance: moving)
    }
  }

  @Test("Say nothing about degrees of freedom")
  func degrees() throws {
    let panel = GeneratorCase.panel()
    let factors = panel.factors + [.spot("PEG")]
    let wide = ReturnPanel(
      factors: factors, dates: panel.dates,
      returns: Matrix(
        rows: panel.observations, columns: 4,
        storage: panel.returns.storage + [Double](repeating: 0, count: panel.observations)))
    let (covariance, widened) = try (
      SampleCovariance().covariance(of: panel), SampleCovariance().covariance(of: wide)
    )
    let expected = try StudentTScenarios.degreesOfFreedom(of: panel, covariance: covariance)
    let actual = try StudentTScenarios.degreesOfFreedom(of: wide, covariance: widened)
    #expect(abs(actual / expected - 1) < 1e-6)
  }

  @Test("Are left out of factors, repairs, stresses and implied volatilities")
  func covariances() throws {
    let covariance = try Self.covariance()
    let lower = try covariance.choleskyFactor()
    #expect(lower.column(1).allSatisfy { $0 == 0 })
    #expect(
      try covariance.repaired(by: .nearest(minimumEigenvalue: 0.1)).covariance.matrix.column(1).allSatisfy { $0 == 0 })
    #expect(
      try covariance.blendingCorrelation(toward: .constant(0.9), weight: 0.5).matrix.column(3).allSatisfy { $0 == 0 })
    #expect(covariance.diagnostics.motionless == [.spot("PEG"), .volatility("PEG")])
    #expect(covariance.diagnostics.smallestCorrelationEigenvalue > 0.1)
    let panel = madePanel(randomRows(observations: 30, factors: 2, seed: 3).map { [$0[0], 0, $0[1]] })
    let implied = try ImpliedVolatilityCovariance(
      volatilities: [.spot("A0"): 0.5, .spot("A1"): 0.01, .spot("A2"): 0.7]
    ).covariance(of: panel)
    #expect(implied.matrix.storage.allSatisfy { $0.isFinite })
    #expect(implied.matrix[0, 1] == 0)
  }
}
