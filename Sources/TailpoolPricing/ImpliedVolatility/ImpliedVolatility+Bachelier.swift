import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

extension ImpliedVolatility {
  /// The normal volatility at which the Bachelier formula gives a price.
  ///
  /// The time value, price / discountFactor less the intrinsic value, is what is inverted. At the forward the answer is
  /// closed: σ = price √(2π / years) / discountFactor.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - price: Price of one unit, in quote currency.
  ///   - forward: Forward price, finite, of either sign.
  ///   - strike: Strike, finite, of either sign.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - discountFactor: Discount factor to expiry, finite and > 0; 1 means that `price` is undiscounted.
  /// - Returns: The volatility in price units per √year; `zero` at the intrinsic value, `belowIntrinsic` under it,
  ///   `infinite` for an infinite price and where the volatility overflows, `invalidInput` for arguments out of domain.
  ///   There is no upper bound.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative, with the condition number of the volatility with respect to price, forward
  ///   and strike (References/Tables/bachelier_implied_vol.csv).
  /// - Complexity: O(1), no allocation.
  public static func bachelier(
    _ type: OptionType, price: Double, forward: Double, strike: Double, years: Double, discountFactor: Double = 1
  ) -> ImpliedVolatility.Result {
    let gain = type.sign * (forward - strike)
    guard abs(gain) < .infinity, isPositive(years), isPositive(discountFactor), !price.isNaN else {
      return .invalidInput
    }
    let timeValue = price / discountFactor - max(gain, 0)
    if timeValue < 0 { return .belowIntrinsic }
    if timeValue == 0 { return .zero }
    if timeValue == .infinity { return .infinite }
    let deviation = NormalDeviationSolver.solve(distance: abs(gain), timeValue: timeValue)
    let volatility = deviation / years.squareRoot()
    return volatility < .infinity ? .value(volatility) : .infinite
  }
}

/// Solves v = s φ(a) (1 − a m(a)), a = distance / s, for s.
///
/// With h = v / distance the equation has one unknown. For h above its value at a = 1 it is solved for w = 1/a, in which
/// h is nearly straight; below, its logarithm is solved for a, since log h approaches −a²/2. Both by Halley steps.
///
enum NormalDeviationSolver {
  /// φ(1) (1 − m(1)).
  static let ratioAtOne = 0.08331547058768628
  /// A relative step below this leaves an error of its cube.
  static let lastStep = 1e-6
  static let maximumSteps = 8

  static func solve(distance: Double, timeValue: Double) -> Double {
    if distance == 0 { return timeValue * 2.5066282746310002 }  // √(2π)
    let ratio = timeValue / distance
    if ratio < ratioAtOne {
      // The logarithm of each where their ratio would be subnormal.
      let logarithm = ratio > 1e-290 ? log(ratio) : log(timeValue) - log(distance)
      return distance / far(logarithm)
    }
    // Beyond 2⁵⁰⁰ distances the strike is at the forward, and the ratio may overflow.
    return ratio < 0x1p500 ? distance * near(ratio) : timeValue * 2.5066282746310002
  }

  /// w with h(w) = w φ(1/w) (1 − m(1/w)/w), for w ≥ 1.
  private static func near(_ ratio: Double) -> Double {
    // h = φ(0) w − 1/2 + φ(0) / (2 w) − …, solved as a quadratic.
    let density = 0.3989422804014327
    let sum = ratio + 0.5
    var w = 0.5 * (sum + (sum * sum - 2 * density * density).squareRoot()) / density
    for _ in 0..<maximumSteps {
      let a = 1 / w
      let slope = NormalDistribution.density(a)
      let newton = (w * slope * NormalDistribution.excessRatio(a) - ratio) / slope
      let step = newton / (1 - 0.5 * newton * a * a * a)
      w -= step
      if abs(step) <= lastStep * w { break }
    }
    return w
  }

  /// a with log(φ(a) (1 − a m(a)) / a) = logarithm, for a ≥ 1.
  private static func far(_ logarithm: Double) -> Double {
    let halfLogTwoPi = 0.9189385332046728
    let target = -logarithm - halfLogTwoPi
    // 1 − a m(a) is near 1 / (1 + 1.25 a + a²).
    var a = LowerGuess.solve(target)
    for _ in 0..<maximumSteps {
      let excess = NormalDistribution.excessRatio(a)
      let f = log(excess / a) - 0.5 * a * a + target
      // f′ = −1 / (a E) and f″ / f′² = (2 + a²) E − 1, with E the excess ratio.
      let curvature = (2 + a * a) * excess - 1
      let step = f * a * excess / (1 - 0.5 * f * curvature)
      a += step
      if abs(step) <= lastStep * a { break }
    }
    return a
  }
}
