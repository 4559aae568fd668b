import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Stress of a book position by position")
struct PricedBookStressTests {
  private func book(_ rows: [StressPosition]) throws -> PricedBook {
    try StressPosition.market(rows).valuation
  }

  @Test("It agrees with the revaluation of sums, and its parts add up")
  func agreement() throws {
    let book = try book(StressPosition.made)
    let revaluation = try BookRevaluation(book)
    let shift = MarketMove(spotReturns: ["A": -0.3, "B": 0.12], volatilityFactors: ["A": 1.7])
    for elapsed in [0.0, 1, 5] {
      let outcome = try book.outcome(
        under: MarketMove([
          "A": .init(spotReturn: -0.3, volatilityFactor: 1.7), "B": .init(spotReturn: 0.12),
        ]), elapsedDays: elapsed)
      let sums = try revaluation.profitAndLoss(under: shift, elapsedDays: elapsed)
      for underlying in book.underlyings {
        let (one, other) = (try #require(outcome.byUnderlying[underlying]), try #require(sums[underlying]))
        #expect(abs(one - other) < 1e-11 * 100, "\(underlying) after \(elapsed): \(one), \(other)")
      }
      #expect(abs(outcome.byPosition.reduce(0, +) - outcome.profitAndLoss) < 1e-11)
      #expect(outcome.byPosition.count == 24)
    }
    #expect(try book.outcome(under: MarketMove()).byPosition.allSatisfy { $0 == 0 })
  }

  @Test("Each shock does what its formula says")
  func formula() throws {
    let row = StressPosition(strike: 80, days: 10, forward: 102, volatility: 0.7, quantity: -2, discountFactor: 0.98)
    let book = try book([row])
    func expected(_ factor: Double, _ volatility: Double) -> Double {
      -2 * 0.98
        * (Black76.price(.call, forward: 102 * factor, strike: 80, years: 10 / 365.0, volatility: volatility)
          - row.black)
    }
    let x = log(80 / 102.0) / (10 / 365.0).squareRoot()
    let cases: [(UnderlyingMove, Double, Double)] = [
      (.init(spotReturn: 0.1), 1.1, 0.7), (.init(spotShift: -5), 0.95, 0.7), (.init(volatilityFactor: 1.5), 1, 1.05),
      (.init(volatilityShift: -0.2), 1, 0.5), (.init(volatilityShift: -2), 1, 0),
      (.init(skewTwist: -0.2), 1, 0.7 * exp(-0.2 * x)), (.init(skewTwist: 9), 1, 0.7 * exp(-1)),
      (.init(termTwist: 0.3), 1, 0.7 * pow(3, 0.3)), (.init(termTwist: -9), 1, 0.7 * exp(-1)),
      (.init(spotReturn: -0.2, spotShift: 1, volatilityFactor: 2, volatilityShift: 0.1), 0.81, 1.5),
    ]
    for (shock, factor, volatility) in cases {
      let actual = try book.outcome(under: MarketMove(["A": shock])).profitAndLoss
      #expect(abs(actual - expected(factor, volatility)) < 1e-12 * 100, "\(shock)")
    }
  }

  @Test("In coin an option gains what it is worth over the spot then, less what it is worth over the spot today")
  func coins() throws {
    // Two in coin and one in cash on A, and one in coin on B, which does not move.
    var rows = [
      StressPosition(type: .put, strike: 95, quantity: -2, contractSize: 3, settlement: .coin),
      StressPosition(strike: 110, quantity: 5, settlement: .coin), StressPosition(strike: 105, days: 60, quantity: 7),
      StressPosition(underlying: "B", strike: 40, forward: 40, spot: 40, quantity: -1, settlement: .coin),
    ]
    let book = try book(rows)
    for (move, spot) in [
      (UnderlyingMove(spotReturn: -0.2), 80.0), (UnderlyingMove(spotReturn: 0.1, spotShift: -5), 105),
      (UnderlyingMove(spotShift: 30), 130), (UnderlyingMove(volatilityFactor: 1.5), 100),
    ] {
      let found = try book.outcome(under: MarketMove(["A": move]))
      var (coins, dollars) = (0.0, 0.0)
      for index in 0..<3 {
        var moved = rows[index]
        moved.forward = spot
        moved.volatility *= move.volatilityFactor ?? 1
        let units = rows[index].quantity * rows[index].contractSize
        dollars += units * (moved.black - rows[index].black)
        if index < 2 { coins += units * (moved.black / spot - rows[index].black / 100) }
      }
      #expect(Set(found.coinByUnderlying.keys) == ["A", "B"] && found.coinByUnderlying["B"] == 0, "\(found)")
      #expect(abs(try #require(found.coinByUnderlying["A"]) - coins) < 1e-12, "\(move): \(found), \(coins)")
      #expect(abs(try #require(found.byUnderlying["A"]) - dollars) < 1e-10, "\(move): \(found), \(dollars)")
      #expect(found.byUnderlying["B"] == 0 && abs(found.profitAndLoss - dollars) < 1e-10)
    }
    rows.removeSubrange(0..<2)
    #expect(try self.book(rows).outcome(under: MarketMove(spotReturns: ["A": -0.5])).coinByUnderlying.count == 1)
  }

  @Test("A skew twist turns about the forward, a term twist about 30 days")
  func pivots() {
    let skew = UnderlyingMove(skewTwist: -0.3)
    #expect(skew.volatility(0.5, logMoneyness: 0, years: 0.1) == 0.5)
    #expect(skew.volatility(0.5, logMoneyness: -0.1, years: 0.1) > 0.5)
    #expect(skew.volatility(0.5, logMoneyness: 0.1, years: 0.1) < 0.5)
    // Without an end there is no slope along the strike, and none along time either while no term is twisted.
    #expect(skew.volatility(0.5, logMoneyness: 0.1, years: .infinity) == 0.5)
    let term = UnderlyingMove(termTwist: 0.2)
    #expect(term.volatility(0.5, logMoneyness: 0.3, years: 30.0 / 365) == 0.5)
    #expect(term.volatility(0.5, logMoneyness: 0.3, years: 0.01) > 0.5)
    #expect(term.volatility(0.5, logMoneyness: 0.3, years: 2) < 0.5)
  }

  @Test("Shocks that make a price negative, unknown assets and bad days are typed errors")
  func errors() throws {
    let book = try book([StressPosition()])
    let cases: [(UnderlyingMove, String)] = [
      (.init(spotReturn: -1), "spotReturn"), (.init(spotReturn: .nan), "spotReturn"),
      (.init(spotShift: -100), "spotShift"), (.init(volatilityFactor: -0.1), "volatilityFactor"),
      (.init(volatilityShift: .infinity), "volatilityShift"), (.init(skewTwist: .nan), "skewTwist"),
      (.init(termTwist: .infinity), "termTwist"),
    ]
    for (shock, name) in cases {
      do {
        _ = try book.outcome(under: MarketMove(["A": shock]))
        Issue.record("\(shock) was taken")
      } catch .invalidShock(let underlying, let found, _) {
        #expect(underlying == "A" && found == name)
      }
    }
    #expect(throws: RiskError.unknownAssets(names: ["X", "Y"], known: ["A"])) {
      try book.outcome(under: MarketMove(["Y": .init(), "X": .init(), "A": .init()]))
    }
    #expect(throws: RiskError.invalidParameter(name: "elapsedDays", value: -1)) {
      try book.outcome(under: MarketMove(), elapsedDays: -1)
    }
  }
}
