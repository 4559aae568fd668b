import Foundation
import Tailpool

/// Times liquidity pools and prints `name ns_median value` lines: processor time an event, `apply` alone.
///
/// `within` swaps one way and the other inside one range; `crossing` swaps through ten ticks in use; `mixed` is mints, burns,
/// collections and swaps in turn; `constant_product` sells one way and the other. `revalued_option` and `revalued_position` are
/// nanoseconds of one position in one scenario; `auctions` alone times `AuctionSpeed` in their place.
@main struct VenueBenchmark {
  static let opening = Timestamp(secondsSinceEpoch: 0)

  static func main() async throws {
    if CommandLine.arguments.dropFirst() == ["auctions"] {
      return try AuctionSpeed.report(processorTime: processorTime) { name, times in
        print("\(name) ns_median \(rounded(times[times.count / 2])) ns_min \(rounded(times[0]))")
      }
    }
    let narrow = try pool(ranges: [(-6_000, 6_000)])
    try report("within", swaps(narrow, units: 1_000_000_000_000_000, count: 10_000), of: narrow)
    let ladder = try pool(ranges: (0..<40).map { (60 * ($0 - 20), 60 * ($0 - 19)) })
    let through = swaps(ladder, units: try unitsThrough(ladder, crossings: 10), count: 2_000)
    try report("crossing", through, of: ladder)
    try report("mixed", mixed(10_000), of: ladder)
    try constantProduct()
    try await PositionRevaluation().report()
  }

  private static func pool(ranges: [(Int, Int)]) throws -> ConcentratedPool {
    var pool = try ConcentratedPool(
      ConcentratedPoolTerms(
        token0: "A", token1: "B", feeMillionths: 3_000, tickSpacing: 60, sqrtPriceX96: UInt256(1) << 96,
        opening: opening))
    for (lower, upper) in ranges {
      try pool.apply(
        ConcentratedPoolEvent(
          at: opening,
          .mint(.init(owner: "o", lower: lower, upper: upper), liquidity: 1 << 70, most0: .max, most1: .max)))
    }
    return pool
  }

  /// The least power of two that crosses so many ticks in use.
  private static func unitsThrough(_ pool: ConcentratedPool, crossings: Int) throws -> UInt128 {
    var units: UInt128 = 1 << 40
    while try pool.quote(LiquiditySwap(zeroForOne: true, amount: .exactInput(UInt256(units)))).crossings < crossings {
      units += units / 64
    }
    return units
  }

  private static func swaps(_ pool: ConcentratedPool, units: UInt128, count: Int) -> [ConcentratedPoolEvent] {
    (0..<count).map { index in
      let swap = LiquiditySwap(zeroForOne: index.isMultiple(of: 2), amount: .exactInput(UInt256(units)))
      return ConcentratedPoolEvent(at: opening, .swap(trader: "t", swap, allowed: .zero))
    }
  }

  private static func mixed(_ count: Int) -> [ConcentratedPoolEvent] {
    (0..<count).map { index in
      let key = ConcentratedPool.PositionKey(owner: "o", lower: 60 * (index % 37 - 20), upper: 60 * (index % 37 - 19))
      let action: ConcentratedPoolAction =
        switch index % 4 {
        case 0: .mint(key, liquidity: 1 << 50, most0: .max, most1: .max)
        case 1: .burn(key, liquidity: 1 << 20, least0: .zero, least1: .zero)
        case 2: .collect(key, most0: .max, most1: .max)
        default:
          .swap(
            trader: "t", LiquiditySwap(zeroForOne: index % 8 == 3, amount: .exactInput(1_000_000_000_000)),
            allowed: .zero)
        }
      return ConcentratedPoolEvent(at: opening, action)
    }
  }

  private static func report(_ name: String, _ events: [ConcentratedPoolEvent], of pool: ConcentratedPool) throws {
    var (times, crossings): ([Double], Int) = ([], 0)
    for _ in 0..<21 {
      var copy = pool
      let start = processorTime()
      for event in events { try copy.apply(event) }
      times.append((processorTime() - start) / Double(events.count))
      guard copy.audit().isEmpty else { throw Wrong(description: "\(copy.audit())") }
    }
    var copy = pool
    for event in events {
      if case .swap(_, let swap, _) = event.action { crossings += try copy.quote(swap).crossings }
      try copy.apply(event)
    }
    times.sort()
    print(
      "\(name) ns_median \(rounded(times[times.count / 2])) ns_min \(rounded(times[0])) crossings_an_event \(rounded(Double(crossings) / Double(events.count)))"
    )
  }

  private static func constantProduct() throws {
    var opened = try ConstantProductPool(
      ConstantProductTerms(token0: "A", token1: "B", feeMillionths: 3_000, hasProtocolFee: false, opening: opening))
    try opened.apply(
      ConstantProductEvent(at: opening, .mint(owner: "o", amount0: 1 << 80, amount1: 1 << 82, leastShares: 0)))
    let events = (0..<10_000).map { index in
      ConstantProductEvent(
        at: opening, .sell(trader: "t", zeroForOne: index.isMultiple(of: 2), paidIn: 1 << 60, least: 0))
    }
    var times: [Double] = []
    for _ in 0..<21 {
      var pool = opened
      let start = processorTime()
      for event in events { try pool.apply(event) }
      times.append((processorTime() - start) / Double(events.count))
    }
    times.sort()
    print("constant_product ns_median \(rounded(times[times.count / 2])) ns_min \(rounded(times[0]))")
  }

  struct Wrong: Error, CustomStringConvertible { let description: String }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// Processor time of this thread in ns.
  private static func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
