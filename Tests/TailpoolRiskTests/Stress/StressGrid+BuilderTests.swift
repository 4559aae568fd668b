import TailpoolMarket
import TailpoolScenarios
import Testing

@testable import TailpoolRisk

@Suite("Stress grid")
struct StressGridBuilderTests {
  private struct Unavailable: Error, Equatable {}

  @Test("The default moves are increasing and hold no move at all")
  func defaults() {
    let spots = StressGrid.defaultSpotReturns
    let volatilities = StressGrid.defaultVolatilityChanges
    #expect(spots.count == 17 && spots == spots.sorted() && spots.contains(0) && spots == spots.reversed().map { -$0 })
    #expect(volatilities == [-0.5, -0.25, -0.1, 0, 0.1, 0.25, 0.5, 1])
  }

  @Test("All together first, then each alone, volatility by spot")
  func layout() {
    let grids = StressGrid.grids(
      underlyings: ["BTC", "ETH"], isSeparable: true, spotReturns: [-0.1, 0, 0.2], volatilityChanges: [-0.5, 1]
    ) { move in
      // BTC gains with spot alone, ETH with volatility alone.
      ["BTC": 100 * (move["BTC"].spotReturn ?? .nan), "ETH": move["ETH"].volatilityFactor ?? .nan]
    }
    #expect(grids.map(\.underlying) == [nil, "BTC", "ETH"])
    #expect(grids[0].profitAndLoss == [[-9.5, 0.5, 20.5], [-8, 2, 22]])
    #expect(grids[1].profitAndLoss == [[-10, 0, 20], [-10, 0, 20]])
    #expect(grids[2].profitAndLoss == [[0.5, 0.5, 0.5], [2, 2, 2]])
    #expect(grids.allSatisfy { $0.spotReturns == [-0.1, 0, 0.2] && $0.volatilityChanges == [-0.5, 1] })
  }

  @Test("An underlying without a part counts zero, and without underlyings the grid is zero")
  func missing() {
    let grids = StressGrid.grids(underlyings: ["BTC", "ETH"], isSeparable: true) { _ in ["BTC": 1] }
    #expect(grids[2].profitAndLoss.joined().allSatisfy { $0 == 0 })
    #expect(grids[0].profitAndLoss.joined().allSatisfy { $0 == 1 })
    let none = StressGrid.grids(underlyings: [], isSeparable: true) { _ in [:] }
    #expect(none.count == 1 && none[0].profitAndLoss.joined().allSatisfy { $0 == 0 })
  }

  @Test("What the revaluation throws is thrown")
  func failure() {
    #expect(throws: Unavailable()) {
      try StressGrid.grids(underlyings: ["BTC"], isSeparable: true) { (_) throws(Unavailable) in throw Unavailable() }
    }
  }
}
