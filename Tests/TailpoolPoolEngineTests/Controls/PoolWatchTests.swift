import TailpoolLedger
import TailpoolPoolEngine
import Testing

@Suite("Watch of a pool")
struct PoolWatchTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  /// Applies events as a replay does, and returns what the watch raised and cleared.
  private func alerts(
    _ pool: inout MutualPool, _ watch: inout PoolWatch, _ actions: [(Int64, PoolAction)]
  ) throws -> [String] {
    var found: [PoolMonitor.Event] = []
    for (seconds, action) in actions {
      found += try watch.observe(pool, before: Fixture.at(seconds))
      try pool.run(seconds, action)
    }
    found += try watch.observe(pool, before: nil)
    return found.map { "\($0.metric) \($0.kind) \($0.time - Fixture.opening.secondsSinceEpoch)" }
  }

  @Test("POOL-131: a snapshot is of the end of an instant, and no two are closer than the interval")
  func snapshots() throws {
    var pool = try Fixture.pool()
    var watch = try PoolWatch([PoolMonitor.Rule(metric: "drawdown", raiseAbove: 0.2, clearAt: 0.1)], interval: 1_000)
    let found = try alerts(
      &pool, &watch,
      [
        (0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0)),
        (5_000, .loss(reason: "x", assets: 30 * coin)), (5_000, .gift(from: "x", assets: 30 * coin)),  // no alert
        (5_500, .loss(reason: "x", assets: 30 * coin)),  // too soon
        (5_600, .gift(from: "x", assets: 30 * coin)), (7_000, .loss(reason: "x", assets: 30 * coin)),
        (9_000, .gift(from: "x", assets: 15 * coin)),  // between the thresholds
        (11_000, .gift(from: "x", assets: 10 * coin)),
      ])
    #expect(found == ["drawdown raised 7000", "drawdown cleared 11000"])
    #expect(watch.snapshots == 5)
    #expect(watch.monitor.raised.isEmpty && watch.monitor.trail.count == 2)
    #expect(throws: ControlError.self) { try PoolWatch.usual(interval: 0) }
    var younger = watch
    let older = try Fixture.pool()
    #expect(throws: ControlError.self) { try younger.observe(older, before: nil) }
    #expect(younger == watch)
  }

  @Test("A watch that begins when most is lost counts falls from there")
  func lateBeginning() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0))
    try pool.run(10, .loss(reason: "x", assets: 96 * coin))
    var watch = try PoolWatch([PoolMonitor.Rule(metric: "drawdown", raiseAbove: 0.2, clearAt: 0.1)], interval: 1)
    #expect(try alerts(&pool, &watch, [(20, .gift(from: "x", assets: 1))]) == [])
    #expect(try alerts(&pool, &watch, [(30, .loss(reason: "x", assets: coin))]) == ["drawdown raised 30"])
  }

  @Test("POOL-132: the usual rules see collateral, old marks, a queue to leave, bad debt and a halt")
  func usualRules() throws {
    var pool = try Fixture.pool {
      $0.greatestMarkAge = 10_000
      $0.noticeSeconds = 1_000_000
      $0.longestHalt = 1_000
    }
    var watch = try PoolWatch.usual(interval: 1)
    let found = try alerts(
      &pool, &watch,
      [
        (0, .requestEntry(participant: "a", assets: 105 * coin, minimumShares: 0)), (1_000_000, .process),
        (1_000_001, .list(Fixture.put(expiry: Fixture.at(2_000_000)))),
        (1_000_002, Fixture.sale(1, premium: 0, bid: 0, ask: 0)),
        (1_000_003, .requestExit(participant: "a", shares: 40_000 * coin, minimumAssets: 0)),
        (1_000_004, .postMargin(participant: "w", asset: "USDC", units: coin)),
        (1_000_005, .requireMargin([MarginRequirement(participant: "w", initial: 2 * coin, maintenance: 2 * coin)])),
        (1_000_006, .fundReserve(from: "s", assets: 4 * coin)),
        (1_000_007, .halt(until: Fixture.at(1_000_500), reason: "x")), (1_100_003, .gift(from: "x", assets: 50 * coin)),
      ])
    #expect(
      found == [
        "utilization raised 1000002", "leaving raised 1000003", "badDebt raised 1000005", "badDebt cleared 1000006",
        "breaker raised 1000007", "utilization cleared 1100003", "markAge raised 1100003", "breaker cleared 1100003",
      ])
    #expect(watch.monitor.raised == ["leaving", "markAge"])
    #expect(watch.monitor.trail.first { $0.metric == "badDebt" }?.value == .infinity)
  }
}
