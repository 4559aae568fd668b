import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

@testable import TailpoolVenues

@Suite("Shorts at an options venue")
struct OptionsVenueShortTests {
  private typealias Example = OptionsVenueExample
  private static let penalty = ShortTerms.LiquidationPenalty(
    basisPoints: 2_000, reserveBasisPoints: 3_000, liquidatorBasisPoints: 4_000, least: 15_000_000)

  private func write(_ contract: String, _ contracts: UInt128, collateral: UInt128) -> OptionsVenueAction {
    .write(trader: "Wes", contract: contract, contracts: contracts, collateral: collateral, least: 0, deadline: nil)
  }

  private func end(_ venue: inout OptionsVenue<FixedVolatilityCurve>, _ price: UInt128) throws -> VenueFill {
    let end: Int64 = 14 * 86_400
    for seconds in [end - 1_800, end] {
      try venue.apply(Example.at(seconds, .index(price: price * 100_000_000, volatilityMillionths: nil)))
    }
    return try venue.settle(Example.at(end, .settle(expiry: Example.expiry)))
  }

  @Test("A covered put takes its strike, a call in cash has no cover, and without terms nobody writes")
  func covered() throws {
    var venue = try Example.open(shorts: .covered)
    let before = venue
    #expect(throws: VenueRefusal.tooLittleCollateral(found: 29_999_999, expected: 30_000_000)) {
      try venue.apply(Example.at(0, write("P", 1, collateral: 29_999_999)))
    }
    #expect(throws: VenueRefusal.notSoldShort(contract: "C")) {
      try venue.apply(Example.at(0, write("C", 1, collateral: 1 << 60)))
    }
    var none = try Example.open()
    #expect(throws: VenueRefusal.notSoldShort(contract: "P")) {
      try none.apply(Example.at(0, write("P", 1, collateral: 1 << 60)))
    }
    #expect(venue == before)
    let fill = try venue.settle(Example.at(0, write("P", 10, collateral: 300_000_000)))
    #expect(fill.flow.in1 == 300_000_000 && fill.flow.out1 > .zero && fill.contract?.contracts == -10)
    #expect(venue.pool.open["P"]?.quantity == 10 && venue.audit() == [])
    #expect(venue.inventory.amount1.approximation == Double(-venue.pool.cash(.outside)) + 3e8)
    #expect(throws: VenueRefusal.tooLittleCollateral(found: 299_999_999, expected: 300_000_000)) {
      try venue.apply(Example.at(0, .release(trader: "Wes", contract: "P", assets: 1)))
    }
    #expect(throws: VenueRefusal.notHeld(found: 10, expected: 11)) {
      try venue.apply(
        Example.at(0, .cover(trader: "Wes", contract: "P", contracts: 11, most: .max, deadline: nil)))
    }
    // Three bought back cost more than they brought, and the collateral stays until the last.
    let cover = try venue.settle(
      Example.at(0, .cover(trader: "Wes", contract: "P", contracts: 3, most: .max, deadline: nil)))
    #expect(cover.flow.out1 == .zero && venue.short(of: "Wes", in: "P").contracts == 7)
    try venue.apply(Example.at(0, .release(trader: "Wes", contract: "P", assets: 90_000_000)))
    let last = try venue.settle(
      Example.at(0, .cover(trader: "Wes", contract: "P", contracts: 7, most: .max, deadline: nil)))
    #expect(last.flow.out1 == 210_000_000 && venue.shorts.isEmpty && venue.audit() == [])
  }

  @Test(
    "At expiry shorts pay of their collateral, holders divide it, and the pool stands between them", arguments: [2, 9])
  func settlement(bought: UInt128) throws {
    var venue = try Example.open(shorts: .covered)
    try venue.apply(Example.at(0, write("P", 5, collateral: 150_000_000)))
    try venue.apply(Example.at(0, .buy(trader: "Bob", contract: "P", contracts: bought, most: .max, deadline: nil)))
    let cash = venue.pool.cash()
    // 3,000 less 2,800.0001 on a hundredth of an ether: 1.999999 dollars a contract.
    let end: Int64 = 14 * 86_400
    for seconds in [end - 1_800, end] {
      try venue.apply(Example.at(seconds, .index(price: 280_000_010_000, volatilityMillionths: nil)))
    }
    let fill = try venue.settle(Example.at(end, .settle(expiry: Example.expiry)))
    let expected: [VenueFill.Payment] = [
      .init(.trader("Bob"), TokenAmounts(.zero, UInt256(1_999_999 * bought))),
      .init(.trader("Wes"), TokenAmounts(.zero, 140_000_005)),
    ]
    #expect(fill.payments == expected)
    #expect(venue.pool.cash() - cash == (5 - Int128(bought)) * 1_999_999)
    #expect(venue.shorts.isEmpty && venue.holdings.isEmpty && venue.audit() == [])
    #expect(venue.inventory.amount1 == UInt256(UInt128(venue.pool.cash())))
  }

  @Test("A margined call below its least collateral is liquidated, and the parts are what was there")
  func liquidation() throws {
    var venue = try Example.open(shorts: .margined(Self.penalty))
    try venue.apply(Example.at(0, write("C", 100, collateral: 1_200_000_000)))
    #expect(throws: VenueRefusal.self) { try venue.apply(Example.at(0, write("C", 100, collateral: 1_000_000))) }
    let before = venue
    do {
      try venue.apply(Example.at(1, .liquidate(liquidator: "Liz", trader: "Wes", contract: "C")))
      Issue.record("a short above its least collateral was liquidated")
    } catch {
      if case .enoughCollateral(let found, let required) = error, found == 1_200_000_000 {
        #expect(required < 1_200_000_000)
      } else {
        Issue.record("\(error)")
      }
    }
    #expect(venue == before)
    try venue.apply(Example.at(10, .index(price: 3_700 * 100_000_000, volatilityMillionths: nil)))
    let cost = try venue.quote("C", contracts: 100, at: Example.opening.advanced(bySeconds: 11)).units
    let cash = venue.pool.cash()
    let fill = try venue.settle(Example.at(11, .liquidate(liquidator: "Liz", trader: "Wes", contract: "C")))
    let beyond = 1_200_000_000 - cost
    let penalty = max(beyond * 2_000 / 10_000, 15_000_000)
    let (reserve, liquidator) = (penalty * 3_000 / 10_000, penalty * 4_000 / 10_000)
    #expect(
      fill.payments == [
        .init(.trader("Liz"), TokenAmounts(.zero, UInt256(liquidator))),
        .init(.trader("Wes"), TokenAmounts(.zero, UInt256(beyond - penalty))),
      ])
    #expect(venue.pool.cash(.reserve) == Int128(reserve))
    #expect(venue.pool.cash() - cash == Int128(cost + penalty - reserve - liquidator))
    #expect(venue.shorts.isEmpty && venue.pool.open.isEmpty && venue.audit() == [])
  }

  @Test("What a short cannot pay at expiry is the pool's loss, and the holders are paid in full")
  func insolvency() throws {
    var venue = try Example.open(shorts: .margined(Self.penalty))
    try venue.apply(Example.at(0, write("C", 100, collateral: 1_200_000_000)))
    try venue.apply(Example.at(0, .buy(trader: "Bob", contract: "C", contracts: 100, most: .max, deadline: nil)))
    let cash = venue.pool.cash()
    // 2,000 dollars an ether in the money, 2,000 a contract of which the short has 1,200.
    let fill = try end(&venue, 5_000)
    #expect(fill.payments == [.init(.trader("Bob"), TokenAmounts(.zero, 2_000_000_000))])
    #expect(venue.pool.cash() == cash - 800_000_000)
    #expect(venue.pool.losses.map(\.loss) == [800_000_000] && venue.audit() == [])
  }

  @Test("Terms of shorts are what their fields say")
  func format() throws {
    for shorts: ShortTerms in [.none, .covered, .margined(Self.penalty)] {
      let terms = Example.terms(shorts: shorts)
      #expect(try OptionsVenueTerms<FixedVolatilityCurve>(terms.eventValue) == terms)
    }
    guard case .fields(let fields) = Example.terms(shorts: .margined(Self.penalty)).eventValue else { return }
    for (name, value) in [
      ("penaltyBasisPoints", "10001"), ("reserveBasisPoints", "-1"), ("liquidatorBasisPoints", "7001"),
      ("shorts", "naked"), ("leastPenalty", "\(UInt128(1) << 80)"),
    ] {
      let changed = fields.map { $0.name == name ? EventField(name, .text(value)) : $0 }
      #expect(throws: EventFormatError.invalid(field: name), "\(name)") {
        _ = try OptionsVenueTerms<FixedVolatilityCurve>(.fields(changed))
      }
    }
    for action: OptionsVenueAction in [
      write("C", 1, collateral: 2), .cover(trader: "a", contract: "C", contracts: 1, most: 2, deadline: Example.expiry),
      .post(trader: "a", contract: "C", assets: 3), .release(trader: "a", contract: "C", assets: 4),
      .liquidate(liquidator: "a", trader: "b", contract: "C"),
    ] {
      let event = Example.at(1, action)
      #expect(try OptionsVenueEvent(event.eventValue) == event)
    }
  }
}
