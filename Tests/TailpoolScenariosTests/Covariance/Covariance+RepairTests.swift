import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Factors and repairs of covariances")
struct CovarianceRepairTests {
  static let factors: [RiskFactor] = [.spot("A"), .spot("B"), .spot("C"), .spot("D")]

  /// Deviations of very different sizes, C motionless, and the correlations of an indefinite 3 × 3 matrix.
  static func indefinite() throws -> Covariance {
    let deviations = [1e-6, 0.04, 0, 3]
    let correlation = Matrix(rows: [[1, 0.9, 0, 0.7], [0.9, 1, 0, 0.3], [0, 0, 1, 0], [0.7, 0.3, 0, 1]])
    var matrix = correlation
    for i in 0..<4 {
      for j in 0..<4 { matrix[i, j] *= deviations[i] * deviations[j] }
    }
    return try Covariance(factors: factors, matrix: matrix, observations: 10)
  }

  @Test("The factor of a covariance rebuilds it, whatever the sizes of the variances")
  func factor() throws {
    let rows = randomRows(observations: 30, factors: 3, seed: 1).map { [$0[0] * 1e-9, $0[1], 0.2, $0[2] * 1e9] }
    let covariance = try SampleCovariance().covariance(of: madePanel(rows))
    let lower = try covariance.choleskyFactor()
    #expect(mismatches("factor", lower.multiplied(by: lower.transposed), covariance.matrix, relative: 1e-14).isEmpty)
    #expect((0..<4).allSatisfy { lower[2, $0] == 0 && lower[$0, 2] == 0 })
  }

  @Test("What is not positive definite is told with its minor, rounding or not")
  func notDefinite() throws {
    #expect(throws: CovarianceError.notPositiveDefinite(leadingMinor: 4, factor: .spot("D"))) {
      try Self.indefinite().choleskyFactor()
    }
    let rows = randomRows(observations: 30, factors: 2, seed: 2).map { $0 + [0.3 * $0[0] - 0.7 * $0[1]] }
    let singular = try SampleCovariance().covariance(of: madePanel(rows))
    #expect(throws: CovarianceError.notPositiveDefinite(leadingMinor: 3, factor: .spot("A2"))) {
      try singular.choleskyFactor()
    }
    #expect(Set(singular.diagnostics.weakestLoadings.map(\.factor)) == Set(singular.factors))
  }

  @Test("Repairs keep the variances, say how far they moved, and are left alone the second time")
  func repairs() throws {
    let covariance = try Self.indefinite()
    #expect(covariance.diagnostics.smallestCorrelationEigenvalue < -0.007)
    #expect(covariance.diagnostics.correlationConditionNumber == .infinity)
    #expect(covariance.diagnostics.motionless == [.spot("C")])
    let methods: [Covariance.RepairMethod] = [
      .nearest(minimumEigenvalue: 1e-6), .shrinking(keeping: [], minimumEigenvalue: 1e-6),
      .shrinking(keeping: [.spot("A"), .spot("C"), .spot("B")], minimumEigenvalue: 1e-6),
    ]
    for method in methods {
      let repaired = try covariance.repaired(by: method)
      #expect(repaired.covariance.matrix.diagonal == covariance.matrix.diagonal)
      #expect(repaired.repair.distance > 0.009)
      #expect(repaired.covariance.diagnostics.smallestCorrelationEigenvalue > 0.9e-6)
      #expect(throws: Never.self) { try repaired.covariance.choleskyFactor() }
      let again = try repaired.covariance.repaired(by: method)
      #expect(
        zip(again.covariance.matrix.storage, repaired.covariance.matrix.storage).allSatisfy { abs($0 - $1) <= 1e-14 })
      #expect(again.repair.distance < 1e-14)
    }
    let kept = try covariance.repaired(by: methods[2]).covariance
    #expect(Tolerance.relative(1e-15).accepts(kept.matrix[1, 0], covariance.matrix[1, 0]))
    let exact = try covariance.repaired(by: .nearest(minimumEigenvalue: 0)).repair
    // The distance of the reference table's case of these three correlations.
    #expect(Tolerance.absolute(1e-9).accepts(exact.distance, 0.009727957339772114))
  }

  @Test("Bad matrices and bad wishes are typed errors")
  func errors() throws {
    let covariance = try Self.indefinite()
    #expect(throws: CovarianceError.unknownFactor(.spot("X"))) {
      try covariance.repaired(by: .shrinking(keeping: [.spot("X")], minimumEigenvalue: 0))
    }
    #expect(throws: CovarianceError.notRepairable(.invalidMinimumEigenvalue(2))) {
      try covariance.repaired(by: .nearest(minimumEigenvalue: 2))
    }
    func explicit(_ rows: [[Double]], _ factors: [RiskFactor] = [.spot("A"), .spot("B")]) throws {
      _ = try ExplicitCovariance(factors: factors, matrix: Matrix(rows: rows))
    }
    #expect(throws: CovarianceError.invalidVariance(factor: .spot("B"), value: -1)) {
      try explicit([[1, 0], [0, -1]])
    }
    #expect(throws: CovarianceError.invalidVariance(factor: .spot("A"), value: 0)) {
      try explicit([[0, 0.1], [0.1, 1]])
    }
    #expect(throws: CovarianceError.notSymmetric(row: 0, column: 1)) { try explicit([[1, 0.1], [0.2, 1]]) }
    #expect(throws: CovarianceError.wrongShape(rows: 1, columns: 2, factors: 2)) { try explicit([[1, 0.1]]) }
    #expect(throws: CovarianceError.duplicateFactor(.spot("A"))) {
      try explicit([[1, 0], [0, 1]], [.spot("A"), .spot("A")])
    }
  }

  @Test("An explicit matrix is given in the order of the panel")
  func explicit() throws {
    let estimator = try ExplicitCovariance(
      factors: [.spot("A1"), .spot("X"), .spot("A0")], matrix: Matrix(rows: [[4, 1, 0.5], [1, 9, 2], [0.5, 2, 1]]))
    let covariance = try estimator.covariance(of: madePanel([[0.1, 0.2]]))
    #expect(covariance.matrix == Matrix(rows: [[1, 0.5], [0.5, 4]]))
    #expect(covariance.observations == 0)
    #expect(throws: CovarianceError.unknownFactor(.spot("A2"))) {
      try estimator.covariance(of: madePanel([[0.1, 0.2, 0.3]]))
    }
  }

  @Test("Implied volatilities replace the estimated, correlations stay")
  func implied() throws {
    let panel = randomPanel(observations: 50, factors: 2, seed: 5)
    let estimator = ImpliedVolatilityCovariance(volatilities: [.spot("A0"): 0.8, .spot("A1"): 1.2])
    let covariance = try estimator.covariance(of: panel)
    let shrunk = try LedoitWolf().covariance(of: panel)
    #expect(Tolerance.relative(1e-14).accepts(covariance.matrix[0, 0], 0.64 / 365))
    #expect(Tolerance.relative(1e-14).accepts(covariance.matrix[1, 1], 1.44 / 365))
    #expect(Tolerance.absolute(1e-14).accepts(covariance.correlation[1, 0], shrunk.correlation[1, 0]))
    func error(_ error: CovarianceError, _ volatilities: [RiskFactor: Double]) {
      #expect(throws: error) { try ImpliedVolatilityCovariance(volatilities: volatilities).covariance(of: panel) }
    }
    error(.missingVolatility(factor: .spot("A1")), [.spot("A0"): 0.8])
    error(.unknownFactor(.spot("Z")), [.spot("A0"): 0.8, .spot("A1"): 1, .spot("Z"): 1])
    error(.invalidVolatility(factor: .spot("A0"), value: -0.1), [.spot("A0"): -0.1, .spot("A1"): 1])
  }
}
