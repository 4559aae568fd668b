import TailpoolLibc

/// The regularized incomplete beta function: the distribution function of the beta distribution.
package enum BetaFunction {
  /// Terms of the continued fraction that are tried; about the square root of the greater parameter is needed.
  private static let largestTermCount = 100_000

  /// The regularized incomplete beta function.
  ///
  ///     I(x; a, b) = ∫₀ˣ u^(a − 1) (1 − u)^(b − 1) du / B(a, b)
  ///
  /// The probability that a binomial number (n, p) is at least k is I(p; k, n − k + 1).
  ///
  /// - Parameters:
  ///   - x: From 0 to 1; less is taken as 0, more as 1.
  ///   - a: More than 0.
  ///   - b: More than 0.
  /// - Returns: From 0 to 1; NaN when an argument is NaN or a parameter is not positive and finite.
  /// - Accuracy: about 1e-13 relative below the median for parameters up to 1e6.
  /// - Complexity: O(sqrt(max(a, b))).
  /// - Source: the continued fraction of DLMF 8.17.22 by Lentz's method; its factor after C. Loader, "Fast and accurate
  ///   computation of binomial probabilities" (2000).
  package static func regularized(_ x: Double, a: Double, b: Double) -> Double {
    guard a > 0, b > 0, a.isFinite, b.isFinite, !x.isNaN else { return .nan }
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    if x <= (a + 1) / (a + b + 2) {
      return min(factor(x, 1 - x, a, b) * fraction(x, a, b) / a, 1)
    }
    return max(1 - factor(1 - x, x, b, a) * fraction(1 - x, b, a) / b, 0)
  }

  /// `x^a y^b / B(a, b)` for y = 1 − x, without the cancellation between large logarithms.
  private static func factor(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let sum = a + b
    let exponent =
      GammaFunction.stirlingError(sum) - GammaFunction.stirlingError(a) - GammaFunction.stirlingError(b)
      - deviance(a, sum * x) - deviance(b, sum * y)
    return (a / sum * b / (2 * Double.pi)).squareRoot() * exp(exponent)
  }

  /// `x log(x / m) + m − x`, by a series where x and m are near each other.
  private static func deviance(_ x: Double, _ mean: Double) -> Double {
    let difference = x - mean
    guard abs(difference) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
    let v = difference / (x + mean)
    var sum = difference * v
    var term = 2 * x * v
    var index = 1.0
    while true {
      term *= v * v
      let next = sum + term / (2 * index + 1)
      if next == sum { return sum }
      sum = next
      index += 1
    }
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let least = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < least ? least : d)
    var result = d
    for index in 1...largestTermCount {
      let m = Double(index)
      for coefficient in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + coefficient * d
        c = 1 + coefficient / c
        d = 1 / (abs(d) < least ? least : d)
        c = abs(c) < least ? least : c
        result *= d * c
      }
      if abs(d * c - 1) < 2 * Double.ulpOfOne { break }
    }
    return result
  }
}
