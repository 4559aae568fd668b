import TailpoolLibc
import TailpoolNumerics

/// A Poisson number of claims whose mean is one of several: P(z) = Σ w(j) exp(λ(j) (z − 1)).
public struct MixedPoissonCount: ClaimCount, Hashable {
  /// λ(j).
  public let means: [Double]
  /// w(j); they sum to one.
  public let weights: [Double]

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - means: λ(j), finite and ≥ 0, at least one.
  ///   - weights: w(j), as many, ≥ 0, summing to one within 1e-9; they are scaled to do so exactly.
  /// - Throws: `InsuranceError` with the place.
  public init(means: [Double], weights: [Double]) throws(InsuranceError) {
    if let index = means.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .invalid("mean number of claims", index: index, value: means[index], expected: "a finite number ≥ 0")
    }
    guard weights.count == means.count else {
      throw .countMismatch("weights", expected: means.count, actual: weights.count)
    }
    self.weights = try CountProbabilities.scaled(weights, named: "weight")
    self.means = means
  }

  /// Σ w λ.
  public var mean: Double { CompensatedSum(zip(means, weights).map { $0 * $1 }).value }
  /// Σ w (λ − mean)² + mean.
  public var variance: Double {
    let center = mean
    return CompensatedSum(zip(means, weights).map { $1 * ($0 - center) * ($0 - center) }).value + center
  }
  /// Infinite.
  public var radiusOfConvergence: Double { .infinity }
  /// nil, but for one mean.
  public var panjerClass: PanjerClass? {
    means.count == 1 ? PanjerClass(a: 0, b: means[0], logarithmOfZero: -means[0]) : nil
  }

  /// Σ w λⁿ exp(−λ) / n!.
  public func probabilities(_ count: Int) -> [Double] {
    var sum = [Double](repeating: 0, count: max(count, 0))
    for (mean, weight) in zip(means, weights) {
      let part = PanjerClass(a: 0, b: mean, logarithmOfZero: -mean).probabilities(count)
      for index in sum.indices { sum[index] += weight * part[index] }
    }
    return sum
  }

  /// log Σ w exp(λ (z − 1)), the greatest term taken out.
  public func takeLogarithm(of z: inout ComplexColumn) {
    let (least, greatest) = (means.min() ?? 0, means.max() ?? 0)
    z.replace { real, imaginary in
      let own = real > 1 ? greatest : least
      var sum = self.sum(real, imaginary, own, of: weights)
      if sum == (0, 0) { sum.0 = ComplexColumn.nothing }
      let size = 0.5 * log(sum.0 * sum.0 + sum.1 * sum.1)
      return (own * (real - 1) + size, own * imaginary + atan2(sum.1, sum.0))
    }
  }

  /// Σ w λ exp(λ (z − 1)) / P(z).
  public func takeLogarithmicDerivative(of z: inout ComplexColumn) {
    let (least, greatest) = (means.min() ?? 0, means.max() ?? 0)
    let products = zip(means, weights).map { $0 * $1 }
    z.replace { real, imaginary in
      let own = real > 1 ? greatest : least
      let sum = self.sum(real, imaginary, own, of: weights)
      return ComplexColumn.product(
        self.sum(real, imaginary, own, of: products), ComplexColumn.reciprocal(sum.0, sum.1))
    }
  }

  /// Σ c(j) exp((λ(j) − own) (z − 1)).
  private func sum(_ real: Double, _ imaginary: Double, _ own: Double, of factors: [Double]) -> (Double, Double) {
    var sum = (0.0, 0.0)
    for (mean, factor) in zip(means, factors) {
      let size = factor * exp((mean - own) * (real - 1))
      let turn = (mean - own) * imaginary
      sum.0 += size * cos(turn)
      sum.1 += size * sin(turn)
    }
    return sum
  }
}
