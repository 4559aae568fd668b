import Foundation

@testable import TailpoolReport

extension JSONValue {
  /// The value at a path of keys; nil where there is none.
  func at(_ path: [String]) -> JSONValue? {
    path.reduce(Optional(self)) { value, key in
      if case .object(let members)? = value { members[key] } else { nil }
    }
  }

  func at(_ path: String...) -> JSONValue? { at(path) }

  /// The elements of the array at a path; nil where there is none.
  func elements(_ path: String...) -> [JSONValue]? {
    if case .array(let elements)? = at(path) { elements } else { nil }
  }

  /// The first place where a value that another parser read differs; nil when it is the same to the bit.
  func difference(from read: ReadJSON, at path: String = "") -> String? {
    switch (self, read) {
    case (.null, .null): nil
    case (.truth(let mine), .truth(let other)): mine == other ? nil : path
    case (.number(let mine), .number(let other, _)): mine == other ? nil : path
    case (.number(let mine), .null): mine.isFinite ? path : nil
    case (.integer(let mine), .number(let other, _)): Double(mine) == other ? nil : path
    case (.unsigned(let mine), .number(_, let other)): mine == other ? nil : path
    case (.string(let mine), .string(let other)): mine == other ? nil : path
    case (.array(let mine), .array(let others)):
      mine.count != others.count
        ? path
        : zip(mine, others).enumerated().lazy.compactMap { $1.0.difference(from: $1.1, at: "\(path)[\($0)]") }.first
    case (.object(let mine), .object(let others)):
      Set(mine.keys) != Set(others.keys)
        ? path
        : mine.lazy.compactMap { key, value in value.difference(from: others[key] ?? .null, at: "\(path).\(key)") }
          .first
    default: path
    }
  }
}

/// A JSON text as Foundation's decoder reads it.
indirect enum ReadJSON: Decodable {
  case null
  case truth(Bool)
  case number(Double, UInt64?)
  case string(String)
  case array([ReadJSON])
  case object([String: ReadJSON])

  init(_ data: Data) throws { self = try JSONDecoder().decode(ReadJSON.self, from: data) }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .truth(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value, try? container.decode(UInt64.self))
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([ReadJSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: ReadJSON].self))
    }
  }
}
