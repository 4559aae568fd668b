/// A sum that carries its own rounding error (Neumaier's variant of Kahan's summation).
///
/// Adding n values gives an error of about one rounding of the sum plus `n² ε²` times the sum of magnitudes, where a
/// plain loop has `n ε` times the sum of magnitudes. The order of the additions matters in the last bit: equal bits
/// need equal order.
///
/// - Source: A. Neumaier, ZAMM 54 (1974) 39.
@usableFromInline
package struct CompensatedSum: Hashable, Sendable {
  @usableFromInline var sum = 0.0
  @usableFromInline var correction = 0.0

  /// Creates an empty sum.
  @inlinable package init() {}

  /// Creates the sum of values, in their order.
  @inlinable package init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  /// Adds a value.
  @inlinable package mutating func add(_ value: Double) {
    let total = sum + value
    correction += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
    sum = total
  }

  /// The sum: 0 when empty; infinite or NaN as a plain sum would be.
  @inlinable package var value: Double { sum.isFinite ? sum + correction : sum }
}
