import TailpoolNumerics
import TailpoolRisk

/// The weights of the losses of a tail: they sum to one, and give the tail value at risk as a mean.
struct TailWeights {
  /// The index of the quantile, the first loss with a weight.
  let first: Int
  /// The weight of each loss from there on; that of the last one holds what lies beyond the grid.
  let weights: [Double]

  /// The mean over the tail of a function of the number of steps.
  func mean(_ value: (Int) -> Double) -> Double {
    var sum = CompensatedSum()
    for (offset, weight) in weights.enumerated() where weight > 0 { sum.add(weight * value(first + offset)) }
    return sum.value
  }
}

extension LossDistribution {
  /// The weights of the tail at a level, as `tailValueAtRisk` has them.
  func tailWeights(_ level: ConfidenceLevel, _ exceedances: [Double]) throws(InsuranceError) -> TailWeights {
    guard greatest.isFinite else {
      throw .invalid("greatest loss", index: nil, value: greatest, expected: "a finite number")
    }
    let first = Int((try valueAtRisk(level) / step).rounded())
    let mass = 1 - level.fraction
    var weights = probabilities[first...].map { $0 / mass }
    weights[0] = max(mass - exceedances[first], 0) / mass
    weights[weights.count - 1] += beyond / mass
    return TailWeights(first: first, weights: weights)
  }
}
