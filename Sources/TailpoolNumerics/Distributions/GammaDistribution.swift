import TailpoolLibc

/// The gamma distribution with scale 1: probabilities of both tails and their inverse; chi-squared is twice it.
package enum GammaDistribution {
  /// The probability that a gamma variable is at most x: the regularized lower incomplete gamma function P(a, x).
  ///
  /// - Parameters:
  ///   - x: Any number.
  ///   - shape: a > 0.
  /// - Returns: A probability; 0 for x ≤ 0. NaN for another shape and for NaN.
  /// - Accuracy: 2e-13 relative for shapes up to 100.
  package static func cumulative(_ x: Double, shape: Double) -> Double {
    tails(x, shape: shape).lower
  }

  /// The probability that a gamma variable exceeds x: the regularized upper incomplete gamma function Q(a, x).
  ///
  /// - Parameters:
  ///   - x: Any number.
  ///   - shape: a > 0.
  /// - Returns: A probability; 1 for x ≤ 0. NaN for another shape and for NaN.
  /// - Accuracy: 2e-13 relative for shapes up to 100.
  package static func complementary(_ x: Double, shape: Double) -> Double {
    tails(x, shape: shape).upper
  }

  /// The density x^(a − 1) exp(−x) / Γ(a).
  ///
  /// - Parameters:
  ///   - x: Any number; 0 gives 0 for x < 0.
  ///   - shape: a > 0.
  package static func density(_ x: Double, shape: Double) -> Double {
    guard shape > 0, !x.isNaN else { return .nan }
    if x < 0 || x == .infinity { return 0 }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 : 0 }
    return exp((shape - 1) * log(x) - x - GammaFunction.logarithm(shape))
  }

  /// The number below which a gamma variable lies with a given probability.
  ///
  /// - Parameters:
  ///   - probability: In [0, 1].
  ///   - shape: a > 0.
  /// - Returns: x with P(a, x) = probability; 0 at 0, +∞ at 1. NaN outside and for NaN.
  /// - Accuracy: 2e-12 relative for probabilities in [1e-12, 1 − 1e-12] and shapes from 0.5 to 100.
  /// - Complexity: A few evaluations of the distribution.
  package static func quantile(_ probability: Double, shape: Double) -> Double {
    guard shape > 0, shape.isFinite, probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return 0 }
    if probability == 1 { return .infinity }
    var x = start(probability, shape)
    var (low, high) = (0.0, Double.infinity)
    for _ in 0..<100 {
      let (lower, upper) = tails(x, shape: shape)
      // The smaller tail has the digits.
      let excess = probability < 0.5 ? lower - probability : (1 - probability) - upper
      if excess > 0 { high = x } else { low = x }
      let slope = density(x, shape: shape)
      let newton = excess / slope
      let curvature = (shape - 1) / x - 1
      var next = x - newton / max(0.5, 1 - 0.5 * min(1, newton * curvature))
      if !(next > low && next < high) { next = high.isFinite ? 0.5 * (low + high) : 2 * x }
      if abs(next - x) <= 1e-15 * x || next == x { return next }
      x = next
    }
    return x
  }

  /// Wilson and Hilferty's approximation, or the power law of small probabilities.
  private static func start(_ probability: Double, _ shape: Double) -> Double {
    let z = NormalDistribution.quantile(probability)
    let cube = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
    if cube > 0.2 { return shape * cube * cube * cube }
    return max(exp((log(probability) + GammaFunction.logarithm(shape + 1)) / shape), .leastNormalMagnitude)
  }

  private static func tails(_ x: Double, shape: Double) -> (lower: Double, upper: Double) {
    guard shape > 0, shape.isFinite, !x.isNaN else { return (.nan, .nan) }
    if x <= 0 { return (0, 1) }
    if x == .infinity { return (1, 0) }
    let factor = exp(shape * log(x) - x - GammaFunction.logarithm(shape))
    if x < shape + 1 {
      let lower = factor * series(x, shape)
      return (lower, 1 - lower)
    }
    let upper = factor * fraction(x, shape)
    return (1 - upper, upper)
  }

  /// Σ xⁿ / (a (a + 1) … (a + n)).
  private static func series(_ x: Double, _ shape: Double) -> Double {
    var (term, sum, divisor) = (1 / shape, 1 / shape, shape)
    for _ in 0..<100_000 {
      divisor += 1
      term *= x / divisor
      sum += term
      if term <= sum * 1e-17 { break }
    }
    return sum
  }

  /// Legendre's continued fraction, by Lentz's method.
  private static func fraction(_ x: Double, _ shape: Double) -> Double {
    var b = x + 1 - shape
    var (c, d) = (1e300, 1 / b)
    var result = d
    for i in 1..<100_000 {
      let a = -Double(i) * (Double(i) - shape)
      b += 2
      d = 1 / (a * d + b)
      c = b + a / c
      result *= c * d
      if abs(c * d - 1) <= 1e-16 { break }
    }
    return result
  }
}
