import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

/// Losses that real pools had, replayed as attacks that must fail.
@Suite("Attacks on a mutual pool")
struct AttackTests {
  typealias Fixture = PoolFixture
  let unit: UInt128 = 1_000_000

  @Test("ATTACK-01: the first depositor inflates the price by a gift; several victims", arguments: [0, 1, 2, 3])
  func inflation(power: Int) throws {
    var pool = try Fixture.pool()
    let gift = [UInt128(100), 10_000, 1_000_000, 1_000_000_000][power]
    try pool.run(0, .deposit(participant: "attacker", assets: 1, minimumShares: 0))
    try pool.run(0, .gift(from: "attacker", assets: gift))
    for victim in ["a", "b", "c"] {
      // A victim gets shares for nearly all its money, or is refused and keeps it.
      let deposit = PoolAction.deposit(participant: victim, assets: gift / 2, minimumShares: 0)
      try? pool.run(0, deposit)
    }
    let shares = pool.register.shares(of: "attacker")
    let before = pool.cash()
    try pool.run(1, .redeem(participant: "attacker", shares: shares, minimumAssets: 0))
    #expect(UInt128(before - pool.cash()) <= gift + 1)
  }

  @Test("ATTACK-02: virtual shares let a fee be charged on nothing")
  func feeOnFlat() throws {
    let fees = try FeeSchedule(management: 0, performance: 5_000, withdrawal: 0)
    var pool = try Fixture.pool { $0.fees = fees }
    for index in 0..<50 {
      try pool.run(Int64(index), .deposit(participant: "\(index)", assets: 1 + UInt128(index) * 977, minimumShares: 0))
    }
    #expect(pool.register.shares(of: "manager") == 0)
  }

  @Test("ATTACK-03: in at an old mark just before the options are marked up")
  func staleEntry() throws {
    var pool = try Fixture.pool { $0.greatestMarkAge = 60 }
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * unit, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(5, premium: 50 * unit, bid: 9 * unit, ask: 11 * unit))
    #expect(throws: PoolRefusal.staleMark(asOf: Fixture.at(0))) {
      try pool.run(60, .deposit(participant: "x", assets: 1_000 * unit, minimumShares: 0))
    }
  }

  @Test(
    "ATTACK-04: in and out between two sides of a pushed quote never gains",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var tried = 0
    for _ in 0..<300 {
      var pool = try Fixture.pool { $0.greatestMarkAge = 100_000 }
      try pool.run(0, .deposit(participant: "a", assets: 1_000 * unit, minimumShares: 0))
      try pool.run(0, .list(Fixture.put()))
      let bid = UInt128(random.next() % 50_000_000)
      let ask = bid + UInt128(random.next() % 9_000_000)
      try pool.run(0, Fixture.sale(5, premium: 5 * bid, bid: bid, ask: ask, spread: bid / 10))
      let assets = 1 + UInt128(random.next() % 5_000_000_000)
      guard (try? pool.run(1, .deposit(participant: "x", assets: assets, minimumShares: 0))) != nil else { continue }
      let before = pool.cash()
      let shares = pool.register.shares(of: "x")
      guard (try? pool.run(1, .redeem(participant: "x", shares: shares, minimumAssets: 0))) != nil else { continue }
      #expect(before - pool.cash() <= Int128(assets))
      tried += 1
    }
    #expect(tried > 100, "\(tried)")
  }

  @Test("ATTACK-05: an asset whose decimals change, and a settlement price written at will")
  func decimals() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .list(Fixture.put()))
    // No event carries a settlement price: it is the average of what was observed, and is written once.
    #expect(throws: PoolRefusal.noSettlementPrice) {
      try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    }
    let other = try Asset("USDC", decimals: 18)
    #expect(throws: LedgerError.self) {
      try Amount(units: 1, of: pool.terms.asset).adding(Amount(units: 1, of: other))
    }
  }

  @Test("ATTACK-06: a half-applied event leaves a value that someone can trade on")
  func partial() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * unit, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, .list(Fixture.put("Q")))
    try pool.run(0, Fixture.sale(5, premium: 0, bid: 0, ask: 0))
    try pool.run(0, Fixture.sale(5, of: "Q", premium: 0, bid: 0, ask: 0))
    try pool.run(999_000, .observe(underlying: "BTC", price: 1))
    let before = pool
    // Both puts pay nearly 500: more than the cash after the loss. The settlement is refused whole.
    try pool.run(999_500, .loss(reason: "hack", assets: 500 * unit))
    let lost = pool
    #expect(throws: PoolRefusal.self) { try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry)) }
    #expect(pool == lost && pool != before)
    try pool.run(1_000_000, .gift(from: "guaranty fund", assets: 500 * unit))
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    #expect(pool.open.isEmpty && pool.audit().isEmpty)
  }

  @Test("ATTACK-07: out of the door before a known loss is booked")
  func race() throws {
    var pool = try Fixture.pool { $0.noticeSeconds = 1_000 }
    for name in ["a", "b"] { try pool.run(0, .requestEntry(participant: name, assets: 1_000 * unit, minimumShares: 0)) }
    try pool.run(1_000, .process)
    #expect(throws: PoolRefusal.noticeRequired) {
      try pool.run(1_001, .redeem(participant: "a", shares: 1, minimumAssets: 0))
    }
    try pool.run(1_001, .requestExit(participant: "a", shares: pool.register.shares(of: "a"), minimumAssets: 0))
    try pool.run(1_500, .loss(reason: "default", assets: 1_000 * unit))
    #expect(try pool.claim(of: "a", at: Fixture.at(1_500)) == pool.claim(of: "b", at: Fixture.at(1_500)))
  }

  @Test("ATTACK-08: out of an insolvent pool with the cash that others are owed")
  func insolvent() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * unit, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(10, premium: 0, bid: 0, ask: 0))
    let mark = ContractMark(contract: "P", bid: 99 * unit, ask: 101 * unit)
    try pool.run(1, .mark(contracts: [mark], hedges: [], source: "test", confidence: 10_000))
    for action in [
      PoolAction.redeem(participant: "a", shares: 1_000, minimumAssets: 0), .process,
      .deposit(participant: "x", assets: unit, minimumShares: 0),
    ] { #expect(throws: PoolRefusal.insolvent) { try pool.run(2, action) } }
  }

  @Test("ATTACK-12: a pause without an end traps those inside")
  func pause() throws {
    var pool = try Fixture.pool()
    let longest = pool.terms.longestHalt
    #expect(throws: PoolRefusal.haltTooLong) { try pool.run(0, .halt(until: Fixture.at(longest + 1), reason: "")) }
    try pool.run(0, .requestEntry(participant: "a", assets: unit, minimumShares: 0))
    try pool.run(1, .halt(until: Fixture.at(longest), reason: ""))
    try pool.run(2, .cancel(participant: "a", ticket: 1))
    #expect(pool.cash(.escrow) == 0)
  }

  @Test("ATTACK-13: a number that is none becomes money")
  func nonFinite() throws {
    for value in [Double.nan, .infinity, -.infinity, -1] {
      for flow in Flow.allCases {
        #expect(throws: LedgerError.self) {
          try Amount(value, of: try Asset("USDC", decimals: 6), moving: flow, favoring: .pool)
        }
      }
    }
    var pool = try Fixture.pool()
    #expect(throws: PoolRefusal.invalidQuantity(field: "price")) {
      try pool.run(0, .observe(underlying: "BTC", price: 0))
    }
  }

  @Test("ATTACK-14: one who locks all cash in options keeps the others from leaving")
  func lockup() throws {
    var pool = try Fixture.pool { ($0.limits.contractsPerExpiry, $0.gateBasisPoints) = (8, 10_000) }
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * unit, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    #expect(throws: PoolRefusal.limit(.contractsPerExpiry)) {
      try pool.run(0, Fixture.sale(9, premium: 0, bid: 0, ask: 0))
    }
    try pool.run(0, Fixture.sale(8, premium: 0, bid: 0, ask: 0))
    try pool.run(1, .requestExit(participant: "a", shares: 1_000 * unit * 1_000, minimumAssets: 0))
    try pool.run(2, .process)
    #expect(pool.cash() == Int128(800 * unit))
    // The rest waits with its place and is paid when the options are gone.
    #expect(pool.tickets.count == 1)
    for seconds in [998_200, 999_900] as [Int64] {
      try pool.run(seconds, .observe(underlying: "BTC", price: 20_000_000_000))
    }
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    try pool.run(1_000_001, .process)
    #expect(pool.tickets.isEmpty && pool.cash() == 0)
  }

  @Test("ATTACK-17: terms and fees without bounds")
  func bounds() throws {
    let changes: [(String, (inout PoolTerms) -> Void)] = [
      ("shareOffset", { $0.shareOffset = 2 }), ("gateBasisPoints", { $0.gateBasisPoints = 10_001 }),
      ("noticeSeconds", { $0.noticeSeconds = .max }), ("longestHalt", { $0.longestHalt = -1 }),
      ("settlementWindow", { $0.settlementWindow = 0 }), ("leastConfidence", { $0.leastConfidence = 10_001 }),
    ]
    for (field, change) in changes {
      #expect(throws: PoolRefusal.invalidTerms(field: field)) { try Fixture.pool(change) }
    }
  }

  @Test("ATTACK-19: rounding loops drain a unit at a time", arguments: [1, 2, 3, 4] as [UInt64])
  func roundingLoop(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000_003, minimumShares: 0))
    try pool.run(0, .gift(from: "g", assets: 777))
    var put: Int128 = 0
    for _ in 0..<2_000 {
      let before = pool.cash()
      if random.next() % 2 == 0 {
        try? pool.run(0, .deposit(participant: "x", assets: 1 + UInt128(random.next() % 9), minimumShares: 0))
      } else {
        let shares = min(pool.register.shares(of: "x"), UInt128(1 + random.next() % 9_000))
        try? pool.run(0, .redeem(participant: "x", shares: shares, minimumAssets: 0))
      }
      put += pool.cash() - before
    }
    let shares = pool.register.shares(of: "x")
    let before = pool.cash()
    if shares > 0 { try pool.run(0, .redeem(participant: "x", shares: shares, minimumAssets: 0)) }
    #expect(before - pool.cash() <= put)
    #expect(try pool.claim(of: "a", at: pool.time) >= 1_000_003)
  }
}
