import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("EWMA covariance")
struct EWMACovarianceTests {
  @Test("Agrees with NumPy")
  func references() throws { try check(CovarianceCase.madeUp("ewma_cov.json")) }

  @Test("Agrees with NumPy on real returns", .enabled(if: References.hasShared, "real data are absent"))
  func realReferences() throws { try check(CovarianceCase.real("ewma_cov.json")) }

  private func check(_ cases: [CovarianceCase]) throws {
    #expect(cases.count == 4)
    let keys: [(EWMACovariance.Convention, String)] = [
      (.normalizedZeroMean, "normalised_zero_mean"), (.recursive, "recursive_seed_first_obs"),
      (.normalizedDemeaned, "normalised_demeaned_biased"), (.unbiased, "normalised_demeaned_unbiased"),
    ]
    for reference in cases {
      for (convention, key) in keys {
        let estimator = EWMACovariance(decay: try reference.number("lam"), convention: convention)
        let covariance = try estimator.covariance(of: reference.panel)
        let failures = mismatches(
          "\(reference.tag) \(key)", covariance.matrix, try reference.matrix(key), relative: 1e-12)
        #expect(failures.isEmpty, "\(failures)")
        let effective = try reference.number("eff_obs")
        if convention != .recursive {
          #expect(Tolerance.relative(1e-12).accepts(covariance.effectiveObservations, effective))
        }
      }
    }
  }

  @Test("The recursion is what its definition says, step by step")
  func recursion() throws {
    let rows = [[0.01, -0.02], [0.03, 0.01], [-0.02, 0.015]]
    var expected = Matrix(rows: 2, columns: 2)
    for (t, row) in rows.enumerated() {
      for i in 0..<2 {
        for j in 0..<2 {
          let product = row[i] * row[j]
          expected[i, j] = t == 0 ? product : 0.9 * expected[i, j] + 0.1 * product
        }
      }
    }
    let actual = try EWMACovariance(decay: 0.9, convention: .recursive).covariance(of: madePanel(rows))
    #expect(mismatches("recursive", actual.matrix, expected, relative: 1e-14).isEmpty)
  }

  @Test("A half-life is a decay, and volatilities and correlations can have one each")
  func halfLives() throws {
    var generator = SeededGenerator(seed: 4)
    let panel = madePanel((0..<60).map { _ in (0..<3).map { _ in generator.uniform(-0.04, 0.05) } })
    let halved = try EWMACovariance(halfLife: 1).covariance(of: panel)
    #expect(halved.matrix == (try EWMACovariance(decay: 0.5).covariance(of: panel)).matrix)
    let fast = try EWMACovariance(halfLife: 10).covariance(of: panel)
    let slow = try EWMACovariance(halfLife: 40).covariance(of: panel)
    let split = try SplitEWMACovariance(volatilityHalfLife: 10, correlationHalfLife: 40).covariance(of: panel)
    for i in 0..<3 {
      #expect(Tolerance.relative(1e-14).accepts(split.matrix[i, i], fast.matrix[i, i]))
      for j in 0..<i {
        #expect(Tolerance.absolute(1e-14).accepts(split.correlation[i, j], slow.correlation[i, j]))
      }
    }
    #expect(split.effectiveObservations == slow.effectiveObservations)
    let same = try SplitEWMACovariance(volatilityHalfLife: 10, correlationHalfLife: 10).covariance(of: panel)
    #expect(mismatches("same", same.matrix, fast.matrix, relative: 1e-14).isEmpty)
    let flat = try EWMACovariance(halfLife: .infinity).covariance(of: panel)
    #expect(flat.effectiveObservations == 60)
  }

  @Test("Reports a half-life that is not above 0", arguments: [0, -3, -Double.infinity, 1e-9])
  func badHalfLives(halfLife: Double) {
    let panel = madePanel([[0.1], [0.2]])
    #expect(throws: CovarianceError.invalidHalfLife(halfLife)) {
      try EWMACovariance(halfLife: halfLife).covariance(of: panel)
    }
    #expect(throws: CovarianceError.invalidHalfLife(halfLife)) {
      try SplitEWMACovariance(volatilityHalfLife: 10, correlationHalfLife: halfLife).covariance(of: panel)
    }
    #expect(throws: CovarianceError.tooFewObservations(found: 1, required: 2)) {
      try EWMACovariance(decay: 0.9, convention: .unbiased).covariance(of: madePanel([[0.1]]))
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
