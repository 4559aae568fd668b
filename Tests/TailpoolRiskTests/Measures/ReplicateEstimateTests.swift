import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Error of replicates")
struct ReplicateEstimateTests {
  /// Mean, standard error and t interval by SciPy.
  @Test("Mean, error and interval of four estimates")
  func reference() throws {
    let estimate = try ReplicateEstimate([1.02, 0.98, 1.01, 1.05])
    #expect(estimate.replicates == 4)
    #expect(abs(estimate.value - 1.015) < 1e-15)
    #expect(abs(estimate.standardError - 0.014433756729740658) < 1e-15)
    #expect(abs(estimate.low - 0.9690653442240729) < 1e-12 && abs(estimate.high - 1.060934655775927) < 1e-12)
  }

  @Test("Scrambled Sobol sequences estimate a normal expected shortfall closer than random numbers do")
  func sobol() throws {
    let covariance = try Covariance(
      factors: [.spot("A"), .spot("B")], matrix: Matrix(rows: [[0.0004, 0.0001], [0.0001, 0.0009]]),
      observations: 100)
    func replicates(_ sampling: ScenarioSampling) throws -> ReplicateEstimate {
      let vectors = try (0..<8).map { seed -> ProfitAndLossDistribution in
        let source = try GaussianScenarios(
          covariance: covariance, count: 4_096, seed: UInt64(seed), sampling: sampling)
        let block = source.block(of: Array(0..<4_096))
        return try ProfitAndLossDistribution(
          (0..<4_096).map { 100 * (block.values[$0] + block.values[4_096 + $0]) })
      }
      return try ReplicateEstimate(of: vectors) { $0.expectedShortfall(.percent95).value }
    }
    let exact = ParametricLoss.normal(mean: 0, standardDeviation: 100 * 0.0015.squareRoot())
      .expectedShortfall(.percent95)
    let (random, sobol) = (try replicates(.random), try replicates(.sobol))
    for estimate in [random, sobol] {
      #expect(abs(estimate.value - exact) < 4 * estimate.standardError + 1e-3 * exact, "\(estimate), \(exact)")
    }
    #expect(sobol.standardError < 0.3 * random.standardError, "\(sobol) \(random)")
  }

  @Test("One replicate has no error to show")
  func errors() {
    #expect(throws: RiskError.tooFewScenarios(found: 1, required: 2)) { try ReplicateEstimate([1]) }
    #expect(throws: RiskError.nonFinite(index: 1, count: 1)) { try ReplicateEstimate([1, .nan]) }
  }
}
