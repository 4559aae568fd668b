import TailpoolLibc
import TailpoolMarket

/// What a lognormal path between two known prices does with two barriers on the way.
///
/// Given its ends the logarithm is a Brownian bridge, whatever its drift was. It stays between the barriers with the probability
/// G/φ of `KilledDensity`. In deviations, for a start a′ below the upper barrier, a above the lower one, w = a + a′ apart, and an
/// end displaced by z, it reaches the upper one first with probability
///
///     Σ (−1)^j exp((z² − D_j²)/2),  D_j = |z − a′| + a′ + jw for even j, |z − a′| + a + jw for odd j
///
/// Sources: P. Glasserman, Monte Carlo Methods in Financial Engineering (2003), section 6.4; T. W. Anderson, Annals of
/// Mathematical Statistics 31 (1960) 165.
struct BarrierBridge {
  /// The probability that neither barrier is reached.
  let survival: Double
  /// The probability that the upper, or the lower, barrier is reached, and before the other.
  let upperFirst, lowerFirst: Double

  /// - Parameters:
  ///   - start: The first price, between the barriers.
  ///   - end: The second price, > 0.
  ///   - lower: The lower barrier, > 0.
  ///   - upper: The upper barrier, above the lower.
  ///   - variance: Of the logarithm between the two, ≥ 0. Without any a barrier is reached when the path ends beyond it.
  init(from start: Double, to end: Double, lower: Double, upper: Double, variance: Double) {
    let isOut = !(end > lower && end < upper)
    let root = variance.squareRoot()
    guard root > 1e-150 else {
      survival = isOut ? 0 : 1
      upperFirst = end >= upper ? 1 : 0
      lowerFirst = isOut && end < upper ? 1 : 0
      return
    }
    let (a, rest) = (logRatio(start, lower) / root, logRatio(upper, start) / root)
    let z = logRatio(end, start) / root
    survival =
      isOut
      ? 0
      : KilledDensity(lower: a, upper: rest, drift: 0).survivingPart(
        logRatio(end, lower) / root, logRatio(upper, end) / root, displacement: z)
    let reached = 1 - survival
    let up = min(Self.first(a, rest, z), reached)
    upperFirst = up
    lowerFirst = reached - up
  }

  private static func first(_ a: Double, _ rest: Double, _ z: Double) -> Double {
    let width = a + rest
    let beyond = abs(z - rest)
    var sum = 0.0
    var sign = 1.0
    // Deviations of less than 0.01 apart: both are reached often, and which is first follows from the distances.
    if width < 0.01 { return a / width }
    for j in 0..<2_000 {
      let distance = beyond + (j % 2 == 0 ? rest : a) + Double(j) * width
      let term = exp(0.5 * (z - distance) * (z + distance))
      sum += sign * term
      if term < 1e-17 { break }
      sign = -sign
    }
    return min(max(sum, 0), 1)
  }
}
