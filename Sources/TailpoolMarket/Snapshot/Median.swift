/// The median of some values: the middle one, or the mean of the middle two.
///
/// - Parameter values: Finite values in any order.
/// - Returns: The median, or nil when there is no value.
/// - Complexity: O(n log n).
package func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
}
