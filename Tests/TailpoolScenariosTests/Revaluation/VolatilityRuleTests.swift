import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Volatility rules")
struct VolatilityRuleTests {
  /// Marks of one expiry whose total variance is straight in log-moneyness: w = 0.04 − 0.02 k; as a calibrated smile they are
  /// a curve beside a single mark.
  private func marks(
    _ rows: [OptionRow], calibrated: Bool = false
  ) throws -> (marks: VolatilityMarks, rows: [OptionRow]) {
    let years = 0.25
    func variance(_ k: Double) -> Double { 0.04 - 0.02 * k }
    let priced = rows.map { row in
      var row = row
      row.years = years
      row.volatility = (variance(log(row.strike / row.forward)) / years).squareRoot()
      return row
    }
    let strikes = calibrated ? [100] : stride(from: -1.0, through: 1, by: 0.25).map { 100 * exp($0) }
    let curve = stride(from: -1.0, through: 1, by: 0.25).map {
      VolatilitySmile.CurvePoint(logMoneyness: $0, volatility: (variance($0) / years).squareRoot())
    }
    let points = try strikes.map { strike in
      SmilePoint(
        quote: OptionQuote(
          contract: try OptionContract(underlying: "A", type: .call, strike: strike, expiry: priced[0].expiry),
          bid: nil, ask: nil, mark: nil, markVolatility: nil, openInterest: 0),
        logMoneyness: log(strike / 100), bidVolatility: nil, midVolatility: nil, markVolatility: nil,
        askVolatility: nil, volatility: (variance(log(strike / 100)) / years).squareRoot(), source: .venue)
    }
    let market = try #require(OptionRow.book(priced).snapshot["A"]?.expiries[0])
    let smile = VolatilitySmile(
      underlying: "A", spot: 100, market: market, points: points, curve: calibrated ? curve : [])
    return (VolatilityMarks(smiles: [smile], sourceCounts: [:], unusable: 0, medianMarkError: nil), priced)
  }

  private func revaluation(_ rows: [OptionRow], _ rule: VolatilityRule) throws -> BookRevaluation {
    try BookRevaluation(OptionRow.book(rows).valuation, volatilityRule: rule)
  }

  private let rows = [
    OptionRow(strike: 80, quantity: -3), OptionRow(strike: 100, quantity: 2),
    OptionRow(type: .put, strike: 120, quantity: 5),
  ]

  @Test(
    "Sticky delta keeps the volatility of each log-moneyness, of marks or of a calibrated smile",
    arguments: [-0.2, 0.1], [false, true])
  func stickyDelta(move: Double, calibrated: Bool) throws {
    let (marks, rows) = try marks(rows, calibrated: calibrated)
    let revaluation = try revaluation(rows, .stickyDelta(marks))
    let shift = MarketMove(spotReturns: ["A": move], volatilityFactors: ["A": 1.1])
    let change = try #require(revaluation.profitAndLoss(under: shift)["A"])
    let expected = rows.reduce(0) { sum, row in
      let then = (0.04 - 0.02 * log(row.strike / (row.forward * (1 + move)))) / row.years
      let factor = then.squareRoot() / row.volatility * 1.1
      return sum + row.quantity * (black76(row, spotFactor: 1 + move, volatilityFactor: factor) - black76(row))
    }
    #expect(Tolerance.absolute(1e-11).accepts(change, expected))
  }

  @Test("Sticky delta without marks of the expiry is sticky strike, to rounding")
  func withoutMarks() throws {
    let none = VolatilityMarks(smiles: [], sourceCounts: [:], unusable: 0, medianMarkError: nil)
    let shift = MarketMove(spotReturns: ["A": -0.3], volatilityFactors: ["A": 1.4])
    let free = try #require(revaluation(rows, .stickyDelta(none)).profitAndLoss(under: shift)["A"])
    let fixed = try #require(revaluation(rows, .stickyStrike).profitAndLoss(under: shift)["A"])
    #expect(Tolerance.absolute(1e-12).accepts(free, fixed))
  }

  @Test("A surface shift adds its slope times the log return, and leaves at least a hundredth")
  func surfaceShift() throws {
    let revaluation = try revaluation(rows, .surfaceShift(slope: -0.5))
    for move in [-0.3, 0.2, 20] {
      let shift = MarketMove(spotReturns: ["A": move])
      let change = try #require(revaluation.profitAndLoss(under: shift)["A"])
      let expected = rows.reduce(0) { sum, row in
        let factor = max(1 - 0.5 * log(1 + move) / row.volatility, 0.01)
        return sum + row.quantity * (black76(row, spotFactor: 1 + move, volatilityFactor: factor) - black76(row))
      }
      #expect(Tolerance.absolute(1e-10).accepts(change, expected), "move \(move)")
    }
    #expect(throws: RevaluationError.invalidSlope(.infinity)) {
      try self.revaluation(rows, .surfaceShift(slope: .infinity))
    }
  }

  @Test("An option at the money after a shift that would leave nothing has a hundredth of its volatility")
  func leastVolatility() throws {
    // Twenty-one times the spot is a log return of 3.04, and takes one and a half from a volatility of 0.6.
    let row = OptionRow(strike: 2_100, quantity: 3)
    let change = try #require(
      revaluation([row], .surfaceShift(slope: -0.5)).profitAndLoss(under: MarketMove(spotReturns: ["A": 20]))["A"])
    // At the money a call is F (2 N(s / 2) − 1), with s a hundredth of 0.6 √¼.
    let value = 2_100 * erf(0.0015 / 2.0.squareRoot())
    #expect(abs(change - 3 * (value - black76(row))) < 1e-8, "\(change)")
  }

  @Test("Scenarios follow the rule as single moves do, with the same bits for any number of threads")
  func scenarios() async throws {
    let (marks, rows) = try marks(rows)
    let source = PairedMoves(
      underlyings: ["A"], moves: [(0..<2_500).map { (0.3 * sin(Double($0)), 0.2 * cos(Double($0))) }])
    for rule in [VolatilityRule.stickyStrike, .stickyDelta(marks), .surfaceShift(slope: -0.8)] {
      let revaluation = try BookRevaluation(OptionRow.book(rows).valuation, horizonInDays: 2, volatilityRule: rule)
      let values = try revaluation.profitAndLoss(over: source)
      #expect(try await revaluation.profitAndLoss(over: source, threads: 3) == values)
      for i in [0, 77, 2_499] {
        let move = source.moves[0][i]
        let shift = MarketMove(spotReturns: ["A": exp(move.x) - 1], volatilityFactors: ["A": exp(move.y)])
        let single = try #require(revaluation.profitAndLoss(under: shift, elapsedDays: 2)["A"])
        #expect(Tolerance.absolute(1e-11).accepts(values[i], single))
      }
      if rule != .stickyStrike {
        await #expect(throws: ProxyError.unsupportedVolatilityRule) {
          _ = try await RevaluationProxy(revaluation, over: source)
        }
        #expect(try await revaluation.profitAndLoss(over: source, within: .standard).profitAndLoss == values)
      }
    }
  }
}
