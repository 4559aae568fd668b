import TailpoolNumerics

/// A distribution of losses with stated probabilities, such as the defaults of a few members.
package struct DiscreteLossDistribution: Hashable, Sendable {
  /// The losses in increasing order, positive when money is lost, finite.
  package let losses: [Double]
  /// The probability of each loss, ≥ 0; they sum to one.
  package let probabilities: [Double]

  /// Probabilities up to a loss may fall short of the level by this much and still reach it: the rounding of a few
  /// decimal fractions and of their sum.
  private static let tolerance = 4 * 1.0.ulp

  /// Creates a distribution.
  ///
  /// - Parameters:
  ///   - losses: The losses in any order, finite.
  ///   - probabilities: The probability of each, ≥ 0, summing to one within 1e-9.
  /// - Throws: `RiskError.empty`, `.nonFinite`, `.invalidProbability` or `.probabilitiesDoNotSumToOne`.
  /// - Precondition: As many probabilities as losses.
  /// - Complexity: O(n log n).
  package init(losses: [Double], probabilities: [Double]) throws(RiskError) {
    precondition(
      losses.count == probabilities.count, "\(probabilities.count) probabilities for \(losses.count) losses")
    if let problem = RiskError.firstProblem(in: losses) { throw problem }
    if let index = probabilities.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .invalidProbability(index: index, probability: probabilities[index])
    }
    var sum = CompensatedSum()
    for probability in probabilities { sum.add(probability) }
    guard abs(sum.value - 1) <= 1e-9 else { throw .probabilitiesDoNotSumToOne(sum: sum.value) }
    let order = losses.indices.sorted { (losses[$0], $0) < (losses[$1], $1) }
    self.losses = order.map { losses[$0] }
    self.probabilities = order.map { probabilities[$0] }
  }

  /// Creates the distribution of a profit and loss whose scenarios have weights.
  ///
  /// - Parameters:
  ///   - profitAndLoss: One entry a scenario, loss negative, finite.
  ///   - weights: The weight of each, ≥ 0, summing to one within 1e-9.
  /// - Throws: As the initializer above.
  /// - Precondition: As many weights as entries.
  /// - Complexity: O(n log n).
  package init(profitAndLoss: [Double], weights: [Double]) throws(RiskError) {
    try self.init(losses: profitAndLoss.map { -$0 }, probabilities: weights)
  }

  /// Weights that fall by a constant factor from each observation to the one before it, and sum to one.
  ///
  ///     weight(t) = decay^(n − 1 − t) (1 − decay) / (1 − decayⁿ)
  ///
  /// - Parameters:
  ///   - count: Number of observations, oldest first, > 0.
  ///   - decay: The factor, in (0, 1]; 1 gives equal weights.
  /// - Throws: `RiskError.empty` without an observation, `.invalidParameter` for a decay out of range.
  /// - Source: J. Boudoukh, M. Richardson and R. Whitelaw, Risk 11 (May 1998) 64.
  package static func ageWeights(count: Int, decay: Double) throws(RiskError) -> [Double] {
    guard count > 0 else { throw .empty }
    guard decay > 0, decay <= 1 else { throw .invalidParameter(name: "decay", value: decay) }
    var weight = 1.0
    let newestFirst = (0..<count).map { _ in
      defer { weight *= decay }
      return weight
    }
    let sum = CompensatedSum(newestFirst).value
    return newestFirst.reversed().map { $0 / sum }
  }

  /// The value at risk: the lower quantile inf {x : F(x) ≥ level} of the loss.
  ///
  /// A distribution function within four units in the last place of one of the level counts as reaching it.
  ///
  /// - Parameter level: The confidence level.
  /// - Returns: The loss, positive when money is lost.
  /// - Complexity: O(n).
  package func valueAtRisk(_ level: ConfidenceLevel) -> Double {
    losses[quantileIndex(level)]
  }

  /// The expected shortfall: the exact mean of the worst `1 − level` of the probability.
  ///
  ///     ES = v + (sum of probability · (loss − v) over losses > v) / (1 − level)
  ///
  /// with the value at risk `v`.
  ///
  /// - Parameter level: The confidence level.
  /// - Returns: The mean loss, positive when money is lost.
  /// - Complexity: O(n).
  /// - Source: C. Acerbi and D. Tasche, J. Banking & Finance 26 (2002) 1487.
  package func expectedShortfall(_ level: ConfidenceLevel) -> Double {
    let index = quantileIndex(level)
    var excess = CompensatedSum()
    for (loss, probability) in zip(losses, probabilities).dropFirst(index) {
      excess.add(probability * (loss - losses[index]))
    }
    return losses[index] + excess.value / (1 - level.fraction)
  }

  private func quantileIndex(_ level: ConfidenceLevel) -> Int {
    var distribution = CompensatedSum()
    let index = probabilities.firstIndex { probability in
      distribution.add(probability)
      return probability > 0 && distribution.value >= level.fraction - Self.tolerance
    }
    // Probabilities that sum to slightly less than one may miss a level next to one.
    return index ?? probabilities.lastIndex { $0 > 0 } ?? losses.count - 1
  }
}
