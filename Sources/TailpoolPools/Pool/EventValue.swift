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
  private let fields: [EventField]
  /// Bit by bit, which fields were asked for; no object of the format has 64.
  private var asked: UInt64 = 0

  init(_ value: EventValue) {
    if case .fields(let fields) = value { self.fields = fields } else { fields = [] }
  }

  private mutating func index(_ name: String) -> Int? {
    for index in fields.indices where fields[index].name == name {
      if index < 64 { asked |= 1 << UInt64(index) }
      return index
    }
    return nil
  }

  mutating func value(_ name: String) throws(EventFormatError) -> EventValue {
    guard let index = index(name) else { throw .missing(field: name) }
    return fields[index].value
  }

  mutating func optionalValue(_ name: String) -> EventValue? { index(name).map { fields[$0].value } }

  mutating func text(_ name: String) throws(EventFormatError) -> String {
    guard let index = index(name) else { throw .missing(field: name) }
    guard case .text(let text) = fields[index].value else { throw .invalid(field: name) }
    return text
  }

  /// A whole number in the one form that `String` gives it: no sign but minus, no leading zeros.
  mutating func number<T: FixedWidthInteger>(_ name: String) throws(EventFormatError) -> T {
    guard let number = T(decimal: try text(name)) else { throw .invalid(field: name) }
    return number
  }

  mutating func optionalNumber<T: FixedWidthInteger>(_ name: String) throws(EventFormatError) -> T? {
    index(name) == nil ? nil : try number(name)
  }

  mutating func list<T>(
    _ name: String, _ read: (EventValue) throws(EventFormatError) -> T
  ) throws(EventFormatError) -> [T] {
    guard case .list(let values) = try value(name) else { throw .invalid(field: name) }
    var items: [T] = []
    items.reserveCapacity(values.count)
    for value in values { items.append(try read(value)) }
    return items
  }

  func finish() throws(EventFormatError) {
    for index in fields.indices where index >= 64 || asked & (1 << UInt64(index)) == 0 {
      let name = fields[index].name
      if fields[..<index].contains(where: { $0.name == name }) { throw .invalid(field: "a name that stands twice") }
      throw .unknown(field: name)
    }
  }
}

extension FixedWidthInteger {
  /// The number that a text of decimal digits writes in the one form that `String` gives it, or nil.
  init?(decimal text: String) {
    // Digits go through a machine word, eighteen at a time; only what is longer is multiplied in the wide type.
    var (magnitude, part, scale, count): (UInt128, UInt64, UInt64, Int) = (0, 0, 1, 0)
    var isNegative = false
    for byte in text.utf8 {
      let digit = byte &- UInt8(ascii: "0")
      if digit > 9 {
        guard byte == UInt8(ascii: "-"), count == 0, !isNegative else { return nil }
        isNegative = true
        continue
      }
      if count == 1 && part == 0 || count == 39 { return nil }  // a leading zero, or more than 128 bits
      if scale == 1_000_000_000_000_000_000 {
        magnitude = magnitude &* UInt128(scale) &+ UInt128(part)
        (part, scale) = (0, 1)
      }
      part = part &* 10 &+ UInt64(digit)
      scale = scale &* 10
      count += 1
    }
    if magnitude > 0 {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: UInt128(scale))
      let (sum, overflows) = product.addingReportingOverflow(UInt128(part))
      if overflow || overflows { return nil }
      magnitude = sum
    } else {
      magnitude = UInt128(part)
    }
    guard count > 0, !(isNegative && magnitude == 0) else { return nil }
    if !isNegative {
      self.init(exactly: magnitude)
    } else {
      guard Self.isSigned, magnitude <= UInt128(Self.min.magnitude) else { return nil }
      self = 0 &- Self(truncatingIfNeeded: magnitude)
    }
  }
}
