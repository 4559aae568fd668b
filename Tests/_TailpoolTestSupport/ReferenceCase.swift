import Foundation

/// One case of a reference file.
package struct ReferenceCase: @unchecked Sendable, CustomStringConvertible {
  package let fields: [String: Any]

  package init(fields: [String: Any]) { self.fields = fields }

  /// The cases of a file of the package.
  package static func cases(_ path: String) throws -> [ReferenceCase] {
    let object = try References.json("\(path).json")
    guard let cases = object["cases"] as? [[String: Any]], !cases.isEmpty else { throw MissingCase(name: path) }
    return cases.map(ReferenceCase.init)
  }

  /// The cases whose `fn` is the name given.
  package static func cases(_ path: String, fn: String) throws -> [ReferenceCase] {
    let cases = try cases(path).filter { $0.text("fn") == fn }
    guard !cases.isEmpty else { throw MissingCase(name: "\(path) \(fn)") }
    return cases
  }

  package func text(_ key: String) -> String { fields[key] as? String ?? "" }
  package func double(_ key: String) -> Double { (fields[key] as? NSNumber)?.doubleValue ?? .nan }
  package func doubles(_ key: String) -> [Double] { list(key) { ($0 as? [NSNumber])?.map(\.doubleValue) } }
  package func rows(_ key: String) -> [[Double]] { list(key) { ($0 as? [[NSNumber]])?.map { $0.map(\.doubleValue) } } }

  /// A list that must be there: one that is absent would agree with anything in a loop.
  private func list<Value>(_ key: String, _ read: (Any) -> Value?) -> Value {
    guard let value = fields[key], let list = read(value) else {
      preconditionFailure("the reference has no list \(key): \(self)")
    }
    return list
  }

  package func object(_ key: String) -> ReferenceCase { ReferenceCase(fields: fields[key] as? [String: Any] ?? [:]) }
  package func flag(_ key: String) -> Bool { (fields[key] as? NSNumber)?.boolValue ?? false }

  /// A whole number, written as one or as text; NaN-like −1 · 2¹²⁶ when it is none.
  package func units(_ key: String) -> Int128 { Self.units(fields[key]) }
  package func int(_ key: String) -> Int { Int(units(key)) }
  package func unitsList(_ key: String) -> [Int128] { list(key) { ($0 as? [Any])?.map(Self.units) } }

  package static func units(_ value: Any?) -> Int128 {
    if let text = value as? String, let units = Int128(text) { return units }
    if let number = value as? NSNumber, let units = Int128(exactly: number.doubleValue) { return units }
    return -(1 << 126)
  }

  /// A whole number after multiplication by ten, for amounts given to a tenth.
  package func tenths(_ key: String) -> Int128 { Int128((double(key) * 10).rounded()) }

  package var description: String { "\(fields.sorted { $0.key < $1.key })" }
}

/// Cases that a reference file should have and has not.
package struct MissingCase: Error {
  package let name: String
}
