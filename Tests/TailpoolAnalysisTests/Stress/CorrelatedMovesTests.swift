import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Measures under other correlations")
struct CorrelatedMovesTests {
  private let factors: [RiskFactor] = [.spot("A"), .spot("B"), .volatility("A"), .volatility("B")]

  private func covariance() throws -> Covariance {
    try Covariance(
      factors: factors,
      matrix: Matrix(rows: [
        [0.0016, 0.0006, -0.0004, 0], [0.0006, 0.0025, 0, -0.0005], [-0.0004, 0, 0.0036, 0.0012],
        [0, -0.0005, 0.0012, 0.0049],
      ]), observations: 500)
  }

  @Test("In a crash spots move as one, volatilities as one, and the two against each other")
  func target() throws {
    let crash = CorrelatedMoves.crash(of: factors)
    #expect(crash == Matrix(rows: [[1, 1, -1, -1], [1, 1, -1, -1], [-1, -1, 1, 1], [-1, -1, 1, 1]]))
    #expect(CorrelatedMoves.crash(of: [.spot("A"), .spot("B")]) == Matrix(rows: [[1, 1], [1, 1]]))
    // The blend keeps the variances and is possible: half of each correlation, half of the crash's.
    let covariance = try covariance()
    let half = try covariance.blendingCorrelation(toward: .matrix(crash), weight: 0.5)
    let deviations = covariance.deviations
    for i in 0..<4 {
      for j in 0..<4 {
        let before = covariance.matrix[i, j] / (deviations[i] * deviations[j])
        let after = half.matrix[i, j] / (deviations[i] * deviations[j])
        #expect(abs(after - 0.5 * (before + crash[i, j])) < 1e-14, "\(i), \(j): \(before) to \(after)")
      }
    }
    #expect(try half.matrix.symmetricEigenvalues().first ?? -1 > 0)
  }

  @Test("A book that loses when spots fall and volatilities rise is worst off in a crash; its loss there is by hand")
  func stressed() throws {
    let book = DeltaGammaBook(parts: [
      .init(underlying: "A", dollarDelta: 1_000, dollarGamma: -1_000, dollarVega: -500, theta: 0),
      .init(underlying: "B", dollarDelta: 2_000, dollarGamma: -2_000, dollarVega: -300, theta: 0),
    ])
    let moves = CorrelatedMoves(covariance: try covariance(), settings: AnalysisSettings(record: .none))
    let rows = try moves.stressed(book)
    #expect(
      rows.map(\.name) == [
        "as estimated", "half way to zero", "all zero", "half way to a crash", "nearly a crash (95% of the way)",
      ])
    let losses = rows.map { $0.loss(.valueAtRisk(.percent99)) }
    #expect(losses[4] > losses[3] && losses[3] > losses[0] && losses[0] > losses[1] && losses[1] > losses[2])
    // Gamma in log moves is nought (−Γ + Δ), so that the loss is normal with variance wᵀ C w.
    let weights = [1_000.0, 2_000, -500, -300]
    let matrix = try moves.covariance.blendingCorrelation(
      toward: .matrix(CorrelatedMoves.crash(of: factors)), weight: 0.95
    ).matrix
    var variance = 0.0
    for i in 0..<4 { for j in 0..<4 { variance += weights[i] * matrix[i, j] * weights[j] } }
    let expected = 2.326_347_874_040_841 * variance.squareRoot()
    #expect(abs(losses[4] - expected) < 1e-6 * expected, "\(losses[4]), \(expected)")
  }
}
