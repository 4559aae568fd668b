import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Parametric losses")
struct ParametricLossTests {
  private func loss(_ row: ReferenceTable.Row) -> ParametricLoss? {
    let (first, second, degrees) = (row["mu_or_xi"], row["sigma_or_beta"], row["nu"])
    switch row[text: "dist"] {
    // The first column is the mean of the profit.
    case "normal": return .normal(mean: -first, standardDeviation: second)
    case "lognormal_long": return .lognormalAsset(mean: first, standardDeviation: second)
    case "student_t_scale": return .studentT(location: first, scale: second, degreesOfFreedom: degrees)
    case "student_t_unit_variance":
      return .studentT(mean: first, standardDeviation: second, degreesOfFreedom: degrees)
    case "laplace": return .laplace(location: first, scale: second)
    case "logistic": return .logistic(location: first, scale: second)
    case "gpd": return .generalizedPareto(shape: first, scale: second)
    default: return nil
    }
  }

  @Test("VaR and ES are the closed forms of the reference")
  func reference() throws {
    let rows = try References.table("var_es_analytic.csv").rows
    try #require(rows.count == 122)
    var failures: [String] = []
    for row in rows {
      let loss = try #require(self.loss(row), "\(row)")
      let level = try #require(ConfidenceLevel(percent: row["alpha"] * 100))
      failures += [
        mismatch("VaR", loss.valueAtRisk(level), row["VaR"], within: .relative(1e-12), inputs: "\(row)"),
        mismatch("ES", loss.expectedShortfall(level), row["ES"], within: .relative(1e-12), inputs: "\(row)"),
      ].compactMap(\.self)
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("Below the median the expected shortfall is still the mean of the quantiles above the level")
  func belowTheMedian() throws {
    let losses: [ParametricLoss] = [
      .laplace(location: 1, scale: 2), .logistic(location: 1, scale: 2), .normal(mean: 1, standardDeviation: 2),
    ]
    for loss in losses {
      // Midpoints of the probability above 20 %; the end of the tail is left out and is worth less than 1e-3.
      let points = 4_000
      let mean =
        (0..<points).reduce(0.0) { sum, i in
          let percent = 20 + 80 * (Double(i) + 0.5) / Double(points)
          return sum + loss.valueAtRisk(ConfidenceLevel(percent: percent) ?? .percent95)
        } / Double(points)
      let level = try #require(ConfidenceLevel(percent: 20))
      #expect(abs(loss.expectedShortfall(level) - mean) < 1e-3, "\(loss)")
    }
  }

  @Test("A tail without a mean has an infinite expected shortfall")
  func infinite() {
    #expect(ParametricLoss.generalizedPareto(shape: 1, scale: 1).expectedShortfall(.percent99) == .infinity)
    let cauchy = ParametricLoss.studentT(location: 0, scale: 1, degreesOfFreedom: 1)
    #expect(cauchy.expectedShortfall(.percent99) == .infinity)
    #expect(ParametricLoss.studentT(mean: 0, standardDeviation: 1, degreesOfFreedom: 1).valueAtRisk(.percent99).isNaN)
  }
}
