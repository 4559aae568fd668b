import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

@testable import TailpoolVenues

/// A curve of everlasting options at a fixed price, whose holders pay three quarters of what they hold a year.
private struct FundedCurve: OptionCurve {
  static let kind = "funded"
  static let fields: [VenueField] = []
  var parameters: [EventField] { [] }
  init() {}
  init(parameters: [EventField]) throws(EventFormatError) {}

  func quote(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    CurveQuote(fair: 100 * abs(trade.size), premium: 100 * abs(trade.size), before: 0, after: 0)
  }
  mutating func take(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> CurveQuote {
    try quote(trade, in: market)
  }
  func mark(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> CurveMark {
    CurveMark(value: 100, delta: 0.5, vega: 0)
  }
  func fundingRate(_ contract: PoolContract, in market: CurveMarket) throws(CurveRefusal) -> Double? { 0.75 }
  var stateValue: EventValue { .fields([]) }
}

@Suite("Funding at an options venue")
struct OptionsVenueFundingTests {
  private typealias Example = OptionsVenueExample

  private func open() throws -> OptionsVenue<FundedCurve> {
    let fixed = Example.terms()
    var venue = try OptionsVenue(
      OptionsVenueTerms(
        token0: "ETH", token1: "USDC", decimals0: 18, decimals1: 6, settlement: .cash, rateMillionths: 0,
        greatestIndexAge: 100_000_000, markSpreadMillionths: 0, noticeSeconds: 0, gateBasisPoints: 10_000,
        settlementWindow: 1_800, shorts: .none, curve: FundedCurve(), opening: fixed.opening))
    let contract = PoolContract(
      id: "E", underlying: "ETH", expiry: nil,
      terms: .everlasting(.call, strike: Example.price, fundingSeconds: 86_400, .continuous), size: 10_000,
      collateral: 30_000_000)
    for action: OptionsVenueAction in [
      .index(price: Example.price, volatilityMillionths: nil), .list(contract),
      .enter(owner: "Ada", assets: 700_000_000_000, leastShares: 0), .process,
      .buy(trader: "Bob", contract: "E", contracts: 1_000, most: .max, deadline: nil),
      .buy(trader: "Cyd", contract: "E", contracts: 3, most: .max, deadline: nil),
    ] { try venue.apply(Example.at(0, action)) }
    return venue
  }

  @Test("Holders pay with a part of what they hold, which the pool then does not owe")
  func kind() throws {
    var venue = try open()
    let half: Int64 = 31_536_000 / 2
    let fill = try venue.settle(Example.at(half, .fund(contract: "E")))
    // e^(−0.375) = 0.687289…: 687 of 1,000, and 2 of 3.
    #expect(venue.holdings == ["Bob": ["E": 687], "Cyd": ["E": 2]])
    #expect(fill.contract?.contracts == -314 && fill.flow == TokenFlow())
    #expect(venue.pool.open["E"]?.quantity == -689 && venue.audit() == [])
    let before = venue
    #expect(throws: VenueRefusal.nothingToMove) { try venue.apply(Example.at(half, .fund(contract: "E"))) }
    #expect(venue == before)
  }

  @Test("A trade takes the funding due first, and what the curve does not fund is not traded")
  func trades() throws {
    var venue = try open()
    let year: Int64 = 31_536_000
    try venue.apply(Example.at(year, .buy(trader: "Dee", contract: "E", contracts: 50, most: .max, deadline: nil)))
    // e^(−0.75) = 0.472366…
    #expect(venue.holdings == ["Bob": ["E": 472], "Cyd": ["E": 1], "Dee": ["E": 50]])
    #expect(throws: VenueRefusal.notHeld(found: 472, expected: 473)) {
      try venue.apply(Example.at(year, .sell(trader: "Bob", contract: "E", contracts: 473, least: 0, deadline: nil)))
    }
    try venue.apply(Example.at(2 * year, .sell(trader: "Dee", contract: "E", contracts: 23, least: 0, deadline: nil)))
    // What a funding leaves beyond whole contracts counts at the next: 1,000 e^(−1.5) = 223.13, 3 e^(−1.5) = 0.67, 50 e^(−0.75) = 23.6.
    #expect(venue.holdings == ["Bob": ["E": 223]] && venue.audit() == [])
    #expect(venue.fractions.keys.sorted() == ["Bob"] && venue.fractions["Bob"]?.keys.sorted() == ["E"])
    #expect(abs((venue.fractions["Bob"]?["E"] ?? 0) - 0.130160148) < 1e-9)

    var fixed = try Example.open()
    #expect(throws: VenueRefusal.pool(.notFunded("C"))) { try fixed.apply(Example.at(1, .fund(contract: "C"))) }
    let event = Example.at(1, .fund(contract: "E"))
    #expect(try OptionsVenueEvent(event.eventValue) == event)
  }

  @Test("Contracts that the venue cannot end are not listed")
  func listing() throws {
    var venue = try Example.open()
    for terms: PoolContract.Terms in [
      .digital(.cash, .call, strike: Example.price), .perpetualAmerican(.put, strike: Example.price), .valued,
    ] {
      let contract = PoolContract(
        id: "N", underlying: "ETH",
        expiry: terms == .perpetualAmerican(.put, strike: Example.price) ? nil : Example.expiry,
        terms: terms, size: 10_000, collateral: 30_000_000)
      #expect(throws: VenueRefusal.pool(.invalidContract("N")), "\(terms)") {
        try venue.apply(Example.at(0, .list(contract)))
      }
    }
    var coin = try OptionsVenue(Example.terms(settlement: .coin))
    #expect(throws: VenueRefusal.pool(.invalidContract("C"))) {
      try coin.apply(Example.at(0, .list(Example.contract("C", .call))))
    }
  }
}
