import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolPricing

/// What a contract without expiry takes from a market of several expiries, none of whose numbers are alike.
@Suite("Rates and funding of contracts without expiry")
struct PerpetualRepricerMarketTests {
  private static let asOf = SampleMarket.asOf
  private static let tight = Tolerance.relative(1e-11)

  /// Days to expiry, rate and yield.
  private static let curve: [(days: Double, rate: Double, yield: Double)] = [
    (10, 0.011, 0.004), (40, 0.023, 0.009), (130, 0.031, 0.0166), (400, 0.047, 0.022),
  ]

  private static func snapshot() throws -> MarketSnapshot {
    let expiries = try curve.map { point in
      let expiry = asOf.advanced(bySeconds: Int64(point.days) * 86_400)
      let years = point.days / 365
      let forward = 100 * exp((point.rate - point.yield) * years)
      let contract = try SampleMarket.contract("X", .call, 100, expiry, .cash)
      return ExpiryMarket(
        expiry: expiry, years: years, forward: forward, discountFactor: exp(-point.rate * years),
        forwardSource: .quoted, quotes: [SampleMarket.quote(contract, volatility: 0.5)])
    }
    return MarketSnapshot(asOf: asOf, markets: [UnderlyingMarket(underlying: "X", spot: 100, expiries: expiries)])
  }

  private static func repricer(_ terms: PerpetualContract.Terms) throws -> PerpetualRepricer {
    let snapshot = try snapshot()
    let contract = try PerpetualContract(underlying: "X", terms: terms)
    let book = try Book(positions: [Position(id: "1", contract: contract, quantity: 1)])
    let valuation = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    return try #require(valuation.positions[0].repricer as? PerpetualRepricer)
  }

  @Test("Rate and yield are those of the expiry nearest to the mean maturity, before it or behind it")
  func nearest() throws {
    // The middles between neighbors lie at 25, 85 and 265 days.
    for (maturity, place) in [
      (3.0, 0), (24, 0), (26, 1), (60, 1), (84, 1), (86, 2), (120, 2), (264, 2), (266, 3), (900, 3),
    ] {
      // Discrete funding lives for two periods on average, continuous funding for one.
      for (period, funding) in [(maturity, Funding.continuous), (maturity / 2, .discrete)] {
        let found = try Self.repricer(
          .everlastingOption(.put, strike: 95, fundingPeriod: period / 365, funding: funding))
        let expected = Self.curve[place]
        #expect(Self.tight.accepts(found.rate, expected.rate), "\(maturity) days, \(funding): \(found.rate)")
        #expect(Self.tight.accepts(found.dividendYield, expected.yield), "\(maturity) days: \(found.dividendYield)")
      }
    }
    let american = try Self.repricer(.perpetualAmerican(.put, strike: 95))
    #expect(Self.tight.accepts(american.rate, 0.047) && Self.tight.accepts(american.dividendYield, 0.022))
    let power = try Self.repricer(.powerPerpetual(power: 2, fundingPeriod: 41.0 / 365, funding: .continuous))
    #expect(Self.tight.accepts(power.rate, 0.023), "\(power.rate)")
  }

  @Test("A coin bears no yield, whatever its discount factor leaves of its carry")
  func coin() throws {
    let expiry = Self.asOf.advanced(bySeconds: 73 * 86_400)
    let contract = try SampleMarket.contract("C", .call, 100, expiry, .coin)
    let market = ExpiryMarket(
      expiry: expiry, years: 0.2, forward: 104, discountFactor: 0.97, forwardSource: .quoted,
      quotes: [SampleMarket.quote(contract, volatility: 0.5)])
    let snapshot = MarketSnapshot(
      asOf: Self.asOf, markets: [UnderlyingMarket(underlying: "C", spot: 100, expiries: [market])])
    let american = try PerpetualContract(underlying: "C", terms: .perpetualAmerican(.put, strike: 90))
    let book = try Book(positions: [Position(id: "1", contract: american, quantity: 1)])
    let valuation = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    let found = try #require(valuation.positions[0].repricer as? PerpetualRepricer)
    #expect(found.dividendYield == 0 && Self.tight.accepts(found.rate, -log(0.97) / 0.2))
  }

  @Test("Funding is mark less payoff a period: in the money and out of it, of calls and of puts")
  func funding() throws {
    let (period, years) = (7.0 / 365, 3.0 / 365)
    for (type, strike, payoff) in [
      (OptionType.call, 90.0, 10.0), (.call, 112, 0), (.put, 90, 0), (.put, 112, 12),
    ] {
      let contract = try PerpetualContract(
        underlying: "X", terms: .everlastingOption(type, strike: strike, fundingPeriod: period, funding: .continuous))
      let found = try #require(
        PerpetualRepricer(contract, spot: 100, volatility: 0.7, rate: 0.03, dividendYield: 0.012))
      let mark = EverlastingOption.price(
        type, spot: 100, strike: strike, drift: 0.018, volatility: 0.7, fundingPeriod: period)
      #expect(mark > payoff, "\(type) \(strike): \(mark)")
      #expect(Self.tight.accepts(found.fundingPerYear, (mark - payoff) / period), "\(type) \(strike)")
      #expect(Self.tight.accepts(found.greeks(units: -3).theta, 3 * (mark - payoff) / period), "\(type) \(strike)")
      // Three of seven days: three sevenths of the period's funding is paid, whatever the spot does.
      let moved = EverlastingOption.price(
        type, spot: 110, strike: strike, drift: 0.018, volatility: 0.6, fundingPeriod: period)
      let expected = moved - (mark - payoff) * 3 / 7
      #expect(
        Self.tight.accepts(found.value(spot: 110, volatility: 0.6, elapsedYears: years), expected), "\(type) \(strike)")
      var values = [1.0, 1]
      let columns = MarketColumns(count: 2, inputs: [.init(spotFactors: [1, 1.1], volatilities: [0.7, 0.6])])
      found.addValues(units: 2, under: columns, elapsedYears: years, to: &values)
      #expect(Tolerance.relative(1e-10).accepts(values[1], 1 + 2 * expected), "\(type) \(strike): \(values)")
      #expect(Self.tight.accepts(found.value(at: 1, of: columns, elapsedYears: years), expected), "\(type) \(strike)")
    }
  }

  @Test("A moved rate raises the drift, a moved yield lowers it, each by itself")
  func moved() throws {
    let period = 20.0 / 365
    let everlasting = try PerpetualContract(
      underlying: "X", terms: .everlastingOption(.call, strike: 104, fundingPeriod: period, funding: .discrete))
    let american = try PerpetualContract(underlying: "X", terms: .perpetualAmerican(.call, strike: 120))
    let columns = MarketColumns(
      count: 2,
      inputs: [
        .init(spotFactors: [1, 1.05], volatilities: [0.5, 0.4], rateShifts: [0, 0.017], carryShifts: [0, 0.006])
      ])
    let first = try #require(
      PerpetualRepricer(everlasting, spot: 100, volatility: 0.5, rate: 0.03, dividendYield: 0.01))
    let mark = EverlastingOption.price(
      .call, spot: 105, strike: 104, drift: 0.03 + 0.017 - 0.01 - 0.006, volatility: 0.4, fundingPeriod: period,
      funding: .discrete)
    #expect(Self.tight.accepts(first.value(at: 1, of: columns, elapsedYears: 0), mark))
    let second = try #require(PerpetualRepricer(american, spot: 100, volatility: 0.5, rate: 0.03, dividendYield: 0.01))
    let price = PerpetualAmerican.greeks(
      .call, spot: 105, strike: 120, volatility: 0.4, rate: 0.047, dividendYield: 0.016
    ).price
    #expect(Self.tight.accepts(second.value(at: 1, of: columns, elapsedYears: 0), price))
    var values = [0.0, 0]
    second.addValues(units: -3, under: columns, elapsedYears: 0, to: &values)
    #expect(Self.tight.accepts(values[1], -3 * price))
    #expect(Self.tight.accepts(values[0], -3 * second.price))
  }

  @Test("Two contracts that differ in one number have other numbers, in their digests too")
  func numbers() throws {
    func numbers(
      _ type: OptionType = .call, strike: Double = 90, period: Double = 0.1, funding: Funding = .continuous,
      size: Double = 2, spot: Double = 100, volatility: Double = 0.5, rate: Double = 0.03, yield: Double = 0.01
    ) throws -> [Double] {
      let contract = try PerpetualContract(
        underlying: "X", terms: .everlastingOption(type, strike: strike, fundingPeriod: period, funding: funding),
        contractSize: size)
      return try #require(
        PerpetualRepricer(contract, spot: spot, volatility: volatility, rate: rate, dividendYield: yield)
      ).numbers
    }
    let all = [
      try numbers(), try numbers(.put), try numbers(strike: 91), try numbers(period: 0.2),
      try numbers(funding: .discrete),
      try numbers(size: 3), try numbers(spot: 101), try numbers(volatility: 0.6), try numbers(rate: 0.04),
      try numbers(yield: 0.02),
    ]
    #expect(Set(all).count == 10, "\(all)")
  }
}
