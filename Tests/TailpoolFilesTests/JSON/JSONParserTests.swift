import Testing

@testable import TailpoolFiles

@Suite struct JSONParserTests {
  private func parse(_ text: String) throws -> JSONNode {
    var log = ProblemLog(InputFile(name: "bad", text: text))
    let node = JSONParser.parse(log.file, log: &log)
    try log.check()
    return try #require(node)
  }

  private func string(_ text: String) throws -> String? {
    guard case .string(let value) = try parse(text).value else { return nil }
    return value
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("1.5", 1.5), ("-2e3", -2_000), ("2E+3", 2_000), ("25e-1", 2.5), ("1e-400", 0),
    (" 7\n", 7), ("12345678901234567890123", 1.2345678901234568e22),
  ])
  func readsNumbers(_ text: String, _ expected: Double) throws {
    guard case .number(let value) = try parse(text).value else {
      Issue.record("no number")
      return
    }
    #expect(value == expected)
  }

  @Test func readsStrings() throws {
    #expect(try string(#""a\"b\\c\/d\b\f\n\r\té""#) == "a\"b\\c/d\u{8}\u{C}\n\r\té")
    #expect(try string(#""\u0041\u00e9\uD83D\uDE00""#) == "Aé😀")
    #expect(try string("\"\"") == "")
    // The first and the last pairs of surrogates, and the neighbors of the surrogates.
    #expect(try string(#""\uD800\uDC00\uDBFF\uDFFF\ud83d\udfff""#) == "\u{10000}\u{10FFFF}\u{1F7FF}")
    #expect(try string(#""\uD7FF\uE000\uFFFF""#) == "\u{D7FF}\u{E000}\u{FFFF}")
  }

  @Test func keepsOffsetsAndOrder() throws {
    let node = try parse("{\"b\": [1, {\"c\": null}], \"a\": true}")
    guard case .object(let members) = node.value, case .array(let nodes) = members[0].node.value else {
      Issue.record("wrong shape")
      return
    }
    #expect(members.map(\.name) == ["b", "a"])
    #expect(members.map(\.offset) == [1, 24])
    #expect(nodes.map(\.offset) == [7, 10])
    #expect(nodes[1].member("c")?.offset == 16)
    #expect(nodes[0].member("c") == nil)
  }

  @Test func readsAHundredLevelsAndNoMore() throws {
    let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try parse(nested(100))
    Hostile("101 levels", bytes: Array(nested(101).utf8), line: 1, column: 101, "too deep").expectRejection {
      try parse(String(decoding: $0.bytes, as: UTF8.self)).offset
    }
    #expect(throws: FileError.self) { try parse(String(repeating: "[{\"a\":", count: 1_000_000)) }
  }

  @Test(arguments: [
    Hostile("word", "[§trua]", "not allowed"), Hostile("infinity", "[§Infinity]", "not allowed"),
    Hostile("minus alone", "[-§]", "expected a digit"),
    Hostile("no digit after the point", "[1.§]", "expected a digit"),
    Hostile("no digit in the exponent", "[1e§]", "expected a digit"), Hostile("leading zero", "[0§1]", "leading 0"),
    Hostile("plus", "[§+1]", "not allowed"), Hostile("point first", "[§.5]", "not allowed"),
    Hostile("single quotes", "{§'a': 1}", "a name in quotes"), Hostile("no colon", "{\"a\" §1}", "a colon"),
    Hostile("no comma", "[1 §2]", "a comma or ]"),
    Hostile("trailing comma in an object", "{\"a\": 1,§}", "a name in quotes"),
    Hostile("comment", "[1, §// one\n]", "not allowed"), Hostile("cut off", "{\"a\": [1, 2§", "too early"),
    Hostile("line end in a string", "[\"a§\nb\"]", "control characters"),
    Hostile("unknown escape", "[\"\\§x41\"]", "after the backslash"),
    Hostile("cut escape", "[\"\\u00§g0\"]", "hexadecimal"),
    Hostile("lone high surrogate", "[\"§\\uD83Dx\"]", "surrogate"),
    Hostile("lone low surrogate", "[\"§\\uDE00\"]", "surrogate"),
    Hostile("high surrogate before another letter", "[\"§\\uD83D\\u0041\"]", "surrogate"),
    Hostile("backslash at the end", "[\"\\§", "too early"), Hostile("two values", "1 §2", "end of the file"),
    Hostile("overflows are collected", "[§1e999,\n §-1e999]", "too large", "too large"),
  ])
  func rejects(_ hostile: Hostile) {
    hostile.expectRejection { try parse(String(decoding: $0.bytes, as: UTF8.self)).offset }
  }
}
