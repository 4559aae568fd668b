/// A piece of a journal line: a text, a list, or fields in a fixed order.
///
/// Every number is a text of decimal digits, so that none loses a digit on its way through a reader of JSON.
public enum EventValue: Hashable, Sendable {
  /// A text; numbers are texts too.
  case text(String)
  /// Values in order.
  case list([EventValue])
  /// Named values in order.
  case fields([EventField])

  /// The named value, or nil.
  subscript(name: String) -> EventValue? {
    guard case .fields(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }

  /// The value as JSON without spaces, names in their fixed order: the form that digests are taken of.
  public var canonicalJSON: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .text(let value): EventValue.quote(value, to: &text)
    case .list(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .fields(let fields):
      text += "{"
      for (index, field) in fields.enumerated() {
        if index > 0 { text += "," }
        EventValue.quote(field.name, to: &text)
        text += ":"
        field.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

/// A named value of a journal line.
public struct EventField: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The value.
  public let value: EventValue

  /// Creates a field.
  public init(_ name: String, _ value: EventValue) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ value: String) { self.init(name, .text(value)) }
  init(_ name: String, _ value: some BinaryInteger) { self.init(name, .text(String(value))) }
}

/// Why a journal line is no event or no terms.
@nonexhaustive
public enum EventFormatError: Error, Hashable, Sendable {
  /// A field is absent.
  case missing(field: String)
  /// A field has a value that it cannot have.
  case invalid(field: String)
  /// A field stands there that the format does not have.
  case unknown(field: String)
  /// The version is not one this library reads.
  case unknownVersion(String)
  /// The action is not one this library knows.
  case unknownAction(String)
}

/// Reads the fields of a value, each once, and says which were not asked for.
struct EventFieldReader {
  private let value: EventValue
  private var asked = Set<String>()

  init(_ value: EventValue) { self.value = value }

  mutating func value(_ name: String) throws(EventFormatError) -> EventValue {
    asked.insert(name)
    guard let found = value[name] else { throw .missing(field: name) }
    return found
  }

  mutating func text(_ name: String) throws(EventFormatError) -> String {
    guard case .text(let text) = try value(name) else { throw .invalid(field: name) }
    return text
  }

  /// A whole number in the one form that `String` gives it: no sign but minus, no leading zeros.
  mutating func number<T: FixedWidthInteger>(_ name: String) throws(EventFormatError) -> T {
    let text = try text(name)
    guard let number = T(text), String(number) == text else { throw .invalid(field: name) }
    return number
  }

  mutating func optionalNumber<T: FixedWidthInteger>(_ name: String) throws(EventFormatError) -> T? {
    asked.insert(name)
    return value[name] == nil ? nil : try number(name)
  }

  mutating func list<T>(
    _ name: String, _ read: (EventValue) throws(EventFormatError) -> T
  ) throws(EventFormatError) -> [T] {
    guard case .list(let values) = try value(name) else { throw .invalid(field: name) }
    var items: [T] = []
    for value in values { items.append(try read(value)) }
    return items
  }

  func finish() throws(EventFormatError) {
    guard case .fields(let fields) = value else { return }
    for field in fields where !asked.contains(field.name) { throw .unknown(field: field.name) }
    if fields.count != asked.intersection(fields.map(\.name)).count {
      throw .invalid(field: "a name that stands twice")
    }
  }
}
