import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// By how much the lowest price of a path will be below a level, or the highest above it.
///
/// With a level L that the spot has not passed, s = σ√T, the distance x = |log(S/L)|, b = r − q and h = bT/s,
///
///     exp(−rT) E[(L − min)⁺] = put(S, L) + S exp(−rT) R,   exp(−rT) E[(max − L)⁺] = call(S, L) + S exp(−rT) R
///
/// where R = (σ²/2b) times a difference that vanishes with b. It is written by Mills ratios m. For a minimum, d = x/s + s/2, and
/// for a maximum, d = x/s − s/2,
///
///     R = (s/2h) C [m(d − h) − m(d + h)],   C = φ(d + h) exp(bT) for a minimum, φ(d − h) exp(bT) for a maximum
///
/// and the bracket is even over h (`MillsSpread`), so that b = 0 is no exception. For d < 0, with D = −d,
///
///     R = (s/2h) [exp(2hx/s) (exp(2hD) − 1) + C (m(D − h) − m(D + h))]
struct ExtremumExcess: Sendable {
  /// Where the extremum lies.
  let side: BarrierSide
  /// The distance, ≥ 0; +∞ for a level of 0.
  let distance: Double
  /// σ√T, > 0.
  let deviation: Double
  /// bT/s.
  let tilt: Double

  /// Creates it.
  ///
  /// - Parameters:
  ///   - side: `down` for a minimum, `up` for a maximum.
  ///   - spot: Spot, > 0.
  ///   - level: The level, ≥ the spot for a maximum and no more than it for a minimum.
  ///   - deviation: σ√T, > 0.
  ///   - carry: (r − q) T.
  init(_ side: BarrierSide, spot: Double, level: Double, deviation: Double, carry: Double) {
    self.side = side
    distance = abs(logMoneyness(forward: spot, strike: level))
    self.deviation = deviation
    tilt = carry / deviation
  }

  /// R.
  var beyondVanilla: Double {
    guard distance < .infinity else { return 0 }
    let (s, h) = (deviation, tilt)
    let down = side == .down
    let d = distance / s + (down ? 0.5 : -0.5) * s
    let growth = exp(h * s)
    let a = abs(h)
    let half = 0.5 * s
    let common = growth * NormalDistribution.density(down ? d + h : d - h)
    // exp(∓2hx/s) of the paths that are reflected at the level.
    let reflection = (down ? -2 : 2) * h * (distance / s)
    guard a <= abs(d) + 1 else {
      // The two terms are of unlike size: one of them is a tail, whose factors are put together.
      let tail = common * NormalDistribution.millsRatio(d + a)
      let body = NormalDistribution.cumulative(a - d)
      switch (side, h > 0) {
      case (.down, true): return half / h * (exp(reflection) * body - tail)
      case (.down, false): return half / h * (tail - growth * body)
      case (.up, true): return half / h * (growth * body - tail)
      case (.up, false): return half / h * (tail - exp(reflection) * body)
      }
    }
    let spread = common == 0 ? 0 : common * Self.evenSpread(abs(d), a)
    guard d < 0 else { return half * spread }
    let rise = 2 * h * -d
    let expansion = a < 1e-300 ? -2 * d : expm1(rise) / h
    return half * (exp(reflection) * expansion + spread)
  }

  /// [m(a − t) − m(a + t)] / t, also at t = 0.
  private static func evenSpread(_ a: Double, _ t: Double) -> Double {
    t < 1e-9 ? 2 * NormalDistribution.excessRatio(a) : MillsSpread.value(a: a, t: t) / t
  }

  /// The drift away from the level in deviations.
  private var drift: Double { (side == .down ? 1 : -1) * (tilt - 0.5 * deviation) }

  /// The probability that the level is not passed.
  var survival: Double {
    guard distance > 0 else { return 0 }
    guard distance < .infinity else { return 1 }
    return FirstPassage(distance: distance / deviation, drift: drift, rate: 0, discount: 1).survival
  }

  /// The probability that it is passed.
  var passage: Double {
    guard distance > 0 else { return 1 }
    guard distance < .infinity else { return 0 }
    return FirstPassage(distance: distance / deviation, drift: drift, rate: 0, discount: 1).hit.value
  }

  /// The density of the logarithm of the extremum at the level.
  var density: Double {
    guard distance < .infinity else { return 0 }
    let (t, nu) = (distance / deviation, drift)
    let peak = NormalDistribution.density(t + nu)
    let tail =
      nu < t
      ? peak * NormalDistribution.millsRatio(t - nu) : exp(-2 * nu * t) * NormalDistribution.cumulative(nu - t)
    return max(2 * (peak + nu * tail), 0) / deviation
  }
}
