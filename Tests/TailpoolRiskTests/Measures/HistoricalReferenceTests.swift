import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// VaR, ES and interval ranks against NumPy and SciPy (`historical_var_es.json`).
@Suite("Historical VaR and ES against the reference")
struct HistoricalReferenceTests {
  private struct Case {
    let tag: String
    let losses: [Double]
    let alpha: Double
    let expected: [String: Any]

    func number(_ key: String) -> Double { expected[key] as? Double ?? .nan }
  }

  private func madeUp() throws -> [Case] { try read(References.madeUpCases("historical_var_es.json")) }
  private func real() throws -> [Case] { try read(References.sharedCases("reference/risk/historical_var_es.json")) }

  private func read(_ entries: [[String: Any]]) throws -> [Case] {
    try entries.flatMap { entry in
      let losses = try #require(entry["losses"] as? [Double])
      let results = try #require(entry["results"] as? [[String: Any]])
      return try results.map {
        Case(
          tag: entry["tag"] as? String ?? "", losses: losses, alpha: try #require($0["alpha"] as? Double), expected: $0)
      }
    }
  }

  @Test("VaR, its interval and ES agree")
  func measures() throws { try checkMeasures(madeUp()) }

  @Test("VaR, its interval and ES of real returns agree", .enabled(if: References.hasShared, "real data are absent"))
  func realMeasures() throws { try checkMeasures(real()) }

  private func checkMeasures(_ cases: [Case]) throws {
    try #require(cases.count == 14)
    for entry in cases {
      let level = try #require(ConfidenceLevel(percent: entry.alpha * 100))
      let distribution = try ProfitAndLossDistribution(entry.losses.map { -$0 })
      let risk = distribution.valueAtRisk(level)
      let shortfall = distribution.expectedShortfall(level)
      let interval = try #require(entry.expected["ci95"] as? [Double])
      let inputs = "\(entry.tag), level \(entry.alpha)"
      let failures = [
        mismatch("VaR", risk.value, entry.number("VaR_lower_quantile"), within: .absolute(0), inputs: inputs),
        mismatch("low", risk.low, interval[0], within: .absolute(0), inputs: inputs),
        mismatch("high", risk.high, interval[1], within: .absolute(0), inputs: inputs),
        mismatch("ES", shortfall.value, entry.number("ES_exact_discrete"), within: .relative(1e-13), inputs: inputs),
        mismatch(
          "VaR error", risk.standardError, (interval[1] - interval[0]) / 3.92, within: .relative(1e-15),
          inputs: inputs),
      ].compactMap(\.self)
      #expect(failures.isEmpty, "\(failures)")
    }
  }

  @Test("The interval's ranks are the reference's")
  func ranks() throws { try checkRanks(madeUp()) }

  @Test(
    "The interval's ranks of real returns are the reference's",
    .enabled(if: References.hasShared, "real data are absent"))
  func realRanks() throws { try checkRanks(real()) }

  private func checkRanks(_ cases: [Case]) throws {
    try #require(cases.count == 14)
    for entry in cases {
      let level = try #require(ConfidenceLevel(percent: entry.alpha * 100))
      let interval = OrderStatisticInterval(count: entry.losses.count, level: level)
      let expected = try #require(entry.expected["ci95_ranks_1based"] as? [Int])
      #expect([interval.low, interval.high] == expected, "\(entry.tag), level \(entry.alpha)")
    }
  }
}
