import TailpoolLinearAlgebra
import Testing

@testable import TailpoolRisk

@Suite("Risk of positions in an elliptical law, by hand")
struct EllipticalRiskTests {
  private static let positions = [300.0, -200, 50]
  private static let mean = [0.001, -0.002, 0.004]
  private static let covariance = Matrix(rows: [[4e-4, 1e-4, -2e-4], [1e-4, 9e-4, 3e-4], [-2e-4, 3e-4, 16e-4]])
  /// Σ w.
  private static let slopes = [0.12 - 0.02 - 0.01, 0.03 - 0.18 + 0.015, -0.06 - 0.06 + 0.08]
  /// w'Σw.
  private static let variance = 300 * 0.09 + 200 * 0.135 - 50 * 0.04
  /// w'm.
  private static let gain = 0.3 + 0.4 + 0.2

  /// Normal and Student quantiles, and densities over tails, by SciPy 1.17.1.
  @Test("Totals, marginals and components have the mean with its sign")
  func allocation() throws {
    let normal = try EllipticalRisk(positions: Self.positions, mean: Self.mean, covariance: Self.covariance)
    let heavy = try EllipticalRisk(
      positions: Self.positions, mean: Self.mean, covariance: Self.covariance, degreesOfFreedom: 5)
    let deviation = Self.variance.squareRoot()
    #expect(abs(normal.standardDeviation - deviation) < 1e-12)
    let cases = [
      (normal.valueAtRisk(.percent99), 2.3263478740408408), (normal.expectedShortfall(.percent99), 2.665214220345808),
      (heavy.valueAtRisk(.percent99), 3.3649299989072174 * 0.6.squareRoot()),
      (heavy.expectedShortfall(.percent99), 4.452429111817973 * 0.6.squareRoot()),
    ]
    for (found, factor) in cases {
      #expect(abs(found.total - (factor * deviation - Self.gain)) < 1e-11, "\(found)")
      for i in 0..<3 {
        let marginal = factor * Self.slopes[i] / deviation - Self.mean[i]
        #expect(abs(found.marginal[i] - marginal) < 1e-13, "\(found)")
        #expect(abs(found.components[i] - Self.positions[i] * marginal) < 1e-11, "\(found)")
      }
    }
  }

  @Test("An increment is the whole less what the others have")
  func increments() throws {
    let found = try EllipticalRisk(positions: Self.positions, mean: Self.mean, covariance: Self.covariance)
      .valueAtRisk(.percent99)
    // Without the second position: 36 + 4 − 6, and a gain of 0.3 + 0.2.
    let rest = 2.3263478740408408 * 34.0.squareRoot() - 0.5
    #expect(abs(found.incremental[1] - (found.total - rest)) < 1e-11, "\(found)")
  }
}
