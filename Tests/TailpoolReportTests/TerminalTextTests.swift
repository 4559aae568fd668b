import Testing

@testable import TailpoolReport

@Suite struct TerminalTextTests {
  @Test func escapeSequencesCannotReachTheTerminal() {
    #expect(TerminalText.clean("\u{1B}[2Jname\r\n\u{202E}x\u{9B}") == "?[2Jname???x?")
    #expect(TerminalText.clean("Zürich – ok") == "Zürich – ok")
  }

  @Test func wrapsBetweenWords() {
    #expect(TerminalText.wrapped("one two three", width: 9, first: "- ") == ["- one two", "  three"])
    #expect(TerminalText.wrapped("", width: 9, first: "- ") == ["- "])
    #expect(TerminalText.wrapped("extraordinarily", width: 5) == ["extraordinarily"])
  }

  @Test func padsAndCuts() {
    #expect(TerminalText.pad("ab", to: 4, .right) == "  ab")
    #expect(TerminalText.pad("abcdef", to: 4, .left) == "abc…")
    #expect(TerminalText.trimmedEnd("a b  ") == "a b")
    #expect(TerminalText.trimmedEnd("   ").isEmpty)
  }
}
