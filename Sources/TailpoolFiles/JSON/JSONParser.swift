/// Reads a JSON text (RFC 8259) into values that know where they stand.
///
/// Stricter than the RFC in two ways: a name that stands twice in an object and a number that overflows are problems.
/// Values may be nested 100 deep.
struct JSONParser {
  /// How deep arrays and objects may be nested.
  static let deepest = 100

  private let bytes: [UInt8]
  private var index: Int
  private var log: ProblemLog

  /// What ends the reading of a text.
  private struct SyntaxError: Error {
    let offset: Int
    let wrong: String
    let expected: String
  }

  /// Reads a file; what is wrong goes into the log.
  ///
  /// - Returns: The value, or nil when the text is not JSON.
  static func parse(_ file: InputFile, log: inout ProblemLog) -> JSONNode? {
    if let invalid = file.firstInvalidByte {
      log.add(at: invalid, "byte that is not UTF-8", expected: "a text file in UTF-8")
      return nil
    }
    var parser = JSONParser(bytes: file.bytes, index: InputFile.lengthOfByteOrderMark(file.bytes), log: log)
    defer { log = parser.log }
    do {
      return try parser.text()
    } catch {
      parser.log.add(at: error.offset, error.wrong, expected: error.expected)
      return nil
    }
  }

  private mutating func text() throws(SyntaxError) -> JSONNode {
    skipSpace()
    guard current != nil else { throw SyntaxError(offset: 0, wrong: "the file is empty", expected: "a JSON value") }
    let node = try value(depth: 0)
    skipSpace()
    if current != nil { throw unexpected("the end of the file") }
    return node
  }

  // MARK: - Values

  private mutating func value(depth: Int) throws(SyntaxError) -> JSONNode {
    let start = index
    guard depth < JSONParser.deepest else {
      throw SyntaxError(
        offset: start, wrong: "values nested too deep", expected: "at most \(JSONParser.deepest) levels")
    }
    switch current {
    case UInt8(ascii: "{"): return JSONNode(offset: start, value: .object(try object(depth: depth)))
    case UInt8(ascii: "["): return JSONNode(offset: start, value: .array(try array(depth: depth)))
    case .quote: return JSONNode(offset: start, value: .string(try string()))
    case UInt8(ascii: "-"): return JSONNode(offset: start, value: try number())
    case _ where isDigit: return JSONNode(offset: start, value: try number())
    default: return JSONNode(offset: start, value: try literal())
    }
  }

  private mutating func object(depth: Int) throws(SyntaxError) -> [JSONMember] {
    index += 1
    var members: [JSONMember] = []
    var names = Set<String>()
    skipSpace()
    if skip(UInt8(ascii: "}")) { return members }
    while true {
      skipSpace()
      let offset = index
      guard current == .quote else { throw unexpected("a name in quotes") }
      let name = try string()
      if !names.insert(name).inserted {
        log.add(at: offset, "the name \(shown(name)) stands twice in its object", expected: "each name once")
      }
      skipSpace()
      guard skip(UInt8(ascii: ":")) else { throw unexpected("a colon") }
      skipSpace()
      members.append(JSONMember(name: name, offset: offset, node: try value(depth: depth + 1)))
      skipSpace()
      if skip(UInt8(ascii: "}")) { return members }
      guard skip(.comma) else { throw unexpected("a comma or }") }
    }
  }

  private mutating func array(depth: Int) throws(SyntaxError) -> [JSONNode] {
    index += 1
    var nodes: [JSONNode] = []
    skipSpace()
    if skip(UInt8(ascii: "]")) { return nodes }
    while true {
      skipSpace()
      nodes.append(try value(depth: depth + 1))
      skipSpace()
      if skip(UInt8(ascii: "]")) { return nodes }
      guard skip(.comma) else { throw unexpected("a comma or ]") }
    }
  }

  private mutating func literal() throws(SyntaxError) -> JSONValue {
    let words: [(text: String, value: JSONValue)] = [("null", .null), ("true", .bool(true)), ("false", .bool(false))]
    for word in words where bytes[index...].starts(with: word.text.utf8) {
      index += word.text.utf8.count
      return word.value
    }
    throw unexpected("a JSON value")
  }

  private mutating func number() throws(SyntaxError) -> JSONValue {
    let start = index
    _ = skip(UInt8(ascii: "-"))
    if skip(UInt8(ascii: "0")) {
      if isDigit { throw unexpected("no digit after a leading 0") }
    } else {
      try digits()
    }
    if skip(UInt8(ascii: ".")) { try digits() }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if case .number(let value) = NumberText(text) { return .number(value) }
    log.add(at: start, "\(shown(text)) is too large for a number", expected: "a finite number")
    return .invalid
  }

  private mutating func digits() throws(SyntaxError) {
    guard isDigit else { throw unexpected("a digit") }
    while isDigit { index += 1 }
  }

  // MARK: - Strings

  private mutating func string() throws(SyntaxError) -> String {
    let opening = index
    index += 1
    var text: [UInt8] = []
    while let byte = current {
      switch byte {
      case .quote:
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape()
      case 0x00...0x1F: throw unexpected("control characters to be escaped in a string")
      default:
        text.append(byte)
        index += 1
      }
    }
    throw SyntaxError(offset: opening, wrong: "string that is never closed", expected: "a closing quote")
  }

  /// The UTF-8 bytes of an escape such as `\n`.
  private mutating func escape() throws(SyntaxError) -> [UInt8] {
    let start = index
    index += 1
    let simple: [UInt8: UInt8] = [
      .quote: .quote, UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt8(ascii: "/"),
      UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]
    guard let letter = current else { throw unexpected("a letter after the backslash") }
    if let byte = simple[letter] {
      index += 1
      return [byte]
    }
    guard skip(UInt8(ascii: "u")) else { throw unexpected("one of \"\\/bfnrtu after the backslash") }
    let scalar = Unicode.Scalar(try codePoint(from: start))
    guard let scalar else { throw loneSurrogate(start) }
    return Array(String(Character(scalar)).utf8)
  }

  /// The code point after `\u`, which may be a pair of surrogates.
  private mutating func codePoint(from start: Int) throws(SyntaxError) -> UInt32 {
    let first = try fourDigits()
    guard (0xD800...0xDBFF).contains(first) else { return first }
    guard skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else { throw loneSurrogate(start) }
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second) else { throw loneSurrogate(start) }
    return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  }

  private mutating func fourDigits() throws(SyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  private func loneSurrogate(_ offset: Int) -> SyntaxError {
    SyntaxError(offset: offset, wrong: "half of a surrogate pair", expected: "a Unicode character")
  }

  // MARK: - Bytes

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var isDigit: Bool { current.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current, byte == .space || byte == .tab || byte == .lineFeed || byte == .carriageReturn {
      index += 1
    }
  }

  private func unexpected(_ expected: String) -> SyntaxError {
    guard index < bytes.count else {
      return SyntaxError(offset: bytes.count, wrong: "the file ends too early", expected: expected)
    }
    let next = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self).prefix(1)
    return SyntaxError(offset: index, wrong: "\(shown(String(next))) is not allowed here", expected: expected)
  }
}
