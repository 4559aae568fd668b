import Foundation
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Bivariate copulas")
struct BivariateCopulaTests {
  @Test("Have the probabilities of mpmath and SciPy to the digits printed")
  func cumulative() throws {
    let rows = try References.table("copula_cdf.csv").rows
    #expect(rows.count == 22)
    for row in rows {
      let copula = BivariateCopula(
        correlation: row["rho"], degreesOfFreedom: row[text: "copula"] == "gaussian" ? .infinity : row["nu"])
      let (u, v, expected) = (row["u"], row["v"], row["probability"])
      let digits = row[text: "copula"] == "gaussian" ? 2e-12 : 2e-10
      #expect(Tolerance.absolute(max(digits * expected, 1e-15)).accepts(copula.cumulative(u, v), expected), "\(row)")
      #expect(copula.cumulative(u, v) == copula.cumulative(v, u) || abs(copula.cumulative(v, u) - expected) < 1e-12)
    }
  }

  @Test("Have the tail dependence and rank correlations of the closed forms by mpmath")
  func dependence() throws {
    let rows = try References.table("t_copula_tail_dependence.csv").rows
    #expect(rows.count == 20)
    for row in rows {
      let copula = BivariateCopula(correlation: row["rho"], degreesOfFreedom: row["nu"])
      #expect(Tolerance.relative(1e-12).accepts(copula.tailDependence, row["lambda_lower_upper"]), "\(row)")
      #expect(Tolerance.absolute(1e-15).accepts(copula.kendallTau, row["kendall_tau"]), "\(row)")
      #expect(Tolerance.absolute(1e-15).accepts(copula.gaussianSpearmanRho, row["spearman_gaussian"]), "\(row)")
    }
  }

  @Test("Limits: comonotone, countermonotone, margins, arguments out of range")
  func limits() {
    for degrees in [3, Double.infinity] {
      let same = BivariateCopula(correlation: 1, degreesOfFreedom: degrees)
      let opposite = BivariateCopula(correlation: -1, degreesOfFreedom: degrees)
      #expect(abs(same.cumulative(0.3, 0.6) - 0.3) < 1e-15)
      #expect(abs(opposite.cumulative(0.3, 0.6)) < 1e-15 && abs(opposite.cumulative(0.7, 0.6) - 0.3) < 1e-15)
      #expect(same.tailDependence == 1 && opposite.tailDependence == 0)
      let copula = BivariateCopula(correlation: 0.4, degreesOfFreedom: degrees)
      #expect(copula.cumulative(0, 0.5) == 0 && copula.cumulative(1, 0.5) == 0.5 && copula.cumulative(0.2, 1) == 0.2)
      #expect(copula.cumulative(-0.1, 0.5).isNaN && copula.cumulative(.nan, 0.5).isNaN)
    }
    #expect(BivariateCopula(correlation: 1.1, degreesOfFreedom: 3).tailDependence.isNaN)
    #expect(BivariateCopula(correlation: 0.1, degreesOfFreedom: 0).cumulative(0.1, 0.1).isNaN)
  }
}
