import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Denoising and statistical factors")
struct RandomMatrixDenoisingTests {
  @Test("Agrees with NumPy")
  func references() throws { try check(CovarianceCase.madeUp("rmt_denoise.json")) }

  @Test("Agrees with NumPy on real returns", .enabled(if: References.hasShared, "real data are absent"))
  func realReferences() throws { try check(CovarianceCase.real("rmt_denoise.json")) }

  private func check(_ cases: [CovarianceCase]) throws {
    #expect(cases.count == 2)
    for reference in cases {
      let panel = reference.panel
      let edges = RandomMatrixDenoising.noiseEdges(observations: panel.observations, dimension: panel.factors.count)
      #expect(Tolerance.relative(1e-14).accepts(edges.lower, try reference.number("mp_lower_sigma1")))
      #expect(Tolerance.relative(1e-14).accepts(edges.upper, try reference.number("mp_upper_sigma1")))
      let covariance = try RandomMatrixDenoising().covariance(of: panel)
      let expected = try reference.matrix("denoised_corr_constant_residual_sigma1")
      let failures = mismatches(reference.tag, covariance.correlation, expected, relative: 1e-10)
      #expect(failures.isEmpty, "\(failures)")
      let sample = try SampleCovariance().covariance(of: panel)
      #expect(covariance.matrix.diagonal == sample.matrix.diagonal)
    }
  }

  @Test("Factors give back a matrix that has their structure, and keep the variances")
  func factors() throws {
    let panel = randomPanel(observations: 50, factors: 6, seed: 11)
    let sample = try SampleCovariance().covariance(of: panel)
    let all = try StatisticalFactorCovariance(count: 6).covariance(of: panel)
    #expect(mismatches("all", all.matrix, sample.matrix, relative: 1e-13).isEmpty)
    let none = try StatisticalFactorCovariance(count: 0).covariance(of: panel)
    #expect(none.correlation == .identity(6))
    #expect(none.matrix.diagonal == sample.matrix.diagonal)
    let two = try StatisticalFactorCovariance(count: 2).covariance(of: panel)
    let system = try SymmetricEigensystem(of: sample.correlation)
    for i in 0..<6 {
      for j in 0..<i {
        let expected = (4..<6).reduce(0) { $0 + system.values[$1] * system.vectors[i, $1] * system.vectors[j, $1] }
        #expect(Tolerance.absolute(1e-13).accepts(two.correlation[i, j], expected))
      }
    }
    #expect(two.diagnostics.smallestEigenvalue > 0)
  }

  @Test("Report a count out of range", arguments: [-1, 4])
  func errors(count: Int) {
    #expect(throws: CovarianceError.invalidFactorCount(count, dimension: 3)) {
      try StatisticalFactorCovariance(count: count).covariance(of: randomPanel(observations: 9, factors: 3, seed: 1))
    }
    #expect(RandomMatrixDenoising.noiseEdges(observations: 0, dimension: 3).upper.isNaN)
  }
}
