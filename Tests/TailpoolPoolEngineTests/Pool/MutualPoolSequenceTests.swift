import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

/// Random sequences of events, good and bad, against the laws of the books.
@Suite("Long random sequences of a mutual pool")
struct MutualPoolSequenceTests {
  static let seeds: [UInt64] = Array(1...16)
  static let calls = 8_000  // 128,000 over the seeds

  private func terms(_ random: inout SeededGenerator) throws -> PoolTerms {
    let fees = try FeeSchedule(management: 200, performance: 1_000, withdrawal: Int(random.next() % 2) * 10)
    let (notice, policy) = (Int64(random.next() % 2) * 500, PoolTerms.QueuePolicy.allCases[Int(random.next() % 2)])
    return try PoolFixture.terms {
      ($0.fees, $0.noticeSeconds, $0.policy, $0.greatestMarkAge) = (fees, notice, policy, 20_000)
    }
  }

  private func event(_ random: inout SeededGenerator, _ pool: MutualPool, _ seconds: Int64) -> PoolAction {
    let who = "\(random.next() % 6)"
    let amount = UInt128(random.next() >> (20 + random.next() % 44))
    let shares = min(pool.register.shares(of: who), UInt128(random.next()))
    let id = "\(random.next() % 4)"
    let bid = UInt128(random.next() % 3_000_000)
    switch random.next() % 18 {
    case 0, 1: return .deposit(participant: who, assets: amount, minimumShares: 0)
    case 2: return .redeem(participant: who, shares: shares, minimumAssets: 0)
    case 3: return .gift(from: who, assets: amount >> 12)
    case 4: return .loss(reason: "", assets: amount >> 12)
    case 5, 6:
      return .requestEntry(participant: who, assets: amount, minimumShares: UInt128(random.next() % 3) * amount * 900)
    case 7, 8: return .requestExit(participant: who, shares: shares, minimumAssets: 0)
    case 9: return .cancel(participant: who, ticket: random.next() % 50)
    case 10: return .process
    case 11: return .list(PoolFixture.put(id, expiry: PoolFixture.at(seconds + 5_000)))
    case 12, 13:
      let quantity = Int128(random.next() % 9) - 5
      let premium = bid * UInt128(quantity.magnitude)
      return .trade(
        PoolTrade(
          mark: ContractMark(contract: id, bid: bid, ask: bid + bid / 10), quantity: quantity, premium: premium,
          spread: quantity < 0 ? premium / 20 : 0))
    case 14:
      return .mark(
        contracts: pool.open.keys.sorted().map { ContractMark(contract: $0, bid: bid, ask: bid + 1_000) }, hedges: [],
        source: "random", confidence: 10_000)
    case 15: return .observe(underlying: "BTC", price: UInt128(60 + random.next() % 60) * 100_000_000)
    case 16:
      let expiries = Set(pool.listed.values.compactMap(\.expiry)).sorted()
      return .settle(underlying: "BTC", expiry: expiries.first ?? PoolFixture.expiry)
    default:
      return random.next() % 2 == 0
        ? .fundRewards(from: who, assets: amount, seconds: 1_000) : .claimRewards(participant: who)
    }
  }

  @Test("POOL-029: laws hold after every event, refusals change nothing, a replay is equal", arguments: seeds)
  func laws(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let terms = try terms(&random)
    var pool = try MutualPool(terms)
    var applied: [PoolEvent] = []
    var wrong: [String] = []
    var seconds: Int64 = 0
    var received: Int128 = 0
    for index in 0..<MutualPoolSequenceTests.calls where wrong.count < 3 {
      seconds += Int64(random.next() % 300)
      let before = pool
      let event = PoolEvent(at: PoolFixture.at(seconds), event(&random, pool, seconds))
      do {
        try pool.apply(event)
        applied.append(event)
      } catch {
        if pool != before { wrong.append("call \(index): \(event) refused with \(error), and changed the pool") }
        continue
      }
      let findings = pool.audit()
      if !findings.isEmpty { wrong.append("call \(index): \(event): \(findings)") }
      received = -pool.cash(.outside)
      let held = pool.cash() + pool.cash(.escrow) + pool.cash(.rewards)
      if received != held { wrong.append("call \(index): \(received) came in and \(held) is there") }
    }
    #expect(wrong.isEmpty, "\(wrong)")
    #expect(applied.count > MutualPoolSequenceTests.calls / 4)
    let replayed = try MutualPool(terms, replaying: applied)
    #expect(replayed == pool)
    #expect(replayed.hashValue == pool.hashValue)
  }
}
