import Foundation
import Testing

@testable import TailpoolReport

@Suite struct PoolRiskReportHTMLTests {
  @Test func everyChartIsThere() throws {
    let report = try MadeUpReport().build()
    let ids = Page(report.html()).ids
    var expected = [
      "chart-pnl-monte-carlo", "chart-pnl-history", "chart-contributions", "chart-stress-all", "chart-stress-BTC",
      "chart-stress-ETH", "chart-stress-scenarios", "chart-participants", "chart-greeks-BTC-delta",
      "chart-greeks-ETH-theta", "limits",
    ]
    expected += report.smiles.map { "chart-smile-\($0.underlying)-\($0.market.expiry.identifier)" }
    #expect(expected.filter { !ids.contains($0) }.isEmpty)
    #expect(ids.contains("chart-smile-BTC-2026-01-23T0800"))
    #expect(Set(ids).count == ids.count, "an id stands twice")
  }

  @Test func elementsAreNestedAndClosed() throws {
    #expect(Page(try MadeUpReport().build().html()).problem == nil)
    #expect(Page(try MadeUpReport().hostile().html()).problem == nil)
    #expect(Page(try MadeUpReport().empty().html()).problem == nil)
  }

  @Test func nothingIsLoadedFromAnywhere() throws {
    let html = try MadeUpReport().build().html()
    for word in ["http:", "https:", "//", "<script", "<link", "<img", "@import", "url(", "src="] {
      #expect(!html.contains(word), "\(word)")
    }
  }

  @Test func everyDrawingSaysWhatItShows() throws {
    let tags = Page(try MadeUpReport().build().html()).tags.filter { $0.hasPrefix("svg ") }
    #expect(tags.count > 25)
    #expect(
      tags.allSatisfy { $0.contains("role=\"img\"") && $0.contains("aria-label=\"") && !$0.contains("aria-label=\"\"") }
    )
  }

  @Test func namesFromFilesAreEscaped() throws {
    let html = try MadeUpReport().hostile().html()
    #expect(!html.contains("<script"))
    #expect(!html.contains("\u{1B}"))
    #expect(!html.contains("\u{0}"))
    #expect(html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"))
  }

  @Test func coordinatesAreNeverNotFinite() throws {
    let page = Page(try MadeUpReport().hostile().html())
    let drawn = page.tags.filter { $0.hasPrefix("rect") || $0.hasPrefix("line") || $0.hasPrefix("path") }
    #expect(!drawn.isEmpty)
    #expect(drawn.allSatisfy { !$0.contains("nan") && !$0.contains("inf") })
  }

  @Test func brokenLimitsAreASignAndAWord() throws {
    let html = try MadeUpReport().hostile().html()
    #expect(html.contains("✕</span> 2 of 2 limits broken"))
    #expect(try MadeUpReport().build().html().contains("✓</span> All 4 limits hold"))
  }

  @Test func largeBooksStaySmallPages() throws {
    let crypto = try MadeUpReport().large(expiries: 24, quotes: 60).html()
    #expect(crypto.utf8.count < 2_000_000)
    #expect(crypto.contains("18 more expiries"))
    let index = try MadeUpReport().large(expiries: 24, quotes: 320).html()
    #expect(index.utf8.count < 2_000_000)
  }

  @Test func equalReportsGiveEqualPages() throws {
    #expect(try MadeUpReport().build().html() == MadeUpReport().build().html())
  }
}

/// The tags of a page, and the first place where they do not nest.
private struct Page {
  /// The insides of the tags, in order.
  let tags: [Substring]
  /// What is wrong; nil when every element is closed in the right order.
  let problem: String?

  init(_ html: String) {
    var tags: [Substring] = []
    var open: [Substring] = []
    var problem: String?
    for part in html.split(separator: "<").dropFirst() {
      guard let end = part.firstIndex(of: ">") else {
        problem = problem ?? "no end of \(part.prefix(40))"
        continue
      }
      let tag = part[..<end]
      tags.append(tag)
      if tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        let last = open.popLast()
        if last != tag.dropFirst() { problem = problem ?? "<\(tag)> closes \(last ?? "nothing")" }
      } else {
        open.append(tag.prefix { !$0.isWhitespace })
      }
    }
    if let last = open.last { problem = problem ?? "\(last) is not closed" }
    self.tags = tags
    self.problem = problem
  }

  var ids: [String] {
    tags.compactMap { tag in
      tag.range(of: " id=\"").map { String(tag[$0.upperBound...].prefix { $0 != "\"" }) }
    }
  }
}
