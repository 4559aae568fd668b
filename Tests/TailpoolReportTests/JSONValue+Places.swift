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
  func difference(from read: Any, at path: String = "") -> String? {
    switch (self, read) {
    case (.null, is NSNull): nil
    case (.truth(let mine), let other as NSNumber): mine == other.boolValue ? nil : path
    case (.number(let mine), let other as NSNumber):
      mine.bitPattern == other.doubleValue.bitPattern || mine == 0 && other.doubleValue == 0 ? nil : path
    case (.number(let mine), is NSNull): mine.isFinite ? path : nil
    case (.integer(let mine), let other as NSNumber): mine == other.intValue ? nil : path
    case (.unsigned(let mine), let other as NSNumber): mine == other.uint64Value ? nil : path
    case (.string(let mine), let other as String): mine == other ? nil : path
    case (.array(let mine), let others as [Any]):
      mine.count != others.count
        ? path
        : zip(mine, others).enumerated().lazy.compactMap { $1.0.difference(from: $1.1, at: "\(path)[\($0)]") }.first
    case (.object(let mine), let others as [String: Any]):
      Set(mine.keys) != Set(others.keys)
        ? path
        : mine.lazy.compactMap { key, value in value.difference(from: others[key] ?? 0, at: "\(path).\(key)") }.first
    default: path
    }
  }
}
