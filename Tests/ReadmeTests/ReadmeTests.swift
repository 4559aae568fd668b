import Foundation
import Tailpool
import Testing

/// What is read back of the user's own section.
private struct ReadSections: Decodable {
  struct Line: Decodable {
    let used: Double?
  }

  let sections: [String: [String: [Line]]]
}

@Suite("Every Swift example of the README is compiled and run")
struct ReadmeTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  @Test("The README holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let (shown, compiled) = try Self.examples(of: "README.md", in: "Examples.swift")
    #expect(compiled.count == 6)
    #expect(shown.filter { !$0.contains(".package(url:") } == compiled)
  }

  @Test("The price example prints what the documentation of its methods says")
  func price() {
    let (price, delta, vega) = Examples.price()
    // mpmath 1.3.0 at 50 digits, from the closed forms.
    #expect(abs(price / 4_943.822_773_056_529 - 1) < 1e-13)
    #expect(abs(delta / -0.320_650_641_610_431_1 - 1) < 1e-13)
    #expect(abs(vega / 14_423.960_884_404_59 - 1) < 1e-13)
  }

  @Test("The volatility example finds the volatility of its price")
  func impliedVolatility() throws {
    let volatility = try #require(Examples.impliedVolatility())
    let price = Black76.price(.call, forward: 80_600, strike: 85_000, years: 0.25, volatility: volatility)
    #expect(abs(price - 5_000) < 1e-9)
  }

  @Test("The report example runs")
  func report() async throws {
    let report = try await Examples.report()
    #expect(report.monteCarlo.outcomes == 500)
    #expect((report.pool?.capital ?? 0) > 0)
    let extended = Examples.ownSection(report)
    let shown = ReportValue.dollars(report.monteCarlo.headlineShortfall.value).text
    #expect(extended.text().contains("RISK BUDGET") && extended.text().contains(shown))
    #expect(extended.html().contains("id=\"section-budget\""))
    // JSONSerialization may miss the last bit of a number; the decoder of types reads every digit.
    let read = try JSONDecoder().decode(ReadSections.self, from: extended.json())
    #expect(read.sections["budget"]?["lines"]?.first?.used == report.monteCarlo.headlineShortfall.value)
  }

  @Test("The steps example gives a loss inside its interval")
  func steps() throws {
    let (valueAtRisk, value) = try Examples.steps()
    #expect(valueAtRisk.low <= valueAtRisk.value && valueAtRisk.value <= valueAtRisk.high)
    #expect(valueAtRisk.value > 0)
    #expect(value < 0)
  }

  @Test("A contract type of the reader's own stands in a whole report")
  func ownContract() async throws {
    let (own, without) = (try await Examples.ownContract(), try await Examples.report())
    let name = "BTC-CAPPED-95000.0-10000.0"
    let (text, page) = (own.text(width: 100), own.html())
    for piece in [name, "A capped call is a call less one at its cap"] {
      // Lines are broken where the text is wide.
      #expect(text.split { $0 == "\n" || $0 == " " }.joined(separator: " ").contains(piece), "\(piece)")
      #expect(page.contains(piece), "\(piece)")
    }
    let part = try #require(own.analysis?.breakdown.byPosition.first { $0.name == name })
    #expect(part.expectedShortfall != 0 && part.expectedShortfall.isFinite)
    // It is worth between nothing and its cap, and 250 of them are owed.
    let difference = without.book.value - own.book.value
    #expect(difference > 0 && difference < 250 * 10_000, "\(difference)")
  }

  /// The Swift examples that a page shows, and those of the file beside this one that is compiled.
  static func examples(of page: String, in file: String) throws -> (shown: [String], compiled: [String]) {
    let text = try String(contentsOf: folder.appendingPathComponent("../../\(page)").standardized, encoding: .utf8)
    let source = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    return (
      blocks(of: text, from: "```swift", to: "```"),
      blocks(of: source, from: "// example ", to: "// end").map(unindented)
    )
  }

  /// The lines between a line that starts with one mark and the next that starts with another.
  static func blocks(of text: String, from start: String, to end: String) -> [String] {
    var blocks: [String] = []
    var block: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == " " }
      if let lines = block {
        if trimmed.hasPrefix(end) {
          blocks.append(lines.joined(separator: "\n"))
          block = nil
        } else {
          block = lines + [line]
        }
      } else if trimmed.hasPrefix(start) {
        block = []
      }
    }
    return blocks
  }

  /// The lines without the four spaces that they have in a function of a type.
  static func unindented(_ block: String) -> String {
    block.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : String($0) }.joined(separator: "\n")
  }
}
