import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Risk contributions")
struct RiskContributionTailTests {
  @Test("The contributions add up to the expected shortfall")
  func additivity() throws {
    var generator = SeededGenerator(seed: 41)
    let names: [Underlying] = ["BTC", "ETH", "SOL"]
    for count in [1, 10, 99, 1000, 4321] {
      let parts = names.map { _ in (0..<count).map { _ in generator.uniform(-1e5, 1e5) } }
      let whole = try ProfitAndLossDistribution((0..<count).map { parts[0][$0] + parts[1][$0] + parts[2][$0] })
      for level in [ConfidenceLevel.percent95, .percent97Point5, .percent99] {
        let contributions = RiskContribution.contributions(
          tail: whole.tailScenarios(level), byUnderlying: Dictionary(uniqueKeysWithValues: zip(names, parts)))
        let sum = contributions.reduce(0) { $0 + $1.expectedShortfall }
        let expected = whole.expectedShortfall(level).value
        #expect(abs(sum - expected) <= 1e-12 * max(abs(expected), 1e5), "\(count) at \(level): \(sum), \(expected)")
        #expect(abs(contributions.reduce(0) { $0 + $1.share } - 1) <= 1e-12)
        #expect(contributions.map(\.underlying) == names)
      }
    }
  }

  @Test("A hedge has a negative share")
  func hedge() {
    let contributions = RiskContribution.contributions(
      tail: [TailScenario(index: 1, weight: 1)], byUnderlying: ["BTC": [0, -30], "ETH": [0, 10]])
    #expect(
      contributions == [
        RiskContribution(underlying: "BTC", expectedShortfall: 30, share: 1.5),
        RiskContribution(underlying: "ETH", expectedShortfall: -10, share: -0.5),
      ])
  }

  @Test("Nothing at risk has no shares")
  func nothing() {
    let contributions = RiskContribution.contributions(
      tail: [TailScenario(index: 0, weight: 1)], byUnderlying: ["BTC": [0]])
    #expect(contributions == [RiskContribution(underlying: "BTC", expectedShortfall: 0, share: 0)])
    #expect(RiskContribution.contributions(tail: [TailScenario(index: 0, weight: 1)], byUnderlying: [:]).isEmpty)
  }

  @Test("Euler contributions agree with the reference")
  func reference() throws { try check(References.madeUpCases("euler_historical.json")) }

  @Test(
    "Euler contributions of real returns agree with the reference",
    .enabled(if: References.hasShared, "real data are absent"))
  func realReference() throws { try check(References.sharedCases("reference/risk/euler_historical.json")) }

  private func check(_ cases: [[String: Any]]) throws {
    #expect(cases.count == 2)
    for entry in cases {
      let weights = try #require(entry["weights"] as? [Double])
      let returns = try #require(entry["returns"] as? [[Double]])
      let expected = try #require(entry["component_ES"] as? [Double])
      let level = try #require(ConfidenceLevel(percent: 100 * (entry["alpha"] as? Double ?? 0)))
      let parts = weights.indices.map { asset in returns.map { weights[asset] * $0[asset] } }
      let whole = try ProfitAndLossDistribution(returns.indices.map { day in parts.reduce(0) { $0 + $1[day] } })
      let names = weights.indices.map { Underlying(String(UnicodeScalar(UInt8(65 + $0)))) }
      let contributions = RiskContribution.contributions(
        tail: whole.tailScenarios(level), byUnderlying: Dictionary(uniqueKeysWithValues: zip(names, parts)))
      let shortfall = entry["ES"] as? Double ?? .nan
      #expect(whole.valueAtRisk(level).value.isApproximately(entry["VaR"] as? Double ?? .nan))
      #expect(whole.expectedShortfall(level).value.isApproximately(shortfall))
      #expect(contributions.map(\.underlying) == names && expected.count == names.count)
      for (contribution, reference) in zip(contributions, expected) {
        #expect(abs(contribution.expectedShortfall - reference) <= 1e-12 * shortfall)
      }
    }
  }
}

extension Double {
  fileprivate func isApproximately(_ other: Double) -> Bool { Tolerance.relative(1e-12).accepts(self, other) }
}
