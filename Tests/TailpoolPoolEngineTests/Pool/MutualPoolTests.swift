import Foundation
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

@Suite("Mutual pool")
struct MutualPoolTests {
  typealias Fixture = PoolFixture
  let million: UInt128 = 1_000_000_000_000

  @Test("POOL-015: who enters pays the high side and who leaves gets the low side")
  func twoSides() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    try pool.run(1, .list(Fixture.put()))
    try pool.run(2, Fixture.sale(5, premium: 50_000_000, bid: 8_000_000, ask: 12_000_000))
    let value = try pool.value(at: Fixture.at(2))
    #expect(value.low == 990_000_000)
    #expect(value.high == 1_010_000_000)
    try pool.run(3, .deposit(participant: "b", assets: 101_000_000, minimumShares: 0))
    // 101 at 1010 for 1000: a tenth of the shares, which the low side values at 99.18...
    #expect(try pool.claim(of: "b", at: Fixture.at(3)) < 101_000_000)
    #expect(pool.register.shares(of: "b") <= pool.register.shares(of: "a") / 10)
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-016: spread is released evenly to expiry and a loss is taken at once")
  func release() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 30_000_000, bid: 10_000_000, ask: 10_000_000, spread: 20_000_000))
    #expect(try pool.value(at: Fixture.at(0)).low == 1_000_000_000)
    #expect(try pool.value(at: Fixture.at(500_000)).low == 1_010_000_000)
    #expect(try pool.value(at: Fixture.at(1_000_000)).low == 1_020_000_000)
    let mark = ContractMark(contract: "P", bid: 40_000_000, ask: 40_000_000)
    try pool.run(10, .mark(contracts: [mark], hedges: [], source: "test", confidence: 10_000))
    #expect(try pool.value(at: Fixture.at(10)).low < 971_000_000)
  }

  @Test("The locked spread of several maturities, file 08")
  func lockedSpread() throws {
    for row in try poolCases("08_spread_unlock_premia") {
      var release = SpreadRelease()
      for lot in try #require(row["lockedSpreads"] as? [[String: Any]]) {
        let maturity = Timestamp(secondsSinceEpoch: Int64(try #require(lot["maturity"] as? Int)))
        let amount = UInt128((try #require(lot["amount"] as? Double) * 1e9).rounded())
        try release.lock(amount, at: Timestamp(secondsSinceEpoch: 0), until: maturity)
      }
      let time = Timestamp(secondsSinceEpoch: Int64(try #require(row["queryTime"] as? Int)))
      let locked = Double(try release.locked(at: time)) / 1e9
      #expect(abs(locked - (try #require(row["totalLocked"] as? Double))) < 1e-3)
    }
  }

  @Test("Assets and collateral after expiries are settled, file 09")
  func settlement() throws {
    for row in try poolCases("09_settle_expired_premia") {
      let isCall = try #require(row["isCall"] as? Bool)
      // Coins are settled in coin: 10^9 base units of one coin, or of one dollar.
      let unit: UInt128 = 1_000_000_000
      let maturities = try #require(row["maturities"] as? [[String: Any]])
      var pool = try Fixture.pool()
      let assets = UInt128(try #require(row["initialAssets"] as? Int)) * unit
      try pool.run(0, .deposit(participant: "a", assets: assets, minimumShares: 0))
      var locked: UInt128 = 0
      var prices: [(MutualPool.ExpiryKey, UInt128)] = []
      for (index, maturity) in maturities.enumerated() {
        let expiry = Fixture.at(100_000 + Int64(index) * 10_000)
        prices.append(
          (MutualPool.ExpiryKey(underlying: "U", expiry: expiry), UInt128(try #require(maturity["price"] as? Int))))
        for position in try #require(maturity["positions"] as? [[String: Any]]) {
          let strike = UInt128(try #require(position["strike"] as? Int))
          let size = Int128(try #require(position["size"] as? Int))
          let collateral = isCall ? unit : strike * unit
          let contract = PoolContract(
            id: "\(index) \(strike)", underlying: "U", expiry: expiry,
            terms: .european(
              isCall ? .call : .put, strike: strike * 100_000_000, settlement: isCall ? .coin : .cash),
            size: unit, collateral: collateral)
          try pool.run(1, .list(contract))
          try pool.run(1, Fixture.sale(size, of: contract.id, premium: 0, bid: 0, ask: 0))
          locked += collateral * UInt128(size)
        }
      }
      _ = locked
      for (key, price) in prices {
        let expiry = key.expiry.secondsSinceEpoch - Fixture.opening.secondsSinceEpoch
        try pool.run(expiry - 1_800, .observe(underlying: "U", price: price * 100_000_000))
        try pool.run(expiry, .settle(underlying: "U", expiry: key.expiry))
      }
      let after = Double(pool.cash()) / 1e9
      #expect(abs(after - (try #require((row["assetsAfter"] as? NSNumber)?.doubleValue))) < 1e-7)
    }
  }

  @Test("POOL-017: a settlement price is an average over the window and is written once")
  func average() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    let price: UInt128 = 100_000_000
    try pool.run(998_200, .observe(underlying: "BTC", price: 90 * price))
    try pool.run(999_100, .observe(underlying: "BTC", price: 80 * price))
    // A read pushed to nothing in the last second moves the average by a two-thousandth.
    try pool.run(999_999, .observe(underlying: "BTC", price: 1))
    #expect(throws: PoolRefusal.notExpired) {
      try pool.run(999_999, .settle(underlying: "BTC", expiry: Fixture.expiry))
    }
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    let key = MutualPool.ExpiryKey(underlying: "BTC", expiry: Fixture.expiry)
    let settled = try #require(pool.settlementPrices[key])
    #expect(settled == (900 * 90 * price + 899 * 80 * price + 1) / 1_800)
    #expect(throws: PoolRefusal.alreadySettled) {
      try pool.run(1_000_001, .settle(underlying: "BTC", expiry: Fixture.expiry))
    }
    #expect(pool.cash() == 1_000_000_000 - Int128((100 * price - settled) / 100))
    #expect(throws: PoolRefusal.unknownContract("P")) {
      try pool.run(1_000_002, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    }
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-018: one late read is no settlement price")
  func oneRead() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .list(Fixture.put()))
    try pool.run(999_900, .observe(underlying: "BTC", price: 1))
    #expect(throws: PoolRefusal.noSettlementPrice) {
      try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    }
  }

  @Test("POOL-019: nobody enters or leaves on a stale or unsure mark, or while an expiry waits")
  func stale() throws {
    var pool = try Fixture.pool { $0.leastConfidence = 5_000 }
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    let deposit = PoolAction.deposit(participant: "b", assets: 5, minimumShares: 0)
    let redeem = PoolAction.redeem(participant: "a", shares: 5, minimumAssets: 0)
    for action in [deposit, redeem, .process] {
      #expect(throws: PoolRefusal.staleMark(asOf: Fixture.at(0))) { try pool.run(10_800, action) }
    }
    let mark = ContractMark(contract: "P", bid: 1, ask: 2)
    try pool.run(10_800, .mark(contracts: [mark], hedges: [], source: "test", confidence: 4_999))
    #expect(throws: PoolRefusal.staleMark(asOf: Fixture.at(10_800))) { try pool.run(10_801, deposit) }
    try pool.run(10_801, .mark(contracts: [mark], hedges: [], source: "test", confidence: 5_000))
    try pool.run(10_802, deposit)
    #expect(throws: PoolRefusal.unsettled("BTC \(Fixture.expiry)")) { try pool.run(1_000_000, deposit) }
  }

  @Test("POOL-020: all that is open is marked at one instant, or nothing")
  func partialMark() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    for id in ["P", "Q"] {
      try pool.run(0, .list(Fixture.put(id)))
      try pool.run(0, Fixture.sale(1, of: id, premium: 0, bid: 0, ask: 0))
    }
    let mark = ContractMark(contract: "P", bid: 1, ask: 2)
    #expect(throws: PoolRefusal.partialMark(missing: "Q")) {
      try pool.run(1, .mark(contracts: [mark], hedges: [], source: "test", confidence: 1))
    }
    #expect(throws: PoolRefusal.invalidMark("P")) {
      try pool.run(1, .mark(contracts: [mark, mark], hedges: [], source: "test", confidence: 1))
    }
  }

  @Test("Of several hedges that are not marked the first by name is told")
  func partialHedgeMarks() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    for name in ["ETH", "BTC", "SOL"] {
      let mark = HedgeMark(underlying: name, low: 0, high: 0)
      try pool.run(0, .hedge(underlying: name, changeMillionths: 5, cash: 0, after: mark))
    }
    for (marked, missing) in [([], "BTC"), (["SOL"], "BTC"), (["BTC"], "ETH"), (["ETH", "BTC"], "SOL")] {
      let marks = marked.map { HedgeMark(underlying: $0, low: 0, high: 0) }
      #expect(throws: PoolRefusal.partialMark(missing: missing)) {
        try pool.run(1, .mark(contracts: [], hedges: marks, source: "test", confidence: 1))
      }
    }
  }

  @Test("POOL-021: each refusal of a trade names its limit")
  func limits() throws {
    let cases: [(PoolRefusal.Limit, (inout PoolTerms.Limits) -> Void)] = [
      (.contractsPerExpiry, { $0.contractsPerExpiry = 9 }), (.openContracts, { $0.openContracts = 9 }),
      (.delta, { $0.deltaMillionths = 9 }), (.vega, { $0.vega = 9 }),
      (.expectedShortfall, { $0.shortfallBasisPoints = 100 }),
    ]
    for (name, change) in cases {
      var pool = try Fixture.pool { change(&$0.limits) }
      try pool.run(0, .deposit(participant: "a", assets: 2_000_000_000, minimumShares: 0))
      try pool.run(0, .list(Fixture.put()))
      let before = pool
      #expect(throws: PoolRefusal.limit(name)) {
        try pool.run(1, Fixture.sale(10, premium: 0, bid: 0, ask: 0, delta: 1, vega: 1, shortfall: 30_000_000))
      }
      #expect(pool == before)
      try pool.run(1, Fixture.sale(9, premium: 0, bid: 0, ask: 0, delta: 1, vega: 1, shortfall: 10_000_000))
    }
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    #expect(throws: PoolRefusal.limit(.freeCash)) { try pool.run(1, Fixture.sale(11, premium: 0, bid: 0, ask: 0)) }
    #expect(throws: PoolRefusal.limit(.hedge)) {
      var capped = try Fixture.pool { $0.limits.hedgeMillionths = 5 }
      let mark = HedgeMark(underlying: "BTC", low: 0, high: 0)
      try capped.run(0, .hedge(underlying: "BTC", changeMillionths: 6, cash: 0, after: mark))
    }
  }

  @Test("POOL-022: shares that wait to leave bear the loss that comes before they are paid")
  func queuedShareLoss() throws {
    var pool = try Fixture.pool { ($0.noticeSeconds, $0.gateBasisPoints) = (100, 10_000) }
    for name in ["a", "b"] {
      try pool.run(0, .requestEntry(participant: name, assets: 1_000_000_000, minimumShares: 0))
    }
    try pool.run(99, .process)
    #expect(pool.register.supply == 0)
    try pool.run(100, .process)
    try pool.run(200, .requestExit(participant: "a", shares: pool.register.shares(of: "a"), minimumAssets: 0))
    try pool.run(250, .loss(reason: "hack", assets: 500_000_000))
    try pool.run(300, .process)
    #expect(pool.cash() == 750_000_000)
    #expect(pool.register.shares(of: "a") == 0)
    #expect(pool.audit().isEmpty)
  }

  @Test(
    "POOL-023: the gate pays in part, first in first out or pro rata, all at one price",
    arguments: PoolTerms.QueuePolicy.allCases
  )
  func gate(policy: PoolTerms.QueuePolicy) throws {
    var pool = try Fixture.pool {
      ($0.noticeSeconds, $0.gateBasisPoints, $0.policy) = (10, 5_000, policy)
    }
    for name in ["a", "b", "c"] {
      try pool.run(0, .requestEntry(participant: name, assets: 1_000_000_000, minimumShares: 0))
    }
    try pool.run(10, .process)
    for name in ["a", "b", "c"] {
      try pool.run(11, .requestExit(participant: name, shares: pool.register.shares(of: name), minimumAssets: 0))
    }
    try pool.run(21, .process)
    let left = ["a", "b", "c"].map { pool.register.shares(of: $0) / 1_000_000_000 }
    #expect(left == (policy == .proRata ? [500, 500, 500] : [0, 500, 1_000]))
    #expect(pool.cash() == 1_500_000_000)
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-024: a ticket whose least is not met gives back what it held")
  func minimum() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .requestEntry(participant: "a", assets: 1_000, minimumShares: 1_000_001))
    try pool.run(0, .process)
    #expect(pool.cash(.escrow) == 0 && pool.cash(.outside) == 0 && pool.tickets.isEmpty)
    try pool.run(0, .deposit(participant: "a", assets: 1_000, minimumShares: 0))
    try pool.run(0, .requestExit(participant: "a", shares: 1_000_000, minimumAssets: 1_001))
    try pool.run(0, .process)
    #expect(pool.tickets.isEmpty && pool.leaving.isEmpty && pool.register.supply == 1_000_000)
  }

  @Test("POOL-025: shares that wait cannot be redeemed or asked out again")
  func twice() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000, minimumShares: 0))
    try pool.run(0, .requestExit(participant: "a", shares: 1_000_000, minimumAssets: 0))
    for action in [
      PoolAction.redeem(participant: "a", shares: 1, minimumAssets: 0),
      .requestExit(participant: "a", shares: 1, minimumAssets: 0),
    ] { #expect(throws: PoolRefusal.self) { try pool.run(1, action) } }
    #expect(throws: PoolRefusal.unknownTicket(1)) { try pool.run(1, .cancel(participant: "b", ticket: 1)) }
    try pool.run(1, .cancel(participant: "a", ticket: 1))
    try pool.run(1, .redeem(participant: "a", shares: 1_000_000, minimumAssets: 1_000))
    #expect(pool.cash() == 0)
  }

  @Test("POOL-026: a halt stops entries, exits and trades, and has an end; it is never shortened")
  func halt() throws {
    var pool = try Fixture.pool { $0.longestHalt = 1_000 }
    try pool.run(0, .deposit(participant: "a", assets: 1_000, minimumShares: 0))
    #expect(throws: PoolRefusal.haltTooLong) { try pool.run(0, .halt(until: Fixture.at(1_001), reason: "x")) }
    try pool.run(0, .halt(until: Fixture.at(1_000), reason: "x"))
    try pool.run(1, .halt(until: Fixture.at(500), reason: "x"))
    let redeem = PoolAction.redeem(participant: "a", shares: 1_000_000, minimumAssets: 0)
    #expect(throws: PoolRefusal.halted(until: Fixture.at(1_000))) { try pool.run(999, redeem) }
    try pool.run(1_000, redeem)
  }

  @Test("POOL-027: time runs forward")
  func order() throws {
    var pool = try Fixture.pool()
    try pool.run(5, .gift(from: "x", assets: 1))
    #expect(throws: PoolRefusal.outOfOrder(time: Fixture.at(4), last: Fixture.at(5))) {
      try pool.run(4, .gift(from: "x", assets: 1))
    }
  }

  @Test("POOL-028: rewards are paid to who held while they streamed, from their own fund")
  func rewards() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000, minimumShares: 0))
    try pool.run(0, .fundRewards(from: "sponsor", assets: 1_000_000, seconds: 100))
    try pool.run(50, .deposit(participant: "b", assets: 1_000, minimumShares: 0))
    try pool.run(100, .claimRewards(participant: "a"))
    try pool.run(100, .claimRewards(participant: "b"))
    #expect(pool.cash(.rewards) == 0)
    #expect(pool.cash() == 2_000)
    #expect(throws: PoolRefusal.self) { try pool.run(101, .claimRewards(participant: "a")) }
    #expect(pool.audit().isEmpty)
  }
}
