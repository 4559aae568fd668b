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
/// The largest error is printed when `TAILPOOL_PRINT_MEASUREMENTS` is set; the tables of Docs/Methods are what it prints.
public struct ConditionGate {
  private let name: String
  private let gate: Double
  /// How many values were compared.
  public private(set) var count = 0
  /// The values that exceed the gate, each with its row.
  public private(set) var failures: [String] = []
  private var largest = 0.0

  /// Creates a comparison of one column.
  ///
  /// - Parameters:
  ///   - name: What is compared.
  ///   - gate: The largest error allowed, in units of (1 + condition number) · 2⁻⁵³.
  public init(_ name: String, _ gate: Double) {
    self.name = name
    self.gate = gate
  }

  /// Compares a value with a reference.
  public mutating func add(_ actual: Double, _ expected: Double, condition: Double, _ row: ReferenceTable.Row) {
    let error = conditionScaledError(actual, expected, condition: condition)
    count += 1
    largest = max(largest, error)
    if !(error <= gate) {
      failures.append("\(name): actual \(actual), expected \(expected), scaled error \(error) > \(gate); \(row)")
    }
  }

  /// Prints the largest error when measurements are asked for.
  public func report() {
    if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
      print("\(name): largest scaled error \((largest * 100).rounded() / 100) over \(count) values, gate \(gate)")
    }
  }
}
