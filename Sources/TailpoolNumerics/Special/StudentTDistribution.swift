#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Student's t distribution, centered and of unit scale.
public struct StudentTDistribution: Hashable, Sendable {
  /// Degrees of freedom, > 0.
  public let degreesOfFreedom: Double

  /// Creates the distribution.
  ///
  /// - Parameter degreesOfFreedom: More than 0; anything else makes every result NaN.
  public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// The density at a point.
  public func density(_ x: Double) -> Double {
    let n = degreesOfFreedom
    let constant =
      GammaFunction.logarithm((n + 1) / 2) - GammaFunction.logarithm(n / 2) - 0.5 * log(n * Double.pi)
    return exp(constant - (n + 1) / 2 * log1p(x * x / n))
  }

  /// The probability of more than a point.
  public func complementary(_ x: Double) -> Double {
    let n = degreesOfFreedom
    let square = x * x
    // Half the probability of a greater magnitude; near the center the other side of the beta function is exact.
    let half =
      square > 1
      ? 0.5 * BetaFunction.regularized(n / (n + square), a: n / 2, b: 0.5)
      : 0.5 - 0.5 * BetaFunction.regularized(square / (n + square), a: 0.5, b: n / 2)
    return x >= 0 ? half : 1 - half
  }

  /// The point that is exceeded with a probability.
  ///
  /// - Parameter upperTail: The probability, from 0 to 1.
  /// - Returns: +∞ at 0, −∞ at 1, NaN outside.
  /// - Accuracy: about 1e-13 relative for degrees of freedom from 1 to 1,000 and probabilities from 1e-12 to a half.
  /// - Complexity: A few dozen evaluations of the incomplete beta function.
  public func quantile(upperTail: Double) -> Double {
    guard upperTail >= 0, upperTail <= 1, degreesOfFreedom > 0 else { return .nan }
    if upperTail == 0 { return .infinity }
    if upperTail == 1 { return -.infinity }
    if upperTail > 0.5 { return -quantile(upperTail: 1 - upperTail) }
    var low = 0.0
    var high = 1.0
    while complementary(high) > upperTail, high < 1e300 {
      low = high
      high *= 2
    }
    var x = (low + high) / 2
    for _ in 0..<200 {
      let tail = complementary(x)
      if tail > upperTail { low = x } else { high = x }
      // Newton's step for the logarithm of the tail, which is nearly a straight line.
      let next = x + tail / density(x) * log(tail / upperTail)
      let step = next > low && next < high ? next : (low + high) / 2
      if abs(step - x) <= 2 * x.ulp { return step }
      x = step
    }
    return x
  }
}
