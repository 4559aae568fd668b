/// What a field of a journal line can hold.
protocol EventPart {
  /// Some value, which a format is given where none is known yet.
  static var blank: Self { get }
  /// The value as it stands in the line.
  var eventValue: EventValue { get }
  /// Reads the value of the field of that name.
  static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> Self
}

/// A part that is an object with fields of its own.
protocol EventRecord: EventPart {
  /// Passes every field through the coder, in the order of the format, and makes the record of what comes back.
  static func coded<Coder: EventFieldCoder>(_ record: Self, by coder: inout Coder) throws(Coder.Failure) -> Self
}

extension EventRecord {
  var eventValue: EventValue { EventFieldWriter.value(of: self) }

  static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> Self {
    try EventFieldReader.record(in: value)
  }
}

extension String: EventPart {
  static var blank: String { "" }

  var eventValue: EventValue { .text(self) }

  static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> String {
    guard case .text(let text) = value else { throw .invalid(field: name) }
    return text
  }
}

extension Array: EventPart where Element: EventPart {
  static var blank: [Element] { [] }

  var eventValue: EventValue { .list(map(\.eventValue)) }

  static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> [Element] {
    guard case .list(let values) = value else { throw .invalid(field: name) }
    var items: [Element] = []
    items.reserveCapacity(values.count)
    for value in values { items.append(try Element.read(value, name)) }
    return items
  }
}

/// Cases are written by their names.
extension EventPart where Self: RawRepresentable, RawValue == String {
  var eventValue: EventValue { .text(rawValue) }

  static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> Self {
    guard case .text(let text) = value, let item = Self(rawValue: text) else { throw .invalid(field: name) }
    return item
  }
}
