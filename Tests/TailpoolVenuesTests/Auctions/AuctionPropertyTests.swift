import TailpoolEvents
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Properties of call auctions on random orders; failures print them.
@Suite("Properties of call auctions")
struct AuctionPropertyTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  /// Demand and supply at a price, counted order by order.
  private func crossed(_ orders: [AuctionOrder], _ price: UInt64, reference: UInt64) -> (UInt64, UInt64) {
    var (demand, supply): (UInt64, UInt64) = (0, 0)
    for order in orders where takes(order, price, reference: reference) {
      if order.side == .buy { demand += order.quantity } else { supply += order.quantity }
    }
    return (demand, supply)
  }

  private func limit(_ order: AuctionOrder, reference: UInt64) -> Int64? {
    switch order.pricing {
    case .market: nil
    case .limit(let stated): Int64(stated)
    case .pegged(let offset): Int64(reference) + offset
    }
  }

  private func takes(_ order: AuctionOrder, _ price: UInt64, reference: UInt64) -> Bool {
    guard let limit = limit(order, reference: reference) else { return true }
    return order.side == .buy ? Int64(price) <= limit : Int64(price) >= limit
  }

  @Test(
    "VENUE-030: an auction conserves, keeps limits, least quantities and the guard, matches nobody with itself, and its price is the best of all ticks",
    arguments: [1, 2, 3, 4] as [UInt64])
  func laws(seed: UInt64) throws {
    var traffic = AuctionTraffic(seed: seed)
    var traded = 0
    for _ in 0..<Self.calls {
      let orders = traffic.orders(14)
      let reference = UInt64(traffic.integer(90...110))
      let isGuarded = Bool.random(using: &traffic.random)
      let guarded = isGuarded ? (reference - UInt64(traffic.integer(0...9)))...(reference + 4) : nil
      let auction = try CallAuction(
        allocation: Bool.random(using: &traffic.random) ? .proRata : .time,
        selfMatch: SelfMatchPrevention.allCases[traffic.integer(0...2)])
      let now = Timestamp(secondsSinceEpoch: 8)
      let outcome = try auction.clear(orders, reference: reference, guarded: guarded, at: now)
      let context = "\(auction) \(reference) \(String(describing: guarded)) \(orders): \(outcome)"
      let filled = zip(orders, outcome.fills).filter { $1 > 0 }
      for side in OrderSide.allCases {
        let units = filled.filter { $0.0.side == side }.reduce(UInt128(0)) { $0 + UInt128($1.1) }
        #expect(units == outcome.volume, "\(side) \(context)")
      }
      for (order, units) in filled {
        #expect(units <= order.quantity && units >= order.minimumQuantity, "\(order) \(context)")
        #expect(order.goodTill.map { $0 >= now } ?? true, "\(context)")
        let price = try #require(outcome.price)
        #expect(takes(order, price, reference: reference), "\(order) \(context)")
        #expect(guarded?.contains(price) ?? true, "\(context)")
      }
      if auction.selfMatch != .none {
        for name in AuctionTraffic.names {
          #expect(Set(filled.filter { $0.0.participant == name }.map(\.0.side)).count < 2, "\(name) \(context)")
        }
      }
      // The price, by trying every tick that can be chosen with the orders that take part.
      let part = orders.indices.filter { outcome.excluded[$0] == nil }.map { orders[$0] }
      let stated = orders.compactMap { limit($0, reference: reference).map { UInt64($0) } } + [reference]
      let ticks = guarded ?? (stated.min() ?? 0)...(stated.max() ?? 0)
      let best = ticks.map { tick in
        let (demand, supply) = crossed(part, tick, reference: reference)
        return (volume: min(demand, supply), surplus: Int64(demand) - Int64(supply), tick: tick)
      }
      let most = best.map(\.volume).max() ?? 0
      #expect(UInt128(most) == outcome.volume, "\(context)")
      if most == 0 { continue }
      traded += 1
      let price = try #require(outcome.price)
      let least = best.filter { $0.volume == most }.map { abs($0.surplus) }.min()
      let chosen = try #require(best.first { $0.tick == price })
      #expect(chosen.volume == most && abs(chosen.surplus) == least, "\(context)")
      #expect(Int128(chosen.surplus) == outcome.surplus, "\(context)")
      let candidates = try #require(outcome.candidates)
      for tick in best where candidates.contains(tick.tick) {
        #expect(tick.volume == most && abs(tick.surplus) == least, "\(tick) \(context)")
      }
    }
    #expect(traded > Self.calls / 2, "\(traded)")
  }

  @Test(
    "VENUE-031: the outcome does not depend on the order in which orders are given",
    arguments: [5, 6, 7, 8] as [UInt64])
  func independence(seed: UInt64) throws {
    var traffic = AuctionTraffic(seed: seed)
    for _ in 0..<Self.calls {
      let orders = traffic.orders(14)
      let auction = try CallAuction(
        allocation: Bool.random(using: &traffic.random) ? .proRata : .time,
        selfMatch: SelfMatchPrevention.allCases[traffic.integer(0...2)])
      let places = orders.indices.shuffled(using: &traffic.random)
      let first = try auction.clear(orders, reference: 100)
      let second = try auction.clear(places.map { orders[$0] }, reference: 100)
      #expect(places.map { first.fills[$0] } == second.fills, "\(auction) \(orders)")
      #expect((first.price, first.volume, first.surplus) == (second.price, second.volume, second.surplus), "\(orders)")
    }
  }
}
