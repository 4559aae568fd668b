import TailpoolRisk
import Testing

@testable import TailpoolReport

@Suite struct ReportValueTests {
  static let cases: [(value: ReportValue, text: String, json: JSONValue)] = [
    (.dollars(1_234.56), "$1,235", .number(1_234.56)), (.dollars(nil), "n/a", .null), (.dollars(.nan), "n/a", .null),
    (.signedDollars(5), "+$5.00", .number(5)), (.compactDollars(-1.2e6), "-$1.2M", .number(-1.2e6)),
    (.amount(2, unit: "BTC"), "2.0000 BTC", .number(2)), (.amount(2, unit: "USD"), "$2.00", .number(2)),
    (.price(80_600), "80,600.00", .number(80_600)), (.percent(0.123, places: 0), "12%", .number(0.123)),
    (.signedPercent(0.05), "+5%", .number(0.05)), (.factor(0.5), "-50%", .number(0.5)),
    (.volatility(0.2), "20.0%", .number(0.2)), (.number(12.345), "12.3", .number(12.345)),
    (.decimal(1, places: 2), "1.00", .number(1)), (.plain(0.1), "0.1", .number(0.1)),
    (.years(0.5), "182.5", .number(0.5)), (.count(1_234), "1,234", .integer(1_234)),
    (.truth(true, "broken", "ok"), "broken", .truth(true)), (.missing.labeled("never"), "never", .null),
    (.list(["a", .count(2)]), "a, 2", .array([.string("a"), .integer(2)])),
    (.count(3).remarked("of 4"), "3 (of 4)", .integer(3)), (.dollars(10).plusMinus(.nan), "$10.00 ± n/a", .number(10)),
    (.table(ReportTable(columns: [.data("a")], rows: [[.count(1)]])), "1 row", .array([.object(["a": .integer(1)])])),
    (.table(ReportTable(columns: [], rows: [])), "0 rows", .array([])), (.percent(.infinity), "inf", .null),
  ]

  @Test(arguments: cases.indices)
  func wordsAndNumber(index: Int) {
    let (value, text, json) = Self.cases[index]
    #expect(value.text == text, "\(value)")
    #expect(value.json == json, "\(value)")
  }

  @Test func namesFollowTheLevel() throws {
    #expect(TailMeasure.valueAtRisk(try #require(ConfidenceLevel(percent: 99.9))).label == "VaR 99.9%")
    #expect(TailMeasure.expectedShortfall(.percent97Point5).label == "ES 97.5%")
    #expect(ConfidenceLevel.percent97Point5.keyText == "97Point5" && ConfidenceLevel.percent95.keyText == "95")
  }
}
