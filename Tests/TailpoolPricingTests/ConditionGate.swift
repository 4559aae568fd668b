import _TailpoolTestSupport

/// The error of a value in units of what rounding of its inputs explains: |relative error| / ((1 + cond) 2⁻⁵³).
func scaledError(_ actual: Double, _ expected: Double, condition: Double) -> Double {
  if actual == expected { return 0 }
  let error = abs(actual - expected) / abs(expected) / ((1 + condition) * 0x1p-53)
  return error.isNaN ? .infinity : error
}

/// The largest scaled error of a column, and the rows that exceed a gate.
struct GateReport {
  let name: String
  let gate: Double
  private(set) var largest = 0.0
  private(set) var count = 0
  private(set) var failures: [String] = []

  init(_ name: String, gate: Double) {
    self.name = name
    self.gate = gate
  }

  mutating func add(_ actual: Double, _ expected: Double, condition: Double, _ row: ReferenceTable.Row) {
    let error = scaledError(actual, expected, condition: condition)
    count += 1
    largest = max(largest, error)
    if !(error <= gate) {
      failures.append("\(name): actual \(actual), expected \(expected), scaled error \(error) > \(gate); \(row)")
    }
  }
}
