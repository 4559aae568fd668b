import TailpoolMarket
import _TailpoolTestSupport

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
