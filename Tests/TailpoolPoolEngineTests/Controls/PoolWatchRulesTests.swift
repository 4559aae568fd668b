import TailpoolLedger
import TailpoolPoolEngine
import Testing

/// The numbers that a watch sees, and the rules it has unless told otherwise.
@Suite("Numbers of a watch")
struct PoolWatchRulesTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  @Test("The usual rules are those that the documentation states")
  func usual() throws {
    let rules = try PoolWatch.usual().monitor.rules
    #expect(rules.map(\.metric) == ["utilization", "drawdown", "markAge", "leaving", "badDebt", "breaker"])
    #expect(rules.map(\.raiseAbove) == [0.9, 0.2, 10, 0.25, 0.5, 0.5])
    #expect(rules.map(\.clearAt) == [0.8, 0.1, 1, 0.1, 0.25, 0])
    #expect(rules.map(\.confirmations) == [1, 1, 1, 1, 1, 1])
    #expect(try PoolWatch.usual().interval == 3_600)
  }

  /// What was raised or cleared at the end of an instant, as metric and number.
  private func seen(_ pool: MutualPool, _ watch: inout PoolWatch) throws -> [String: Double?] {
    let events = try watch.observe(pool, before: nil)
    return Dictionary(uniqueKeysWithValues: events.map { ($0.metric, $0.value) })
  }

  @Test("Drawdown is of a share's low-side value from the greatest seen; ages count in the greatest age allowed")
  func numbers() throws {
    var pool = try Fixture.pool {
      $0.greatestMarkAge = 10_000
      $0.noticeSeconds = 1_000_000
    }
    #expect(pool.shareValue(0) == 1 && pool.virtualShares == 1_000)
    var watch = try PoolWatch(
      ["drawdown", "markAge", "leaving", "utilization", "badDebt"].map {
        try PoolMonitor.Rule(metric: $0, raiseAbove: 0, clearAt: 0)
      }, interval: 100)
    try pool.run(0, .requestEntry(participant: "a", assets: 800 * coin, minimumShares: 0))
    try pool.run(1_000_000, .process)
    #expect(abs(pool.shareValue(800_000_000) - 1) < 1e-12 && abs(pool.shareValue(600_000_000) - 0.75) < 1e-8)
    #expect(try seen(pool, &watch).isEmpty && watch.snapshots == 1)
    try pool.run(1_000_050, .list(Fixture.put(expiry: Fixture.at(3_000_000))))
    // Two sold at 20 to 60 coins for nothing: 800 fall to 680 at the low side, and 200 of 800 are locked.
    try pool.run(1_000_099, Fixture.sale(2, premium: 0, bid: 20 * coin, ask: 60 * coin))
    #expect(try seen(pool, &watch).isEmpty && watch.snapshots == 1)
    try pool.run(1_000_100, .requestExit(participant: "a", shares: 200_000 * coin, minimumAssets: 0))
    let first = try seen(pool, &watch)
    #expect(watch.snapshots == 2 && Set(first.keys) == ["drawdown", "leaving", "utilization", "markAge"], "\(first)")
    let drawdown = try #require(first["drawdown"] ?? nil)
    #expect(abs(drawdown - 0.15) < 1e-8, "\(first)")
    #expect(first["leaving"] == 0.25 && first["utilization"] == 0.25 && first["markAge"] == 0.000_1, "\(first)")
    try pool.run(1_000_200, .postMargin(participant: "w", asset: "USDC", units: coin))
    try pool.run(1_000_200, .fundReserve(from: "s", assets: 8 * coin))
    try pool.run(1_000_200, .requireMargin([.init(participant: "w", initial: 4 * coin, maintenance: 3 * coin)]))
    #expect(try seen(pool, &watch) == ["badDebt": 0.25])
  }

  @Test("A breaker counts one while it stops, a half on probation, nothing behind it")
  func breaker() throws {
    var pool = try Fixture.controlled {
      var breaker = PoolControls.Breaker()
      (breaker.volatilitySeconds, breaker.probationSeconds) = (300, 1_000)
      $0.breaker = breaker
    }
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    var watch = try PoolWatch([PoolMonitor.Rule(metric: "breaker", raiseAbove: 0.6, clearAt: 0.55)], interval: 1)
    var other = try PoolWatch([PoolMonitor.Rule(metric: "breaker", raiseAbove: 0.4, clearAt: 0.2)], interval: 1)
    try pool.run(10, .signal(volatilityBasisPoints: 2_000, skewBasisPoints: 0))
    #expect(try seen(pool, &watch) == ["breaker": 1] && seen(pool, &other) == ["breaker": 1])
    try pool.run(310, .gift(from: "x", assets: 1))
    #expect(try seen(pool, &watch) == ["breaker": 0.5] && seen(pool, &other).isEmpty)
    try pool.run(1_310, .gift(from: "x", assets: 1))
    #expect(try seen(pool, &watch).isEmpty && seen(pool, &other) == ["breaker": 0])
    try pool.run(1_400, .halt(until: Fixture.at(1_401), reason: "x"))
    #expect(try seen(pool, &watch) == ["breaker": 1])
    try pool.run(1_401, .gift(from: "x", assets: 1))
    #expect(try seen(pool, &watch) == ["breaker": 0])
  }
}
