/// What a batch did beside its numbers.
public struct BatchOutcome: Hashable, Sendable {
  /// Elements of the batch.
  public internal(set) var count: Int
  /// Elements whose result is NaN because their arguments are outside the formula's domain.
  public internal(set) var invalidCount = 0
  /// The index of the first invalid element, nil when there is none.
  public internal(set) var firstInvalid: Int?
  /// Elements that the vector kernel left to the scalar formula: limits, extremes, and what is invalid.
  public internal(set) var scalarCount = 0

  /// The share of the elements that took the scalar path, in [0, 1]; 0 for an empty batch.
  public var scalarShare: Double { count == 0 ? 0 : Double(scalarCount) / Double(count) }

  init(count: Int) { self.count = count }

  /// Counts one element of the scalar path.
  mutating func addScalar(index: Int, isValid: Bool) {
    scalarCount += 1
    if isValid { return }
    invalidCount += 1
    firstInvalid = min(firstInvalid ?? index, index)
  }

  /// Adds what another worker did.
  mutating func add(_ other: BatchOutcome) {
    scalarCount += other.scalarCount
    invalidCount += other.invalidCount
    if let first = other.firstInvalid { firstInvalid = min(firstInvalid ?? first, first) }
  }
}
