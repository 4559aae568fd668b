import Tailpool
import Testing

@Suite("The guide of a pool's year is compiled and run")
struct PoolYearGuideTests {
  @Test("The guide holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let (shown, compiled) = try ReadmeTests.examples(of: "Docs/Guides/PoolYear.md", in: "PoolYearExample.swift")
    #expect(compiled.count == 6)
    #expect(shown == compiled)
  }

  @Test("The year runs as the guide tells it")
  func year() throws {
    let outcome = try PoolYearExample.year()
    #expect(outcome.findings.isEmpty)
    #expect(outcome.trips == 1 && outcome.pool.lastMark?.source == "tonight")
    // Our own value, unchanged since 2026-11-29; that nothing is lost on the way is what the findings above say.
    #expect(try outcome.pool.value(at: outcome.pool.time).low == 427_365_577)
    #expect(outcome.pool.losses.contains { $0.cause == "sample-falcon" && $0.uncovered == 0 })
  }
}
