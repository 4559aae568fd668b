import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// One move, by position, by sums, in a table and as one scenario, of a book of every kind of contract.
@Suite("One move valued in every way")
struct StressAgreementTests {
  private let book: PricedBook

  init() throws { book = EveryKindBook.book(try EveryKindBook.kinds()) }

  private static let moves: [(name: String, move: MarketMove)] = [
    ("none", MarketMove()), ("spots", MarketMove(spotReturns: ["A": -0.25, "B": 0.1], volatilityFactors: ["A": 1.6])),
    ("dollars", MarketMove(["B": .init(spotReturn: 0.05, spotShift: -7)])),
    ("parallel", MarketMove(["A": .init(volatilityShift: 0.1), "B": .init(volatilityShift: -0.2)])),
    ("no volatility", MarketMove(["A": .init(volatilityShift: -5)])),
    ("skew", MarketMove(["A": .init(spotReturn: -0.1, skewTwist: -0.3), "B": .init(skewTwist: 0.4)])),
    ("term", MarketMove(["A": .init(termTwist: 0.2), "B": .init(spotReturn: 0.2, termTwist: -0.4)])),
    ("rate", MarketMove(["A": .init(rateShift: 0.02), "B": .init(rateShift: -0.03)])),
    ("carry", MarketMove(["A": .init(carryShift: 0.02), "B": .init(spotReturn: -0.3, carryShift: 0.01)])),
    ("correlation", MarketMove(correlationShifts: [["A", "B"]: -0.5])),
    (
      "all",
      MarketMove(
        [
          "A": .init(
            spotReturn: -0.2, spotShift: 1, volatilityFactor: 1.3, volatilityShift: 0.05, skewTwist: -0.2,
            termTwist: 0.1,
            rateShift: 0.01, carryShift: -0.01), "B": .init(spotReturn: -0.3, skewTwist: -0.1, carryShift: 0.02),
        ], correlationShifts: [["A", "B"]: 0.7])
    ),
  ]

  /// What rounding is measured by: all values then and today, without regard to sign.
  private func size(of outcome: StressOutcome) -> Double {
    book.positions.reduce(1) { $0 + abs($1.greeks.value) } + outcome.byPosition.reduce(0) { $0 + abs($1) }
  }

  @Test(
    "A move is the same position by position and in the revaluation of sums, in dollars and in coin",
    arguments: moves.indices, [0, 1.5, 50])
  func outcome(index: Int, days: Double) throws {
    let (name, move) = Self.moves[index]
    let revaluation = try BookRevaluation(book)
    let outcome = try book.outcome(under: move, elapsedDays: days)
    let sums = try revaluation.profitAndLoss(under: move, elapsedDays: days)
    let coins = try revaluation.coinProfitAndLoss(under: move, elapsedDays: days)
    let scale = size(of: outcome)
    #expect(sums.keys.sorted() == ["A", "B"] && coins.keys.sorted() == ["A"])
    for (underlying, change) in sums {
      let own = try #require(outcome.byUnderlying[underlying])
      #expect(abs(own - change) <= 1e-12 * scale, "\(name) \(underlying): \(own), \(change)")
    }
    for (underlying, change) in coins {
      let own = try #require(outcome.coinByUnderlying[underlying])
      #expect(abs(own - change) <= 1e-12 * scale / 100, "\(name) \(underlying): \(own), \(change) coins")
    }
    #expect(abs(outcome.byPosition.reduce(0, +) - outcome.profitAndLoss) <= 1e-13 * scale)
    #expect((outcome.profitAndLoss == 0) == (name == "none" && days == 0), "\(name)")
    if name == "correlation", days == 0 {
      let moved = zip(book.positions, outcome.byPosition).filter { $0.1 != 0 }.map(\.0.position.id)
      #expect(moved == ["A for B", "B for A", "B in A"])
    }
  }

  @Test("A stress table with twists, correlations and spots is the outcome of each, and the revaluation of sums")
  func table() throws {
    let set = StressSet(scenarios: Self.moves.dropFirst().map { StressScenario(name: $0.name, move: $0.move) })
    let revaluation = try BookRevaluation(book, horizonInDays: 0)
    let table = try StressTable.table(of: set, book: book, revaluation: revaluation)
    for result in table.results {
      let (name, move) = (result.scenario.name, result.scenario.move)
      let outcome = try book.outcome(under: move)
      let scale = size(of: outcome)
      #expect(abs(result.profitAndLoss - outcome.profitAndLoss) <= 1e-12 * scale, "\(name)")
      for (underlying, change) in try revaluation.profitAndLoss(under: move) {
        let own = try #require(result.byUnderlying[underlying])
        #expect(abs(own - change) <= 1e-12 * scale, "\(name) \(underlying): \(own), \(change)")
      }
      for (underlying, change) in try revaluation.coinProfitAndLoss(under: move) {
        let own = try #require(result.coinByUnderlying[underlying])
        #expect(abs(own - change) <= 1e-12 * scale / 100, "\(name) \(underlying): \(own), \(change) coins")
      }
    }
    #expect(table.skipped == 0 && table.results.count == set.scenarios.count)
  }

  @Test("Moves of spots and levels are the scenario of their logarithms, and the cell of a grid")
  func scenarios() throws {
    let revaluation = try BookRevaluation(book, horizonInDays: 0)
    let (spots, volatilities) = ([-0.3, -0.05, 0.2], [-0.25, 0, 0.5])
    let grids = try StressGrid.grids(of: revaluation, spotReturns: spots, volatilityChanges: volatilities)
    for (v, change) in volatilities.enumerated() {
      for (s, spot) in spots.enumerated() {
        let move = MarketMove(
          UnderlyingMove(spotReturn: spot, volatilityFactor: 1 + change), of: revaluation.underlyings)
        let outcome = try book.outcome(under: move)
        let logs = [log1p(spot), log1p(spot), log1p(change), log1p(change)]
        let listed = try revaluation.profitAndLoss(over: ListedScenarios([logs], underlyings: ["A", "B"]))[0]
        let scale = size(of: outcome)
        #expect(abs(listed - outcome.profitAndLoss) <= 1e-12 * scale, "\(spot) \(change)")
        #expect(abs(grids[0].profitAndLoss[v][s] - outcome.profitAndLoss) <= 1e-12 * scale, "\(spot) \(change)")
      }
    }
  }

  @Test("Moves that are not finite are typed errors of both ways")
  func errors() throws {
    for value in [Double.nan, .infinity] {
      let move = MarketMove(correlationShifts: [["B", "A"]: value])
      #expect(throws: RiskError.self) { try book.outcome(under: move) }
      #expect(throws: RevaluationError.self) { try BookRevaluation(book).profitAndLoss(under: move) }
    }
  }
}
