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
    credibilities = weights.map { Self.credibility(of: $0, within: within, between: between) }
    collective = Self.mean(of: means, by: between > 0 ? credibilities : weights)
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
    let weight = try InsuranceError.checkNonNegative("weight", weight)
    let credibility = Self.credibility(of: weight, within: within, between: between)
    return credibility * mean + (1 - credibility) * collective
  }

  /// w / (w + s² / a), which no large weight or small variance makes NaN; 0 without weight or variance between contracts.
  static func credibility(of weight: Double, within: Double, between: Double) -> Double {
    weight > 0 && between > 0 ? weight / (weight + within / between) : 0
  }

  /// The weighted mean of values; the weights have a sum > 0.
  static func mean(of values: [Double], by weights: [Double]) -> Double {
    CompensatedSum(zip(values, weights).lazy.map { $0 * $1 }).value / CompensatedSum(weights).value
  }
}
