import Foundation

/// How far a value may be from what a reference says.
public enum Tolerance: Sendable {
  /// A number of units in the last place of the expected value.
  case ulps(Double)
  /// A fraction of the expected value.
  case relative(Double)
  /// A distance.
  case absolute(Double)

  /// Whether `actual` is close enough: NaN only to NaN, an infinity only to itself.
  public func accepts(_ actual: Double, _ expected: Double) -> Bool {
    if expected.isNaN || actual.isNaN { return expected.isNaN && actual.isNaN }
    if expected.isInfinite || actual.isInfinite { return expected == actual }
    switch self {
    case .ulps(let count): return abs(actual - expected) <= count * expected.ulp
    case .relative(let fraction): return abs(actual - expected) <= fraction * abs(expected)
    case .absolute(let distance): return abs(actual - expected) <= distance
    }
  }
}

/// Describes a mismatch with everything needed to see it again, or returns nil when the value is close enough.
public func mismatch(
  _ name: String, _ actual: Double, _ expected: Double, within tolerance: Tolerance, inputs: @autoclosure () -> String
) -> String? {
  if tolerance.accepts(actual, expected) { return nil }
  let error = abs(actual - expected)
  return "\(name): actual \(actual), expected \(expected), error \(error) (relative \(error / abs(expected))), "
    + "tolerance \(tolerance); inputs: \(inputs())"
}
