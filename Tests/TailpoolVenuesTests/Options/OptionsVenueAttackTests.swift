import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

@testable import TailpoolVenues

/// What who means harm tries at an options venue.
@Suite("Attacks on options venues")
struct OptionsVenueAttackTests {
  private typealias Example = OptionsVenueExample

  /// A venue in ether with a curve of the texts, an index of 3,000 at a volatility of 80 %, and a hundred ether of Ada's.
  private static func open<Curve: OptionCurve>(
    _ texts: KeyValuePairs<String, String>, settlement: Settlement = .coin, shorts: ShortTerms = .none
  ) throws -> OptionsVenue<Curve> {
    var venue = try OptionsVenue(
      OptionsVenueTerms(
        token0: "ETH", token1: "USDC", decimals0: 18, decimals1: 18, settlement: settlement, rateMillionths: 0,
        greatestIndexAge: 10_000_000, markSpreadMillionths: 0, noticeSeconds: 0, gateBasisPoints: 10_000,
        settlementWindow: 1_800, shorts: shorts, curve: try Curve(texts), opening: Example.opening))
    try venue.apply(index(0))
    try venue.apply(
      Example.at(0, .enter(owner: "Ada", assets: settlement == .coin ? 100 * unit : 1_000_000 * unit, leastShares: 0)))
    try venue.apply(Example.at(0, .process))
    return venue
  }

  private static let unit: UInt128 = 1_000_000_000_000_000_000

  private static func index(_ seconds: Int64, price: UInt128 = 3_000) -> OptionsVenueEvent {
    Example.at(seconds, .index(price: price * 100_000_000, volatilityMillionths: 800_000))
  }

  private static func contract(
    _ id: String, _ type: OptionType = .call, _ settlement: Settlement = .coin, days: Int64 = 14
  ) -> PoolContract {
    PoolContract(
      id: id, underlying: "ETH", expiry: Example.opening.advanced(bySeconds: days * 86_400),
      terms: .european(type, strike: Example.price, settlement: settlement), size: unit / 100,
      collateral: settlement == .coin ? unit / 100 : 30 * unit)
  }

  private static func buy(_ trader: String, _ contract: String, _ contracts: UInt128) -> OptionsVenueAction {
    .buy(trader: trader, contract: contract, contracts: contracts, most: .max, deadline: nil)
  }

  private static func sell(_ trader: String, _ contract: String, _ contracts: UInt128) -> OptionsVenueAction {
    .sell(trader: trader, contract: contract, contracts: contracts, least: 0, deadline: nil)
  }

  @Test("Who trades, enters and trades back in one moment takes nothing from the owners: marks do not follow a trade")
  func sandwichedEntry() throws {
    func check<Curve: OptionCurve>(_ venue: OptionsVenue<Curve>) throws {
      var venue = venue
      try venue.apply(Example.at(0, .list(Self.contract("C"))))
      try venue.apply(Example.at(0, Self.buy("Bob", "C", 1_000)))
      try venue.apply(Self.index(3_600))
      let before = try #require(try venue.claims()["Ada"]).amount0
      for action: OptionsVenueAction in [
        Self.buy("Eve", "C", 2_000), .enter(owner: "Eve", assets: 900 * Self.unit, leastShares: 0), .process,
        Self.sell("Eve", "C", 2_000),
      ] { try venue.apply(Example.at(3_600, action)) }
      try venue.apply(Self.index(3_600))
      let after = try #require(try venue.claims()["Ada"]).amount0
      // A unit an operation may go either way by roundings of shares.
      #expect(try after.adding(10) >= before, "\(Curve.kind): \(before) \(after)")
      #expect(venue.audit() == [])
    }
    try check(try Self.open(["price": "0.05", "ranges": "0.01:0.9:0.5"]) as OptionsVenue<RangeOrderCurve>)
    try check(
      try Self.open(["volatility": "0.8", "standardSize": "10"]) as OptionsVenue<VolatilityImpactCurve>)
    try check(
      try Self.open(["least": "1.05", "leastDelta": "0.01", "mostDelta": "0.99"]) as OptionsVenue<UtilizationCurve>)
    try check(
      try Self.open(["rate": "0.3", "strikeTolerance": "0.02"]) as OptionsVenue<FlatRateCurve>, sells: false)

    func check(_ venue: OptionsVenue<FlatRateCurve>, sells: Bool) throws {
      // It does not buy, so that there is no way back.
      var venue = venue
      try venue.apply(Example.at(0, .list(Self.contract("C"))))
      try venue.apply(Example.at(0, Self.buy("Bob", "C", 1_000)))
      let before = try #require(try venue.claims()["Ada"]).amount0
      for action: OptionsVenueAction in [
        Self.buy("Eve", "C", 2_000), .enter(owner: "Eve", assets: 900 * Self.unit, leastShares: 0), .process,
      ] { try venue.apply(Example.at(0, action)) }
      let after = try #require(try venue.claims()["Ada"]).amount0
      #expect(try after.adding(10) >= before)
    }
  }

  @Test("A contract that has the name of one that is settled begins anew")
  func sameName() throws {
    func settled<Curve: OptionCurve>(_ venue: OptionsVenue<Curve>) throws -> OptionsVenue<Curve> {
      var venue = venue
      try venue.apply(Example.at(0, .list(Self.contract("C", days: 1))))
      try venue.apply(Example.at(0, Self.buy("Bob", "C", 500)))
      let end: Int64 = 86_400
      for seconds in [end - 1_800, end] { try venue.apply(Self.index(seconds)) }
      try venue.apply(
        Example.at(end, .settle(expiry: Example.opening.advanced(bySeconds: end))))
      try venue.apply(Example.at(end, .list(Self.contract("C"))))
      return venue
    }
    let now = Example.opening.advanced(bySeconds: 86_400)
    let orders = try settled(
      try Self.open(["price": "0.05", "ranges": "0.01:0.9:0.5"]) as OptionsVenue<RangeOrderCurve>)
    #expect(try orders.quote("C", contracts: 1, at: now).quote.before == 0.05)
    let vault = try settled(
      try Self.open(
        ["least": "1.05", "leastDelta": "0.01", "mostDelta": "0.99"], shorts: .covered)
        as OptionsVenue<UtilizationCurve>)
    #expect(throws: VenueRefusal.curve(.notFilled(available: 0, asked: 0.01))) {
      _ = try vault.quote("C", contracts: -1, at: now)
    }
  }

  @Test("Who is short beyond the bounds of what is traded can be liquidated all the same")
  func liquidationBeyondBounds() throws {
    let penalty = ShortTerms.LiquidationPenalty(
      basisPoints: 2_000, reserveBasisPoints: 3_000, liquidatorBasisPoints: 4_000, least: 0)
    func check<Curve: OptionCurve>(_ venue: OptionsVenue<Curve>, at price: UInt128, _ bound: String) throws {
      var venue = venue
      try venue.apply(Example.at(0, .list(Self.contract("C", .call, .cash))))
      // A vault buys only what it has sold.
      try venue.apply(Example.at(0, Self.buy("Bob", "C", 100)))
      try venue.apply(
        Example.at(
          0,
          .write(
            trader: "Wes", contract: "C", contracts: 10, collateral: 210 * Self.unit, least: 0, deadline: nil)))
      try venue.apply(Self.index(3_600, price: price))
      let words = "\(Curve.kind) \(bound)"
      // Nobody trades there.
      #expect(throws: VenueRefusal.self, "\(words)") { _ = try venue.quote("C", contracts: 10, at: venue.time) }
      let fill = try venue.settle(Example.at(3_600, .liquidate(liquidator: "Liz", trader: "Wes", contract: "C")))
      #expect(venue.shorts.isEmpty && fill.flow.in1 == .zero && venue.audit() == [], "\(words)")
    }
    func impact(_ texts: KeyValuePairs<String, String>) throws -> OptionsVenue<VolatilityImpactCurve> {
      try Self.open(texts, settlement: .cash, shorts: .margined(penalty))
    }
    try check(try impact(["volatility": "0.8", "standardSize": "100", "leastDelta": "0.1"]), at: 4_500, "delta")
    try check(
      try impact(["volatility": "0.8", "standardSize": "100", "cutoffSeconds": "1206001"]), at: 4_500, "cutoff")
    try check(
      try Self.open(
        ["least": "1.05", "leastDelta": "0.1", "mostDelta": "0.7"], settlement: .cash, shorts: .margined(penalty))
        as OptionsVenue<UtilizationCurve>, at: 4_500, "delta")
  }

  @Test("Funding that is taken every second takes what one funding takes: no more than a contract is lost by its parts")
  func fundingInParts() throws {
    var venue: OptionsVenue<EverlastingCurve> = try Self.open(
      ["impact": "0", "mostPosition": "1000"], settlement: .cash)
    let contract = PoolContract(
      id: "E", underlying: "ETH", expiry: nil,
      terms: .everlasting(.put, strike: Example.price, fundingSeconds: 30 * 86_400, .continuous), size: Self.unit / 100,
      collateral: 30 * Self.unit)
    try venue.apply(Example.at(0, .list(contract)))
    for trader in ["Bob", "Cyd"] { try venue.apply(Example.at(0, Self.buy(trader, "E", 1_000))) }
    var whole = venue
    try whole.apply(Example.at(600, .fund(contract: "E")))
    for second in 1...600 as ClosedRange<Int64> { try venue.apply(Example.at(second, .fund(contract: "E"))) }
    for trader in ["Bob", "Cyd"] {
      let (found, expected) = (venue.holdings[trader]?["E"] ?? 0, whole.holdings[trader]?["E"] ?? 0)
      #expect(expected == 999 && found == expected, "\(trader): \(found) \(expected)")
    }
    #expect(venue.audit() == [])
  }

  @Test("A quote of a time that is past, or before all time, is refused", arguments: [0, 3_599])
  func quoteInThePast(second: Int64) throws {
    var venue: OptionsVenue<FlatRateCurve> = try Self.open(["rate": "0.3", "strikeTolerance": "0.02"])
    try venue.apply(Example.at(3_600, .list(Self.contract("C"))))
    let time = second == .min ? Timestamp(secondsSinceEpoch: .min) : Example.opening.advanced(bySeconds: second)
    #expect(throws: VenueRefusal.timeRunsBack(time: time, last: venue.time)) {
      _ = try venue.quote("C", contracts: 1, at: time)
    }
    #expect(throws: VenueRefusal.overflow) { _ = try venue.quote("C", contracts: .min, at: venue.time) }
    #expect(throws: VenueRefusal.nothingToMove) { _ = try venue.quote("C", contracts: 0, at: venue.time) }
  }
}
