import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolReport

/// Every number and label of a report, held against what a program of another hand makes of the same files.
@Suite("A report from a second hand")
struct SecondHandReportTests {
  @Test("Every value of the JSON is what another program says", arguments: SecondHandReport.Case.allCases)
  func json(_ own: SecondHandReport.Case) async throws {
    let made = try await SecondHandReport.of(own)
    let expected = try #require(made.expected("json"), "\(own): nothing is expected of the JSON")
    let found = ExpectedTree(expected, against: try ReadJSON(made.report.json()))
    #expect(found.differences.isEmpty, "\(own): \(found.differences.count): \(found.differences.prefix(25))")
    #expect(found.numbers > 1_500, "\(own): \(found.numbers) numbers")
    #expect(found.others > 700, "\(own): \(found.others) texts and counts")
    #expect(found.notCovered.count <= 2, "\(own): \(found.notCovered)")
  }

  @Test("Every word and number of the text is what another program says", arguments: SecondHandReport.Case.allCases)
  func text(_ own: SecondHandReport.Case) async throws {
    let made = try await SecondHandReport.of(own)
    let expected = try #require(made.expected("text"), "\(own): nothing is expected of the text")
    let found = ExpectedWords(expected, against: ExpectedWords.ofTerminal(made.report.text(width: 110)))
    #expect(found.differences.isEmpty, "\(own): \(found.differences.count): \(found.differences.prefix(12))")
    #expect(found.numbers > 400, "\(own): \(found.numbers) numbers")
    #expect(found.notCovered <= 2, "\(own): \(found.notCovered) words that nothing is said of")
  }

  @Test(
    "Every word, number, label and tooltip of the page is what another program says",
    arguments: SecondHandReport.Case.allCases)
  func page(_ own: SecondHandReport.Case) async throws {
    let made = try await SecondHandReport.of(own)
    let expected = try #require(made.expected("page"), "\(own): nothing is expected of the page")
    let found = ExpectedWords(expected, against: ExpectedWords.ofPage(made.report.html()))
    #expect(found.differences.isEmpty, "\(own): \(found.differences.count): \(found.differences.prefix(12))")
    #expect(found.numbers > 1_500, "\(own): \(found.numbers) numbers")
    #expect(found.notCovered <= 8, "\(own): \(found.notCovered) words that nothing is said of")
  }

  @Test("A tree that differs in a key, a sign, a tolerance or a kind is told")
  func notices() throws {
    func differences(_ expected: String, _ read: String) throws -> [String] {
      ExpectedTree(try ReadJSON(Data(expected.utf8)), against: try ReadJSON(Data(read.utf8))).differences
    }
    let expected = #"{"a": {"value": 2.5, "within": 0.001}, "b": ["x", null, true], "c": 3}"#
    #expect(try differences(expected, #"{"a": 2.5005, "b": ["x", null, true], "c": 3}"#).isEmpty)
    for wrong in [
      #"{"a": 2.502, "b": ["x", null, true], "c": 3}"#, #"{"a": -2.5, "b": ["x", null, true], "c": 3}"#,
      #"{"a": null, "b": ["x", null, true], "c": 3}"#, #"{"a": 2.5, "b": ["y", null, true], "c": 3}"#,
      #"{"a": 2.5, "b": ["x", 0, true], "c": 3}"#, #"{"a": 2.5, "b": ["x", null, false], "c": 3}"#,
      #"{"a": 2.5, "b": ["x", null], "c": 3}"#, #"{"a": 2.5, "b": ["x", null, true], "c": 4}"#,
      #"{"a": 2.5, "b": ["x", null, true]}"#, #"{"a": 2.5, "b": ["x", null, true], "c": 3, "d": 1}"#,
    ] { #expect(try differences(expected, wrong).count == 1, "\(wrong)") }
  }

  @Test("Words that differ in a letter, a sign, a unit, a digit or a number of decimals are told")
  func noticesWords() throws {
    func differences(_ read: String) throws -> [String] {
      let blocks =
        #"[{"line": "VaR -$⟦1,234⟧ of ⟦2.50⟧%.", "numbers": [[1234.2, 0.001], [2.499, 0.0001]]}, {"line": "end ⟪x⟫"}]"#
      return ExpectedWords(try ReadJSON(Data(blocks.utf8)), against: read).differences
    }
    for right in ["VaR -$1,234 of 2.50%. end 9", "VaR  -$1,234 of\n2.50%.  end 9"] {
      let found = try differences(right)
      #expect(found.isEmpty, "\(right): \(found)")
    }
    for wrong in [
      "VaR $1,234 of 2.50%. end 9", "VaR -$1,235 of 2.50%. end 9", "VaR -$1234 of 2.50%. end 9",
      "VaR -$1,234 of 2.5%. end 9",
      "VaR -$1,234 of 2.49%. end 9", "VaR -$1,234 of 2.50. end 9", "ES -$1,234 of 2.50%. end 9",
      "VaR -$1,234 of 2.50%. more end 9",
      "VaR -$1,234 of 2.50%. end 9 and more", "VaR -$1,234.0 of 2.50%. end 9", "",
    ] { #expect(try !differences(wrong).isEmpty, "\(wrong)") }
  }
}
