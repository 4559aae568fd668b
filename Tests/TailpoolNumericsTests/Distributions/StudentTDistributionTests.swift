import Foundation
import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@Suite("Student's t and gamma distributions")
struct StudentTDistributionTests {
  @Test("Agree with mpmath: probabilities, log density and, inverted, quantiles")
  func studentT() throws {
    var failures: [String?] = []
    for row in try References.table("student_t.csv").rows {
      let distribution = StudentTDistribution(degreesOfFreedom: row["nu"])
      let (x, probability) = (row["x"], row["cumulative"])
      let tolerance = row["nu"] > 50 ? 5e-12 : 1e-13
      failures.append(
        mismatch("cumulative", distribution.cumulative(x), probability, within: .relative(tolerance), inputs: "\(row)"))
      failures.append(
        mismatch(
          "log density", distribution.logDensity(x), row["log_density"],
          within: .absolute(tolerance * max(1, abs(row["log_density"]))), inputs: "\(row)"))
      if probability > 1e-300, probability < 1 - 1e-4 {
        failures.append(
          mismatch(
            "quantile", distribution.quantile(probability), x, within: .absolute(20 * tolerance * max(1e-3, abs(x))),
            inputs: "\(row)"))
      }
    }
    #expect(failures.compactMap(\.self).isEmpty, "\(failures.compactMap(\.self).prefix(5))")
  }

  @Test("The gamma distribution agrees with mpmath: both tails, the logarithm of its normalization, quantiles")
  func gamma() throws {
    var failures: [String?] = []
    for row in try References.table("gamma_distribution.csv").rows {
      let (shape, x) = (row["shape"], row["x"])
      for (name, actual, expected) in [
        ("lower", GammaDistribution.cumulative(x, shape: shape), row["lower"]),
        ("upper", GammaDistribution.complementary(x, shape: shape), row["upper"]),
      ] {
        failures.append(mismatch(name, actual, expected, within: .relative(2e-13), inputs: "\(row)"))
      }
      let logGamma = GammaFunction.logarithm(shape)
      failures.append(
        mismatch(
          "log gamma", logGamma, row["log_gamma"], within: .absolute(1e-14 * max(1, abs(logGamma))), inputs: "\(row)"))
      if row["lower"] > 1e-300, row["upper"] > 1e-4 {
        failures.append(
          mismatch(
            "quantile", GammaDistribution.quantile(row["lower"], shape: shape), x, within: .relative(2e-12),
            inputs: "\(row)"))
      }
    }
    #expect(failures.compactMap(\.self).isEmpty, "\(failures.compactMap(\.self).prefix(5))")
  }

  @Test("Quantiles are the inverse over probabilities and degrees of freedom, far into the tails")
  func roundTrip() {
    var random = SeededGenerator(seed: 4)
    var failures: [String] = []
    for _ in 0..<3_000 {
      let nu = exp(random.uniform(log(0.6), log(500)))
      let probability = 0.5 * exp(random.uniform(-60, 0))
      let t = StudentTDistribution(degreesOfFreedom: nu)
      let round = t.cumulative(t.quantile(probability))
      if !(abs(round / probability - 1) < 1e-11) { failures.append("t \(nu) \(probability): \(round)") }
      let x = GammaDistribution.quantile(probability, shape: nu / 2)
      let back = GammaDistribution.cumulative(x, shape: nu / 2)
      if x > 1e-300, !(abs(back / probability - 1) < 1e-11) { failures.append("gamma \(nu) \(probability): \(back)") }
    }
    #expect(failures.isEmpty, "\(failures.count) \(failures.prefix(5))")
  }

  @Test("Limits and arguments out of range are as documented")
  func limits() {
    let t = StudentTDistribution(degreesOfFreedom: 3)
    #expect(t.cumulative(-.infinity) == 0 && t.cumulative(.infinity) == 1 && t.cumulative(0) == 0.5)
    #expect(t.quantile(0) == -.infinity && t.quantile(1) == .infinity && t.quantile(0.5) == 0)
    #expect(t.quantile(-0.1).isNaN && t.quantile(.nan).isNaN && t.cumulative(.nan).isNaN)
    #expect(t.cumulative(-1e200) > 0 || t.cumulative(-1e200) == 0)
    for bad in [0, -1, Double.nan] {
      #expect(StudentTDistribution(degreesOfFreedom: bad).cumulative(1).isNaN, "\(bad)")
      #expect(StudentTDistribution(degreesOfFreedom: bad).quantile(0.3).isNaN, "\(bad)")
      #expect(GammaDistribution.quantile(0.3, shape: bad).isNaN, "\(bad)")
      #expect(GammaDistribution.cumulative(1, shape: bad).isNaN, "\(bad)")
    }
    let normal = StudentTDistribution(degreesOfFreedom: .infinity)
    #expect(normal.cumulative(-1) == NormalDistribution.cumulative(-1))
    #expect(GammaDistribution.quantile(0, shape: 2) == 0 && GammaDistribution.quantile(1, shape: 2) == .infinity)
    #expect(GammaDistribution.cumulative(-1, shape: 2) == 0 && GammaDistribution.cumulative(.infinity, shape: 2) == 1)
  }
}
