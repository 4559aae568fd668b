import Foundation
import TailpoolFiles
import TailpoolMarket
import TailpoolPools
import TailpoolReport
import Testing

@Suite("A pool's year with a crash")
struct PoolYearTests {
  private static let journal = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Docs/Guides/PoolYear.jsonl").standardized

  /// SHA-256 of the canonical JSON of the pool after the last line of the committed journal: our own value, unchanged since
  /// 2026-11-29. What stands beside it independently: the audit after every event, and the model of `NaivePool`.
  private static let state = "731277bcc2eeac7f56a6331959a52acdd82a97b3541d6ebf0428298e5234a827"
  /// SHA-256 of the last line, as `tail -n 1 PoolYear.jsonl | tr -d '\n' | sha256sum` has it.
  private static let lastLine = "059709f70e29a8593850d56b49d35ae04d9013765a829de3e77f99ab6e539c66"

  @Test("POOL-060: the laws hold after every event of the year, and the crash uses margin, shares, reserve and capital")
  func laws() throws {
    let (terms, events) = try Sample.poolYear()
    var pool = try MutualPool(terms)
    var wrong: [String] = []
    for event in events {
      try pool.apply(event)
      let findings = pool.audit()
      if !findings.isEmpty { wrong.append("\(event.action.name) at \(event.time): \(findings)") }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    let names = Set(events.map(\.action.name))
    for name in [
      "deposit", "requestEntry", "requestExit", "process", "list", "trade", "hedge", "mark", "quote", "settle",
      "fundRewards", "rewardRisk", "fundReserve", "signal", "endTrip", "setParameter", "postMargin", "priceMargin",
      "requireMargin", "liquidate", "memberDefault",
    ] { #expect(names.contains(name), "the year has no \(name)") }
    let loss = try #require(pool.losses.first { $0.cause == "sample-falcon" })
    #expect(loss.layers.prefix(4).allSatisfy { $0.used > 0 }, "\(loss)")
    #expect(loss.layers.reduce(0) { $0 + $1.used } + loss.uncovered == loss.loss)
    #expect(try MutualPool(terms, replaying: events) == pool)
  }

  @Test("POOL-133: the year's watch raises the breaker in the crash, and clears it after its probation")
  func watch() throws {
    let (terms, events) = try Sample.poolYear()
    var pool = try MutualPool(terms)
    var watch = try PoolWatch.usual()
    for event in events {
      try watch.observe(pool, before: event.time)
      try pool.apply(event)
    }
    try watch.observe(pool, before: nil)
    let crash = try #require(events.first { $0.action.name == "memberDefault" }).time
    let day = crash.secondsSinceEpoch / 86_400
    let trail = watch.monitor.trail
    #expect(trail.contains { $0.metric == "breaker" && $0.kind == .raised && $0.time / 86_400 == day }, "\(trail)")
    #expect(trail.contains { $0.metric == "breaker" && $0.kind == .cleared && $0.time / 86_400 > day }, "\(trail)")
    let books = try PoolBooksSection(pool, watch: watch) { _ in 0 }
    #expect(books.alerts.count == min(trail.count, 20) && books.standingAlerts == watch.monitor.raised.sorted())
  }

  #if Command
    @Test("POOL-061: the committed journal replays to the state whose digest stands here, our own since 2026-11-29")
    func committed() throws {
      let replay = try PoolJournal.replay(path: Self.journal.path, digest: Self.lastLine)
      #expect(PoolJournal.digest(of: replay.pool.eventValue) == Self.state)
      #expect(replay.pool.audit().isEmpty)
    }

    @Test("POOL-062: the committed journal is what the generator makes")
    func generated() throws {
      let (terms, events) = try Sample.poolYear()
      #expect(PoolJournal.text(terms, events) == (try String(contentsOf: Self.journal, encoding: .utf8)))
    }
  #endif
}
