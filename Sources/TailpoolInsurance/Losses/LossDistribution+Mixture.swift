import TailpoolNumerics

extension LossDistribution {
  /// The law that is one of several, each with its probability: a severity of several kinds of claims, or the whole given a state
  /// of the world that all policies share.
  ///
  /// It stands on the longest of the grids, or on the shortest of those that leave out a part of their law, since no one knows where
  /// beyond it that part lies; what others have there is beyond the grid too.
  ///
  /// - Parameters:
  ///   - laws: At least one, in one step.
  ///   - weights: As many, ≥ 0, summing to one within 1e-9; they are scaled to do so.
  /// - Throws: `InsuranceError` with the place.
  /// - Complexity: O(laws × losses).
  public static func mixture(_ laws: [LossDistribution], weights: [Double]) throws(InsuranceError) -> LossDistribution {
    guard let first = laws.first else { throw .empty("laws") }
    guard weights.count == laws.count else {
      throw .countMismatch("weights", expected: laws.count, actual: weights.count)
    }
    if let index = laws.firstIndex(where: { $0.step != first.step }) {
      throw .invalid("step of law", index: index, value: laws[index].step, expected: "\(first.step), as the first")
    }
    let weights = try CountProbabilities.scaled(weights, named: "weight")
    let cut = zip(laws, weights).filter { $0.beyond > 0 && $1 > 0 }.map(\.0.probabilities.count).min()
    let count = cut ?? laws.map(\.probabilities.count).max() ?? 0
    var sum = [Double](repeating: 0, count: count)
    var beyond = CompensatedSum()
    for (law, weight) in zip(laws, weights) {
      sum.add(Array(law.probabilities.prefix(count)), times: weight)
      beyond.add(weight * law.beyond)
      for probability in law.probabilities.dropFirst(count) { beyond.add(weight * probability) }
    }
    return LossDistribution(unchecked: sum, step: first.step, beyond: min(beyond.value, 1))
  }
}

extension [Double] {
  /// Adds so many times other numbers, which are no more than these.
  mutating func add(_ other: [Double], times factor: Double) {
    precondition(other.count <= count, "\(other.count) numbers for \(count)")
    unsafe withUnsafeMutableBufferPointer { own in
      unsafe other.withUnsafeBufferPointer { other in
        for index in other.indices { unsafe own[index] += factor * other[index] }
      }
    }
  }
}
