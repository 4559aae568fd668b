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

  init(_ name: String, _ value: some EventPart) { self.init(name, value.eventValue) }
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
