import Foundation
import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("A pool with an impact for imbalance")
struct ImbalancePoolTests {
  /// A dollar is 10⁹ units; the factors are 2 × 10⁻⁷ and, where imbalance falls, half of that.
  static func terms(fee: UInt32 = 0, positiveDepth: UInt128 = 10_000_000_000_000_000) -> ImbalancePoolTerms {
    ImbalancePoolTerms(
      token0: "A", token1: "B", feeMillionths: fee, positiveDepth: positiveDepth,
      negativeDepth: 5_000_000_000_000_000, exponentMillionths: 2_000_000, greatestAge: 60,
      opening: Timestamp(secondsSinceEpoch: 0))
  }

  static func at(_ seconds: Int64, _ action: ImbalancePoolAction) -> ImbalancePoolEvent {
    ImbalancePoolEvent(at: Timestamp(secondsSinceEpoch: seconds), action)
  }

  /// A pool that is in balance with 50,000 dollars of each token, at a price of one unit.
  static func balanced(_ terms: ImbalancePoolTerms) throws -> ImbalancePool {
    var pool = try ImbalancePool(terms)
    try pool.apply(at(0, .index(low: ImbalancePool.priceUnit, high: ImbalancePool.priceUnit)))
    try pool.apply(
      at(0, .mint(owner: "Ada", amount0: 50_000_000_000_000, amount1: 50_000_000_000_000, leastShares: 0)))
    return pool
  }

  @Test("The impact is the reference's, as a formula and in whole units")
  func reference() throws {
    let cases = try ReferenceCase.cases("pools/38_price_impact_gmx")
    #expect(cases.count == 3)
    for vector in cases {
      let impact = try ImbalanceImpact(
        positiveFactor: vector.double("factor"), negativeFactor: vector.double("factor"),
        exponent: vector.double("exponent"))
      let start = vector.double("longUsd0") - vector.double("shortUsd0")
      let end = vector.double("longUsd1") - vector.double("shortUsd1")
      let expected = vector.double("impactUsd")
      #expect(abs(impact.value(from: start, to: end) - expected) <= 1e-9, "\(vector)")
      // A dollar of 10⁹ units, so that the factor of a unit is 10⁻⁹ of a dollar's.
      let fine = try ImbalanceImpact(
        positiveFactor: vector.double("factor") / 1e9, negativeFactor: vector.double("factor") / 1e9,
        exponent: vector.double("exponent"))
      func side(_ name: String, _ place: Int) -> UInt128 { UInt128(vector.double("\(name)Usd\(place)") * 1e9) }
      let units = try fine.units(
        from: Imbalance(side("long", 0), less: side("short", 0)), to: Imbalance(side("long", 1), less: side("short", 1))
      )
      #expect(units <= Int128(expected * 1e9) && units >= Int128(expected * 1e9) - 2, "\(vector): \(units)")
    }
  }

  @Test("Trades through a pool are charged and paid the reference's impact, and the pool's side keeps it")
  func trades() throws {
    var pool = try Self.balanced(Self.terms(positiveDepth: 5_000_000_000_000_000))
    #expect(pool.shares == ["Ada": 99_999_999_999_000] && pool.supply == 100_000_000_000_000)
    // From balance to 50,000 dollars: −500.
    let sold = try pool.settle(Self.at(1, .sell(trader: "Bob", amount0: 25_000_000_000_000, least: 0)))
    #expect(sold.out1 == 24_499_999_999_999 && pool.impactPool == 500_000_000_001, "\(sold)")
    #expect(pool.owned1 == 25_000_000_000_000)
    // From 50,000 to 25,000: +375.
    let bought = try pool.settle(Self.at(2, .buy(trader: "Bob", amount0: 12_500_000_000_000, most: .max)))
    #expect(bought.in1 == 12_125_000_000_001 && pool.impactPool == 125_000_000_002, "\(bought)")
    #expect(pool.audit().isEmpty && pool.claim(of: "Ada").amount1 == 37_499_999_999_625)
  }

  @Test("An impact that is paid is no more than the impact pool has")
  func cap() throws {
    var pool = try Self.balanced(Self.terms(positiveDepth: 5_000_000_000_000_000))
    try pool.apply(Self.at(1, .sell(trader: "Bob", amount0: 25_000_000_000_000, least: 0)))
    // At twice the price 75,000 against 25,000 are an imbalance of 125,000; to 5,000 it would be paid 3,120.
    let twice = ImbalancePool.priceUnit &+ ImbalancePool.priceUnit
    try pool.apply(Self.at(2, .index(low: twice, high: twice)))
    let quote = try pool.quote(buying: 30_000_000_000_000, at: Timestamp(secondsSinceEpoch: 2))
    #expect(quote.impact == 500_000_000_001 && quote.atIndex == 60_000_000_000_000)
    #expect(quote.amount1 == 59_499_999_999_999)
  }

  @Test("Fees are rounded up, and each side trades at its price")
  func sides() throws {
    var pool = try Self.balanced(Self.terms(fee: 1_000))
    let (low, high) = (ImbalancePool.priceUnit &- 1, ImbalancePool.priceUnit &+ 1)
    try pool.apply(Self.at(1, .index(low: low, high: high)))
    let time = Timestamp(secondsSinceEpoch: 1)
    let sold = try pool.quote(selling: 1_001, at: time)
    #expect(sold.atIndex == 1_000 && sold.fee == 1 && sold.impact == -1 && sold.amount1 == 998, "\(sold)")
    let bought = try pool.quote(buying: 1_001, at: time)
    #expect(bought.atIndex == 1_002 && bought.fee == 2 && bought.impact == -1 && bought.amount1 == 1_005, "\(bought)")
  }

  @Test("What is brought in pays for the imbalance that it makes, and others' shares lose nothing")
  func minting() throws {
    var pool = try Self.balanced(Self.terms())
    let before = pool.claim(of: "Ada")
    try pool.apply(Self.at(1, .mint(owner: "Ben", amount0: 50_000_000_000_000, amount1: 0, leastShares: 0)))
    // 2 × 10⁻⁷ × 50,000² = 500, of up to 667 more: 2 × 10⁻⁷ × 50,667² = 513.4.
    #expect(pool.impactPool > 500_000_000_000 && pool.impactPool < 514_000_000_000, "\(pool.impactPool)")
    #expect(pool.shares["Ben"] == 50_000_000_000_000 - pool.impactPool)
    let after = pool.claim(of: "Ada")
    #expect(after.amount0 + after.amount1 + 1 >= before.amount0 + before.amount1)
    let burnt = try pool.settle(Self.at(2, .burn(owner: "Ben", shares: pool.shares["Ben"] ?? 0, least0: 0, least1: 0)))
    let out = try burnt.out0.narrowed() + burnt.out1.narrowed()
    #expect(out <= 49_500_000_000_000 && out > 49_486_000_000_000, "\(out)")
    #expect(pool.audit().isEmpty && pool.shares.keys.sorted() == ["Ada"])
  }

  @Test("A stale or absent index, dust, too much and bounds are refusals, and the pool stays what it was")
  func refusals() throws {
    let one = ImbalancePool.priceUnit
    var empty = try ImbalancePool(Self.terms())
    #expect(throws: VenueRefusal.staleIndex(age: nil, most: 60)) {
      try empty.apply(Self.at(0, .mint(owner: "Ada", amount0: 5_000, amount1: 5_000, leastShares: 0)))
    }
    var pool = try Self.balanced(Self.terms())
    let start = pool
    let all: [(ImbalancePoolEvent, VenueRefusal)] = [
      (Self.at(61, .sell(trader: "t", amount0: 10, least: 0)), .staleIndex(age: 61, most: 60)),
      (Self.at(61, .mint(owner: "t", amount0: 10, amount1: 1, leastShares: 0)), .staleIndex(age: 61, most: 60)),
      (
        Self.at(-1, .buy(trader: "t", amount0: 10, most: .max)),
        .timeRunsBack(time: Timestamp(secondsSinceEpoch: -1), last: Timestamp(secondsSinceEpoch: 0))
      ), (Self.at(1, .index(low: .zero, high: one)), .invalidIndex(low: .zero, high: one)),
      (Self.at(1, .index(low: one, high: one &- 1)), .invalidIndex(low: one, high: one &- 1)),
      (Self.at(1, .index(low: one, high: .max)), .invalidIndex(low: one, high: .max)),
      (Self.at(1, .sell(trader: "t", amount0: 0, least: 0)), .nothingToMove),
      (Self.at(1, .sell(trader: "t", amount0: 1, least: 0)), .nothingToMove),
      (
        Self.at(1, .sell(trader: "t", amount0: 50_000_000_000_001, least: 0)),
        .notFilled(filled: 50_000_000_000_000, expected: 50_000_000_000_001)
      ),
      (
        Self.at(1, .buy(trader: "t", amount0: 50_000_000_000_001, most: .max)),
        .notFilled(filled: 50_000_000_000_000, expected: 50_000_000_000_001)
      ), (Self.at(1, .sell(trader: "t", amount0: .max, least: 0)), .overflow),
      (Self.at(1, .mint(owner: "t", amount0: .max, amount1: 0, leastShares: 0)), .overflow),
      (Self.at(1, .mint(owner: "t", amount0: 0, amount1: 0, leastShares: 0)), .nothingToMove),
      (
        Self.at(1, .mint(owner: "t", amount0: 9, amount1: 9, leastShares: 19)),
        .worseThanAllowed(found: 18, allowed: 19)
      ),
      (Self.at(1, .burn(owner: "t", shares: 1, least0: 0, least1: 0)), .tooLittleLiquidity(found: 0, expected: 1)),
      (Self.at(1, .sell(trader: "t", amount0: 100, least: 100)), .worseThanAllowed(found: 99, allowed: 100)),
      (Self.at(1, .buy(trader: "t", amount0: 100, most: 100)), .worseThanAllowed(found: 101, allowed: 100)),
    ]
    for (event, refusal) in all {
      #expect(throws: refusal, "\(event)") { try pool.apply(event) }
      #expect(pool == start, "\(event)")
    }
    // The very last second of the index, and a burn without one.
    try pool.apply(Self.at(60, .sell(trader: "t", amount0: 100, least: 0)))
    try pool.apply(Self.at(500, .burn(owner: "Ada", shares: 5_000, least0: 0, least1: 0)))
  }

  @Test(
    "Terms out of their range name their field",
    arguments: [
      ("token0", "B"), ("token1", ""), ("feeMillionths", "100001"), ("negativeDepth", "0"), ("positiveDepth", "1"),
      ("positiveDepth", "5192296858534827628530496329220096"), ("exponentMillionths", "1000000"),
      ("exponentMillionths", "4000001"), ("greatestAge", "-1"),
    ])
  func terms(field: String, text: String) throws {
    guard case .fields(let fields) = Self.terms().eventValue else { return }
    let wrong = fields.map { $0.name == field ? EventField(field, .text(text)) : $0 }
    #expect(throws: EventFormatError.invalid(field: field)) { try ImbalancePoolTerms(.fields(wrong)) }
    #expect(try ImbalancePoolTerms(Self.terms().eventValue) == Self.terms())
  }

  @Test(
    "A further unit of imbalance never costs more than a quarter, and what falls never pays more than what grows cost")
  func slope() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      let depth = pow(10, random.uniform(0, 30))
      let exponent = random.uniform(1.000_001, 4)
      let negative = pow(depth, 1 - exponent)
      let impact = try ImbalanceImpact(
        positiveFactor: negative * random.uniform(), negativeFactor: negative, exponent: exponent)
      let (a, b) = (depth * random.uniform(0, 3), depth * random.uniform(0, 3))
      let (low, high) = (min(a, b), max(a, b))
      let (cost, gain) = (-impact.value(from: low, to: high), impact.value(from: high, to: low))
      let slack = 1e-13 * high
      #expect(cost <= 0.25 * (high - low) + slack && cost >= -slack, "\(impact) \(low) \(high) \(cost)")
      #expect(gain <= cost + slack && gain >= -slack, "\(impact) \(low) \(high) \(gain) \(cost)")
      // Across balance and back.
      let across = impact.value(from: low, to: -high) + impact.value(from: -high, to: low)
      #expect(across <= slack, "\(impact) \(low) \(high) \(across)")
    }
    #expect(throws: VenueRefusal.invalidTerms(field: "positiveFactor")) {
      try ImbalanceImpact(positiveFactor: 2e-7, negativeFactor: 1e-7, exponent: 2)
    }
    for (factor, exponent) in [(0, 2), (.nan, 2), (.infinity, 2), (1, 1), (1, 4.1), (1, .nan)] {
      #expect(throws: VenueRefusal.self) {
        try ImbalanceImpact(positiveFactor: 0, negativeFactor: factor, exponent: exponent)
      }
    }
  }
}
