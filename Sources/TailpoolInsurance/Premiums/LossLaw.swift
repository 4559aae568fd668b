import TailpoolLibc
import TailpoolNumerics
import TailpoolRisk

/// What a premium principle asks of the law of a loss.
///
/// A `LossDistribution` answers by sums over its grid, `LognormalSeverity` in closed form; a law of the user's own can conform.
public protocol LossLaw: Sendable {
  /// The probability that the law leaves out at its far end, for which moments and distorted means are too low.
  var beyond: Double { get }
  /// The mean of the loss.
  var mean: Double { get }
  /// The variance of the loss.
  var variance: Double { get }
  /// The least loss that is not exceeded with the probability of the level.
  func valueAtRisk(_ level: ConfidenceLevel) throws(InsuranceError) -> Double
  /// The mean of the worst `1 − level` of the law.
  func tailValueAtRisk(_ level: ConfidenceLevel) throws(InsuranceError) -> Double
  /// The mean under distorted probabilities of exceedance: ∫ g(P(X > x)) dx over x ≥ 0.
  func distortedMean(_ distortion: Distortion) throws(InsuranceError) -> Double
  /// The mean under exponentially tilted probabilities: E[X exp(h X)] / E[exp(h X)] for h ≥ 0.
  func esscherMean(_ tilt: Double) throws(InsuranceError) -> Double
}

extension LossLaw {
  /// Nothing: the whole law.
  public var beyond: Double { 0 }
}

extension LossDistribution: LossLaw {
  /// The mean under distorted probabilities of exceedance.
  ///
  ///     step · Σ g(P(X > index · step))
  ///
  /// What lies beyond the grid counts as its greatest loss, so that the answer is a lower bound by `beyond`.
  ///
  /// - Parameter distortion: What is made of each probability.
  /// - Throws: `InsuranceError.invalid` for a parameter of the distortion out of range.
  /// - Complexity: O(losses).
  public func distortedMean(_ distortion: Distortion) throws(InsuranceError) -> Double {
    try distortion.check()
    return distortedMean { distortion($0) }
  }

  /// The mean under probabilities of exceedance that a function of the caller's distorts.
  ///
  /// - Parameter distortion: From 0 … 1 to 0 … 1, rising, with 0 at 0 and 1 at 1.
  /// - Complexity: O(losses) calls.
  public func distortedMean(by distortion: (_ exceedance: Double) -> Double) -> Double {
    // The last exceedance is of losses beyond the grid, which count as the greatest: no step more.
    step * CompensatedSum(exceedances.dropLast().map { distortion(min($0, 1)) }).value
  }

  /// The mean under exponentially tilted probabilities: Σ x p(x) exp(h x) / Σ p(x) exp(h x).
  ///
  /// - Parameter tilt: h, finite and ≥ 0, in 1 / money.
  /// - Throws: `InsuranceError.invalid` for another tilt, or one whose product with the greatest loss overflows; `.tooCoarse`
  ///   when what lies beyond the grid, weighed as its greatest loss and hence by too little, is more than 1e-9 of the tilted
  ///   law: the tail that is missing would decide the answer, or there is none.
  /// - Complexity: O(losses).
  public func esscherMean(_ tilt: Double) throws(InsuranceError) -> Double {
    guard try InsuranceError.checkNonNegative("tilt", tilt) * greatest < .infinity else {
      throw .invalid("tilt", index: nil, value: tilt, expected: "a number whose product with the losses is finite")
    }
    // Weights from their greatest downward, so that none overflows and not all underflow.
    let exponents = probabilities.indices.lazy.map { log(probabilities[$0]) + tilt * (Double($0) * step) }
    let shift = max(exponents.max() ?? 0, log(beyond) + tilt * greatest)
    var (total, weighted) = (CompensatedSum(), CompensatedSum())
    for (index, exponent) in exponents.enumerated() {
      let weight = exp(exponent - shift)
      total.add(weight)
      weighted.add(weight * Double(index))
    }
    let missing = exp(log(beyond) + tilt * greatest - shift)
    guard missing <= 1e-9 * (total.value + missing) else {
      throw .tooCoarse("the tilted tail beyond the grid", error: missing / (total.value + missing), bound: 1e-9)
    }
    return step * weighted.value / total.value
  }
}
