import TailpoolPools
import Testing

@testable import TailpoolReport

@Suite struct PoolRiskReportTextTests {
  @Test(arguments: [80, 96, 110])
  func noLineIsWiderThanTheTerminal(width: Int) throws {
    let lines = try MadeUpReport().build().text(width: width).split(separator: "\n")
    #expect(lines.filter { $0.count > width }.isEmpty)
  }

  @Test func theWidthIsClamped() throws {
    let report = try MadeUpReport().build()
    #expect(report.text(width: 3) == report.text(width: 80))
    #expect(report.text(width: .max) == report.text(width: 110))
  }

  @Test func theHeadlineComesFirst() throws {
    let report = try MadeUpReport().build()
    let head = report.text().split(separator: "\n").prefix(12).joined(separator: "\n")
    for part in ["Capital", "VaR 99%", "ES 97.5%", " ± ", "Utilization", "Limits: all 4 hold."] {
      #expect(head.contains(part), "\(part)")
    }
    #expect(head.contains(NumberText.money(try #require(report.pool).capital)))
  }

  @Test func brokenLimitsAreSaidInWords() throws {
    var report = try MadeUpReport().build()
    let pool = try #require(report.pool)
    report.pool = PoolStatus(
      unit: pool.unit, assets: pool.assets, optionLiabilities: pool.optionLiabilities,
      optionAssets: pool.optionAssets, capital: pool.capital, utilization: 0.31,
      expectedShortfallOverCapital: pool.expectedShortfallOverCapital, participants: pool.participants,
      limits: [PoolStatus.LimitCheck(name: "utilization", limit: 0.2, value: 0.31)])
    let text = report.text()
    #expect(text.contains("Limits: 1 of 1 BROKEN."))
    #expect(text.contains("! utilization is 31.0%, more than the 20.0% allowed."))
  }

  @Test func everySectionIsThere() throws {
    let text = try MadeUpReport().build().text()
    for title in [
      "HOW MUCH IT CAN LOSE", "Where ES 97.5% comes from", "UNDER STRESS", "All underlyings together", "WHO BEARS IT",
      "THE BOOK", "THE MARKET", "Covariance", "HOW IT WAS MADE", "Assumed", "What was found in the data",
    ] {
      #expect(text.contains("\n\(title)"), "\(title)")
    }
  }

  @Test func hostileNamesCannotControlTheTerminal() throws {
    let text = try MadeUpReport().hostile().text()
    let controls = text.unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(controls.isEmpty)
  }

  @Test func anEmptyReportIsStillText() throws {
    #expect(try MadeUpReport().empty().text().contains("Limits: the pool has set none."))
  }
}
