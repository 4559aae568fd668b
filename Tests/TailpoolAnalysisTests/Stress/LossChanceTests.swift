import Foundation
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("The chance of losing an amount")
struct LossChanceTests {
  @Test("It is the share of the scenarios that lose as much, with the standard error of a share")
  func share() throws {
    let profits = [-3.0, 1, -2, 0, -5, 4, -2, 7, 8, 9]
    let chance = try #require(LossChance(ofLosing: 2, profitAndLoss: profits, likelihoodRatios: nil))
    // Four of ten: √(0.4 · 0.6 / 10).
    #expect(chance.value == 0.4 && chance.source == .simulated)
    #expect(abs((chance.standardError ?? .nan) - 0.024.squareRoot()) < 1e-15)
    #expect(LossChance(ofLosing: 5.1, profitAndLoss: profits, likelihoodRatios: nil) == nil)
  }

  @Test("Weighted scenarios count by their likelihood ratios")
  func weighted() throws {
    let chance = try #require(
      LossChance(ofLosing: 2, profitAndLoss: [-3, -2, 1, 1], likelihoodRatios: [0.2, 0.4, 2, 1.4]))
    // 0.6 / 4; the mean of the squares is 0.2 / 4.
    #expect(abs(chance.value - 0.15) < 1e-15)
    #expect(abs((chance.standardError ?? .nan) - ((0.05 - 0.0225) / 4).squareRoot()) < 1e-15)
  }

  @Test("Reverse stress counts the scenarios, and goes by the distance of its move where none loses as much")
  func amount() async throws {
    let analysis = try await BookAnalysisTests.shared.value
    let losses = analysis.profitAndLoss.map { -$0 }.sorted()
    // The amount that 21 of 100 scenarios lose, and one that none does.
    let (often, never) = (losses[losses.count * 79 / 100], 1.5 * (losses.last ?? 0))
    let rows = try analysis.reverseStress([("often", often), ("never", never)])
    let chance = try #require(rows[0].chance)
    #expect(chance.value == 0.21 && chance.source == .simulated, "\(chance)")
    #expect(abs((chance.standardError ?? .nan) - (0.21 * 0.79 / 4_000).squareRoot()) < 1e-12)
    let far = try #require(rows[1].chance)
    let distance = try #require(rows[1].result).distance
    #expect(far.source == .distance && far.standardError == nil && far.value < 1e-4)
    #expect(abs(far.value - 0.5 * erfc(distance / 2.0.squareRoot())) < 1e-12 * far.value, "\(far), \(distance)")
  }
}
