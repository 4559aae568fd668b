import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

/// Every law of the list, tried after each of many random calls.
@Suite("Shares, list of properties")
struct SharePropertyListTests {
  static let properties = ShareProperty.conversions + ShareProperty.calls + ShareProperty.holders
  static let seeds: [UInt64] = [1, 2, 3, 4]
  /// 128,000 over the seeds in a long run, else a sixteenth.
  static let calls = isLongRun ? 32_000 : 2_000

  /// A number of random length below 2^50, not zero.
  private func amount(_ random: inout SeededGenerator) -> UInt128 {
    UInt128(random.next() >> (14 + random.next() % 50)) + 1
  }

  /// Moves the pool by a random event; what is refused leaves it as it was.
  private func move(_ pool: inout SharePool, _ random: inout SeededGenerator) {
    let (who, amount) = ("\(random.next() % 4)", amount(&random))
    switch random.next() % 8 {
    case 0, 1: _ = try? pool.deposit(amount, by: who)
    case 2: _ = try? pool.deposit(pool.rate().assetsToMint(amount), by: who)
    case 3: _ = try? pool.redeem(pool.rate().sharesToWithdraw(min(amount, pool.assets)), by: who)
    case 4, 5:
      // Now and then all of it, so that the pool also runs empty.
      let held = pool.shares(of: who)
      _ = try? pool.redeem(random.next() % 4 == 0 ? held : min(amount, held), by: who)
    case 6: try? pool.bookGain(amount >> 12)
    default: try? pool.bookLoss(min(amount, pool.assets / 2))
    }
    // The products of the laws fit while both stay below 2^62.
    let isFull = pool.assets >> 62 > 0 || pool.supply >> 62 > 0
    if isFull, let empty = try? SharePool(offset: pool.offset) { pool = empty }
  }

  @Test("POOL-201 to POOL-250: each law of the list holds after every call", arguments: seeds)
  func laws(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var pool = try SharePool(offset: [0, 3, 3, 6][Int(seed % 4)])
    var failed: [String: Int] = [:]
    var tried = 0
    for call in 0..<Self.calls {
      move(&pool, &random)
      let owner = "\(random.next() % 4)"
      let fees = try FeeSchedule(
        management: Int(random.next() % 2_001), performance: Int(random.next() % 5_001),
        withdrawal: Int(random.next() % 1_001))
      let probe = ShareProbe(
        pool: pool, rate: try pool.rate(), a: amount(&random), b: amount(&random), s: amount(&random),
        t: amount(&random), owner: owner, held: pool.shares(of: owner), fees: fees,
        seconds: Int64(random.next() % 63_072_000))
      for property in Self.properties {
        tried += 1
        let holds = (try? property.holds(probe)) ?? false
        if !holds, failed.updateValue(call, forKey: property.name) == nil {
          Issue.record("\(property.name): seed \(seed), call \(call), \(probe)")
        }
      }
    }
    #expect(tried == Self.calls * Self.properties.count)
  }
}
