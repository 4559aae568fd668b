import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// A market between two barriers in units of s = σ√T.
///
/// The logarithm of the spot over s starts at a above the lower and a′ below the upper barrier and moves with drift
/// ν = (r − q)√T/σ − s/2; `KilledDensity` is its density over the paths that stay between them.
struct DoubleBarrierCoordinates {
  let s: Double
  /// (r − q) T.
  let carry: Double
  let drift: Double
  let lower, upper: Double
  let spot, lowerBarrier, upperBarrier: Double
  /// exp(−rT).
  let discount: Double
  let density: KilledDensity

  init(
    spot: Double, lowerBarrier: Double, upperBarrier: Double, deviation s: Double, carry: Double, discount: Double
  ) {
    (self.s, self.carry, self.spot, self.discount) = (s, carry, spot, discount)
    (self.lowerBarrier, self.upperBarrier) = (lowerBarrier, upperBarrier)
    drift = carry / s - 0.5 * s
    lower = logRatio(spot, lowerBarrier) / s
    upper = logRatio(upperBarrier, spot) / s
    density = KilledDensity(lower: lower, upper: upper, drift: drift)
  }

  /// A payoff integrated against the values of `KilledDensity`.
  struct Moments {
    var sums = SIMD4<Double>(repeating: 0)

    /// The mean of the payoff over the paths that stay between the barriers.
    var value: Double { max(sums.x, 0) }

    static func * (weight: Double, moments: Moments) -> Moments { Moments(sums: weight * moments.sums) }
  }

  /// The slopes of a discounted payoff of which the moments are given.
  ///
  /// With D₁ and D₂ the moments of the derivatives and J that of y − a − ν,
  ///
  ///     V_log S = D₁/s,   V_s = D₂/s + (2ν/s)(D₁ − J) − J,   V_(r−q)T = J/s
  ///
  /// where D₁ = J without barriers.
  func slopes(_ moments: Moments) -> BarrierSlopes {
    let (value, first, second, shift) = (moments.sums.x, moments.sums.y, moments.sums.z, moments.sums.w)
    return BarrierSlopes(
      logSpot: first / s, curvature: second / (s * s) - first / s,
      deviation: second / s + 2 * drift / s * (first - shift) - shift, rate: shift / s - value, yield: -shift / s)
  }

  /// A payment of 1 to the paths that stay between the barriers, not discounted.
  var survival: Moments {
    integral(from: -lower, startsAbove: 0, to: upper, endsBelow: 0, length: lower + upper, growth: 0) { _, _ in 1 }
  }

  /// The payoff of an option over the paths that stay between the barriers, discounted.
  func payoff(_ type: OptionType, strike: Double) -> Moments {
    // z runs from the spot, the strike lies at k above the lower and k′ below the upper barrier.
    let z = strike > 0 ? logRatio(strike, spot) / s : -.infinity
    let (k, rest) = (z + lower, upper - z)
    let present = strike * discount
    switch type {
    case .call:
      if strike >= upperBarrier { return Moments() }
      guard strike > lowerBarrier else {
        // What the strike is below the barrier is paid in any case.
        let gap = strike == 0 ? -.infinity : logRatio(lowerBarrier, strike) / s
        return integral(
          from: -lower, startsAbove: 0, to: upper, endsBelow: 0, length: lower + upper, growth: s
        ) { x, _ in
          strike == 0 ? lowerBarrier * discount * exp(s * x) : present * expm1(s * (x + gap))
        }
      }
      return integral(
        from: z, startsAbove: k, to: upper, endsBelow: 0, length: logRatio(upperBarrier, strike) / s, growth: s
      ) { x, _ in present * expm1(s * x) }
    case .put:
      if strike <= lowerBarrier { return Moments() }
      guard strike < upperBarrier else {
        let gap = logRatio(strike, upperBarrier) / s
        return integral(
          from: -lower, startsAbove: 0, to: upper, endsBelow: 0, length: lower + upper, growth: s
        ) { _, left in present * -expm1(-s * (left + gap)) }
      }
      return integral(
        from: -lower, startsAbove: 0, to: z, endsBelow: rest, length: logRatio(strike, lowerBarrier) / s, growth: s
      ) { _, left in present * -expm1(-s * left) }
    }
  }

  /// The integral over z from `start`, so far above the lower barrier, to `end`, so far below the upper one.
  ///
  /// - Parameters:
  ///   - length: end − start, which keeps its digits where both are close.
  ///   - growth: By how much the mean moves where payoffs grow as the underlying.
  ///   - payoff: As a function of the distances from the start and from the end.
  private func integral(
    from start: Double, startsAbove floor: Double, to end: Double, endsBelow ceiling: Double, length: Double,
    growth: Double, payoff: (_ x: Double, _ left: Double) -> Double
  ) -> Moments {
    // As x, the mean lies at ν − start.
    let mean = drift - start
    let low = BarrierIntegral.reach(from: 0, to: length, mean: mean, direction: -1)
    let high = BarrierIntegral.reach(from: 0, to: length, mean: mean + growth, direction: 1)
    let (from, to) = (max(0, low), min(length, high))
    var slope = max(0, from - mean, mean + growth - to) + growth
    // Near a barrier the density changes as exp(−2ay) does.
    if lower * (floor + from) < 25 { slope += 2 * min(lower, 1e3) }
    if upper * (ceiling + length - to) < 25 { slope += 2 * min(upper, 1e3) }
    let sums = BarrierIntegral.panels(from: from, to: to, span: slope * (to - from)) { x -> SIMD4<Double> in
      let z = start + x
      let left = length - x
      return payoff(x, left) * exp(density.logScale(displacement: z))
        * density.values(floor + x, ceiling + left, displacement: z)
    }
    return Moments(sums: sums)
  }
}
