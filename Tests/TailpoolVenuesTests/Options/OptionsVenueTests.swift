import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPricing
import Testing

@testable import TailpoolVenues

@Suite("Options venue")
struct OptionsVenueTests {
  private typealias Example = OptionsVenueExample

  @Test("A purchase costs the curve's premium and fee, rounded up, and is the pool's trade")
  func purchase() throws {
    var venue = try Example.open()
    let fair = BlackScholesMerton.price(
      .call, spot: 3_000, strike: 3_000, years: 14.0 / 365, volatility: 0.8, rate: 0.03, dividendYield: 0)
    let fill = try venue.settle(
      Example.at(0, .buy(trader: "Bob", contract: "C", contracts: 250, most: .max, deadline: nil)))
    // 2.5 ether of options at 5 % above fair, and 1 % of fair as fee.
    let cost = (2.5 * fair * 1.06 * 1e6 * (1 + 0x1p-40)).rounded(.up)
    #expect(abs(fill.flow.in1.approximation - cost) <= 1, "\(fill)")
    #expect(fill.contract == .init(name: "C", contracts: 250, volatility: 0.8))
    #expect(abs(fill.fee.amount1.approximation - 2.5 * fair * 0.01 * 1e6) <= 1)
    #expect(venue.pool.open["C"]?.quantity == -250)
    #expect(venue.pool.lockedCollateral == 250 * 30_000_000)
    #expect(venue.holdings == ["Bob": ["C": 250]])
    // What was paid above the fair value is not the owners' at once.
    let locked = try venue.pool.value(at: Example.opening).lockedSpread
    #expect(abs(Double(locked) - 2.5 * fair * 0.05 * 1e6) <= 1, "\(locked)")
    #expect(venue.audit() == [])
  }

  @Test("A sale back is paid less than the purchase cost, and no more than is held is taken")
  func sale() throws {
    var venue = try Example.open()
    let bought = try venue.settle(
      Example.at(0, .buy(trader: "Bob", contract: "P", contracts: 100, most: .max, deadline: nil)))
    let before = venue
    #expect(throws: VenueRefusal.notHeld(found: 100, expected: 101)) {
      try venue.apply(Example.at(1, .sell(trader: "Bob", contract: "P", contracts: 101, least: 0, deadline: nil)))
    }
    #expect(throws: VenueRefusal.notHeld(found: 0, expected: 1)) {
      try venue.apply(Example.at(1, .sell(trader: "Eve", contract: "P", contracts: 1, least: 0, deadline: nil)))
    }
    #expect(venue == before)
    let sold = try venue.settle(
      Example.at(1, .sell(trader: "Bob", contract: "P", contracts: 100, least: 0, deadline: nil)))
    #expect(sold.flow.out1 < bought.flow.in1 && sold.flow.out1 > .zero)
    #expect(venue.holdings.isEmpty && venue.pool.open.isEmpty && venue.audit() == [])
  }

  @Test("A taker is held to its limit and its deadline")
  func protection() throws {
    var venue = try Example.open()
    let before = venue
    let cost = try venue.quote("C", contracts: 10, at: Example.opening).units
    #expect(throws: VenueRefusal.worseThanAllowed(found: UInt256(cost), allowed: UInt256(cost - 1))) {
      try venue.apply(Example.at(0, .buy(trader: "Bob", contract: "C", contracts: 10, most: cost - 1, deadline: nil)))
    }
    #expect(throws: VenueRefusal.late(deadline: Example.opening)) {
      try venue.apply(
        Example.at(5, .buy(trader: "Bob", contract: "C", contracts: 10, most: .max, deadline: Example.opening)))
    }
    #expect(venue == before)
    try venue.apply(
      Example.at(0, .buy(trader: "Bob", contract: "C", contracts: 10, most: cost, deadline: Example.opening)))
    let paid = try venue.quote("C", contracts: -10, at: Example.opening).units
    #expect(throws: VenueRefusal.worseThanAllowed(found: UInt256(paid), allowed: UInt256(paid + 1))) {
      try venue.apply(
        Example.at(0, .sell(trader: "Bob", contract: "C", contracts: 10, least: paid + 1, deadline: nil)))
    }
  }

  @Test("An old index, an unknown contract, nothing, too much and time that runs back are refused")
  func refusals() throws {
    var venue = try Example.open()
    func refusal(_ seconds: Int64, _ action: OptionsVenueAction) -> VenueRefusal? {
      let before = venue
      do {
        try venue.apply(Example.at(seconds, action))
        return nil
      } catch {
        #expect(venue == before)
        return error
      }
    }
    func buy(_ contract: String, _ contracts: UInt128) -> OptionsVenueAction {
      .buy(trader: "Bob", contract: contract, contracts: contracts, most: .max, deadline: nil)
    }
    #expect(refusal(3_600, buy("C", 1)) == .staleIndex(age: 3_600, most: 3_599))
    #expect(refusal(3_599, buy("D", 1)) == .pool(.unknownContract("D")))
    #expect(refusal(3_599, buy("C", 0)) == .nothingToMove)
    #expect(refusal(3_599, buy("C", .max)) == .overflow)
    #expect(refusal(3_599, buy("C", 1 << 32)) == .overflow)
    #expect(refusal(3_599, buy("C", 40_000)) == .pool(.limit(.freeCash)))
    #expect(refusal(0, .list(Example.contract("C", .call))) == .pool(.invalidContract("C")))
    #expect(refusal(0, .list(Example.contract("D", .call, .coin))) == .pool(.invalidContract("D")))
    #expect(refusal(0, .index(price: 0, volatilityMillionths: nil)) == .pool(.invalidQuantity(field: "price")))
    #expect(refusal(0, .settle(expiry: Example.expiry)) == .pool(.notExpired))
    #expect(refusal(0, .cancel(owner: "Ada", ticket: 1)) == .pool(.unknownTicket(1)))
    try venue.apply(Example.at(10, buy("C", 1)))
    #expect(
      refusal(9, buy("C", 1))
        == .timeRunsBack(
          time: Example.opening.advanced(bySeconds: 9), last: Example.opening.advanced(bySeconds: 10)))
    var empty = try OptionsVenue(Example.terms())
    try empty.apply(Example.at(0, .list(Example.contract("C", .call))))
    #expect(throws: VenueRefusal.staleIndex(age: nil, most: 3_599)) { try empty.apply(Example.at(0, buy("C", 1))) }
  }

  @Test(
    "At expiry the holders are paid the payoff at the averaged index, to the last unit, and the owners have the rest")
  func settlement() throws {
    var venue = try Example.open()
    for (trader, contracts) in [("Bob", 7 as UInt128), ("Cyd", 11), ("Dee", 13)] {
      try venue.apply(
        Example.at(0, .buy(trader: trader, contract: "C", contracts: contracts, most: .max, deadline: nil)))
    }
    try venue.apply(Example.at(0, .buy(trader: "Dee", contract: "P", contracts: 5, most: .max, deadline: nil)))
    let cash = venue.pool.cash()
    let end: Int64 = 14 * 86_400
    for (seconds, price) in [(end - 1_800, 3_100), (end - 900, 3_200), (end, 3_333)] as [(Int64, UInt128)] {
      try venue.apply(Example.at(seconds, .index(price: price * 100_000_000, volatilityMillionths: nil)))
    }
    let fill = try venue.settle(Example.at(end, .settle(expiry: Example.expiry)))
    // 3,150 on average: a hundredth of 150 dollars a contract.
    #expect(
      fill.payments == [
        .init(.trader("Bob"), TokenAmounts(.zero, 10_500_000)),
        .init(.trader("Cyd"), TokenAmounts(.zero, 16_500_000)), .init(.trader("Dee"), TokenAmounts(.zero, 19_500_000)),
      ])
    #expect(fill.flow == TokenFlow(out1: 46_500_000))
    #expect(venue.pool.cash() == cash - 46_500_000)
    #expect(venue.holdings.isEmpty && venue.pool.lockedCollateral == 0 && venue.audit() == [])
    #expect(throws: VenueRefusal.pool(.alreadySettled)) {
      try venue.apply(Example.at(end, .settle(expiry: Example.expiry)))
    }
    // All leave with what is there, but for what the division of shares leaves over.
    for owner in ["Ada", "Ben"] {
      try venue.apply(
        Example.at(end, .leave(owner: owner, shares: venue.pool.register.shares(of: owner), leastAssets: 0)))
    }
    let paid = try venue.settle(Example.at(end, .process))
    #expect(paid.payments.map(\.party) == [.owner("Ada"), .owner("Ben")])
    #expect(try UInt128(venue.pool.cash()) <= 2 && venue.claims().isEmpty)
  }

  @Test("Coin: a call sold by a pool of ether pays ether")
  func coin() throws {
    var venue = try OptionsVenue(Example.terms(settlement: .coin))
    for action: OptionsVenueAction in [
      .index(price: Example.price, volatilityMillionths: nil), .list(Example.contract("C", .call, .coin)),
      .enter(owner: "Ada", assets: 50_000_000_000_000_000_000, leastShares: 0), .process,
    ] { try venue.apply(Example.at(0, action)) }
    let bought = try venue.settle(
      Example.at(0, .buy(trader: "Bob", contract: "C", contracts: 100, most: .max, deadline: nil)))
    #expect(bought.flow.in1 == .zero && bought.flow.in0 > .zero)
    #expect(throws: VenueRefusal.pool(.limit(.freeCash))) {
      // 51 ether would have to be locked, and there are 50 and a premium.
      try venue.apply(Example.at(0, .buy(trader: "Bob", contract: "C", contracts: 5_300, most: .max, deadline: nil)))
    }
    let end: Int64 = 14 * 86_400
    for seconds in [end - 1_800, end] {
      try venue.apply(Example.at(seconds, .index(price: 2 * Example.price, volatilityMillionths: nil)))
    }
    let fill = try venue.settle(Example.at(end, .settle(expiry: Example.expiry)))
    // Half of an ether for each of a hundred hundredths.
    #expect(fill.flow == TokenFlow(out0: 500_000_000_000_000_000))
    #expect(venue.audit() == [])
  }

  @Test("Liquidity waits for its notice, can be taken back, and enters and leaves at the marks of that instant")
  func queue() throws {
    var venue = try Example.open(noticeSeconds: 600)
    #expect(venue.pool.register.names == ["Ada", "Ben"])
    try venue.apply(Example.at(600, .buy(trader: "Bob", contract: "C", contracts: 100, most: .max, deadline: nil)))
    let entry = try venue.settle(Example.at(600, .enter(owner: "Cyd", assets: 1_000_000, leastShares: 0)))
    #expect(entry.flow == TokenFlow(in1: 1_000_000))
    #expect(try venue.claims()["Cyd"] == TokenAmounts(.zero, 1_000_000))
    let back = try venue.settle(Example.at(601, .cancel(owner: "Cyd", ticket: 3)))
    #expect(back.payments == [.init(.owner("Cyd"), TokenAmounts(.zero, 1_000_000))])
    #expect(back.flow == TokenFlow(out1: 1_000_000))
    let shares = venue.pool.register.shares(of: "Ben")
    try venue.apply(Example.at(610, .leave(owner: "Ben", shares: shares, leastAssets: 0)))
    #expect(try venue.settle(Example.at(1_209, .process)).payments.isEmpty)
    // The index jumps; who leaves then is paid at what the options cost then.
    try venue.apply(Example.at(1_209, .index(price: 3_600 * 100_000_000, volatilityMillionths: nil)))
    let claim = try venue.pool.claim(of: "Ben", at: Example.opening.advanced(bySeconds: 1_210))
    let paid = try venue.settle(Example.at(1_210, .process))
    #expect(paid.payments == [.init(.owner("Ben"), TokenAmounts(.zero, UInt256(claim)))])
    #expect(claim < 300_000_000_000 && venue.audit() == [])
  }

  @Test("Terms, events and state are what their fields say, and a wrong field is named")
  func format() throws {
    let terms = Example.terms()
    #expect(try OptionsVenueTerms<FixedVolatilityCurve>(terms.eventValue) == terms)
    guard case .fields(let fields) = terms.eventValue else { return #expect(Bool(false)) }
    for (name, value) in [
      ("token0", "USDC"), ("decimals1", "19"), ("settlement", "gold"), ("greatestIndexAge", "0"),
      ("markSpreadMillionths", "1000000"), ("gateBasisPoints", "0"), ("settlementWindow", "0"),
      ("volatilityPercent", "0"), ("rateMillionths", "20000000"),
    ] {
      let changed = fields.map { $0.name == name ? EventField(name, .text(value)) : $0 }
      #expect(throws: EventFormatError.invalid(field: name), "\(name)") {
        _ = try OptionsVenueTerms<FixedVolatilityCurve>(.fields(changed))
      }
    }
    #expect(throws: EventFormatError.unknown(field: "x")) {
      _ = try OptionsVenueTerms<FixedVolatilityCurve>(.fields(fields + [EventField("x", .text("1"))]))
    }
    for action: OptionsVenueAction in [
      .index(price: 1, volatilityMillionths: 2), .index(price: 1, volatilityMillionths: nil),
      .list(Example.contract("C", .call)), .enter(owner: "a", assets: 1, leastShares: 2),
      .leave(owner: "a", shares: 3, leastAssets: 4), .cancel(owner: "a", ticket: 5), .process,
      .buy(trader: "b", contract: "C", contracts: 6, most: 7, deadline: Example.expiry),
      .sell(trader: "b", contract: "C", contracts: 8, least: 9, deadline: nil), .settle(expiry: Example.expiry),
    ] {
      let event = Example.at(1, action)
      #expect(try OptionsVenueEvent(event.eventValue) == event)
    }
  }
}
