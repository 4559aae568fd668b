import Foundation
import Tailpool
import Testing

@Suite("The guide of a pool's year is compiled and run")
struct PoolYearGuideTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  @Test("The guide holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let guide = try String(
      contentsOf: Self.folder.appendingPathComponent("../../Docs/Guides/PoolYear.md").standardized, encoding: .utf8)
    let source = try String(contentsOf: Self.folder.appendingPathComponent("PoolYearExample.swift"), encoding: .utf8)
    let compiled = ReadmeTests.blocks(of: source, from: "// example ", to: "// end").map(ReadmeTests.unindented)
    #expect(compiled.count == 6)
    #expect(ReadmeTests.blocks(of: guide, from: "```swift", to: "```") == compiled)
  }

  @Test("The year runs as the guide tells it")
  func year() throws {
    let outcome = try PoolYearExample.year()
    #expect(outcome.findings.isEmpty)
    #expect(outcome.trips == 1 && outcome.pool.lastMark?.source == "tonight")
    #expect(try outcome.pool.value(at: outcome.pool.time).low == 427_365_577)
    #expect(outcome.pool.losses.contains { $0.cause == "sample-falcon" && $0.uncovered == 0 })
  }
}
