import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Midpoint crosses")
struct MidpointCrossTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  private func order(
    _ id: UInt64, _ side: OrderSide, _ amount: UInt128, _ limit: UInt128, balance: UInt128 = 1 << 100,
    minimum: UInt128 = 0, by name: String? = nil
  ) -> CrossOrder {
    CrossOrder(
      id: id, participant: name ?? "\(id)", side: side, amount: amount, limit: limit, balance: balance, minimum: minimum
    )
  }

  @Test("Matches of an existing venue, capped by balances")
  func vectors() throws {
    let cases = try ReferenceCase.cases("pools/28_midpoint_cross_renegade")
    #expect(cases.count == 4)
    for vector in cases {
      func read(_ key: String, _ side: OrderSide, _ balance: String) -> CrossOrder {
        let order = vector.object(key)
        return self.order(
          side == .buy ? 0 : 1, side, UInt128(order.units("amount")), UInt128(order.units("limit")),
          balance: UInt128(order.units(balance)))
      }
      let match = try MidpointCross(price: UInt128(vector.units("midpoint"))).match(
        read("buy", .buy, "balanceQuote"), read("sell", .sell, "balanceBase"))
      // A null reads as a number below all amounts.
      #expect(match.map { Int128($0.base) } ?? -(1 << 126) == vector.units("base"), "\(vector)")
      #expect(match.map { Int128($0.quote) } ?? -(1 << 126) == vector.units("quote"), "\(vector)")
    }
  }

  @Test("Least amounts on both sides, prices for lots, and the guard")
  func bounds() throws {
    let cross = try MidpointCross(price: 7, lot: 2)
    let buy = order(0, .buy, 9, 10, balance: 24)
    #expect(try cross.match(buy, order(1, .sell, 9, 5)) == .init(base: 6, quote: 21))
    #expect(try cross.match(order(0, .buy, 9, 10, balance: 24, minimum: 7), order(1, .sell, 9, 5)) == nil)
    #expect(try cross.match(buy, order(1, .sell, 9, 5, minimum: 7)) == nil)
    #expect(try cross.match(buy, order(1, .sell, 0, 5)) == nil)
    #expect(try cross.match(buy, order(1, .sell, 9, 5, balance: 0)) == nil)
    #expect(
      try cross.match(order(0, .buy, .max, .max, balance: .max), order(1, .sell, .max, 1, balance: .max))?.quote == .max
        - 3)
    #expect(throws: AuctionRefusal.sameSide) { try cross.match(buy, buy) }
    #expect(throws: AuctionRefusal.invalidReference) { try MidpointCross(price: 0) }
    #expect(throws: AuctionRefusal.invalidTerms(field: "lot")) { try MidpointCross(price: 1, lot: 0) }
    #expect(throws: AuctionRefusal.outsideGuard(price: 7, lowest: 8, highest: 9)) {
      try MidpointCross(price: 7, guarded: 8...9)
    }
    #expect(throws: AuctionRefusal.outsideGuard(price: .max, lowest: 8, highest: 9)) {
      try MidpointCross(price: .max, guarded: 8...9)
    }
    #expect(throws: AuctionRefusal.duplicateOrder(id: 4)) {
      try cross.cross([order(4, .buy, 9, 10), order(5, .sell, 1, 1), order(4, .sell, 9, 1)])
    }
  }

  @Test("What is worth less than a unit is not had for nothing")
  func dust() throws {
    let cross = try MidpointCross(price: 1, lot: 10)
    let sell = order(1, .sell, 100, 1)
    #expect(try cross.match(order(0, .buy, 9, 5), sell) == nil)
    #expect(try cross.match(order(0, .buy, 10, 5), sell) == .init(base: 10, quote: 1))
    let small = (2..<40).map { order($0, .buy, 9, 5, by: "Eve") }
    #expect(try cross.cross([sell] + small).isEmpty)
  }

  @Test("A book is crossed by numbers; nobody meets itself")
  func book() throws {
    let cross = try MidpointCross(price: 10)
    let trades = try cross.cross([
      order(3, .sell, 5, 9, by: "A"), order(1, .buy, 8, 10, by: "A"), order(2, .sell, 6, 10, by: "B"),
      order(4, .sell, 9, 8, by: "C"), order(5, .sell, 9, 11, by: "D"), order(6, .buy, 20, 12, balance: 75, by: "E"),
    ])
    #expect(
      trades == [
        .init(buy: 1, sell: 2, match: .init(base: 6, quote: 60)),
        .init(buy: 1, sell: 3, match: .init(base: 2, quote: 20)),
        .init(buy: 5, sell: 0, match: .init(base: 5, quote: 50)),
        .init(buy: 5, sell: 3, match: .init(base: 2, quote: 20)),
      ])
  }

  @Test(
    "VENUE-033: a cross keeps limits, balances and least amounts, leaves no pair that could match, and does not depend on the order given",
    arguments: [1, 2, 3, 4] as [UInt64])
  func laws(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var traded = 0
    for _ in 0..<Self.calls {
      func units(_ most: UInt128) -> UInt128 { UInt128.random(in: 0...most, using: &random) }
      let cross = try MidpointCross(price: units(40) + 80, lot: units(3) + 1)
      let orders = (0..<Int.random(in: 0...9, using: &random)).map { index in
        let side = Bool.random(using: &random) ? OrderSide.buy : .sell
        return order(
          UInt64(index), side, units(60), units(60) + 70, balance: side == .buy ? units(9_000) : units(90),
          minimum: Bool.random(using: &random) ? units(20) : 0, by: AuctionTraffic.names[Int(units(3))])
      }
      let trades = try cross.cross(orders)
      let context = "\(cross) \(orders): \(trades)"
      var left = orders.map { (amount: $0.amount, balance: $0.balance) }
      for trade in trades {
        let (buy, sell, match) = (orders[trade.buy], orders[trade.sell], trade.match)
        #expect(buy.side == .buy && sell.side == .sell && buy.participant != sell.participant, "\(context)")
        #expect(buy.limit >= cross.price && sell.limit <= cross.price, "\(trade) \(context)")
        #expect(match.base > 0 && match.base >= max(buy.minimum, sell.minimum), "\(trade) \(context)")
        #expect(match.quote == match.base * cross.price / cross.lot, "\(trade) \(context)")
        for (place, paid) in [(trade.buy, match.quote), (trade.sell, match.base)] {
          try #require(left[place].amount >= match.base && left[place].balance >= paid, "\(trade) \(context)")
          left[place] = (left[place].amount - match.base, left[place].balance - paid)
        }
      }
      traded += trades.count
      let rest = zip(orders, left).map {
        order($0.id, $0.side, $1.amount, $0.limit, balance: $1.balance, minimum: $0.minimum, by: $0.participant)
      }
      #expect(try cross.cross(rest).isEmpty, "\(context)")
      let places = orders.indices.shuffled(using: &random)
      let again = try cross.cross(places.map { orders[$0] })
      #expect(again.map { .init(buy: places[$0.buy], sell: places[$0.sell], match: $0.match) } == trades, "\(context)")
    }
    #expect(traded > Self.calls / 3, "\(traded)")
  }
}
