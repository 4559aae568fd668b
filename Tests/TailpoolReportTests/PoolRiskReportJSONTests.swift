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

  @Test func readsBackTheSame() throws {
    let report = try MadeUpReport().build()
    let document = try JSONDecoder().decode(ReportDocument.self, from: report.json())
    #expect(document == report.document)
    #expect(document.pool.capital.value == report.pool.capital)
  }

  @Test func whatIsNotFiniteIsNull() throws {
    let report = try MadeUpReport().hostile()
    let data = try report.json()
    let text = String(decoding: data, as: UTF8.self)
    #expect(!text.contains("nan") && !text.contains("inf"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let pool = try #require(object["pool"] as? [String: Any])
    #expect(pool["expectedShortfallOverCapital"] is NSNull)
    let risk = try #require(object["risk"] as? [String: Any])
    #expect(risk["historical"] is NSNull)
    #expect(try JSONDecoder().decode(ReportDocument.self, from: data) == report.document)
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
