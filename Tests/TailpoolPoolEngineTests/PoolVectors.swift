import Foundation
import Testing
import _TailpoolTestSupport

/// The cases of a file of reference values for pools.
func poolCases(_ name: String) throws -> [[String: Any]] {
  let cases = try References.json("pools/\(name).json")["cases"] as? [[String: Any]]
  return try #require(cases)
}

/// A whole number that stands in the file as a number or, where it is long, as a text.
func whole(_ value: Any?) -> UInt128? {
  if let text = value as? String { return UInt128(text) }
  return (value as? NSNumber).map { UInt128($0.uint64Value) }
}
