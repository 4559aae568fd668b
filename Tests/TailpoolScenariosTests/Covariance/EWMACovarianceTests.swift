import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("EWMA covariance")
struct EWMACovarianceTests {
  @Test("Agrees with NumPy on real returns (needs ../shared)", .enabled(if: References.hasShared))
  func references() throws {
    let cases = try CovarianceCase.load("reference/risk/ewma_cov.json")
    #expect(cases.count == 4)
    for reference in cases {
      let covariance = try EWMACovariance(decay: reference.number("lam")).covariance(of: reference.panel)
      let failures = mismatches(
        reference.tag, covariance.matrix, try reference.matrix("normalised_zero_mean"), relative: 1e-12)
      #expect(failures.isEmpty, "\(failures)")
      let effective = try reference.number("eff_obs")
      #expect(Tolerance.relative(1e-12).accepts(covariance.diagnostics.effectiveObservations, effective))
    }
  }

  @Test("Weighs the newest observation most, and all alike without decay")
  func weights() throws {
    let rows = madePanel([[0.1], [0], [0]])
    let halving = try EWMACovariance(decay: 0.5).covariance(of: rows)
    #expect(Tolerance.relative(1e-15).accepts(halving.matrix[0, 0], 0.01 / 7))
    let even = try EWMACovariance(decay: 1).covariance(of: rows)
    #expect(Tolerance.relative(1e-15).accepts(even.matrix[0, 0], 0.01 / 3))
    #expect(even.diagnostics.effectiveObservations == 3)
  }

  @Test("Reports a decay outside (0, 1]", arguments: [0, -0.5, 1.000001, .infinity])
  func decays(decay: Double) {
    #expect(throws: CovarianceError.invalidDecay(decay)) {
      try EWMACovariance(decay: decay).covariance(of: madePanel([[0.1], [0.2]]))
    }
  }
}
