import Foundation
import Tailpool

/// A call auction of a million orders, and midpoint matches of a million pairs, from seeds.
struct AuctionSpeed {
  private static let count = 1_000_000

  /// Prints processor time an order and a pair: `call_auction` by quantity, `call_auction_time` by time with prevention of matches of
  /// one participant with itself, `midpoint` of pairs alone, `midpoint_book` of a book of as many orders of each side.
  static func report(processorTime: () -> Double, print line: (String, [Double]) -> Void) throws {
    var random = Generator(state: 1)
    let names = (0..<1_000).map { "P\($0)" }
    let orders = (0..<count).map { index in
      let price = 9_000 + random.next(2_001)
      return AuctionOrder(
        id: UInt64(index), participant: names[Int(random.next(1_000))], side: random.next(2) == 0 ? .buy : .sell,
        pricing: .limit(price), quantity: 1 + random.next(1_000), time: Timestamp(secondsSinceEpoch: Int64(index)))
    }
    for (name, allocation, rule) in [
      ("call_auction", CallAuction.Allocation.proRata, SelfMatchPrevention.none),
      ("call_auction_time", .time, .cancelNewer),
    ] {
      let auction = try CallAuction(allocation: allocation, selfMatch: rule)
      line(
        name,
        try times(processorTime) {
          guard try auction.clear(orders, reference: 10_000).volume > 0 else {
            throw VenueBenchmark.Wrong(description: name)
          }
        })
    }
    let cross = try MidpointCross(price: 10_007, lot: 1_000)
    func order(_ id: UInt64, _ side: OrderSide) -> CrossOrder {
      CrossOrder(
        id: id, participant: names[Int(id % 1_000)], side: side, amount: UInt128(1 + random.next(1_000_000)),
        limit: UInt128(9_900 + random.next(201)), balance: UInt128(1 + random.next(10_000_000)),
        minimum: UInt128(random.next(3)))
    }
    let buys = (0..<count).map { order(UInt64($0), .buy) }
    let sells = (0..<count).map { order(UInt64($0 + 500), .sell) }
    line(
      "midpoint",
      try times(processorTime) {
        var base: UInt128 = 0
        for index in 0..<count { base &+= try cross.match(buys[index], sells[index])?.base ?? 0 }
        guard base > 0 else { throw VenueBenchmark.Wrong(description: "midpoint") }
      })
    var book: [CrossOrder] = []
    for (index, order) in zip(buys, sells).flatMap({ [$0, $1] }).enumerated() {
      book.append(
        CrossOrder(
          id: UInt64(index), participant: order.participant, side: order.side, amount: order.amount, limit: order.limit,
          balance: order.balance))
    }
    line("midpoint_book", try times(processorTime) { _ = try cross.cross(book) })
  }

  /// Processor time of one element in ns, of a few runs.
  private static func times(_ processorTime: () -> Double, _ body: () throws -> Void) rethrows -> [Double] {
    var times: [Double] = []
    for _ in 0..<5 {
      let start = processorTime()
      try body()
      times.append((processorTime() - start) / Double(count))
    }
    return times.sorted()
  }

  /// SplitMix64.
  private struct Generator {
    var state: UInt64

    mutating func next(_ bound: UInt64) -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return (z ^ (z >> 31)) % bound
    }
  }
}
