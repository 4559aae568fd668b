import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Call auctions")
struct CallAuctionTests {
  private static let noon = Timestamp(secondsSinceEpoch: 0)

  static func limit(
    _ id: UInt64, _ side: OrderSide, _ price: UInt64, _ quantity: UInt64, by name: String = "A", time: Int64 = 0,
    minimum: UInt64 = 0
  ) -> AuctionOrder {
    AuctionOrder(
      id: id, participant: name, side: side, pricing: .limit(price), quantity: quantity, minimumQuantity: minimum,
      time: Timestamp(secondsSinceEpoch: time))
  }

  @Test("Prices and volumes of published auctions")
  func vectors() throws {
    let cases = try ReferenceCase.cases("pools/26_call_auction")
    #expect(cases.count == 5)
    for vector in cases {
      var orders: [AuctionOrder] = []
      for (key, side) in [("bids", OrderSide.buy), ("asks", .sell)] {
        for row in vector.rows(key) {
          orders.append(Self.limit(UInt64(orders.count), side, UInt64(row[0]), UInt64(row[1])))
        }
      }
      for allocation in CallAuction.Allocation.allCases {
        let outcome = try CallAuction(allocation: allocation).clear(orders, reference: UInt64(vector.units("ref")))
        #expect(outcome.price.map { Int128($0) } == vector.units("price"), "\(vector)")
        #expect(Int128(outcome.volume) == vector.units("volume"), "\(vector)")
      }
    }
  }

  @Test("Which principle decides, and between which prices")
  func principles() throws {
    let auction = try CallAuction()
    func outcome(_ bid: UInt64, _ wanted: UInt64, _ ask: UInt64, _ offered: UInt64) throws -> AuctionOutcome {
      try auction.clear([Self.limit(0, .buy, bid, wanted), Self.limit(1, .sell, ask, offered)], reference: 101)
    }
    let single = try outcome(100, 5, 100, 9)
    #expect(single.principle == .volume && single.price == 100 && single.surplus == -4)
    let buyers = try outcome(105, 9, 95, 5)
    #expect(buyers.principle == .pressure && buyers.price == 105 && buyers.surplus == 4)
    #expect(buyers.candidates == 95...105 && buyers.fills == [5, 5])
    let sellers = try outcome(105, 5, 95, 9)
    #expect(sellers.principle == .pressure && sellers.price == 95 && sellers.surplus == -4)
    let even = try outcome(105, 5, 95, 5)
    #expect(even.principle == .reference && even.price == 101 && even.surplus == 0)
    let apart = try outcome(95, 5, 105, 5)
    #expect(apart.price == nil && apart.volume == 0 && apart.principle == nil && apart.fills == [0, 0])
    #expect(try auction.clear([], reference: 1).price == nil)
    // A surplus of four either way: the reference chooses between them.
    let mixed = try auction.clear(
      [
        Self.limit(0, .buy, 102, 10), Self.limit(1, .buy, 100, 8), Self.limit(2, .sell, 98, 10),
        Self.limit(3, .sell, 100, 4),
      ], reference: 120)
    #expect(mixed.volume == 14 && mixed.price == 100 && mixed.surplus == 4)
  }

  @Test("Market orders trade at the reference where there is no limit, and take part in the pressure where there is")
  func market() throws {
    func market(_ id: UInt64, _ side: OrderSide, _ quantity: UInt64) -> AuctionOrder {
      AuctionOrder(id: id, participant: "A", side: side, pricing: .market, quantity: quantity, time: Self.noon)
    }
    let auction = try CallAuction(tick: 5)
    let alone = try auction.clear([market(0, .buy, 7), market(1, .sell, 3)], reference: 103)
    #expect(alone.price == 100 && alone.volume == 3 && alone.fills == [3, 3])
    // A market order comes before a limit at the end of the guard, at which it is put.
    let both = try auction.clear(
      [Self.limit(0, .buy, 110, 4), market(1, .buy, 4), Self.limit(2, .sell, 100, 5)], reference: 103,
      guarded: 92...112)
    #expect(both.price == 110 && both.fills == [1, 4, 5])
  }

  @Test("Pegged orders follow the reference, rounded to a tick against themselves")
  func pegged() throws {
    func pegged(_ id: UInt64, _ side: OrderSide, _ offset: Int64) -> AuctionOrder {
      AuctionOrder(
        id: id, participant: "A", side: side, pricing: .pegged(offset: offset), quantity: 1, time: Self.noon)
    }
    let auction = try CallAuction(tick: 5)
    #expect(try auction.clear([pegged(0, .buy, 3), pegged(1, .sell, -8)], reference: 103).candidates == 95...105)
    #expect(try auction.clear([pegged(0, .buy, 1), pegged(1, .sell, -2)], reference: 103).price == nil)
    // A peg that leads to no price takes no part, and stops nobody else.
    let others = [Self.limit(7, .buy, 105, 2), Self.limit(8, .sell, 95, 2)]
    for (peg, reference) in [
      (pegged(0, .buy, -103), 103), (pegged(0, .buy, -100), 103), (pegged(0, .buy, .min), 103),
      (pegged(0, .sell, .max), .max),
    ] as [(AuctionOrder, UInt64)] {
      let outcome = try auction.clear([peg] + others, reference: reference)
      #expect(outcome.excluded == [0: .noPrice] && outcome.fills == [0, 2, 2], "\(peg) \(outcome)")
    }
  }

  @Test("The margin is shared pro rata by largest remainders, or by time")
  func allocation() throws {
    let orders = [
      Self.limit(5, .buy, 100, 10, time: 3), Self.limit(2, .buy, 100, 20, time: 2),
      Self.limit(9, .buy, 100, 30, time: 1),
      Self.limit(1, .buy, 101, 4, time: 9), Self.limit(0, .sell, 100, 24, time: 0),
    ]
    // 20 units by 10, 20, 30 of 60: 3.33, 6.67, 10.
    #expect(try CallAuction().clear(orders, reference: 100).fills == [3, 7, 10, 4, 24])
    #expect(try CallAuction(allocation: .time).clear(orders, reference: 100).fills == [0, 0, 20, 4, 24])
    // Equal remainders go to the lower number.
    let equal = [Self.limit(7, .sell, 100, 3), Self.limit(3, .sell, 100, 3), Self.limit(8, .buy, 100, 3)]
    #expect(try CallAuction().clear(equal, reference: 100).fills == [1, 2, 3])
  }

  @Test("Least quantities, ends and orders of one participant")
  func exclusions() throws {
    let auction = try CallAuction()
    let short = try auction.clear(
      [Self.limit(0, .buy, 100, 10, minimum: 8), Self.limit(1, .buy, 100, 10), Self.limit(2, .sell, 100, 10)],
      reference: 100)
    #expect(short.fills == [0, 10, 10] && short.excluded == [0: .minimumQuantity])
    let own = [
      Self.limit(0, .buy, 101, 5, by: "A", time: 1), Self.limit(1, .sell, 100, 5, by: "A", time: 2),
      Self.limit(2, .sell, 101, 5, by: "B", time: 3),
    ]
    let none = try auction.clear(own, reference: 100)
    #expect(none.excluded.isEmpty && none.fills == [5, 5, 0])
    let newer = try CallAuction(selfMatch: .cancelNewer).clear(own, reference: 100)
    #expect(newer.excluded == [1: .selfMatch] && newer.fills == [5, 0, 5])
    let older = try CallAuction(selfMatch: .cancelOlder).clear(own, reference: 100)
    #expect(older.excluded == [0: .selfMatch] && older.volume == 0)
    let ended = AuctionOrder(
      id: 9, participant: "A", side: .buy, pricing: .limit(101), quantity: 5, time: Self.noon,
      goodTill: Timestamp(secondsSinceEpoch: 9))
    for (time, volume) in [(9, 5), (10, 0)] as [(Int64, UInt128)] {
      let outcome = try auction.clear([ended, own[2]], reference: 100, at: Timestamp(secondsSinceEpoch: time))
      #expect(outcome.volume == volume && outcome.excluded == (volume == 0 ? [0: .expired] : [:]))
    }
  }

  @Test("What is refused names the order")
  func refusals() throws {
    #expect(throws: AuctionRefusal.invalidTerms(field: "tick")) { try CallAuction(tick: 0) }
    let auction = try CallAuction(tick: 5)
    let fine = Self.limit(1, .buy, 100, 5)
    let cases: [([AuctionOrder], UInt64, ClosedRange<UInt64>?, AuctionRefusal)] = [
      ([fine, Self.limit(1, .sell, 100, 5)], 100, nil, .duplicateOrder(id: 1)),
      ([Self.limit(2, .buy, 100, 5), fine, fine], 100, nil, .duplicateOrder(id: 1)),
      ([fine, Self.limit(2, .sell, 100, 0)], 100, nil, .nothingToTrade(order: 2)),
      ([Self.limit(2, .sell, 100, 4, minimum: 5)], 100, nil, .minimumAboveQuantity(order: 2)),
      ([Self.limit(2, .sell, 0, 5)], 100, nil, .invalidPrice(order: 2)),
      ([Self.limit(2, .sell, 101, 5)], 100, nil, .invalidPrice(order: 2)),
      ([fine], 0, nil, .invalidReference), ([fine], 100, 101...104, .noPriceInGuard(lowest: 101, highest: 104)),
      ([fine], 100, 0...4, .noPriceInGuard(lowest: 0, highest: 4)),
    ]
    for (orders, reference, guarded, refusal) in cases {
      #expect(throws: refusal, "\(orders)") { try auction.clear(orders, reference: reference, guarded: guarded) }
    }
    // The last price of all is a multiple of five.
    #expect(try auction.clear([fine], reference: 100, guarded: (.max - 1)...(.max)).price == nil)
    // Quantities may be as great as they are: a million times 2⁶⁴ fits in what is counted in.
    let great = [Self.limit(0, .buy, .max / 5 * 5, .max), Self.limit(1, .buy, .max / 5 * 5, .max)]
    let outcome = try auction.clear(great + [Self.limit(2, .sell, 5, .max)], reference: .max)
    #expect(outcome.volume == UInt128(UInt64.max) && outcome.surplus == Int128(UInt64.max))
  }
}
