/// Reads a line in the plain form that the writer gives it: printable ASCII, no escapes, no spaces between.
///
/// Anything else is left to the general parser, which also says what is wrong.
package struct EventValueParser {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// Depth of lists and objects in a line of the format, and one to spare.
  private static let greatestDepth = 6

  /// The value, or nil where the bytes are in another form.
  package static func parse(_ bytes: ArraySlice<UInt8>) -> EventValue? {
    var parser = EventValueParser(bytes: bytes, index: bytes.startIndex)
    guard let value = parser.value(depth: 0), parser.index == bytes.endIndex else { return nil }
    return value
  }

  private mutating func value(depth: Int) -> EventValue? {
    guard index < bytes.endIndex, depth < EventValueParser.greatestDepth else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "\""): return text().map { .text($0) }
    case UInt8(ascii: "["):
      index += 1
      var values: [EventValue] = []
      if take(UInt8(ascii: "]")) { return .list(values) }
      while let item = value(depth: depth + 1) {
        values.append(item)
        if take(UInt8(ascii: "]")) { return .list(values) }
        guard take(UInt8(ascii: ",")) else { return nil }
      }
      return nil
    case UInt8(ascii: "{"):
      index += 1
      var fields: [EventField] = []
      if take(UInt8(ascii: "}")) { return .fields(fields) }
      fields.reserveCapacity(8)
      while let name = text(), take(UInt8(ascii: ":")), let item = value(depth: depth + 1) {
        // A name that stands twice is the general parser's to refuse.
        if fields.contains(where: { $0.name == name }) { return nil }
        fields.append(EventField(name, item))
        if take(UInt8(ascii: "}")) { return .fields(fields) }
        guard take(UInt8(ascii: ",")) else { return nil }
      }
      return nil
    default: return nil
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.endIndex, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func text() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = index
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        index += 1
        return text
      }
      guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return nil }
      index += 1
    }
    return nil
  }
}
