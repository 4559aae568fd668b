import Foundation
import Testing

@testable import TailpoolReport

/// The drawings of the made-up report, as they were when someone last looked at them.
///
/// They are of our own making and prove nothing: they show that a drawing changes, so that it is looked at again. What the
/// drawings say is held by the tests of scales, ticks, marks and of the three forms. After a change that is meant,
///
///     TAILPOOL_WRITE_DRAWINGS=drawings.html swift test --disable-xctest --filter DrawingsTests
///
/// writes them anew; look at the file in a browser before it takes the place of `Tests/Drawings/drawings.html`.
@Suite("Drawings of the report")
struct DrawingsTests {
  private static let lookedAt = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Drawings/drawings.html")

  /// One drawing a line.
  private static func drawings() throws -> [String] {
    let report = try MadeUpReport().build()
    return report.html().components(separatedBy: "<svg ").dropFirst().map { part in
      let drawing = part.components(separatedBy: "</svg>")[0]
      return "<svg \(drawing)</svg>".replacing("\n", with: " ")
    }
  }

  @Test("Are those that were looked at")
  func asLookedAt() throws {
    let drawn = try Self.drawings()
    if let path = ProcessInfo.processInfo.environment["TAILPOOL_WRITE_DRAWINGS"] {
      try Data((drawn.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    }
    let text = try String(contentsOf: Self.lookedAt, encoding: .utf8)
    let expected = text.split(separator: "\n").map(String.init)
    #expect(drawn.count == expected.count && drawn.count > 10, "\(drawn.count) drawings, \(expected.count) before")
    for (index, pair) in zip(drawn, expected).enumerated() where pair.0 != pair.1 {
      let (now, before) = pair
      let start = zip(now, before).prefix { $0 == $1 }.count
      Issue.record(
        "drawing \(index) from character \(start): \(now.dropFirst(start).prefix(80)), before \(before.dropFirst(start).prefix(80))"
      )
    }
  }
}
