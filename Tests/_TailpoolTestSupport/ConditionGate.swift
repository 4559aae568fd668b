import Foundation

/// The relative error of a value in units of (1 + condition number) · 2⁻⁵³, infinite when the value is NaN.
///
/// 1 is what rounding each input by half a unit in the last place may do by itself.
public func conditionScaledError(_ actual: Double, _ expected: Double, condition: Double) -> Double {
  if actual == expected { return 0 }
  let error = abs(actual - expected) / abs(expected) / ((1 + condition) * 0x1p-53)
  return error.isNaN ? .infinity : error
}

/// Compares values with the cells of one reference column and keeps what exceeds a gate.
///
/// The largest error is printed when `TAILPOOL_PRINT_MEASUREMENTS` is set; the figures of Docs/Methods are what it prints.
public struct ConditionGate {
  private let name: String
  private let gate: Double
  private let unit: String
  /// How many values were compared.
  public private(set) var count = 0
  /// The values that exceed the gate, each with its row.
  public private(set) var failures: [String] = []
  private var largest = 0.0

  /// Creates a comparison by errors scaled with condition numbers.
  ///
  /// - Parameters:
  ///   - name: What is compared.
  ///   - gate: The largest error allowed, in units of (1 + condition number) · 2⁻⁵³.
  public init(_ name: String, _ gate: Double) {
    (self.name, self.gate, unit) = (name, gate, "(1 + cond) 2^-53")
  }

  /// Creates a comparison by relative errors.
  ///
  /// - Parameters:
  ///   - name: What is compared.
  ///   - gate: The largest relative error allowed.
  public init(_ name: String, relative gate: Double) {
    (self.name, self.gate, unit) = (name, gate, "relative")
  }

  /// Creates a comparison by errors in units of a scale that is given with each value.
  ///
  /// - Parameters:
  ///   - name: What is compared.
  ///   - gate: The largest error allowed, as a fraction of the scale.
  public init(_ name: String, ofScale gate: Double) {
    (self.name, self.gate, unit) = (name, gate, "of the scale")
  }

  /// Compares a value with a reference by its error as a fraction of a scale.
  public mutating func add(_ actual: Double, _ expected: Double, scale: Double, _ row: ReferenceTable.Row) {
    let error = abs(actual - expected) / scale
    take(error.isNaN ? .infinity : error, actual, expected, row)
  }

  /// Compares a value with a reference by the error that its condition number scales.
  public mutating func add(_ actual: Double, _ expected: Double, condition: Double, _ row: ReferenceTable.Row) {
    take(conditionScaledError(actual, expected, condition: condition), actual, expected, row)
  }

  /// Compares a value with a reference by its relative error.
  public mutating func add(_ actual: Double, _ expected: Double, _ row: ReferenceTable.Row) {
    take(conditionScaledError(actual, expected, condition: 0) * 0x1p-53, actual, expected, row)
  }

  private mutating func take(_ error: Double, _ actual: Double, _ expected: Double, _ row: ReferenceTable.Row) {
    count += 1
    largest = max(largest, error)
    if !(error <= gate) {
      failures.append("\(name): actual \(actual), expected \(expected), error \(error) > \(gate) (\(unit)); \(row)")
    }
  }

  /// Prints the largest error when measurements are asked for.
  public func report() {
    if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
      print("\(name): largest error \(String(format: "%.3g", largest)) \(unit), gate \(gate), \(count) values")
    }
  }
}
