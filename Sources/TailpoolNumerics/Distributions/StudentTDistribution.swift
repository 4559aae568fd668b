import TailpoolLibc

/// Student's t distribution with a real number of degrees of freedom: density, probabilities, their inverse.
package struct StudentTDistribution: Hashable, Sendable {
  /// Degrees of freedom ν > 0; +∞ is the standard normal distribution.
  package let degreesOfFreedom: Double
  private let logNormalization: Double

  /// Creates the distribution; every result is NaN unless ν > 0.
  ///
  /// - Parameter degreesOfFreedom: ν > 0.
  package init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    let half = degreesOfFreedom / 2
    logNormalization =
      half < 1e7
      ? GammaFunction.logarithm(half + 0.5) - GammaFunction.logarithm(half) - 0.5 * log(.pi * degreesOfFreedom)
      : -0.9189385332046727
  }

  /// The natural logarithm of the density.
  ///
  /// - Parameter x: Any number.
  package func logDensity(_ x: Double) -> Double {
    guard degreesOfFreedom > 0 else { return .nan }
    if degreesOfFreedom > 1e15 { return -0.9189385332046727 - 0.5 * x * x }
    return logNormalization - 0.5 * (degreesOfFreedom + 1) * log1p(x * x / degreesOfFreedom)
  }

  /// The density.
  ///
  /// - Parameter x: Any number.
  package func density(_ x: Double) -> Double { exp(logDensity(x)) }

  /// The probability that the variable is at most x.
  ///
  /// - Parameter x: Any number.
  /// - Returns: A probability, accurate relative to itself in the lower tail; 0 at −∞, 1 at +∞. NaN gives NaN.
  /// - Accuracy: 1e-13 relative for 0.5 ≤ ν ≤ 50, 5e-12 up to 1,000.
  package func cumulative(_ x: Double) -> Double {
    guard degreesOfFreedom > 0, !x.isNaN else { return .nan }
    if degreesOfFreedom > 1e15 { return NormalDistribution.cumulative(x) }
    return x > 0 ? 1 - lowerTail(x) : lowerTail(-x)
  }

  /// The probability that the variable is more than x.
  ///
  /// - Parameter x: Any number.
  /// - Returns: A probability, accurate relative to itself in the upper tail; 1 at −∞, 0 at +∞. NaN gives NaN.
  package func complementary(_ x: Double) -> Double { cumulative(-x) }

  /// The number that is exceeded with a given probability.
  ///
  /// - Parameter upperTail: In [0, 1].
  /// - Returns: x with `complementary(x)` = probability; +∞ at 0, −∞ at 1. NaN outside and for NaN.
  /// - Accuracy: As `quantile(_:)`.
  package func quantile(upperTail: Double) -> Double { 0 - quantile(upperTail) }

  /// The number below which the variable lies with a given probability.
  ///
  /// - Parameter probability: In [0, 1].
  /// - Returns: x with `cumulative(x)` = probability; −∞ at 0, +∞ at 1. NaN outside and for NaN.
  /// - Accuracy: 2e-12 relative for 1 ≤ ν ≤ 50, 1e-10 up to 1,000, and probabilities in [1e-12, 1 − 1e-12].
  /// - Complexity: A few evaluations of the distribution.
  package func quantile(_ probability: Double) -> Double {
    guard degreesOfFreedom > 0, probability >= 0, probability <= 1 else { return .nan }
    if degreesOfFreedom > 1e15 { return NormalDistribution.quantile(probability) }
    if probability == 0.5 { return 0 }
    return probability < 0.5 ? -upperQuantile(probability) : upperQuantile(1 - probability)
  }

  /// P(T ≤ −y) = P(T > y), y ≥ 0.
  private func lowerTail(_ y: Double) -> Double {
    if y == .infinity { return 0 }
    let square = y * y
    if square == .infinity {
      // The power law of the tail: c ν^((ν + 1) / 2 − 1) y^−ν.
      return exp(logNormalization + 0.5 * (degreesOfFreedom - 1) * log(degreesOfFreedom) - degreesOfFreedom * log(y))
    }
    let total = degreesOfFreedom + square
    // Half the probability of a greater magnitude; near the center the other side of the beta function has the digits.
    if square > 1 { return 0.5 * BetaFunction.regularized(degreesOfFreedom / total, a: 0.5 * degreesOfFreedom, b: 0.5) }
    return 0.5 - 0.5 * BetaFunction.regularized(square / total, a: 0.5, b: 0.5 * degreesOfFreedom)
  }

  /// y > 0 with P(T > y) = tail, by Newton's method on log y and log tail, kept within a bracket.
  private func upperQuantile(_ tail: Double) -> Double {
    if tail <= 0 { return .infinity }
    let z = -NormalDistribution.quantile(tail)
    // The two terms of Cornish and Fisher, or the power law of the tail.
    let cube = z * (1 + (z * z + 1) / (4 * degreesOfFreedom))
    let power = exp(
      (logNormalization + 0.5 * (degreesOfFreedom - 1) * log(degreesOfFreedom) - log(tail)) / degreesOfFreedom)
    var y = power > cube && power.isFinite ? power : max(cube, z)
    var (low, high) = (0.0, Double.infinity)
    for _ in 0..<100 {
      let probability = lowerTail(y)
      if probability > tail { low = y } else { high = y }
      let slope = density(y) * y / probability
      let step = log(probability / tail) / slope
      var next = y * exp(max(-2, min(2, step)))
      if !(next > low && next < high) { next = high.isFinite ? 0.5 * (low + high) : 2 * y }
      if abs(next - y) <= 2e-15 * y { return next }
      y = next
    }
    return y
  }
}
