import TailpoolNumerics

/// How much of a contract's own experience its premium takes: the fit of a credibility model.
///
///     premium(i) = Z(i) · mean(i) + (1 − Z(i)) · collective,   Z(i) = w(i) a / (w(i) a + s²)
public struct CredibilityFit: Hashable, Sendable {
  /// The credibility-weighted mean of the contracts; weighted by exposure where no contract has credibility.
  public let collective: Double
  /// The variance within a contract of a ratio of weight one, s² ≥ 0.
  public let within: Double
  /// The variance between contracts' true means, a; below zero where an unbiased estimator says so, which counts as zero.
  public let between: Double
  /// The weight of each contract, w.
  public let weights: [Double]
  /// The weighted mean of each contract.
  public let means: [Double]
  /// The credibility of each contract, 0 … 1.
  public let credibilities: [Double]

  init(within: Double, between: Double, weights: [Double], means: [Double]) {
    self.within = within
    self.between = between
    self.weights = weights
    self.means = means
    credibilities = weights.map { between > 0 ? $0 * between / ($0 * between + within) : 0 }
    collective = weightedMean(means, by: between > 0 ? credibilities : weights)
  }

  /// The credibility premium of each contract, for one unit of weight.
  public var premiums: [Double] {
    zip(credibilities, means).map { $0 * $1 + (1 - $0) * collective }
  }

  /// The credibility premium of a contract of one's own, for one unit of weight.
  ///
  /// - Parameters:
  ///   - mean: The weighted mean of its experience, finite.
  ///   - weight: Its weight, finite and ≥ 0; 0 for one without experience, whose premium is the collective's.
  /// - Throws: `InsuranceError.invalid` for another argument.
  public func premium(mean: Double, weight: Double) throws(InsuranceError) -> Double {
    guard mean.isFinite else { throw .invalid("mean", index: nil, value: mean, expected: "a finite number") }
    guard weight >= 0, weight.isFinite else {
      throw .invalid("weight", index: nil, value: weight, expected: "a finite number ≥ 0")
    }
    guard between > 0, weight > 0 else { return collective }
    let credibility = weight * between / (weight * between + within)
    return credibility * mean + (1 - credibility) * collective
  }
}

/// The weighted mean of values; the weights have a sum > 0.
func weightedMean(_ values: [Double], by weights: [Double]) -> Double {
  CompensatedSum(zip(values, weights).lazy.map { $0 * $1 }).value / CompensatedSum(weights).value
}
