import TailpoolEvents
import Testing

@Suite("Canonical values of a journal")
struct EventValueParserTests {
  private static func parse(_ text: String) -> EventValue? {
    // In the middle of other bytes, as a line stands in a file.
    let bytes = Array("\"x\n\(text)\n]}\"".utf8)
    return EventValueParser.parse(bytes[3..<(3 + text.utf8.count)])
  }

  private static let values: [(EventValue, String)] = [
    (.text(""), #""""#), (.text("a b~!"), #""a b~!""#), (.list([]), "[]"), (.fields([]), "{}"),
    (.list([.text("1"), .list([.text("2")]), .text("")]), #"["1",["2"],""]"#),
    (
      .fields([EventField("b", EventValue.text("1")), EventField("a", EventValue.list([.fields([])]))]),
      #"{"b":"1","a":[{}]}"#
    ),
  ]

  @Test("A value is written without a space, in its order, and read back", arguments: values)
  func roundTrip(value: EventValue, text: String) {
    #expect(value.canonicalJSON == text)
    #expect(Self.parse(text) == value, "\(text)")
  }

  @Test("Quotes, backslashes and control characters are escaped, all else stands as it is")
  func escapes() {
    for (text, written) in [
      ("\"", #""\"""#), ("\\", #""\\""#), ("\n", #""\u000a""#), ("\u{0}", #""\u0000""#), ("\u{1F}", #""\u001f""#),
      ("\u{10}a\u{9}", #""\u0010a\u0009""#), (" ~", #"" ~""#), ("\u{7F}€😀", "\"\u{7F}€😀\""),
      ("e\u{301}", "\"e\u{301}\""),
    ] {
      #expect(EventValue.text(text).canonicalJSON == written)
      #expect(EventValue.fields([EventField(text, EventValue.text("v"))]).canonicalJSON == "{\(written):\"v\"}")
    }
  }

  @Test("Text of printable characters is read whole, from the space to the tilde")
  func printable() {
    let all = String((0x20..<0x7F).map { Character(UnicodeScalar(UInt8($0))) }.filter { $0 != "\"" && $0 != "\\" })
    #expect(all.count == 93 && Self.parse("\"\(all)\"") == .text(all))
  }

  @Test(
    "What is not plain is left to the general parser",
    arguments: [
      "", " ", "1", "true", "null", "a", "\"", "\"a", "a\"", "\"a\" ", " \"a\"", "\"a\"\"b\"", "\"\\n\"", "\"\u{7F}\"",
      "\"\u{1F}\"", "\"é\"", "[", "]", "[\"a\"", "[\"a\",", "[\"a\",]", "[,\"a\"]", "[\"a\"\"b\"]", "[\"a\" ,\"b\"]",
      "[1]", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":\"1\"", "{\"a\":\"1\",", "{\"a\":\"1\",}", "{\"a\" :\"1\"}",
      "{\"a\",\"1\"}", "{:\"1\"}", "{\"a\":\"1\",\"a\":\"2\"}", "{\"a\":\"1\",\"b\":\"2\",\"a\":\"3\"}", "[]]", "{}}",
      "[}", "{]",
    ])
  func refused(text: String) { #expect(Self.parse(text) == nil, "\(text)") }

  @Test("Five lists in a list are read, six are not")
  func depth() {
    func nested(_ count: Int) -> String {
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    #expect(Self.parse(nested(6)) != nil && Self.parse(nested(7)) == nil)
    #expect(Self.parse(#"{"a":{"b":{"c":{"d":{"e":"f"}}}}}"#) != nil)
    #expect(Self.parse(#"{"a":{"b":{"c":{"d":{"e":{"f":"g"}}}}}}"#) == nil)
  }
}
