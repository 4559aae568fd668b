import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolPricing

/// What a contract of a day or a strike of its own takes from a market of several, none of whose numbers are alike.
@Suite("A market between its expiries and strikes")
struct PricingMarketTests {
  private static let asOf = SampleMarket.asOf

  private struct Listed {
    let days: Double
    var forward = 100.0
    var discountFactor = 1.0
    var settlement = Settlement.cash
    /// Strike, type and volatility.
    let options: [(Double, OptionType, Double)]
  }

  private static func market(_ expiries: [Listed], curve: [VolatilitySmile.CurvePoint] = []) throws -> PricingMarket {
    let markets = try expiries.map { listed in
      let expiry = asOf.advanced(bySeconds: Int64(listed.days) * 86_400)
      return ExpiryMarket(
        expiry: expiry, years: listed.days / 365, forward: listed.forward, discountFactor: listed.discountFactor,
        forwardSource: .quoted,
        quotes: try listed.options.map { strike, type, volatility in
          SampleMarket.quote(
            try SampleMarket.contract("X", type, strike, expiry, listed.settlement), volatility: volatility)
        })
    }
    let snapshot = MarketSnapshot(
      asOf: asOf, markets: [UnderlyingMarket(underlying: "X", spot: 100, expiries: markets)])
    return PricingMarket(
      snapshot: snapshot,
      volatilities: snapshot.volatilityMarks(fitted: { _, _, _ in nil }, curve: { _, _ in curve }))
  }

  @Test(
    "Between two expiries rate times time is straight, so that discount factors are geometric; beyond them rates stay")
  func rates() throws {
    let curve: [(days: Double, rate: Double, yield: Double)] = [
      (10, 0.011, 0.004), (40, 0.023, 0.009), (130, 0.041, 0.02),
    ]
    let market = try Self.market(
      curve.map { point -> Listed in
        let years: Double = point.days / 365
        return Listed(
          days: point.days, forward: 100 * exp((point.rate - point.yield) * years),
          discountFactor: exp(-point.rate * years), options: [(100, .call, 0.5)])
      })
    // Rates times days: 0.11, 0.92, 5.33; yields times days: 0.04, 0.36, 2.6. Between: 0.515 and 0.2, 2.39 and 3.32 / 3.
    let expected: [(days: Double, rate: Double, yield: Double)] = [
      (3, 0.011, 0.004), (10, 0.011, 0.004), (25, 0.0206, 0.008), (40, 0.023, 0.009),
      (70, 0.034_142_857_142_857_14, 0.015_809_523_809_523_81), (130, 0.041, 0.02), (400, 0.041, 0.02),
    ]
    for (days, rate, yield) in expected {
      let found = try market.rates(of: "X", years: days / 365)
      #expect(Tolerance.relative(1e-10).accepts(found.rate, rate), "\(days): \(found.rate), \(rate)")
      #expect(
        Tolerance.relative(1e-10).accepts(found.dividendYield, yield), "\(days): \(found.dividendYield), \(yield)")
    }
  }

  @Test("The smile of a strike is that of the options out of the money, at the forward included")
  func outOfTheMoney() throws {
    let market = try Self.market([
      Listed(
        days: 73,
        options: [
          (90, .call, 0.8), (90, .put, 0.62), (100, .call, 0.55), (110, .call, 0.51), (110, .put, 0.9),
        ])
    ])
    for (strike, expected) in [(80.0, 0.62), (90, 0.62), (100, 0.55), (110, 0.51), (140, 0.51)] {
      let found = try market.volatility(of: "X", strike: strike, years: 0.2)
      #expect(Tolerance.relative(1e-12).accepts(found, expected), "\(strike): \(found)")
    }
    #expect(try Tolerance.relative(1e-12).accepts(market.volatility(of: "X", strike: nil, years: 0.2), 0.55))
    // Straight in total variance along the logarithm of the strike.
    let share: Double = log(1.05) / log(1.1)
    let variance: Double = 0.3025 * (1 - share) + 0.2601 * share
    #expect(
      try Tolerance.relative(1e-12).accepts(market.volatility(of: "X", strike: 105, years: 0.2), variance.squareRoot()))
    #expect(throws: PricingProblem.volatility) { try market.volatility(of: "Y", strike: 100, years: 0.2) }
  }

  @Test("Between two expiries total variance is straight; of two lists of one day the first counts")
  func terms() throws {
    let market = try Self.market([
      Listed(days: 20, options: [(100, .call, 0.4)]), Listed(days: 60, settlement: .coin, options: [(100, .call, 0.6)]),
      Listed(days: 60, options: [(100, .call, 0.9)]), Listed(days: 200, options: [(100, .call, 0.5)]),
    ])
    // Variances times days: 3.2, 21.6 and 50; a quarter of the way 7.8 at 30 days and 28.7 at 95.
    let expected: [(days: Double, variance: Double)] = [
      (5, 0.16), (20, 0.16), (30, 0.26), (60, 0.36), (95, 0.302_105_263_157_894_7), (200, 0.25), (900, 0.25),
    ]
    for (days, variance) in expected {
      let found = try market.volatility(of: "X", strike: 100, years: days / 365)
      #expect(Tolerance.relative(1e-12).accepts(found, variance.squareRoot()), "\(days): \(found)")
    }
  }

  @Test("The slope of a smile is its derivative by the strike")
  func slope() throws {
    // Total variance straight in the logarithm of the strike: w = (0.25 + 0.11 k) T, so that dσ/dK = 0.11 / (2 σ K).
    let (low, high): (Double, Double) = (0.14.squareRoot(), 0.36.squareRoot())
    let market = try Self.market(
      [Listed(days: 73, options: [(100, .call, 0.5)])],
      curve: [.init(logMoneyness: -1, volatility: low), .init(logMoneyness: 1, volatility: high)])
    for strike in [70.0, 100, 130] {
      let variance: Double = 0.25 + 0.11 * log(strike / 100)
      let slope: Double = 0.11 / (2 * variance.squareRoot() * strike)
      let found = try market.volatilitySlope(of: "X", strike: strike, years: 0.2)
      #expect(Tolerance.relative(1e-4).accepts(found, slope), "\(strike): \(found)")
    }
  }

  @Test("The typical error of marks is the median distance from the price at the venue's volatility, above it or below")
  func markErrors() throws {
    let expiry = Self.asOf.advanced(bySeconds: 73 * 86_400)
    let quotes = try [(90.0, -0.3), (100, 0.1), (110, -0.2), (120, 0.4), (130, -0.05)].map { strike, error in
      let price = 0.97 * Black76.price(.call, forward: 101, strike: strike, years: 0.2, volatility: 0.5)
      return SampleMarket.quote(
        try SampleMarket.contract("X", .call, strike, expiry, .cash), mark: price + error, volatility: 0.5)
    }
    let market = ExpiryMarket(
      expiry: expiry, years: 0.2, forward: 101, discountFactor: 0.97, forwardSource: .quoted, quotes: quotes)
    let snapshot = MarketSnapshot(
      asOf: Self.asOf, markets: [UnderlyingMarket(underlying: "X", spot: 100, expiries: [market])])
    let found = try #require(snapshot.volatilityMarks().medianMarkError)
    #expect(abs(found - 0.2) < 1e-12, "\(found)")
  }

  @Test("Columns without shifts shift nothing; with them each row has its own")
  func columns() {
    let inputs: [MarketColumns.Input] = [
      .init(spotFactors: [1, 2], volatilities: [0.5, 0.6]),
      .init(spotFactors: [1, 2], volatilities: [0.5, 0.6], rateShifts: [0.01, 0.02], carryShifts: [0.03, 0.04]),
    ]
    let still = MarketColumns(count: 2, inputs: [inputs[0]])
    #expect(!still.movesRates && still.rateShift(0, at: 1) == 0 && still.carryShift(0, at: 1) == 0)
    #expect(still.correlationShift(at: 1) == 0)
    let moved = MarketColumns(count: 2, inputs: inputs, correlationShifts: [0.1, -0.2])
    #expect(moved.movesRates && moved.rateShift(0, at: 1) == 0 && moved.rateShift(1, at: 1) == 0.02)
    #expect(moved.carryShift(1, at: 0) == 0.03 && moved.correlationShift(at: 0) == 0.1)
    #expect(moved.correlationShift(at: 1) == -0.2)
  }
}
