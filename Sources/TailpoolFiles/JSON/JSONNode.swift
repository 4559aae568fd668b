/// A JSON value with where it starts in its file.
struct JSONNode {
  /// Bytes from the start of the file.
  let offset: Int
  /// The value.
  let value: JSONValue

  /// The first member of that name, or nil; nil too when this is no object.
  func member(_ name: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.name == name }?.node
  }

  /// The first member of that name unless it is null.
  func stated(_ name: String) -> JSONNode? {
    guard let found = member(name) else { return nil }
    if case .null = found.value { return nil }
    return found
  }
}

/// A JSON value.
enum JSONValue {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONNode])
  case object([JSONMember])
  /// A value that is wrong in itself and already in the log.
  case invalid

  /// What kind of value it is, in words.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let text): shown(text)
    case .array: "an array"
    case .object: "an object"
    case .invalid: "invalid"
    }
  }
}

/// A member of a JSON object.
struct JSONMember {
  /// The name.
  let name: String
  /// Where the name starts.
  let offset: Int
  /// The value.
  let node: JSONNode
}
