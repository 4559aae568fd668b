import TailpoolLibc
import TailpoolNumerics

/// The Black price out of the money in normalized coordinates.
///
///     price = discountFactor · √(forward · strike) · b(x, s),  x = −|log(forward / strike)|,  s = volatility · √years
///     b(x, s) = exp(x/2) N(x/s + s/2) − exp(−x/2) N(x/s − s/2)
///
/// Source of the coordinates: P. Jäckel, "Let's Be Rational" (2015). The evaluation is derived in `MillsSpread`.
public enum NormalizedBlack {
  /// The normalized price b(x, s) of the option out of the money.
  ///
  /// - Parameters:
  ///   - x: Log-moneyness; its sign does not matter, since call and put out of the money mirror each other.
  ///   - s: Standard deviation σ√T ≥ 0.
  /// - Returns: b in [0, exp(−|x|/2)]: 0 for s = 0, exp(−|x|/2) for s = ∞. NaN for s < 0, infinite x, and for NaN.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative, with cond = (|x b_x| + s b_s) / b (References/Tables/normalised_black.csv).
  /// - Complexity: O(1), no allocation.
  @inlinable
  public static func price(x: Double, s: Double) -> Double {
    guard s >= 0, abs(x) < .infinity else { return .nan }
    let maximum = exp(-0.5 * abs(x))
    if s == 0 { return 0 }
    if s == .infinity { return maximum }
    let a = abs(x) / s
    let t = 0.5 * s
    if t - a > MillsSpread.bodyThreshold {
      return maximum * NormalDistribution.cumulative(t - a) - outerTail(a: a, t: t)
    }
    let density = NormalDistribution.density(a) * exp(-0.5 * t * t)
    return density == 0 ? 0 : density * MillsSpread.value(a: a, t: t)
  }

  /// The derivative of b with respect to s: φ(x/s) exp(−s²/8).
  ///
  /// - Parameters:
  ///   - x: Log-moneyness, of either sign.
  ///   - s: Standard deviation σ√T ≥ 0.
  /// - Returns: The normalized vega ≥ 0: for s = 0 it is 0, or φ(0) when x = 0 too. NaN for s < 0 and for NaN.
  /// - Complexity: O(1), no allocation.
  @inlinable
  public static func vega(x: Double, s: Double) -> Double {
    guard s >= 0, abs(x) < .infinity else { return .nan }
    let a = x == 0 ? 0 : abs(x) / s
    return NormalDistribution.density(a) * exp(-0.125 * s * s)
  }

  /// The distance of b from its upper bound: exp(−|x|/2) − b(x, s).
  ///
  /// - Parameters:
  ///   - x: Log-moneyness, of either sign.
  ///   - s: Standard deviation σ√T ≥ 0.
  /// - Returns: The complement ≥ 0, accurate relative to itself. NaN for s < 0 and for NaN.
  /// - Complexity: O(1), no allocation.
  @inlinable
  public static func complement(x: Double, s: Double) -> Double {
    guard s >= 0, abs(x) < .infinity else { return .nan }
    let maximum = exp(-0.5 * abs(x))
    if s == 0 { return maximum }
    if s == .infinity { return 0 }
    let a = abs(x) / s
    let t = 0.5 * s
    return maximum * NormalDistribution.cumulative(a - t) + outerTail(a: a, t: t)
  }

  /// exp(|x|/2) N(−a − t) with x = 2 a t, free of overflow: φ(a) exp(−t²/2) m(a + t).
  @inlinable
  static func outerTail(a: Double, t: Double) -> Double {
    NormalDistribution.density(a) * exp(-0.5 * t * t) * NormalDistribution.millsRatio(a + t)
  }
}
