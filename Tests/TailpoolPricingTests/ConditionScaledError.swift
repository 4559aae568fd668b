import TailpoolMarket
import _TailpoolTestSupport

/// The relative error of a value in units of (1 + condition number) · 2⁻⁵³, infinite when the value is NaN.
///
/// 1 is what rounding each input by half a unit in the last place may do by itself.
func conditionScaledError(_ actual: Double, _ expected: Double, condition: Double) -> Double {
  let error = abs(actual - expected) / abs(expected) / ((1 + condition) * 0x1p-53)
  return error.isNaN ? .infinity : error
}

/// What is wrong with a value of a table row, or nil when its error is at most `limit`.
func failure(
  _ name: String, _ actual: Double, _ row: ReferenceTable.Row, condition: Double, limit: Double
) -> String? {
  let expected = row[name]
  let error = conditionScaledError(actual, expected, condition: condition)
  if error <= limit { return nil }
  return "\(name): actual \(actual), expected \(expected), scaled error \(error) > \(limit); \(row)"
}

extension ReferenceTable.Row {
  /// The `type` cell.
  var optionType: OptionType { self[text: "type"] == "put" ? .put : .call }
}
