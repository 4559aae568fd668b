import Foundation
import TailpoolLinearAlgebra
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics
@testable import TailpoolRisk

@Suite("Delta-gamma losses and quadratic forms against the reference")
struct DeltaGammaReferenceTests {
  @Test("The tail of a quadratic form, with Imhof's cases")
  func tails() throws {
    let rows = try References.table("quadratic_form_tail.csv").rows
    try #require(rows.count == 22)
    var failures: [String] = []
    for row in rows {
      func list(_ column: String) -> [Double] { row[text: column].split(separator: " ").compactMap { Double($0) } }
      let terms = zip(list("lambda"), zip(list("dof"), list("noncentrality"))).map {
        QuadraticForm.ChiSquared(weight: $0, degreesOfFreedom: $1.0, noncentrality: $1.1)
      }
      let form = try QuadraticForm(standardDeviation: row["sigma_normal"], terms: terms)
      if let failure = mismatch(
        "P", try form.complementary(row["x"]), row["P_Q_gt_x"], within: .relative(1e-12), inputs: "\(row)")
      {
        failures.append(failure)
      }
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("Exact VaR and ES beside the approximations")
  func deltaGamma() throws {
    let cases = try #require(References.json("delta_gamma_exact.json")["cases"] as? [[String: Any]])
    try #require(cases.count == 6)
    var failures: [String] = []
    for entry in cases {
      let loss = try DeltaGammaLoss(
        theta: #require(entry["theta"] as? Double), delta: #require(entry["delta"] as? [Double]),
        gamma: Matrix(rows: #require(entry["gamma"] as? [[Double]])),
        covariance: Matrix(rows: #require(entry["cov"] as? [[Double]])))
      let tag = entry["tag"] as? String ?? ""
      func check(_ name: String, _ actual: Double, _ expected: Any?, _ tolerance: Tolerance) throws {
        let expected = try #require(expected as? Double, "\(tag) \(name)")
        if let failure = mismatch(name, actual, expected, within: tolerance, inputs: tag) { failures.append(failure) }
      }
      let variance = try #require(entry["loss_var"] as? Double)
      try check("mean", loss.form.mean, entry["loss_mean"], .absolute(1e-12 * variance.squareRoot()))
      try check("variance", loss.form.secondCumulant, variance, .relative(1e-12))
      try check("skewness", loss.form.skewness, entry["loss_skew"], .absolute(1e-12))
      try check("kurtosis", loss.form.excessKurtosis, entry["loss_exkurt"], .absolute(1e-11))
      for result in try #require(entry["results"] as? [[String: Any]]) {
        let level = try TailpoolRiskTests.level(result["alpha"])
        let exact = try loss.exact(level)
        try check("VaR \(level)", exact.valueAtRisk, result["VaR_exact"], .relative(1e-9))
        try check("ES \(level)", exact.expectedShortfall, result["ES_exact"], .relative(1e-9))
        try check("delta-normal", loss.deltaNormalValueAtRisk(level), result["VaR_delta_normal"], .relative(1e-12))
        try check("gamma-normal", loss.gammaNormalValueAtRisk(level), result["VaR_gamma_normal"], .relative(1e-12))
        if CornishFisher.isMonotone(skewness: loss.form.skewness, excessKurtosis: loss.form.excessKurtosis) {
          try check(
            "Cornish–Fisher", loss.cornishFisherValueAtRisk(level), result["VaR_cornish_fisher"], .relative(1e-12))
        } else {
          #expect(throws: RiskError.self, "\(tag)") { try loss.cornishFisherValueAtRisk(level) }
        }
      }
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("The Cornish–Fisher quantile, and where it is one")
  func cornishFisher() throws {
    let rows = try References.table("cornish_fisher.csv").rows
    try #require(rows.count == 32)
    #expect(rows.count { $0["globally_monotone"] == 1 } == 32)
    for row in rows {
      let expected = row["globally_monotone"] == 1
      let (skewness, kurtosis) = (row["skew"], row["excess_kurt"])
      #expect(CornishFisher.isMonotone(skewness: skewness, excessKurtosis: kurtosis) == expected, "\(row)")
      guard expected else { continue }
      let actual = try CornishFisher(skewness: skewness, excessKurtosis: kurtosis).quantile(normal: row["z"])
      #expect(abs(actual - row["z_cf"]) <= 1e-14 * max(1, abs(row["z_cf"])), "\(row): \(actual)")
    }
    #expect(throws: RiskError.outsideCornishFisherDomain(skewness: 1, excessKurtosis: 0)) {
      try CornishFisher(skewness: 1, excessKurtosis: 0)
    }
  }
}
