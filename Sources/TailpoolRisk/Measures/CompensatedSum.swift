/// A sum that carries the rounding error of its additions along (Neumaier 1974).
struct CompensatedSum {
  private var sum = 0.0
  private var error = 0.0

  /// The sum of what was added; infinite or NaN where the plain sum is.
  var value: Double { sum.isFinite ? sum + error : sum }

  /// Adds one term.
  mutating func add(_ term: Double) {
    let next = sum + term
    error += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}
