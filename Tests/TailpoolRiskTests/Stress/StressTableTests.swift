import TailpoolMarket
import TailpoolScenarios
import Testing

@testable import TailpoolRisk

@Suite("Stress table")
struct StressTableTests {
  private struct Unavailable: Error, Equatable {}

  private let set = StressSet(scenarios: [
    StressScenario(name: "both", move: MarketMove(spotReturns: ["BTC": -0.4, "ETH": -0.5, "XRP": -0.6])),
    StressScenario(name: "stocks", move: MarketMove(spotReturns: ["SPX": -0.1])),
    StressScenario(name: "one", move: MarketMove(spotReturns: ["ETH": 0.1])),
    StressScenario(name: "volatility", move: MarketMove(spotReturns: [:], volatilityFactors: ["BTC": 2])),
  ])

  private func revalue(_ scenario: StressScenario) -> (dollars: [Underlying: Double], coins: [Underlying: Double]) {
    let (first, second) = (scenario.move["BTC"], scenario.move["ETH"])
    let bitcoin = 100 * (first.spotReturn ?? 0) - 7 * ((first.volatilityFactor ?? 1) - 1)
    return (["BTC": bitcoin, "ETH": 10 * (second.spotReturn ?? 0)], ["BTC": bitcoin / 1000])
  }

  @Test("Scenarios that name nothing of the book are skipped and counted")
  func table() {
    let table = StressTable.table(of: set, underlyings: ["BTC", "ETH"], revalue: revalue)
    #expect(table.skipped == 1)
    #expect(table.results.map(\.scenario.name) == ["both", "one", "volatility"])
    #expect(table.results.map(\.profitAndLoss) == [-45, 1, -7])
    #expect(table.results.map(\.notCovered) == [[], ["BTC"], ["ETH"]])
    #expect(table.results[0].byUnderlying == ["BTC": -40, "ETH": -5])
    #expect(table.results[0].coinByUnderlying == ["BTC": -0.04])
    #expect(table.worstLoss == 45)
  }

  @Test("A book without an underlying of the set has an empty table")
  func nothing() {
    let table = StressTable.table(of: set, underlyings: ["DOGE"], revalue: revalue)
    #expect(table.results.isEmpty && table.skipped == 4 && table.worstLoss == nil)
    #expect(StressTable.table(of: set, underlyings: [], revalue: revalue).skipped == 4)
  }

  @Test("What the revaluation throws is thrown")
  func failure() {
    #expect(throws: Unavailable()) {
      try StressTable.table(of: set, underlyings: ["BTC"]) {
        (_) throws(Unavailable) -> (dollars: [Underlying: Double], coins: [Underlying: Double]) in throw Unavailable()
      }
    }
  }

  @Test(
    "A scenario that cannot be applied is named, with the number that is to blame",
    arguments: [
      (UnderlyingMove(spotReturn: -0.1, spotShift: -95), "spotShift", -95.0),
      (UnderlyingMove(spotReturn: -1.5), "spotReturn", -1.5),
      (UnderlyingMove(volatilityFactor: 0), "volatilityFactor", 0),
      (UnderlyingMove(spotReturn: -0.1, volatilityShift: .infinity), "volatilityShift", .infinity),
    ])
  func inapplicable(move: UnderlyingMove, field: String, value: Double) throws {
    let book = try StressPosition.market([StressPosition()]).valuation
    let fine = StressScenario(name: "fine", move: MarketMove(spotReturns: ["A": -0.1]))
    let set = StressSet(scenarios: [fine, StressScenario(name: "too far", move: MarketMove(["A": move]))])
    #expect(
      throws: RiskError.inapplicableScenario(name: "too far", underlying: "A", field: field, value: value)
    ) { try StressTable.table(of: set, book: book, revaluation: try BookRevaluation(book)) }
  }

  @Test("Volatility alone: the spot stands still, and the profit is that of the options at the new volatility")
  func volatilityAlone() throws {
    let row = StressPosition(strike: 105, days: 40, volatility: 0.2, quantity: -3)
    let book = try StressPosition.market([row]).valuation
    let set = StressSet(scenarios: [
      StressScenario(name: "index", move: MarketMove(spotReturns: [:], volatilityFactors: ["A": 2.5]))
    ])
    let table = try StressTable.table(of: set, book: book, revaluation: try BookRevaluation(book))
    var moved = row
    moved.volatility = 0.5
    let profit = try #require(table.results.first).profitAndLoss
    #expect(abs(profit + 3 * (moved.black - row.black)) < 1e-12, "\(profit)")
    #expect(table.results[0].notCovered.isEmpty)
  }
}
