import TailpoolLinearAlgebra
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

/// Eigenvalues and vectors that are known in closed form.
@Suite("What is said of a covariance")
struct CovarianceDiagnosticsTests {
  private static func covariance(
    _ correlation: [[Double]], deviations: [Double], observations: Int = 40
  ) throws -> Covariance {
    let rows = correlation.enumerated().map { i, row in
      row.enumerated().map { j, element in element * (deviations[i] * deviations[j]) }
    }
    return try Covariance(
      factors: deviations.indices.map { .spot("A\($0)") }, matrix: Matrix(rows: rows), observations: observations)
  }

  @Test("The condition of the covariance and of its correlation, without what does not move")
  func condition() throws {
    // Correlations ½ and 0: eigenvalues of the correlation 1 − ½, 1 and 1 + ½.
    let plain = try Self.covariance([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], deviations: [2, 2, 3]).diagnostics
    #expect(abs(plain.smallestEigenvalue - 2) < 1e-14 && abs(plain.conditionNumber - 4.5) < 1e-13, "\(plain)")
    #expect(abs(plain.smallestCorrelationEigenvalue - 0.5) < 1e-15, "\(plain)")
    #expect(abs(plain.correlationConditionNumber - 3) < 1e-13, "\(plain)")
    #expect(plain.observations == 40 && plain.effectiveObservations == 40 && plain.shrinkage == nil)
    #expect(plain.motionless.isEmpty)
    let still = try Self.covariance([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], deviations: [2, 2, 0]).diagnostics
    #expect(still.smallestEigenvalue == 0 && still.conditionNumber == .infinity && still.motionless == [.spot("A2")])
    #expect(abs(still.correlationConditionNumber - 3) < 1e-13 && still.weakestLoadings.count == 2, "\(still)")
  }

  @Test("The weakest direction names the factors by the size of their loadings, largest first, five at most")
  func loadings() throws {
    // A pair of correlation 0.9 among uncorrelated factors is weakest along (1, −1) / √2.
    var correlation = (0..<7).map { i in (0..<7).map { $0 == i ? 1.0 : 0 } }
    (correlation[2][5], correlation[5][2]) = (0.9, 0.9)
    let pair = try Self.covariance(correlation, deviations: [1, 2, 3, 4, 5, 6, 7]).diagnostics.weakestLoadings
    #expect(pair.count == 5 && Set(pair.prefix(2).map(\.factor)) == [.spot("A2"), .spot("A5")], "\(pair)")
    #expect(abs(abs(pair[0].weight) - 0.5.squareRoot()) < 1e-14 && abs(pair[0].weight + pair[1].weight) < 1e-14)
    #expect(pair.dropFirst(2).allSatisfy { abs($0.weight) < 1e-14 })
    // Three with correlations a, a and 0: the weakest direction is (1, 1, −√2) / 2, at 1 − a √2.
    let three = try Self.covariance([[1, 0, 0.5], [0, 1, 0.5], [0.5, 0.5, 1]], deviations: [1, 1, 1]).diagnostics
    #expect(abs(three.smallestCorrelationEigenvalue - (1 - 0.5.squareRoot())) < 1e-14)
    let names = three.weakestLoadings.map(\.factor)
    #expect(names.first == .spot("A2") && Set(names.dropFirst()) == [.spot("A0"), .spot("A1")], "\(three)")
    let weights = three.weakestLoadings.map(\.weight)
    #expect(abs(weights[0] - 0.5.squareRoot()) < 1e-14 && weights.dropFirst().allSatisfy { abs($0 + 0.5) < 1e-14 })
  }

  @Test("A correlation beyond one by rounding is one, and one without variance is zero")
  func correlation() throws {
    let found = try Self.covariance([[1, 1.0000001, 0], [1.0000001, 1, 0], [0, 0, 1]], deviations: [0.3, 0.7, 0])
      .correlation
    #expect(found == Matrix(rows: [[1, 1, 0], [1, 1, 0], [0, 0, 1]]), "\(found)")
    let opposite = try Self.covariance([[1, -1.0000001], [-1.0000001, 1]], deviations: [0.3, 0.7]).correlation
    #expect(opposite == Matrix(rows: [[1, -1], [-1, 1]]), "\(opposite)")
  }

  @Test("A factor is found where the variance of what came before it is all but used up, by the rounding of its order")
  func rounding() throws {
    // The second pivot is 1 − ρ²; the edge is 4 · 2 · 2⁻⁵² = 1.8e-15.
    func factor(_ pivot: Double) throws -> Matrix {
      let correlation = (1 - pivot).squareRoot()
      return try Self.covariance([[1, correlation], [correlation, 1]], deviations: [1, 1]).choleskyFactor()
    }
    #expect(throws: CovarianceError.notPositiveDefinite(leadingMinor: 2, factor: .spot("A1"))) { try factor(1.45e-15) }
    #expect(try abs(factor(2.2e-15)[1, 1] - 4.69e-8) < 3e-9)
  }

  @Test("Implied volatilities are a period's by the periods of a year, a volatility's own where it is told")
  func implied() throws {
    let plain = madePanel(randomRows(observations: 50, factors: 2, seed: 5))
    let panel = ReturnPanel(
      factors: [.spot("A"), .volatility("A")], dates: plain.dates, returns: plain.returns,
      convention: ReturnConvention(periodsPerYear: 252))
    let estimated = try LedoitWolf().covariance(of: panel)
    let one = try ImpliedVolatilityCovariance(volatilities: [.spot("A"): 0.3]).covariance(of: panel)
    #expect(abs(one.deviations[0] - 0.3 / 252.0.squareRoot()) < 1e-15, "\(one.deviations)")
    #expect(abs(one.deviations[1] / estimated.deviations[1] - 1) < 1e-14, "\(one.deviations)")
    #expect(abs(one.correlation[1, 0] - estimated.correlation[1, 0]) < 1e-14)
    let both = try ImpliedVolatilityCovariance(volatilities: [.spot("A"): 0.3, .volatility("A"): 1.2])
      .covariance(of: panel)
    #expect(abs(both.deviations[1] - 1.2 / 252.0.squareRoot()) < 1e-15, "\(both.deviations)")
    #expect(both.matrix[0, 1] == both.matrix[1, 0] && both.observations == 50)
  }
}
