import Foundation
import TailpoolMarket
import TailpoolScenarios
import Testing

@testable import TailpoolRisk

@Suite("Shares of a tail")
struct ContributionSharesTests {
  @Test("Shares of a tail that gains are of the gain, with its sign")
  func gain() {
    let tail = [TailScenario(index: 0, weight: 0.25), TailScenario(index: 2, weight: 0.75)]
    let parts = RiskContribution.contributions(tail: tail, byUnderlying: ["B": [6, 99, 2], "A": [-4, 99, 0]])
    #expect(parts.map(\.underlying) == ["A", "B"])
    #expect(parts.map(\.expectedShortfall) == [1, -3] && parts.map(\.share) == [-0.5, 1.5])
    let even = RiskContribution.contributions(tail: tail, byUnderlying: ["B": [4, 0, 0], "A": [-4, 0, 0]])
    #expect(even.map(\.share) == [0, 0])
  }

  @Test("Positions grouped by a key, each measure by itself")
  func grouped() {
    let parts = PositionContributions(
      level: .percent99, expectedShortfall: [1, 2, 4], valueAtRisk: [10, 30, 70], scenarios: 5)
    let groups = parts.grouped(by: ["x", "y", "x"])
    #expect(groups["x"]?.expectedShortfall == 5 && groups["x"]?.valueAtRisk == 80)
    #expect(groups["y"]?.expectedShortfall == 2 && groups["y"]?.valueAtRisk == 30 && groups.count == 2)
  }

  @Test("The scenarios told are those of either measure")
  func scenarios() async throws {
    let book = try StressPosition.market(Array(StressPosition.made.prefix(6))).valuation
    let source = try GaussianScenarios(covariance: StressPosition.covariance(), count: 300, seed: 8)
    let whole = try ProfitAndLossDistribution(BookRevaluation(book).profitAndLoss(over: source))
    let level = ConfidenceLevel.percent97Point5
    let needed = Set(whole.tailScenarios(level).map(\.index)).union(whole.harrellDavisScenarios(level).map(\.index))
    let found = try await whole.contributions(level, of: PositionRevaluation(book), over: source)
    #expect(found.scenarios == needed.count && found.scenarios > whole.tailScenarios(level).count)
    #expect(found.level == level)
  }

  @Test("A bound's value is its middle; an end without a bound is taken half a cell before it")
  func bounds() throws {
    let quantile = { @Sendable (u: Double) -> Double in u < 1 ? 1 / (1 - u) : .infinity }
    let bounds = try RearrangementBounds(.percent95, quantiles: [quantile, quantile], points: 2)
    // Two cells of 2.5 %: the best pairing adds the middle one and three quarters of the way to the end.
    #expect(abs(bounds.worst.high - (1 / 0.025 + 1 / 0.0125)) < 1e-9, "\(bounds)")
    #expect(abs(bounds.worst.low - (1 / 0.05 + 1 / 0.025)) < 1e-9, "\(bounds)")
    #expect(abs(bounds.worst.value - 0.5 * (bounds.worst.low + bounds.worst.high)) < 1e-9)
    #expect(abs(bounds.comonotonic - 40) < 1e-9 && bounds.level == .percent95)
  }
}
