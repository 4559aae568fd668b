/// The integral of a function by Simpson's rule.
///
/// - Parameter count: Number of intervals, even.
func simpson(_ low: Double, _ high: Double, count: Int = 2_000, _ function: (Double) -> Double) -> Double {
  guard high > low else { return 0 }
  let width = (high - low) / Double(count)
  var sum = function(low) + function(high)
  for index in 1..<count { sum += (index % 2 == 1 ? 4 : 2) * function(low + Double(index) * width) }
  return sum * width / 3
}
