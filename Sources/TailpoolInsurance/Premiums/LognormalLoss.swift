import TailpoolLibc
import TailpoolNumerics
import TailpoolRisk

/// A loss whose logarithm is normal, with everything a premium principle asks of it in closed form.
public struct LognormalLoss: LossLaw, Hashable {
  /// The mean of the logarithm.
  public let logMean: Double
  /// The standard deviation of the logarithm, > 0.
  public let logDeviation: Double

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - logMean: The mean of the logarithm, finite.
  ///   - logDeviation: The standard deviation of the logarithm, finite and > 0.
  /// - Throws: `InsuranceError.invalid` for another argument, and where mean or variance is no finite number.
  public init(logMean: Double, logDeviation: Double) throws(InsuranceError) {
    guard logMean.isFinite else { throw .invalid("log mean", index: nil, value: logMean, expected: "a finite number") }
    guard logDeviation > 0, logDeviation.isFinite else {
      throw .invalid("log deviation", index: nil, value: logDeviation, expected: "a finite number > 0")
    }
    self.logMean = logMean
    self.logDeviation = logDeviation
    guard variance.isFinite else {
      throw .invalid("variance of the loss", index: nil, value: variance, expected: "a finite number")
    }
  }

  /// exp(μ + σ²/2).
  public var mean: Double { exp(logMean + 0.5 * logDeviation * logDeviation) }

  /// mean² (exp(σ²) − 1).
  public var variance: Double { mean * mean * expm1(logDeviation * logDeviation) }

  /// exp(μ + σ N⁻¹(level)).
  ///
  /// - Parameter level: The confidence level.
  public func valueAtRisk(_ level: ConfidenceLevel) -> Double { exp(logMean + logDeviation * Self.score(level)) }

  /// mean · N(σ − N⁻¹(level)) / (1 − level).
  ///
  /// - Parameter level: The confidence level.
  public func tailValueAtRisk(_ level: ConfidenceLevel) -> Double {
    mean * NormalDistribution.cumulative(logDeviation - Self.score(level)) / (1 - level.fraction)
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
      case .wang(let shift): exp(logMean + logDeviation * shift + 0.5 * logDeviation * logDeviation)
      case .proportionalHazard(let index): hazardMean(1 / index)
      }
    guard mean.isFinite else { throw .infiniteMean("the distorted loss") }
    return mean
  }

  private func hazardMean(_ power: Double) -> Double {
    // The integrand's logarithm is that of a normal density about σ / power in the upper tail, and about σ in the lower.
    let (lower, upper) = (-10.0, logDeviation / power + 10 / power.squareRoot())
    let step = 1.0 / 16
    guard (upper - lower) / step < 1e6 else { return .infinity }
    var sum = CompensatedSum()
    for index in 0...Int((upper - lower) / step) {
      let score = lower + Double(index) * step
      let density = -0.5 * score * score - 0.9189385332046727  // log √(2π)
      let tail = (power - 1) * NormalDistribution.logCumulative(-score)
      sum.add(exp(logMean + logDeviation * score + density + tail))
    }
    return power * step * sum.value
  }

  /// The mean under exponentially tilted probabilities exists for a tilt of zero alone, where it is the mean.
  ///
  /// - Parameter tilt: h.
  /// - Throws: `InsuranceError.infiniteMean` for h > 0: exp(h X) has no mean, for the tail is heavier than exponential;
  ///   `.invalid` for h < 0, NaN or infinite.
  public func esscherMean(_ tilt: Double) throws(InsuranceError) -> Double {
    guard tilt >= 0, tilt.isFinite else {
      throw .invalid("tilt", index: nil, value: tilt, expected: "a finite number ≥ 0")
    }
    guard tilt == 0 else { throw .infiniteMean("the exponential of a lognormal loss") }
    return mean
  }

  private static func score(_ level: ConfidenceLevel) -> Double {
    NormalDistribution.quantile(upperTail: 1 - level.fraction)
  }
}
