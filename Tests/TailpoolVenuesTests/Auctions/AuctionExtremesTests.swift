import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Auctions at the ends of their integers, and by someone who wants to break them; failures print the orders.
@Suite("Auctions at the ends of the integers")
struct AuctionExtremesTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  /// An order whose numbers are near zero, near the middle or near the greatest.
  private func order(_ id: UInt64, _ random: inout SeededGenerator, tick: UInt64) -> AuctionOrder {
    func number() -> UInt64 {
      let small = UInt64.random(in: 0...3, using: &random)
      let numbers: [UInt64] = [1 + small, (1 << 32) + small, (1 << 63) - small, .max - small]
      return numbers[Int(random.next() % 4)]
    }
    let pricing: OrderPricing =
      switch Int.random(in: 0...5, using: &random) {
      case 0: .market
      case 1: .pegged(offset: [.min, -1, 0, 1, .max].randomElement(using: &random) ?? 0)
      default: .limit(max(tick, number() / tick * tick))
      }
    let quantity = number()
    return AuctionOrder(
      id: id, participant: AuctionTraffic.names[Int(random.next() % 4)],
      side: Bool.random(using: &random) ? .buy : .sell, pricing: pricing, quantity: quantity,
      minimumQuantity: Bool.random(using: &random) ? 0 : min(quantity, number()), time: Timestamp(secondsSinceEpoch: 0))
  }

  @Test(
    "VENUE-037: at the ends of the integers an auction trades as much on both sides within every limit, or names what it refuses",
    arguments: [1, 2, 3, 4] as [UInt64])
  func ends(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var (traded, refused) = (0, 0)
    for _ in 0..<Self.calls {
      let ticks: [UInt64] = [1, 1, 3, 1 << 40, .max]
      let tick = ticks[Int(random.next() % 5)]
      let references: [UInt64] = [1, 100, 1 << 40, .max]
      let reference = references[Int(random.next() % 4)]
      let orders = (0..<UInt64.random(in: 0...8, using: &random)).map { order($0, &random, tick: tick) }
      let guards: [ClosedRange<UInt64>?] = [nil, 0 ... .max, 1...1, (.max - 1) ... .max, 0...0]
      let guarded = guards[Int(random.next() % 5)]
      let auction = try CallAuction(
        tick: tick, allocation: Bool.random(using: &random) ? .proRata : .time,
        selfMatch: SelfMatchPrevention.allCases[Int(random.next() % 3)])
      let context = "\(auction) \(reference) \(String(describing: guarded)) \(orders)"
      let outcome: AuctionOutcome
      do throws(AuctionRefusal) {
        outcome = try auction.clear(orders, reference: reference, guarded: guarded)
      } catch {
        refused += 1
        switch error {
        case .noPriceInGuard: #expect(guarded != nil, "\(context)")
        default: Issue.record("\(error) \(context)")
        }
        continue
      }
      for side in OrderSide.allCases {
        let units = zip(orders, outcome.fills).filter { $0.0.side == side }.reduce(UInt128(0)) { $0 + UInt128($1.1) }
        #expect(units == outcome.volume, "\(side) \(outcome) \(context)")
      }
      guard let price = outcome.price else { continue }
      traded += 1
      #expect(price > 0 && price % tick == 0 && guarded?.contains(price) ?? true, "\(outcome) \(context)")
      for (order, units) in zip(orders, outcome.fills) where units > 0 {
        #expect(units <= order.quantity && units >= order.minimumQuantity, "\(order) \(outcome) \(context)")
        if case .limit(let limit) = order.pricing {
          #expect(order.side == .buy ? price <= limit : price >= limit, "\(order) \(outcome) \(context)")
        }
      }
      // Demand and supply at the price, as the levels have them.
      let levels = try auction.levels(
        orders, without: outcome.excluded, reference: reference, guarded: guarded)
      let demand = levels.first { $0.price >= price }?.demand ?? 0
      let supply = levels.last { $0.price <= price }?.supply ?? 0
      #expect(min(demand, supply) == outcome.volume, "\(levels) \(outcome) \(context)")
      #expect(Int128(demand) - Int128(supply) == outcome.surplus, "\(levels) \(outcome) \(context)")
    }
    #expect(traded > Self.calls / 8 && refused > Self.calls / 50, "\(traded) traded, \(refused) refused")
  }

  private typealias Venue = AuctionVenue<ToyDigest>

  @Test("Who has all that a venue can hold may trade with itself", arguments: [true, false])
  func own(buysFirst: Bool) throws {
    var venue = try Venue(AuctionVenueTests.terms(selfMatch: .none))
    let event = AuctionVenueTests.event
    try venue.apply(event(1, .deposit(participant: "Eve", base: .max, quote: .max)))
    let buy = CallAuctionTests.limit(buysFirst ? 1 : 2, .buy, 100, 10, by: "Eve")
    let sell = CallAuctionTests.limit(buysFirst ? 2 : 1, .sell, 100, 10, by: "Eve")
    for order in buysFirst ? [buy, sell] : [sell, buy] { try venue.apply(event(2, .place(order))) }
    try venue.apply(event(59, .price(source: "x", price: 100)))
    let report = try #require(try venue.settle(event(60, .auction)))
    #expect(report.volume == 10 && venue.accounts == ["Eve": TokenPair(.max, .max)] && venue.audit().isEmpty)
    #expect(throws: AuctionRefusal.overflow) {
      try venue.apply(event(61, .deposit(participant: "Bob", base: 1, quote: 0)))
    }
  }

  @Test("A venue without a price, with orders of pegs alone and with the greatest numbers passes its auctions")
  func empty() throws {
    var replay = try AuctionVenueReplay<ToyDigest>(AuctionVenueTests.terms())
    let event = AuctionVenueTests.event
    try replay.apply(event(60, .auction))
    try replay.apply(event(61, .deposit(participant: "Eve", base: .max, quote: .max)))
    // Nobody can use up the numbers of orders.
    for id in [(1 << 20) + 1, .max] as [UInt64] {
      let last = CallAuctionTests.limit(id, .buy, 1, 1, by: "Eve")
      #expect(throws: AuctionRefusal.orderNumberTooHigh(id: id, greatest: 1 << 20)) {
        try replay.apply(event(61, .place(last)))
      }
    }
    for (id, side, offset) in [(1, .buy, .min), (2, .sell, .max), (3, .buy, 0)] as [(UInt64, OrderSide, Int64)] {
      let order = AuctionOrder(
        id: id, participant: "Eve", side: side, pricing: .pegged(offset: offset), quantity: .max,
        time: Timestamp(secondsSinceEpoch: 62))
      try replay.apply(event(62, .place(order)))
    }
    try replay.apply(event(120, .auction))
    for (source, price) in [("a", 1), ("b", .max)] as [(String, UInt64)] {
      try replay.apply(event(170, .price(source: source, price: price)))
    }
    try replay.apply(event(180, .auction))
    try replay.apply(event(230, .price(source: "a", price: .max)))
    try replay.apply(event(240, .auction))
    #expect(replay.auctions.count == 4 && replay.auctions.allSatisfy { $0.volume == 0 })
    #expect(replay.audit().isEmpty && replay.references.map(\.price) == [1] && replay.venue.orders.count == 3)
    #expect(throws: AuctionRefusal.overflow) {
      try replay.apply(
        AuctionVenueEvent(at: Timestamp(secondsSinceEpoch: .max), .auction))
    }
  }
}
