import TailpoolLibc

/// The standard normal distribution: density, probabilities of both tails, their logarithms and inverses.
///
/// No result is found by subtracting nearly equal numbers: each tail is computed as density times Mills ratio.
public enum NormalDistribution {
  /// √(2π).
  @inlinable static var rootTwoPi: Double { 2.5066282746310002 }

  /// 1/√(2π).
  @inlinable static var densityAtZero: Double { 0.3989422804014327 }

  /// The density exp(−x²/2) / √(2π).
  ///
  /// - Parameter x: Any number.
  /// - Returns: The density, 0 at ±∞. NaN gives NaN.
  /// - Complexity: O(1).
  @inlinable
  public static func density(_ x: Double) -> Double {
    densityAtZero * exponentialOfNegativeHalfSquare(x)
  }

  /// The probability N(x) that a standard normal variable is at most x.
  ///
  /// - Parameter x: Any number.
  /// - Returns: N(x), accurate relative to itself in the lower tail as well; 0 at −∞, 1 at +∞. NaN gives NaN.
  /// - Complexity: O(1).
  @inlinable
  public static func cumulative(_ x: Double) -> Double {
    x > 0 ? 1 - lowerTail(-x) : lowerTail(x)
  }

  /// The probability 1 − N(x) that a standard normal variable exceeds x.
  ///
  /// - Parameter x: Any number.
  /// - Returns: The upper tail, accurate relative to itself where it is small; 1 at −∞, 0 at +∞. NaN gives NaN.
  /// - Complexity: O(1).
  @inlinable
  public static func complementary(_ x: Double) -> Double {
    cumulative(-x)
  }

  /// The natural logarithm of N(x), finite far beyond where N(x) underflows.
  ///
  /// - Parameter x: Any number.
  /// - Returns: log N(x) ≤ 0; −∞ at −∞ and where x² overflows, −0 at +∞. NaN gives NaN.
  /// - Complexity: O(1).
  @inlinable
  public static func logCumulative(_ x: Double) -> Double {
    if x > 0 { return log1p(-lowerTail(-x)) }
    if x == -.infinity { return -.infinity }
    return log(densityAtZero * millsRatio(-x)) - 0.5 * x * x
  }

  /// N(x) for x ≤ 0.
  @inlinable
  static func lowerTail(_ x: Double) -> Double {
    if x < -39 { return 0 }  // N(−38.6) is below the least positive number
    return densityAtZero * exponentialOfNegativeHalfSquare(x) * millsRatio(-x)
  }

  /// exp(x²/2), with the square exact to twice the precision; +∞ where it overflows.
  @inlinable
  static func exponentialOfHalfSquare(_ x: Double) -> Double {
    if abs(x) > 40 { return .infinity }
    let (high, rest) = splitSquare(x)
    return exp(0.5 * high) * exponentialOfSmall(0.5 * rest)
  }

  /// exp(−x²/2), with the square exact to twice the precision; 0 where it underflows.
  @inlinable
  static func exponentialOfNegativeHalfSquare(_ x: Double) -> Double {
    if abs(x) > 40 { return 0 }
    let (high, rest) = splitSquare(x)
    return exp(-0.5 * high) * exponentialOfSmall(-0.5 * rest)
  }

  /// exp(x²), with the square exact to twice the precision; +∞ where it overflows.
  @inlinable
  static func exponentialOfSquare(_ x: Double) -> Double {
    if abs(x) > 28 { return .infinity }
    let (high, rest) = splitSquare(x)
    return exp(high) * exponentialOfSmall(rest)
  }

  /// exp(r) for |r| < 1e-4, where the rest of x² lies for |x| ≤ 40: the next term, r⁴/24, is below 5e-18.
  @inlinable
  static func exponentialOfSmall(_ r: Double) -> Double {
    1 + r * (1 + r * (0.5 + r / 6))
  }

  /// x² as h² + (x − h)(x + h), where h is x cut to 26 bits, so that h² is exact (W. J. Cody's device).
  @inlinable
  static func splitSquare(_ x: Double) -> (high: Double, rest: Double) {
    let head = Double(bitPattern: x.bitPattern & 0xFFFF_FFFF_F800_0000)
    return (head * head, (x - head) * (x + head))
  }
}
