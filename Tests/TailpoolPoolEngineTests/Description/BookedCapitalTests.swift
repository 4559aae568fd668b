import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolPoolEngine

@Suite("What a pool's books hold and owe")
struct BookedCapitalTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  /// 5 contracts held, 3 owed, and one hedge of a sign and a value.
  private func pool(hedge millionths: Int128, low: Int128, high: Int128) throws -> MutualPool {
    var pool = try Fixture.pool { $0.greatestMarkAge = 1_000_000 }
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * coin, minimumShares: 0))
    for id in ["held", "owed"] { try pool.run(0, .list(Fixture.put(id))) }
    try pool.run(0, Fixture.sale(-5, of: "held", premium: 0, bid: 70, ask: 90))
    try pool.run(0, Fixture.sale(3, of: "owed", premium: 0, bid: 11, ask: 13))
    let mark = HedgeMark(underlying: "BTC", low: low, high: high)
    try pool.run(0, .hedge(underlying: "BTC", changeMillionths: millionths, cash: 0, after: mark))
    return pool
  }

  @Test("Contracts held count at the bid and owed at the ask; a hedge by the sign of its low side, not of its units")
  func sides() throws {
    for (millionths, low, high, held, owed) in [
      (8, 40, 45, 350 + 40, 39),  // long and worth something
      (8, -40, -35, 350, 39 + 40),  // a future bought that has lost
      (-8, 40, 45, 350 + 40, 39),  // a future sold that has gained
      (-8, -40, -35, 350, 39 + 40),  // sold short
      (-8, -2, 3, 350, 39 + 2),
    ] as [(Int128, Int128, Int128, UInt128, UInt128)] {
      let pool = try pool(hedge: millionths, low: low, high: high)
      let sides = pool.lowSides
      #expect(sides.held == held && sides.owed == owed, "\(millionths) at \(low): \(sides)")
      let value = try pool.value(at: Fixture.at(0))
      #expect(value.low == 1_000_000_000 + Int128(held) - Int128(owed), "\(millionths) at \(low): \(value)")
      #expect(value.high == 1_000_000_000 + 450 - 33 + high, "\(millionths) at \(low): \(value)")
    }
  }
}
