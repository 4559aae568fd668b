import TailpoolLedger
import TailpoolPools
import Testing
import _TailpoolTestSupport

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

  /// Moves the ledger by a random call; what is refused leaves it as it was.
  private func move(_ ledger: inout ShareLedger, _ random: inout SeededGenerator) {
    let (who, amount) = ("\(random.next() % 4)", amount(&random))
    switch random.next() % 8 {
    case 0, 1: _ = try? ledger.deposit(amount, by: who)
    case 2: _ = try? ledger.mint(amount, by: who)
    case 3: _ = try? ledger.withdraw(min(amount, ledger.assets), by: who)
    case 4, 5:
      // Now and then all of it, so that the ledger also runs empty.
      let held = ledger.register.shares(of: who)
      _ = try? ledger.redeem(random.next() % 4 == 0 ? held : min(amount, held), by: who)
    case 6: try? ledger.bookGain(amount >> 12)
    default: try? ledger.bookLoss(min(amount, ledger.assets / 2))
    }
    // The products of the laws fit while both stay below 2^62.
    let isFull = ledger.assets >> 62 > 0 || ledger.register.supply >> 62 > 0
    if isFull, let empty = try? ShareLedger(offset: ledger.offset) { ledger = empty }
  }

  @Test("POOL-201 to POOL-250: each law of the list holds after every call", arguments: seeds)
  func laws(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var ledger = try ShareLedger(offset: [0, 3, 3, 6][Int(seed % 4)])
    var failed: [String: Int] = [:]
    var tried = 0
    for call in 0..<Self.calls {
      move(&ledger, &random)
      let owner = "\(random.next() % 4)"
      let fees = try FeeSchedule(
        management: Int(random.next() % 2_001), performance: Int(random.next() % 5_001),
        withdrawal: Int(random.next() % 1_001))
      let probe = ShareProbe(
        ledger: ledger, rate: try ledger.rate(), a: amount(&random), b: amount(&random), s: amount(&random),
        t: amount(&random), owner: owner, held: ledger.register.shares(of: owner), fees: fees,
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
