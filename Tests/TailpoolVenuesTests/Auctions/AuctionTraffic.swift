import TailpoolMarket
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Random orders of auctions, some of which are refused.
struct AuctionTraffic {
  static let names = ["Ada", "Bob", "Cyd", "Dee"]
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func name() -> String { Self.names[integer(0...3)] }

  /// An order near a price of 100, in ticks.
  mutating func order(_ id: UInt64, tick: UInt64 = 1, time: Int64? = nil) -> AuctionOrder {
    let quantity = UInt64(integer(1...40))
    let pricing: OrderPricing =
      switch integer(0...9) {
      case 0: .market
      case 1: .pegged(offset: Int64(integer(-6...6)))
      default: .limit(UInt64(integer(85...115)) * tick)
      }
    // Orders of a venue end within a few auctions, so that their participants can turn.
    let ends = time != nil || integer(0...9) == 0
    let end = (time ?? 0) + Int64(time == nil ? integer(5...15) : integer(5...150))
    return AuctionOrder(
      id: id, participant: name(), side: Bool.random(using: &random) ? .buy : .sell, pricing: pricing,
      quantity: quantity, minimumQuantity: integer(0...3) == 0 ? UInt64(integer(1...Int(quantity))) : 0,
      time: Timestamp(secondsSinceEpoch: time ?? Int64(integer(0...5))),
      goodTill: ends ? Timestamp(secondsSinceEpoch: end) : nil)
  }

  mutating func orders(_ most: Int, tick: UInt64 = 1) -> [AuctionOrder] {
    let count = integer(0...most)
    return (0..<count).map { order(UInt64($0), tick: tick) }
  }
}
