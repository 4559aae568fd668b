import Testing

@testable import TailpoolReport

@Suite struct MarkupTests {
  @Test func insertedTextIsEscaped() {
    let name = "<b title=\"x\" id='y'>&</b>"
    let markup: Markup = "<p>\(name)</p>"
    #expect(markup.text == "<p>&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/b&gt;</p>")
  }

  @Test func insertedMarkupIsNot() {
    let inner: Markup = "<b>\("<")</b>"
    let outer: Markup = "<p>\(inner)</p>"
    #expect(outer.text == "<p><b>&lt;</b></p>")
  }

  @Test func controlCharactersAreReplaced() {
    #expect(Markup.escaped("a\u{0}b\u{1B}[31m\u{85}\u{FFFE}") == "a\u{FFFD}b\u{FFFD}[31m\u{FFFD}\u{FFFD}")
    // The first and the last of each kind, and their neighbors.
    #expect(
      Markup.escaped("\u{1F}\u{20}~\u{7F}\u{9F}\u{A0}\u{FFFD}\u{1FFFF}")
        == "\u{FFFD} ~\u{FFFD}\u{FFFD}\u{A0}\u{FFFD}\u{FFFD}")
    #expect(Markup.escaped("tab\tand line\n") == "tab\tand line\n")
  }

  @Test(arguments: [
    (0.0, "0"), (12.345, "12.35"), (-0.001, "0"), (-3.5, "-3.5"), (100.0, "100"), (0.05, "0.05"), (.nan, "0"),
    (.infinity, "0"), (1e300, "0"),
  ])
  func coordinates(value: Double, text: String) {
    #expect(Markup.coordinate(value) == text)
  }

  @Test func identifiersKeepDifferentNamesApart() {
    #expect(Markup.identifier("BTC-2026.1") == "BTC-2026.1")
    #expect(Markup.identifier("a b\"<") == "a_20_b_22__3c_")
    #expect(Markup.identifier("a b") != Markup.identifier("a_20_b"))
  }

  @Test func numbersHaveATrueMinus() {
    #expect(Markup.number("-$5").text == "−$5")
  }
}
