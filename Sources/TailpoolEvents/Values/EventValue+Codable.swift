extension EventValue: Codable {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Writes texts, lists and named values.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .list(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(value) }
    case .fields(let fields):
      var container = encoder.container(keyedBy: Name.self)
      for field in fields { try container.encode(field.value, forKey: Name(stringValue: field.name)) }
    }
  }

  /// Reads texts, lists and named values; a number that is not in quotes is refused.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self = .text(text)
    } else if var list = try? decoder.unkeyedContainer() {
      var values: [EventValue] = []
      while !list.isAtEnd { values.append(try list.decode(EventValue.self)) }
      self = .list(values)
    } else {
      let container = try decoder.container(keyedBy: Name.self)
      self = .fields(
        try container.allKeys.map { EventField($0.stringValue, try container.decode(EventValue.self, forKey: $0)) })
    }
  }
}
