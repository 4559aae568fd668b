import Foundation
import TailpoolLedger
import Testing
import _TailpoolTestSupport

/// One case of a table of venue vectors.
struct Vector: CustomStringConvertible {
  let fields: [String: Any]

  /// The cases of one function of a file.
  static func cases(_ file: String, _ function: String) throws -> [Vector] {
    let all = try #require(try References.json("pools/\(file)")["cases"] as? [[String: Any]])
    let chosen = all.filter { $0["fn"] as? String == function }.map(Vector.init)
    try #require(!chosen.isEmpty, "\(file) has no \(function)")
    return chosen
  }

  var description: String {
    fields.keys.sorted().filter { $0 != "ops" && $0 != "final" }.map { "\($0) \(fields[$0] ?? "")" }.joined(
      separator: ", ")
  }

  /// An integer with its sign, nil where the field is null or absent.
  func signed(_ name: String) throws -> (units: UInt256, isNegative: Bool)? {
    guard let value = fields[name], !(value is NSNull) else { return nil }
    let text = value as? String ?? "\(value)"
    let isNegative = text.hasPrefix("-")
    return (try #require(UInt256(isNegative ? String(text.dropFirst()) : text), "\(name) \(text)"), isNegative)
  }

  func wide(_ name: String) throws -> UInt256 {
    let value = try #require(try signed(name), "\(name) of \(self)")
    try #require(!value.isNegative, "\(name) of \(self)")
    return value.units
  }

  func units(_ name: String) throws -> UInt128 { try wide(name).narrowed() }

  func int(_ name: String) throws -> Int { try #require(fields[name] as? Int, "\(name) of \(self)") }

  func text(_ name: String) throws -> String { try #require(fields[name] as? String, "\(name) of \(self)") }

  func flag(_ name: String) throws -> Bool { try #require(fields[name] as? Bool, "\(name) of \(self)") }

  func list(_ name: String) throws -> [Vector] {
    try #require(fields[name] as? [[String: Any]], "\(name) of \(self)").map(Vector.init)
  }

  /// The object of a field, nil for null: the call must throw.
  func object(_ name: String) -> Vector? { (fields[name] as? [String: Any]).map(Vector.init) }
}
