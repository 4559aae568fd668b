import TailpoolLibc
import TailpoolNumerics
import TailpoolRisk

/// What a premium principle asks of a loss whose logarithm is normal, in closed form.
extension LognormalSeverity: LossLaw {
  /// exp(μ + σ N⁻¹(level)).
  ///
  /// - Parameter level: The confidence level.
  public func valueAtRisk(_ level: ConfidenceLevel) -> Double {
    exp(logMean + logStandardDeviation * Self.score(level))
  }

  /// mean · N(σ − N⁻¹(level)) / (1 − level).
  ///
  /// - Parameter level: The confidence level.
  public func tailValueAtRisk(_ level: ConfidenceLevel) -> Double {
    mean * NormalDistribution.cumulative(logStandardDeviation - Self.score(level)) / (1 - level.fraction)
  }

  /// The mean under distorted probabilities of exceedance.
  ///
  ///     Wang:                 exp(μ + σ shift + σ²/2)
  ///     proportional hazard:  ∫ exp(μ + σ z) r N(−z)^(r − 1) φ(z) dz,  r = 1 / index
  ///
  /// The integral is a trapezoidal sum over log-space, which converges faster than any power of its step: the integrand is
  /// analytic and falls off as exp(−r z²/2).
  ///
  /// - Parameter distortion: What is made of each probability.
  /// - Throws: `InsuranceError.invalid` for a parameter out of range; `.infiniteMean` where the distorted mean is beyond the
  ///   range of numbers.
  /// - Accuracy: 1e-12 relative.
  /// - Complexity: O(1) for Wang's, O(√index) for the proportional hazard.
  public func distortedMean(_ distortion: Distortion) throws(InsuranceError) -> Double {
    try distortion.check()
    let mean =
      switch distortion {
      case .wang(let shift):
        exp(logMean + logStandardDeviation * shift + 0.5 * logStandardDeviation * logStandardDeviation)
      case .proportionalHazard(let index): hazardMean(1 / index)
      }
    guard mean.isFinite else { throw .infiniteMean("the distorted loss") }
    return mean
  }

  private func hazardMean(_ power: Double) -> Double {
    // The integrand's logarithm is that of a normal density about σ / power in the upper tail, and about σ in the lower.
    let (lower, upper) = (-10.0, logStandardDeviation / power + 10 / power.squareRoot())
    let step = 1.0 / 16
    guard (upper - lower) / step < 1e6 else { return .infinity }
    var sum = CompensatedSum()
    for index in 0...Int((upper - lower) / step) {
      let score = lower + Double(index) * step
      let density = -0.5 * score * score - 0.9189385332046727  // log √(2π)
      let tail = (power - 1) * NormalDistribution.logCumulative(-score)
      sum.add(exp(logMean + logStandardDeviation * score + density + tail))
    }
    return power * step * sum.value
  }

  /// The mean under exponentially tilted probabilities exists for a tilt of zero alone, where it is the mean.
  ///
  /// - Parameter tilt: h.
  /// - Throws: `InsuranceError.infiniteMean` for h > 0: exp(h X) has no mean, for the tail is heavier than exponential;
  ///   `.invalid` for h < 0, NaN or infinite.
  public func esscherMean(_ tilt: Double) throws(InsuranceError) -> Double {
    guard try InsuranceError.checkNonNegative("tilt", tilt) == 0 else {
      throw .infiniteMean("the exponential of a lognormal loss")
    }
    return mean
  }

  private static func score(_ level: ConfidenceLevel) -> Double {
    NormalDistribution.quantile(upperTail: 1 - level.fraction)
  }
}
