import Foundation
import Testing

@testable import TailpoolReport

/// The three forms of a made-up tree.
@Suite struct ReportDocumentTests {
  private static let hostile = MadeUpReport.hostileName

  private static func section(key: String = "mine", name: String = "plain") -> ReportSection {
    ReportSection(
      key: key, title: "Own numbers of \(name)", lead: "There are \(.count(1_234)) of \(strong: .dollars(-5_000)).",
      [
        .table(
          ReportTable(
            key: "rows", caption: "What \(name) has",
            columns: [
              .text("what", key: "name"), .number("value", key: "size.value", partnerKey: "size.error"),
              .number("interval", key: "size.low", partnerKey: "size.high"), .number("share"), .data("flag"),
            ],
            rows: [
              [
                .text(name), .dollars(1_234.4).plusMinus(12), .dollars(from: 1e6, to: 2e6), .percent(0.5), .truth(true),
              ],
              ["second", .dollars(nil), .dollars(from: .nan, to: .infinity), .percent(.nan)],
            ])),
        .fields(
          ReportFields(
            key: "facts", title: "Facts",
            [.init("seed", .count(UInt64.max), key: "seed"), .init("a factor", .factor(1.2), key: "factor")])),
        .note(ReportNote(key: "notes", style: .bullets, ["\(name) is \(.volatility(0.25))."])),
        .chart(.bars(key: "bars", title: "Bars of \(name)", [(name, .dollars(-3)), ("b", .dollars(.nan))])),
        .chart(.histogram(key: "spread", title: "Spread", outcomes: [1, 2, 3, .nan])),
        .chart(
          .heatMap(
            key: "map", title: "Map", columns: ("spot", [.signedPercent(-0.1), .signedPercent(0)]),
            rows: ("volatility", [.signedPercent(0)]), values: [[-100, 0]])),
      ])
  }

  @Test func oneNumberStandsInAllThreeForms() throws {
    let report = try MadeUpReport().build().adding(Self.section())
    let (text, page) = (report.text(), report.html())
    let json = try #require(report.document.json.at("sections", "mine"))
    for shown in [
      "OWN NUMBERS OF PLAIN", "There are 1,234 of -$5,000.", "$1,234 ± $12.00", "$1M to $2M", "50.0%", "+20%",
    ] {
      #expect(text.contains(shown), "\(shown)")
    }
    for shown in ["There are 1,234 of <strong>−$5,000</strong>.", "$1,234 ± $12.00", "$1M to $2M", "50.0%", "+20%"] {
      #expect(page.contains(shown), "\(shown)")
    }
    let row = try #require(json.elements("rows")?.first)
    #expect(
      row.at("size")
        == .object(["value": .number(1_234.4), "error": .number(12), "low": .number(1e6), "high": .number(2e6)]))
    #expect(row.at("flag") == .truth(true) && row.at("name") == .string("plain") && row.at("share") == nil)
    #expect(json.at("facts") == .object(["seed": .unsigned(.max), "factor": .number(1.2)]))
    #expect(json.at("notes") == .array([.string("plain is 25.0%.")]))
    #expect(json.elements("bars")?[0] == .object(["name": .string("plain"), "value": .number(-3)]))
    #expect(json.elements("map", "values") == [.array([.number(-100), .number(0)])])
  }

  @Test func whatIsMissingIsNullAndSaysSo() throws {
    let report = try MadeUpReport().build().adding(Self.section())
    let row = try #require(report.document.json.elements("sections", "mine", "rows")?[1])
    #expect(row.at("size") == .object(["value": .null, "error": .null, "low": .null, "high": .null]))
    #expect(row.at("flag") == .null)
    let line = try #require(report.text().split(separator: "\n").first { $0.hasPrefix("  second") })
    #expect(line.split(separator: " ").dropFirst() == ["n/a", "n/a", "to", "inf", "n/a"])
  }

  @Test func hostileTextIsEscapedEverywhere() throws {
    let report = try MadeUpReport().build().adding(Self.section(key: Self.hostile, name: Self.hostile))
    let page = report.html()
    #expect(!page.contains("<script") && !page.contains("\u{1B}") && !page.contains("\u{0}"))
    #expect(page.components(separatedBy: "&lt;script&gt;").count > 5)
    let controls = report.text().unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(controls.isEmpty)
    let root = try #require(JSONSerialization.jsonObject(with: report.json()) as? [String: Any])
    let sections = try #require(root["sections"] as? [String: [String: Any]])
    let rows = try #require(sections[Self.hostile]?["rows"] as? [[String: Any]])
    #expect(rows[0]["name"] as? String == Self.hostile)
  }

  @Test(arguments: ["a.b", "risk", "", "[]", "x[]"])
  func aKeyOfAnyTextStandsInTheSections(key: String) throws {
    let report = try MadeUpReport().build().adding(Self.section(key: key))
    let bare = try MadeUpReport().build().document.json
    #expect(report.document.json.at(["sections", key])?.elements("rows")?.count == 2)
    #expect(report.document.json.at("risk") == bare.at("risk"))
    let ids = report.html().components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
  }

  @Test func equalKeysGiveDifferentIds() throws {
    let bars = ReportNode.chart(.bars(key: "b", title: "t", [("x", .dollars(1))]))
    let report = try MadeUpReport().build()
      .adding(ReportSection(key: "a", title: "t", [bars, .group(ReportGroup(.pair, [bars]))]))
      .adding(ReportSection(key: "a-chart-b", title: "t", [.section(ReportSection(key: "a", title: "t", [bars]))]))
    let page = report.html()
    let ids = page.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
    for id in ["section-a-chart-b-2", "section-a-chart-b-3", "section-a-chart-b-chart-b"] {
      #expect(ids.contains { $0 == id }, "\(ids)")
    }
  }

  @Test func aSectionOfTheSameKeyTakesTheOthersPlace() throws {
    let report = try MadeUpReport().build().adding(Self.section()).adding(Self.section(name: "new"))
    #expect(report.sections.count == 1 && report.sections[0].title == "Own numbers of new")
    #expect(report.adding(Self.section(key: "other")).sections.map(\.key) == ["mine", "other"])
  }

  @Test(arguments: [80, 100, 110])
  func linesOfAnyTableFitTheTerminal(width: Int) throws {
    let long = String(repeating: "word ", count: 60)
    let table = ReportTable(
      caption: ReportProse(long), columns: [.text("a"), .number("b"), .text("c")],
      rows: [["first", .dollars(1), .text(long)], [.text(long), .dollars(2), "short"]])
    let lines = TextRenderer(width: width).lines([.table(table)])
    #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
    #expect(lines.count > 8)
  }

  @Test func aPartAppearsWhereItShows() throws {
    let parts: [ReportNode] = [
      .note(ReportNote(key: "a", shows: .text, ["only text"])),
      .note(ReportNote(key: "b", shows: .html, ["only page"])),
      .note(ReportNote(key: "c", shows: .json, ["only programs"])),
    ]
    let report = try MadeUpReport().build().adding(ReportSection(key: "k", title: "t", parts))
    let json = report.document.json.at("sections", "k")
    #expect(json == .object(["c": .array([.string("only programs")])]))
    #expect(report.text().contains("only text") && !report.text().contains("only page"))
    #expect(report.html().contains("only page") && !report.html().contains("only text"))
    #expect(!report.text().contains("only programs") && !report.html().contains("only programs"))
  }
}
