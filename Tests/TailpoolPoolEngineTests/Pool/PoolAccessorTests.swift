import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolPoolEngine

/// Numbers that a pool and its parts say of themselves.
@Suite("What pools and their parts say of themselves")
struct PoolAccessorTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  @Test("An event applied to a copy leaves the pool as it was")
  func applying() throws {
    let pool = try Fixture.pool()
    let event = PoolEvent(at: Fixture.at(3), .deposit(participant: "a", assets: 7, minimumShares: 0))
    let after = try pool.applying(event)
    #expect(pool.eventCount == 0 && pool.cash() == 0 && after.eventCount == 1 && after.cash() == 7)
    #expect(after.time == Fixture.at(3) && pool.time == Fixture.opening)
    let bad = PoolEvent(at: Fixture.at(3), .deposit(participant: "", assets: 7, minimumShares: 0))
    #expect(throws: PoolRefusal.emptyName) { try pool.applying(bad) }
  }

  @Test("A statement has the claim at both sides, what was paid in and out, and what comes of it")
  func statement() throws {
    var pool = try Fixture.pool()
    #expect(pool.isFlat)
    try pool.run(0, .deposit(participant: "a", assets: 600 * coin, minimumShares: 0))
    try pool.run(0, .deposit(participant: "b", assets: 200 * coin, minimumShares: 0))
    try pool.run(0, .redeem(participant: "a", shares: 100_000 * coin, minimumAssets: 0))
    try pool.run(0, .list(Fixture.put()))
    // Of 700 coins two contracts owe 70 at the low side and 14 at the high one.
    try pool.run(1, Fixture.sale(2, premium: 0, bid: 7 * coin, ask: 35 * coin))
    #expect(!pool.isFlat && pool.utilization == 200.0 / 700)
    let statements = try pool.statements(at: Fixture.at(1))
    #expect(statements.map(\.participant) == ["a", "b"])
    // Five sevenths and two, each down to a unit.
    #expect(statements.map(\.claim) == [450 * coin, 180 * coin])
    #expect(statements.map(\.claimAtHighSide) == [490 * coin, 196 * coin])
    #expect(statements.map(\.paidIn) == [600 * coin, 200 * coin] && statements.map(\.paidOut) == [100 * coin, 0])
    #expect(statements.map(\.result) == [-50_000_000, -20_000_000])
  }

  @Test("Terms name the first field that is out of range, and none where all are well")
  func invalidField() throws {
    #expect(try Fixture.terms().invalidField == nil)
    for (field, change) in [
      ("shareOffset", { $0.shareOffset = 2 }), ("shareOffset", { $0.shareOffset = 19 }),
      ("manager", { $0.manager = "" }),
      ("noticeSeconds", { $0.noticeSeconds = -1 }), ("noticeSeconds", { $0.noticeSeconds = 315_360_001 }),
      ("gateBasisPoints", { $0.gateBasisPoints = 0 }), ("gateBasisPoints", { $0.gateBasisPoints = 10_001 }),
      ("greatestMarkAge", { $0.greatestMarkAge = 0 }), ("leastConfidence", { $0.leastConfidence = 10_001 }),
      ("settlementWindow", { $0.settlementWindow = 0 }), ("longestHalt", { $0.longestHalt = -1 }),
      ("shortfallBasisPoints", { $0.limits.shortfallBasisPoints = 1_000_001 }),
      ("hedgeBandMillionths", { $0.controls.hedgeBandMillionths = 1 << 80 }),
      ("auctionBasisPoints", { $0.controls.auctionBasisPoints = 10_001 }),
      (
        "breaker",
        {
          $0.controls.breaker = PoolControls.Breaker(); $0.controls.breaker?.skewSeconds = 0
        }
      ),
      ("prices", { $0.controls.prices = .init(greatestAge: 1, deviationBasisPoints: 5_000, quorum: 1) }),
      ("prices", { $0.controls.prices = .init(greatestAge: 1, deviationBasisPoints: 1, quorum: 0) }),
    ] as [(String, (inout PoolTerms) -> Void)] {
      #expect(try Fixture.terms(change).invalidField == field, "\(field)")
    }
  }

  @Test("Parts of a loss, a liquidation and a fund keep what they were made of")
  func parts() throws {
    let layers = try LossWaterfall([
      LossLayer(name: "one", parts: [.init(bearer: "a", units: 30), .init(bearer: "b", units: 10)]),
      LossLayer(name: "two", parts: [.init(bearer: "b", units: 50)]),
    ])
    let outcome = try layers.allocate(60)
    #expect(outcome.statements.map(\.bearer) == ["a", "b"] && outcome.statements.map(\.total) == [30, 30])
    #expect(
      outcome.statements[1].items.map(\.layer) == ["one", "two"]
        && outcome.statements[1].items.map(\.units) == [10, 20])
    #expect(try layers.layers[0].bearing(8).payments.map(\.units) == [6, 2])
    let plan = try PartialLiquidation(lots: 100, bufferedMargin: -20, income: 90)
    #expect(plan.marginBefore == -20 && plan.income == 90 && plan.lots == 100 && plan.sold == 19)
    #expect(plan.marginAfterTimesLots == 81 * -20 + 19 * 90 && plan.marginOneLotFewerTimesLots == 82 * -20 + 18 * 90)
    var fund = try Socialization(fund: 10, held: 100, owed: 120)
    try fund.setOpenExposure(10)
    #expect(!fund.isPaused && fund.openExposure == 10 && fund.exchangeRate == 100.0 / 120)
    try fund.setOpenExposure(11)
    #expect(fund.isPaused)
  }
}
