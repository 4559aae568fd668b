import TailpoolLibc

/// The gamma function of a positive argument, by its logarithm.
package enum GammaFunction {
  /// Coefficients of 1/x, 1/x³, … in Stirling's series: B₂ₖ / (2k (2k − 1)).
  private static let stirling: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1_260, -1.0 / 1_680, 1.0 / 1_188, -691.0 / 360_360, 1.0 / 156, -3_617.0 / 122_400,
  ]
  /// From here on, the series above is accurate to the last digit.
  private static let leastForSeries = 10.0
  private static let halfLogTwoPi = 0.918_938_533_204_672_741_78

  /// The logarithm of the gamma function.
  ///
  /// - Parameter x: More than 0.
  /// - Returns: log Γ(x); +∞ at 0 and at infinity, NaN for a negative or NaN argument.
  /// - Accuracy: about 1e-15 of the greater of 1 and the value.
  /// - Source: Stirling's series, after the recurrence Γ(x + 1) = x Γ(x) for small x.
  package static func logarithm(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? .infinity : .nan }
    guard x.isFinite else { return x }
    var product = 1.0
    var shifted = x
    while shifted < leastForSeries {
      product *= shifted
      shifted += 1
    }
    let series = (shifted - 0.5) * log(shifted) - shifted + halfLogTwoPi + correction(shifted)
    return product == 1 ? series : series - log(product)
  }

  /// What Stirling's formula for log Γ(x + 1) lacks.
  ///
  ///     log Γ(x + 1) = (x + ½) log x − x + ½ log 2π + stirlingError(x)
  ///
  /// - Parameter x: More than 0.
  package static func stirlingError(_ x: Double) -> Double {
    x >= leastForSeries ? correction(x) : logarithm(x + 1) - (x + 0.5) * log(x) + x - halfLogTwoPi
  }

  private static func correction(_ x: Double) -> Double {
    let inverseSquare = 1 / (x * x)
    return stirling.reversed().reduce(0) { $0 * inverseSquare + $1 } / x
  }
}
