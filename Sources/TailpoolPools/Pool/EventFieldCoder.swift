/// Passes the fields of a record one by one: a writer notes each value that it is given and gives it back, a reader
/// gives the value that stands in the line instead.
///
/// A format is one function of a coder, so that what is read is what is written.
protocol EventFieldCoder {
  /// Nothing for a writer, `EventFormatError` for a reader.
  associatedtype Failure: Error

  /// A field that is always there.
  mutating func field<Part: EventPart>(_ name: String, _ part: Part) throws(Failure) -> Part
  /// A field that is left out where there is no value.
  mutating func field<Part: EventPart>(_ name: String, optional part: Part?) throws(Failure) -> Part?
  /// A field that is left out where its value is the usual one.
  mutating func field<Part: EventPart & Equatable>(_ name: String, _ part: Part, unless usual: Part) throws(Failure)
    -> Part
  /// A value made of fields that have been passed; nil where they do not allow it.
  mutating func made<Value>(_ name: String, _ value: Value, _ make: () -> Value?) throws(Failure) -> Value
  /// The version of the format.
  mutating func version(_ version: Int) throws(Failure)
  /// The name that says which fields follow.
  mutating func action<Kind: RawRepresentable<String>>(_ kind: Kind) throws(Failure) -> Kind
}

/// Notes the fields of a value in the order of their format.
struct EventFieldWriter: EventFieldCoder {
  private(set) var fields: [EventField] = []

  /// The record as an object.
  static func value(of record: some EventRecord) -> EventValue {
    var writer = EventFieldWriter()
    writer.fields.reserveCapacity(8)
    _ = type(of: record).coded(record, by: &writer)
    return .fields(writer.fields)
  }

  mutating func field<Part: EventPart>(_ name: String, _ part: Part) -> Part {
    fields.append(EventField(name, part))
    return part
  }

  mutating func field<Part: EventPart>(_ name: String, optional part: Part?) -> Part? {
    if let part { fields.append(EventField(name, part)) }
    return part
  }

  mutating func field<Part: EventPart & Equatable>(_ name: String, _ part: Part, unless usual: Part) -> Part {
    if part != usual { fields.append(EventField(name, part)) }
    return part
  }

  mutating func made<Value>(_ name: String, _ value: Value, _ make: () -> Value?) -> Value { value }

  mutating func version(_ version: Int) { fields.append(EventField("version", version)) }

  mutating func action<Kind: RawRepresentable<String>>(_ kind: Kind) -> Kind {
    fields.append(EventField("action", kind.rawValue))
    return kind
  }
}

/// Reads the fields of a value, each once, and says which were not asked for.
struct EventFieldReader: EventFieldCoder {
  private let fields: [EventField]
  /// Bit by bit, which fields were asked for; no object of the format has 64.
  private var asked: UInt64 = 0

  init(_ value: EventValue) {
    if case .fields(let fields) = value { self.fields = fields } else { fields = [] }
  }

  /// The record that an object holds, all of whose fields belong to it.
  static func record<Record: EventRecord>(in value: EventValue) throws(EventFormatError) -> Record {
    var reader = EventFieldReader(value)
    let record = try Record.coded(.blank, by: &reader)
    try reader.finish()
    return record
  }

  private mutating func index(_ name: String) -> Int? {
    for index in fields.indices where fields[index].name == name {
      if index < 64 { asked |= 1 << UInt64(index) }
      return index
    }
    return nil
  }

  mutating func field<Part: EventPart>(_ name: String, _ part: Part) throws(EventFormatError) -> Part {
    guard let index = index(name) else { throw .missing(field: name) }
    return try Part.read(fields[index].value, name)
  }

  mutating func field<Part: EventPart>(_ name: String, optional part: Part?) throws(EventFormatError) -> Part? {
    guard let index = index(name) else { return nil }
    return try Part.read(fields[index].value, name)
  }

  mutating func field<Part: EventPart & Equatable>(
    _ name: String, _ part: Part, unless usual: Part
  ) throws(EventFormatError) -> Part {
    guard let index = index(name) else { return usual }
    return try Part.read(fields[index].value, name)
  }

  mutating func made<Value>(_ name: String, _ value: Value, _ make: () -> Value?) throws(EventFormatError) -> Value {
    guard let value = make() else { throw .invalid(field: name) }
    return value
  }

  mutating func version(_ version: Int) throws(EventFormatError) {
    let text = try field("version", "")
    guard text == String(version) else { throw .unknownVersion(text) }
  }

  mutating func action<Kind: RawRepresentable<String>>(_ kind: Kind) throws(EventFormatError) -> Kind {
    let text = try field("action", "")
    guard let kind = Kind(rawValue: text) else { throw .unknownAction(text) }
    return kind
  }

  private func finish() throws(EventFormatError) {
    for index in fields.indices where index >= 64 || asked & (1 << UInt64(index)) == 0 {
      let name = fields[index].name
      if fields[..<index].contains(where: { $0.name == name }) { throw .invalid(field: "a name that stands twice") }
      throw .unknown(field: name)
    }
  }
}
