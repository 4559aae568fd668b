import TailpoolNumerics

extension LossDistribution {
  /// The law that is one of several, each with its probability: a severity of several kinds of claims, or the whole given a state
  /// of the world that all policies share.
  ///
  /// What a shorter law has beyond its grid stays beyond the grid of the longest.
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
    var sum = [Double](repeating: 0, count: laws.map(\.probabilities.count).max() ?? 0)
    for (law, weight) in zip(laws, weights) { sum.add(law.probabilities, times: weight) }
    let beyond = CompensatedSum(zip(laws, weights).map { $0.beyond * $1 }).value
    return LossDistribution(unchecked: sum, step: first.step, beyond: beyond)
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
