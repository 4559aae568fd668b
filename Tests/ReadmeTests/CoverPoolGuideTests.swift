import Foundation
import Tailpool
import Testing

@Suite("The guide of a cover pool's year is compiled and run")
struct CoverPoolGuideTests {
  @Test("The guide holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let (shown, compiled) = try ReadmeTests.examples(of: "Docs/Guides/CoverPool.md", in: "CoverPoolExample.swift")
    #expect(compiled.count == 9)
    #expect(shown == compiled)
  }

  @Test("The year goes as the guide tells it, to the cent")
  func year() throws {
    let outcome = try CoverPoolExample.year()
    let pool = outcome.pool
    #expect(outcome.findings.isEmpty && outcome.refused == .lossesOpen(units: 0, incidents: 1))
    let guide = try Self.guide()
    func dollars(_ units: Int128) -> String { Self.dollars(units) }
    let totals = outcome.beforeDepeg.totals
    let orchard = try #require(outcome.members.first { $0.member == "sample-orchard" })
    let capital = try pool.assets(of: "capital", at: pool.time)
    let stake = try pool.assets(of: "stake", at: pool.time)
    for words in [
      "\(dollars(totals.written)) dollars of premium", "\(dollars(Int128(totals.exposure))) dollars of cover",
      "\(dollars(Int128(outcome.quote.premium))) dollars for 100,000 of custody",
      "of them \(dollars(Int128(outcome.quote.fee))) of fee",
      "is \(outcome.quote.basisPoints) basis points", "lift it to \(outcome.quote.basisPointsAfter).",
      "holds \(dollars(capital)) dollars and bore \(dollars(pool.funds[0].borne))",
      "the stake holds \(dollars(stake)) and bore \(dollars(pool.funds[1].borne))",
      "was paid \(dollars(Int128(orchard.paidOut))) dollars",
    ] { #expect(guide.contains(words), "the guide does not say: \(words)") }
    for statement in outcome.members {
      let row =
        "| `\(statement.member)` | \(statement.fund) | \(dollars(Int128(statement.paidIn))) | "
        + "\(dollars(Int128(statement.paidOut))) | \(dollars(Int128(statement.claim))) | \(dollars(statement.result)) |"
      #expect(guide.contains(row), "the guide does not say: \(row)")
    }
    // Money is conserved: what came in is there, or went out.
    let held = try capital + stake + pool.unearnedPremium(at: pool.time)
    #expect(held == pool.totals.cash && pool.totals.deposits == 0)
    #expect(outcome.covers.count == 14 && outcome.covers.allSatisfy { $0.claimed == 0 })
  }

  @Test("Tranches, the market and the run go as the guide tells them, to the cent")
  func stakesAndShares() throws {
    let outcome = try CoverPoolExample.year()
    let pool = outcome.after
    #expect(pool.audit().isEmpty && outcome.tranches.count == 2 && outcome.runs.count == 2)
    let guide = try Self.guide()
    func dollars(_ units: Int128) -> String { Self.dollars(units) }
    func price(_ scaled: Int128?) throws -> String { try "\(pool.amount(aShare: #require(scaled)))" }
    let (slow, fast) = (outcome.runs[0], outcome.runs[1])
    let robin = try #require(fast.departures.last)
    let fair = try #require(slow.departures.last?.paid)
    for words in [
      "reference premium is \(dollars(outcome.floor.premium)) dollars",
      "now costs \(dollars(Int128(outcome.longer.premium))) dollars",
      "\(dollars(outcome.tranches[1].allocated)) dollars on the second one",
      "hold \(dollars(outcome.tranches[0].stake)) and \(dollars(outcome.tranches[1].stake)) dollars",
      "taken \(dollars(pool.totals.rewardsTaken)) dollars of rewards",
      "book value of \(try price(outcome.value.bookValue)), and of \(try price(outcome.value.riskAdjustedBookValue)) once",
      "pays \(try price(outcome.value.marketSell)) for one and asks \(try price(outcome.value.marketBuy)).",
      "gets \(try price(slow.fairPrice)) a share",
      "leaves with \(dollars(try #require(robin.paid))) dollars, where \(dollars(fair)) would",
      "difference, \(dollars(fast.transfer)) dollars",
    ] { #expect(guide.contains(words), "the guide does not say: \(words)") }
    #expect(slow.departures.map { $0.paid == nil } == [true, false, false] && abs(slow.transfer) <= 6)
    #expect(fast.departures.map { $0.paid == nil } == [true, true, false] && fast.transfer > 0)
    #expect(outcome.tranches[0].allocated == 0)
  }

  private static func guide() throws -> String {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Docs/Guides/CoverPool.md")
    return try String(contentsOf: url, encoding: .utf8)
  }

  /// Base units of six decimals as dollars and cents, rounded down in size, with commas.
  private static func dollars(_ units: Int128) -> String {
    let cents = units.magnitude / 10_000
    var whole = "\(cents / 100)"
    var place = whole.count - 3
    while place > 0 {
      whole.insert(",", at: whole.index(whole.startIndex, offsetBy: place))
      place -= 3
    }
    let part = cents % 100
    return (units < 0 ? "−" : "") + whole + (part == 0 ? "" : ".\(part < 10 ? "0" : "")\(part)")
  }
}
