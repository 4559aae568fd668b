import Foundation
import TailpoolLinearAlgebra
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics
@testable import TailpoolRisk

@Suite("Allocations against the references")
struct AllocationReferenceTests {
  private func mismatches(_ name: String, _ actual: [Double], _ expected: Any?, _ tolerance: Double, _ tag: String)
    throws -> [String]
  {
    let expected = try #require(expected as? [Double], "\(name)")
    let scale = expected.reduce(0) { max($0, abs($1)) }
    try #require(actual.count == expected.count)
    return zip(actual, expected).compactMap {
      mismatch(name, $0, $1, within: .absolute(tolerance * scale), inputs: tag)
    }
  }

  @Test("Marginal, component and incremental risk")
  func elliptical() throws { try checkElliptical(References.madeUpCases("euler_elliptical.json")) }

  @Test(
    "Marginal, component and incremental risk of real portfolios",
    .enabled(if: References.hasShared, "real data are absent"))
  func realElliptical() throws { try checkElliptical(References.sharedCases("reference/risk/euler_elliptical.json")) }

  private func checkElliptical(_ cases: [[String: Any]]) throws {
    try #require(cases.count == 4)
    var failures: [String] = []
    for entry in cases {
      let risk = try EllipticalRisk(
        positions: #require(entry["w"] as? [Double]), mean: #require(entry["mu"] as? [Double]),
        covariance: Matrix(rows: #require(entry["cov"] as? [[Double]])), degreesOfFreedom: entry["nu"] as? Double)
      let level = try TailpoolRiskTests.level(entry["alpha"])
      let (value, shortfall) = (risk.valueAtRisk(level), risk.expectedShortfall(level))
      let tag = entry["tag"] as? String ?? ""
      failures += try mismatches("VaR", [value.total], [entry["VaR"] as? Double ?? .nan], 1e-12, tag)
      failures += try mismatches("ES", [shortfall.total], [entry["ES"] as? Double ?? .nan], 1e-12, tag)
      failures += try mismatches("marginal", value.marginal, entry["marginal_VaR"], 1e-12, tag)
      failures += try mismatches("component", value.components, entry["component_VaR"], 1e-12, tag)
      failures += try mismatches("component ES", shortfall.components, entry["component_ES"], 1e-12, tag)
      failures += try mismatches("incremental", value.incremental, entry["incremental_VaR"], 1e-12, tag)
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("Contributions to the discrete expected shortfall")
  func historical() throws { try checkHistorical(References.madeUpCases("euler_historical.json")) }

  @Test(
    "Contributions of real assets to the discrete expected shortfall",
    .enabled(if: References.hasShared, "real data are absent"))
  func realHistorical() throws { try checkHistorical(References.sharedCases("reference/risk/euler_historical.json")) }

  private func checkHistorical(_ cases: [[String: Any]]) throws {
    try #require(cases.count == 2)
    for entry in cases {
      let returns = try #require(entry["returns"] as? [[Double]])
      let weights = try #require(entry["weights"] as? [Double])
      let parts = weights.indices.map { asset in returns.map { weights[asset] * $0[asset] } }
      let whole = try ProfitAndLossDistribution(
        returns.indices.map { day in -(try #require(entry["scenario_loss"] as? [Double])[day]) })
      let level = try TailpoolRiskTests.level(entry["alpha"])
      let components = whole.expectedShortfallComponents(level, parts: parts)
      let failures = try mismatches("component ES", components, entry["component_ES"], 1e-12, "\(entry["tag"] ?? "")")
      #expect(failures.isEmpty, "\(failures)")
      let shortfall = whole.expectedShortfall(level).value
      #expect(abs(components.reduce(0, +) / shortfall - 1) < 1e-12)
      let risks = whole.valueAtRiskComponents(level, parts: parts)
      #expect(abs(risks.reduce(0, +) / whole.harrellDavis(level).value - 1) < 1e-12)
      let alone = try whole.incrementalRisk(level, part: whole.profitAndLoss)
      #expect(alone.valueAtRisk == whole.valueAtRisk(level).value && alone.expectedShortfall == shortfall)
    }
  }

  @Test("Shapley values, exact and sampled")
  func shapley() throws {
    let cases = try #require(References.json("shapley_es.json")["cases"] as? [[String: Any]])
    try #require(cases.count == 2)
    for entry in cases {
      let weights = try #require(entry["w"] as? [Double])
      let covariance = Matrix(rows: try #require(entry["cov"] as? [[Double]]))
      let level = try TailpoolRiskTests.level(entry["alpha"])
      func risk(_ coalition: [Bool]) -> Double {
        let part = zip(weights, coalition).map { $1 ? $0 : 0 }
        let risk = try? EllipticalRisk(positions: part, mean: [0, 0, 0, 0], covariance: covariance)
        return risk?.expectedShortfall(level).total ?? .nan
      }
      let exact = try ShapleyAllocation(members: 4, risk: risk)
      let tag = entry["tag"] as? String ?? ""
      let failures = try mismatches("Shapley", exact.values, entry["shapley"], 1e-12, tag)
      #expect(failures.isEmpty, "\(failures)")
      let sampled = try ShapleyAllocation(members: 4, orders: 400, seed: 1, risk: risk)
      #expect(abs(sampled.values.reduce(0, +) - exact.values.reduce(0, +)) < 1e-9)
      for (member, value) in sampled.values.enumerated() {
        #expect(abs(value - exact.values[member]) < 4 * sampled.standardErrors[member] + 1e-9, "\(tag) \(member)")
      }
    }
    #expect(throws: RiskError.invalidParameter(name: "members", value: 13)) {
      try ShapleyAllocation(members: 13) { _ in 0 }
    }
  }
}
