import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

struct VarianceSwapRepricerTests {
  private static func swap(days: Double = 60, strike: Double = 0.2) throws -> VarianceSwapContract {
    let now = SampleMarket.asOf
    return try VarianceSwapContract(
      underlying: "X", strike: strike, start: now.advanced(bySeconds: Int64(-30 * 86_400)),
      expiry: now.advanced(bySeconds: Int64(days * 86_400)))
  }

  private static func begun() throws -> VarianceSwapRepricer {
    VarianceSwapRepricer(
      try swap(), realized: 0.03, lastFixing: 97, yearsToStart: 0, length: 90 / 365.0,
      DatedMarket(spot: 100, rate: 0.04, dividendYield: 0, years: 60 / 365.0, volatility: 0.5))
  }

  @Test("Is what was realized, the return since the last fixing and the fair variance of what is left")
  func value() throws {
    let swap = try Self.begun()
    let expected =
      exp(-0.04 * 60 / 365) * ((0.03 + pow(log(100 / 97.0), 2) + 0.25 * 60 / 365) / (90 / 365.0) - 0.2)
    #expect(abs(swap.greeks(units: 1).value - expected) < 1e-15)
    // At its end after a fall by a tenth in ten days less than its life, it owes what the formula says.
    let moves = MarketColumns(
      count: 1, inputs: [.init(spotFactors: [0.9], volatilities: [0.6], rateShifts: [0.01], carryShifts: [])])
    let later =
      exp(-0.05 * 50 / 365) * ((0.03 + pow(log(90 / 97.0), 2) + 0.36 * 50 / 365) / (90 / 365.0) - 0.2)
    #expect(abs(swap.value(at: 0, of: moves, elapsedYears: 10 / 365.0) - later) < 1e-14)
    let ended = (0.03 + pow(log(90 / 97.0), 2)) / (90 / 365.0) - 0.2
    #expect(abs(swap.value(at: 0, of: moves, elapsedYears: 1) - ended) < 1e-14)
  }

  @Test("Greeks are the derivatives of the value, begun or not")
  func greeks() throws {
    let later = VarianceSwapRepricer(
      try Self.swap(), realized: 0, lastFixing: nil, yearsToStart: 20 / 365.0, length: 40 / 365.0,
      DatedMarket(spot: 100, rate: 0.04, dividendYield: 0, years: 60 / 365.0, volatility: 0.5))
    for swap in [try Self.begun(), later] {
      func value(_ factor: Double, _ volatility: Double, _ elapsed: Double = 0) -> Double {
        swap.value(
          at: 0, of: MarketColumns(count: 1, inputs: [.init(spotFactors: [factor], volatilities: [volatility])]),
          elapsedYears: elapsed)
      }
      let g = swap.greeks(units: 3)
      let (up, down, now) = (value(1 + 1e-4, 0.5), value(1 - 1e-4, 0.5), value(1, 0.5))
      #expect(abs(g.value - 3 * now) < 1e-14)
      #expect(abs(g.delta - 3 * (up - down) / 0.02) < 1e-8)
      #expect(abs(g.gamma - 3 * (up + down - 2 * now) / 1e-4) < 1e-6)
      #expect(abs(g.vega - 3 * (value(1, 0.501) - value(1, 0.499)) / 0.002) < 1e-10)
      #expect(abs(g.theta - 3 * (value(1, 0.5, 1e-6) - now) / 1e-6) < 1e-4)
    }
  }
}
