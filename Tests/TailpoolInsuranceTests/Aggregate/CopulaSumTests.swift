import Testing
import TailpoolLinearAlgebra
import TailpoolRisk
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Sums of losses that a copula joins")
struct CopulaSumTests {
  /// Two losses of 1 with a probability of a tenth each.
  private func pair() throws -> [LossDistribution] {
    let law = try LossDistribution(step: 1, probabilities: [0.9, 0.1])
    return [law, law]
  }

  private func dependence(_ correlation: Double, _ degrees: Double? = nil) throws -> CopulaSum.Dependence {
    try CopulaSum.Dependence(
      correlation: Matrix(rows: [[1, correlation], [correlation, 1]]), degreesOfFreedom: degrees)
  }

  private func both(_ correlation: Double, _ degrees: Double? = nil) throws -> Double {
    let sum = try CopulaSum(
      pair(), dependence: dependence(correlation, degrees), scenarios: 200_000, seed: 7, threads: 2)
    return Double(sum.outcome.profitAndLoss.count { $0 == -2 }) / 200_000
  }

  /// SciPy 1.17: multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([norm.ppf(0.1)] * 2), and multivariate_t of as many degrees.
  @Test(
    "Both losses come as often as the copula says",
    arguments: [(0.0, nil, 0.01), (0.5, nil, 0.0324015), (0.9, nil, 0.0688649), (0.5, 3.0, 0.0402397)]
      as [(Double, Double?, Double)])
  func together(correlation: Double, degrees: Double?, probability: Double) throws {
    let found = try both(correlation, degrees)
    let error = (probability * (1 - probability) / 200_000).squareRoot()
    #expect(abs(found - probability) <= 4 * error, "\(correlation), \(String(describing: degrees)): \(found)")
  }

  @Test("Margins stay: the mean does not depend on the copula, and the number of threads changes nothing")
  func margins() throws {
    for degrees in [nil, 2.5] {
      let one = try CopulaSum(pair(), dependence: dependence(0.7, degrees), scenarios: 100_000, seed: 3)
      let three = try CopulaSum(pair(), dependence: dependence(0.7, degrees), scenarios: 100_000, seed: 3, threads: 3)
      #expect(one.outcome.profitAndLoss == three.outcome.profitAndLoss)
      let mean = -one.outcome.profitAndLoss.reduce(0, +) / 100_000
      #expect(abs(mean - 0.2) <= 4 * (2 * 0.09 * 1.7 / 100_000).squareRoot(), "\(mean)")
    }
  }

  @Test("What is no dependence is refused")
  func refused() throws {
    for rows in [[[1, 0.5], [0.4, 1]], [[1, 1.5], [1.5, 1]], [[0.9, 0], [0, 1]], [[1, .nan], [.nan, 1]]] {
      #expect(throws: InsuranceError.self, "\(rows)") { try CopulaSum.Dependence(correlation: Matrix(rows: rows)) }
    }
    let singular = Matrix(rows: [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    #expect(throws: InsuranceError.self) { try CopulaSum.Dependence(correlation: singular) }
    for degrees in [0, -1, .nan, .infinity] {
      #expect(throws: InsuranceError.self, "\(degrees)") { try dependence(0, degrees) }
    }
    let none = try dependence(0)
    for scenarios in [1, 10_000_001] {
      #expect(throws: InsuranceError.self) {
        try CopulaSum(pair(), dependence: none, scenarios: scenarios, seed: 1)
      }
    }
    #expect(throws: InsuranceError.countMismatch("losses", expected: 2, actual: 1)) {
      try CopulaSum([pair()[0]], dependence: none, scenarios: 10, seed: 1)
    }
  }
}
