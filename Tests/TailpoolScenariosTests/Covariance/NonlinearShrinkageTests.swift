import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Nonlinear shrinkage")
struct NonlinearShrinkageTests {
  @Test("Agrees with NumPy on real returns", .enabled(if: References.hasShared, "real data are absent"))
  func references() throws {
    let cases = try CovarianceCase.real("cov_nonlinear_shrinkage.json")
    #expect(cases.count == 4)
    for reference in cases {
      // That table's formula loses digits to cancellation where eigenvalues lie three decades apart: its wide case is
      // 1.4e-8 from 40 digits. The table below has none of it.
      try check(reference, relative: reference.tag == "wide30x20" ? 3e-8 : 1e-9)
    }
  }

  @Test("Agrees with mpmath at 40 digits")
  func exact() throws {
    let file = try References.json("nonlinear_shrinkage.json")
    let cases = try CovarianceCase.cases(#require(file["cases"] as? [[String: Any]]))
    #expect(cases.count == 3)
    for reference in cases { try check(reference, relative: 1e-11) }
  }

  private func check(_ reference: CovarianceCase, relative: Double) throws {
    let covariance = try NonlinearShrinkage().covariance(of: reference.panel)
    let failures = mismatches(reference.tag, covariance.matrix, try reference.matrix("cov"), relative: relative)
    #expect(failures.isEmpty, "\(failures)")
    let values = try covariance.matrix.symmetricEigenvalues()
    // An eigenvalue has the rounding of the largest.
    let scale = values.last ?? 0
    for (actual, expected) in zip(values, try reference.numbers("eig_shrunk").sorted()) {
      #expect(
        Tolerance.absolute(relative * scale).accepts(actual, expected), "\(reference.tag): \(actual), \(expected)")
    }
  }

  @Test("Refuses panels where the formula is not defined")
  func refusals() throws {
    #expect(throws: CovarianceError.tooFewObservations(found: 12, required: 13)) {
      try NonlinearShrinkage().covariance(of: randomPanel(observations: 12, factors: 20, seed: 1))
    }
    let narrow = try NonlinearShrinkage().covariance(of: randomPanel(observations: 8, factors: 3, seed: 2))
    #expect(narrow.diagnostics.smallestEigenvalue > 0)
    let rows = randomRows(observations: 30, factors: 3, seed: 3)
    #expect(throws: CovarianceError.rankDeficient(rank: 3, required: 4)) {
      try NonlinearShrinkage().covariance(of: madePanel(rows.map { $0 + [$0[0] - 2 * $0[1]] }))
    }
  }

  @Test("Leaves a factor that does not move out")
  func motionless() throws {
    let rows = randomRows(observations: 40, factors: 4, seed: 5)
    let alone = try NonlinearShrinkage().covariance(of: madePanel(rows))
    let with = try NonlinearShrinkage().covariance(of: madePanel(rows.map { [0.5] + $0 }))
    #expect(with.matrix.submatrix([1, 2, 3, 4]) == alone.matrix)
    #expect(with.matrix.column(0).allSatisfy { $0 == 0 })
    #expect(with.diagnostics.motionless == [.spot("A0")])
  }
}
