/// A value of a JSON text.
package enum JSONValue: Hashable, Sendable {
  case null
  case truth(Bool)
  case number(Double)
  case integer(Int)
  case unsigned(UInt64)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

/// A step on the way to a value inside others.
enum JSONStep: Hashable, Sendable {
  /// The member of an object.
  case key(String)
  /// A new element at the end of the array that is a member of an object.
  case element(of: String)
}

extension JSONValue {
  /// Puts a value at a path, next to what is there.
  ///
  /// Objects are joined key by key, arrays of one length element by element; else the new value stays, unless it is null.
  mutating func insert(_ value: JSONValue, at path: ArraySlice<JSONStep>) {
    guard let first = path.first else {
      merge(value)
      return
    }
    var members: [String: JSONValue] = [:]
    if case .object(let present) = self { members = present }
    // Without a second owner the members are changed in place.
    self = .null
    switch first {
    case .key(let key): members[key, default: .null].insert(value, at: path.dropFirst())
    case .element(let key): members[key, default: .null].append(value)
    }
    self = .object(members)
  }

  private mutating func append(_ element: JSONValue) {
    var elements: [JSONValue] = []
    if case .array(let present) = self { elements = present }
    self = .null
    elements.append(element)
    self = .array(elements)
  }

  private mutating func merge(_ other: JSONValue) {
    switch (self, other) {
    case (.object(var mine), .object(let theirs)):
      self = .null
      for (key, value) in theirs { mine[key, default: .null].merge(value) }
      self = .object(mine)
    case (.array(let mine), .array(let theirs)) where mine.count == theirs.count:
      self = .array(
        zip(mine, theirs).map { left, right in
          var joined = left
          joined.merge(right)
          return joined
        })
    case (_, .null): break
    default: self = other
    }
  }
}

// MARK: - Text

extension JSONValue {
  /// The text of the value: sorted keys, numbers with the digits it takes to read them back, null for what is not finite.
  ///
  /// - Parameter isIndented: Whether members stand on lines of their own.
  func text(isIndented: Bool) -> String {
    var text = ""
    write(to: &text, indent: isIndented ? 0 : nil)
    return text
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .truth(let value): text += value ? "true" : "false"
    case .number(let value): text += value.isFinite ? NumberText.plain(value) : "null"
    case .integer(let value): text += "\(value)"
    case .unsigned(let value): text += "\(value)"
    case .string(let string): Self.write(string, to: &text)
    case .array(let elements):
      Self.write(elements, between: "[", "]", to: &text, indent: indent) { element, text, indent in
        element.write(to: &text, indent: indent)
      }
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.write(sorted, between: "{", "}", to: &text, indent: indent) { member, text, indent in
        Self.write(member.key, to: &text)
        text += indent == nil ? ":" : " : "
        member.value.write(to: &text, indent: indent)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, _ close: String, to text: inout String, indent: Int?,
    _ write: (Element, inout String, Int?) -> Void
  ) {
    text += open
    let inner = indent.map { $0 + 2 }
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      write(element, &text, inner)
    }
    if let indent, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}
