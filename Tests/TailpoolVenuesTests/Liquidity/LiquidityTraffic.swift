import TailpoolLedger
import TailpoolMarket
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Random events of liquidity pools, good and bad.
struct LiquidityTraffic {
  var random: SeededGenerator
  private var time: Int64 = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let owners = ["a", "b", "c"]
  static let concentrated = ConcentratedPoolTerms(
    token0: "A", token1: "B", feeMillionths: 3_000, tickSpacing: 60, sqrtPriceX96: UInt256(1) << 96,
    opening: Timestamp(secondsSinceEpoch: 0))

  /// A number of up to so many bits, all lengths alike.
  mutating func units(_ bits: Int) -> UInt128 {
    UInt128.random(in: 0..<(1 << UInt128(Int.random(in: 1...bits, using: &random))), using: &random)
  }

  mutating func now() -> Timestamp {
    time += Int64.random(in: 0...20, using: &random) == 0 ? -1 : 1
    return Timestamp(secondsSinceEpoch: time)
  }

  mutating func event(_ pool: ConcentratedPool) -> ConcentratedPoolEvent {
    let owner = Self.owners[Int.random(in: 0..<3, using: &random)]
    // Few ranges, so that owners come back to theirs and a pool stays small enough to be audited often.
    let width = 60 * [0, 1, 5, 20][Int.random(in: 0..<4, using: &random)]
    let start = 60 * [-20, -6, -1, 0, 1, 4][Int.random(in: 0..<6, using: &random)]
    let lower = start + (Int.random(in: 0..<30, using: &random) == 0 ? 1 : 0)
    var key = ConcentratedPool.PositionKey(owner: owner, lower: lower, upper: lower + width)
    let own = pool.positions.keys.filter { $0.owner == owner }.sorted()
    if !own.isEmpty, Bool.random(using: &random) { key = own[Int.random(in: 0..<own.count, using: &random)] }
    let action: ConcentratedPoolAction
    switch Int.random(in: 0..<12, using: &random) {
    case 0...2: action = .mint(key, liquidity: units(70), most0: .max, most1: .max)
    case 3, 4:
      let held = pool.positions[key]?.liquidity ?? 0
      let part = Bool.random(using: &random) ? held : units(70)
      action = .burn(
        key, liquidity: Int.random(in: 0..<3, using: &random) == 0 ? 0 : part, least0: .zero, least1: .zero)
    case 5: action = .collect(key, most0: Bool.random(using: &random) ? .max : units(60), most1: .max)
    case 6: action = .setProtocolFee(token0: UInt32(units(4)), token1: UInt32(units(4)))
    case 7: action = .collectProtocol
    default: action = .swap(trader: "t", swap(pool), allowed: .zero)
    }
    return ConcentratedPoolEvent(at: now(), action)
  }

  mutating func swap(_ pool: ConcentratedPool) -> LiquiditySwap {
    let zeroForOne = Bool.random(using: &random)
    let shift = UInt256(units(93))
    let near = zeroForOne ? (try? pool.sqrtPriceX96.subtracting(shift)) ?? .zero : pool.sqrtPriceX96 &+ shift
    return LiquiditySwap(
      zeroForOne: zeroForOne, amount: .exactInput(UInt256(units(72))),
      sqrtPriceLimitX96: Bool.random(using: &random) ? near : nil)
  }
}
