import Foundation
import Testing

@testable import TailpoolReport

@Suite struct PoolRiskReportJSONTests {
  @Test func everyKeyIsDocumented() throws {
    let page = try String(contentsOf: Self.schemaPage, encoding: .utf8)
    let words = Set(page.split { !($0.isLetter || $0.isNumber) }.map(String.init))
    let keys = Self.keys(of: try JSONSerialization.jsonObject(with: MadeUpReport().build().json()))
    #expect(keys.count > 80)
    let missing = keys.filter { !words.contains($0) }.sorted()
    #expect(missing.isEmpty, "not in Docs/ReportSchema.md: \(missing)")
  }

  @Test func everyKeyIsThereWhateverIsAbsent() throws {
    let full = Self.keys(of: try JSONSerialization.jsonObject(with: MadeUpReport().build().json()))
    var report = try MadeUpReport().build()
    report.dataQuality.medianMarkError = nil
    let absent = Self.keys(of: try JSONSerialization.jsonObject(with: report.json()))
    #expect(full == absent)
  }

  @Test func namesTheSchema() throws {
    let object = try JSONSerialization.jsonObject(with: MadeUpReport().build().json()) as? [String: Any]
    #expect(object?["schema"] as? String == "tailpool.report")
    #expect(object?["schemaVersion"] as? Int == 1)
  }

  @Test(arguments: [false, true])
  func readsBackTheSame(isPretty: Bool) throws {
    for report in [try MadeUpReport().build(), try MadeUpReport().hostile(), try MadeUpReport().empty()] {
      let read = try ReadJSON(report.json(prettyPrinted: isPretty))
      let difference = report.document.json.difference(from: read)
      #expect(difference == nil)
    }
  }

  @Test func numbersKeepTheirBitsAndPlaces() throws {
    let report = try MadeUpReport().build()
    let json = report.document.json
    let (risk, pool) = (report.monteCarlo, try #require(report.pool))
    for (path, value) in [
      (["headline", "capital"], pool.capital), (["headline", "utilization"], pool.utilization),
      (["headline", "expectedShortfall"], risk.headlineShortfall.value),
      (["headline", "valueAtRisk99"], risk.headlineRisk.value), (["pool", "optionAssets"], pool.optionAssets),
      (["risk", "monteCarlo", "expectedShortfall", "standardError"], risk.headlineShortfall.standardError),
      (["risk", "monteCarlo", "expectedShortfall", "level"], 0.975),
      (["risk", "historical", "worst"], try #require(report.historical).worst),
      (["book", "total", "dollarGammaPerPercent"], report.book.total.gamma),
    ] { #expect(json.at(path) == .number(value), "\(path)") }
    let values = try #require(json.elements("risk", "monteCarlo", "valueAtRisk"))
    #expect(values.map { $0.at("level") } == [.number(0.95), .number(0.99)])
    #expect(values[1].at("low") == .number(risk.headlineRisk.low))
    #expect(values[1].at("high") == .number(risk.headlineRisk.high))
    let book = try #require(json.elements("book", "byUnderlying"))
    #expect(book[1].at("dollarGreeks", "dollarDelta") == .number(report.book.byUnderlying[1].dollars.delta))
    #expect(book[1].at("greeks", "gamma") == .number(report.book.byUnderlying[1].greeks.gamma))
    let part = try #require(json.elements("stress", "scenarios")?[0].elements("parts")?[0])
    #expect(part.at("profitAndLoss") == report.stressResults[0].byUnderlying["BTC"].map(JSONValue.number))
    #expect(json.elements("stress", "grids")?.count == report.stressGrids.count)
  }

  @Test func whatIsNotFiniteIsNull() throws {
    let report = try MadeUpReport().hostile()
    let data = report.json()
    let text = String(decoding: data, as: UTF8.self)
    #expect(!text.contains("nan") && !text.contains("inf"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let pool = try #require(object["pool"] as? [String: Any])
    #expect(pool["expectedShortfallOverCapital"] is NSNull)
    let risk = try #require(object["risk"] as? [String: Any])
    #expect(risk["historical"] is NSNull)
  }

  @Test func equalReportsGiveEqualText() throws {
    let first = try MadeUpReport().build().json()
    let second = try MadeUpReport().build().json()
    #expect(first == second)
    #expect(first.last == 0x0A)
  }

  @Test func anEmptyReportIsStillJSON() throws {
    #expect(throws: Never.self) { try MadeUpReport().empty().json(prettyPrinted: true) }
  }

  private static var schemaPage: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Docs/ReportSchema.md")
  }

  private static func keys(of value: Any) -> Set<String> {
    if let object = value as? [String: Any] {
      return object.reduce(into: Set(object.keys)) { $0.formUnion(keys(of: $1.value)) }
    }
    if let array = value as? [Any] { return array.reduce(into: []) { $0.formUnion(keys(of: $1)) } }
    return []
  }
}
