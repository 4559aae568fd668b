import TailpoolLibc
import TailpoolNumerics

extension BarrierCoordinates {
  /// The barrier as a first-passage problem.
  ///
  /// - Parameter rate: r T, which discounts a payment at the passage.
  func passage(rate: Double) -> FirstPassage {
    FirstPassage(distance: -h, drift: drift, rate: rate, discount: discount)
  }

  /// The probability that the barrier is not reached.
  var survival: Double { passage(rate: 0).survival }

  /// The value of a vanilla option over all paths.
  ///
  /// - Parameters:
  ///   - level: Its strike, as z.
  ///   - present: The present value of its strike.
  ///   - isOutward: Whether it pays above the level; below it otherwise.
  func vanilla(at level: Double, present: Double, isOutward: Bool) -> Double {
    let money = level - forward
    let isReceiveOuter = (money > 0) == (eta < 0)
    let time = timeValue(
      inner: isReceiveOuter ? present : receive, outer: isReceiveOuter ? receive : present, logMoneyness: money * s,
      deviation: s)
    return isOutward == (money < 0) ? time + abs(receive - present) : time
  }

  /// The value of an outward vanilla option over the paths that reach the barrier, its strike on the living side.
  ///
  /// With m the Mills ratio, t = s/2 and c the distance of the level from the middle of the two reflected means, it is
  /// `present` · φ(level − drift) exp(−2h(h − level)) · [m(c − t) − m(c + t)], and in the money (c < 0) the intrinsic
  /// value more than that of −c.
  func reflectedVanilla(at level: Double, present: Double) -> Double {
    let density = present * reflectedDensity(level)
    let t = 0.5 * s
    let c = level - 2 * h - forward
    if t - abs(c) > MillsSpread.bodyThreshold {
      // Two probabilities of ordinary size; the larger leg is the underlying of a call and the cash of a put.
      let mean = eta > 0 ? drift + s : drift
      let leg = (eta > 0 ? receive : present) * exp(2 * mean * h) * NormalDistribution.cumulative(t - c)
      return leg - density * NormalDistribution.millsRatio(c + t)
    }
    let time = density == 0 ? 0 : density * MillsSpread.value(a: abs(c), t: t)
    if c >= 0 { return time }
    return time + present * exp(2 * drift * h) * abs(expm1(-eta * s * c))
  }

  /// φ(z − drift) exp(−2h(h − z)), the density at z of the paths that reach the barrier, in cash; z ≥ h.
  func reflectedDensity(_ z: Double) -> Double {
    NormalDistribution.density(z - drift) * exp(-2 * h * (h - z))
  }

  /// The probability, in cash, of reaching the barrier and ending above a level on the living side.
  func reflectedAbove(_ level: Double) -> Double {
    let argument = drift + 2 * h - level
    if argument >= 0 { return exp(2 * drift * h) * NormalDistribution.cumulative(argument) }
    return reflectedDensity(level) * NormalDistribution.millsRatio(-argument)
  }
}
