import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

/// Who bears a default or a loss, in which order, and who is rewarded for risk.
@Suite("Waterfall and rewards of a mutual pool")
struct PoolWaterfallTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  @Test("POOL-051: a default is borne by margin, own shares, reserve, capital, assessments and rewards, in that order")
  func waterfall() throws {
    var pool = try Fixture.controlled { $0.assessmentBasisPoints = 1_000 }
    for (name, assets) in [("w", 10), ("a", 60), ("b", 40)] as [(String, UInt128)] {
      try pool.run(0, .deposit(participant: name, assets: assets * coin, minimumShares: 0))
    }
    try pool.run(0, .fundReserve(from: "s", assets: 5 * coin))
    try pool.run(0, .postMargin(participant: "w", asset: "USDC", units: 3 * coin))
    try pool.run(
      0,
      .rewardRisk(
        from: "s", assets: 2 * coin,
        contributions: [
          ShortfallContribution(participant: "a", units: 3), ShortfallContribution(participant: "b", units: 1),
          ShortfallContribution(participant: "w", units: -1),
        ]))
    for (loss, used) in [
      (2, [2, 0, 0, 0, 0, 0]), (12, [3, 9, 0, 0, 0, 0]), (15, [3, 10, 2, 0, 0, 0]), (68, [3, 10, 5, 50, 0, 0]),
    ] as [(UInt128, [Int128])] {
      var after = pool
      try after.run(1, .memberDefault(participant: "w", loss: loss * coin))
      let record = try #require(after.losses.last)
      // A share that is taken is rounded up, and each claim down: less than a unit a participant.
      for (layer, expected) in zip(record.layers, used) { #expect(abs(layer.used - expected * 1_000_000) <= 3) }
      #expect(record.layers.reduce(0) { $0 + $1.used } + record.uncovered == record.loss)
      #expect(after.audit().isEmpty)
      let value = try after.value(at: Fixture.at(1)).low
      #expect(abs(value - (110 * 1_000_000 - (used[1] + used[3]) * 1_000_000)) <= 3)
    }
    // Beyond the capital: assessments up to a tenth of what was paid in, then unpaid rewards; the rest is uncovered.
    var after = pool
    try after.run(1, .memberDefault(participant: "w", loss: 140 * coin))
    let record = try #require(after.losses.last)
    #expect(record.layers[4].used == 10_000_000 && record.layers[5].used == 2_000_000)
    #expect(record.uncovered >= 10_000_000 - 3 && record.uncovered <= 10_000_003)
    #expect(after.audit().isEmpty)
    let due = try after.statements(at: Fixture.at(1)).map(\.assessmentDue)
    #expect(due.sorted() == [0, 4_000_000, 6_000_000])
    #expect(throws: PoolRefusal.assessmentDue(6_000_000)) {
      try after.run(2, .redeem(participant: "a", shares: 1, minimumAssets: 0))
    }
    try after.run(2, .payAssessment(participant: "a", assets: 6_000_000))
    #expect(throws: PoolRefusal.assessmentDue(0)) { try after.run(2, .payAssessment(participant: "a", assets: 1)) }
  }

  @Test("POOL-052: tickets of a defaulter end; money that waited to enter bears its loss")
  func defaulterTickets() throws {
    var pool = try Fixture.pool { $0.noticeSeconds = 100 }
    for name in ["w", "a"] { try pool.run(0, .requestEntry(participant: name, assets: 50 * coin, minimumShares: 0)) }
    try pool.run(100, .process)
    try pool.run(101, .requestExit(participant: "w", shares: 1_000 * coin, minimumAssets: 0))
    try pool.run(101, .requestEntry(participant: "w", assets: 7 * coin, minimumShares: 0))
    try pool.run(102, .memberDefault(participant: "w", loss: 60 * coin))
    #expect(pool.tickets.isEmpty && pool.cash(.escrow) == 0 && pool.cash(.margin) == 0)
    #expect(pool.register.shares(of: "w") == 0)
    #expect(pool.cash() >= 47 * 1_000_000 - 1)
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-053: the reserve pays what a settlement owes beyond the cash, and bears a loss before the capital")
  func reserve() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0))
    try pool.run(0, .fundReserve(from: "s", assets: 30 * coin))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    try pool.run(1, .loss(reason: "hack", assets: 50 * coin))
    #expect(pool.cash(.reserve) == 0 && pool.cash() == 80_000_000)
    try pool.run(2, .fundReserve(from: "s", assets: 30 * coin))
    try pool.run(998_200, .observe(underlying: "BTC", price: 1))
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    #expect(pool.cash() == 0 && abs(pool.cash(.reserve) - 10_000_000) <= 1)
    #expect(pool.losses.count == 2 && pool.audit().isEmpty)
  }

  @Test("POOL-055: rewards by risk are divided exactly; who hedges the others gets none")
  func rewards() throws {
    var pool = try Fixture.pool()
    for name in ["a", "b", "c"] { try pool.run(0, .deposit(participant: name, assets: coin, minimumShares: 0)) }
    let contributions = [("a", 1), ("b", 1), ("c", -5)].map { ShortfallContribution(participant: $0.0, units: $0.1) }
    try pool.run(0, .rewardRisk(from: "s", assets: 7, contributions: contributions))
    #expect(try pool.statements(at: Fixture.at(0)).map(\.reward) == [4, 3, 0])
    try pool.run(1, .claimRewards(participant: "b"))
    #expect(pool.cash(.rewards) == 4 && pool.audit().isEmpty)
    #expect(throws: PoolRefusal.unknownParticipant("z")) {
      try pool.run(1, .rewardRisk(from: "s", assets: 7, contributions: [.init(participant: "z", units: 1)]))
    }
  }
}
