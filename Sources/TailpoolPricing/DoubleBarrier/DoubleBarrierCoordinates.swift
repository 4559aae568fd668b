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
  /// Whether integrals hold the derivatives too; the value alone otherwise.
  let wantsSlopes: Bool

  init(
    spot: Double, lowerBarrier: Double, upperBarrier: Double, deviation s: Double, carry: Double, discount: Double,
    wantsSlopes: Bool
  ) {
    self.wantsSlopes = wantsSlopes
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
    integral(from: -lower, startsAbove: 0, endsBelow: 0, length: lower + upper, growth: 0) { _, _ in 1 }
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
          from: -lower, startsAbove: 0, endsBelow: 0, length: lower + upper, growth: s
        ) { x, _ in
          strike == 0 ? lowerBarrier * discount * exp(s * x) : present * expm1(s * (x + gap))
        }
      }
      return integral(
        from: z, startsAbove: k, endsBelow: 0, length: logRatio(upperBarrier, strike) / s, growth: s
      ) { x, _ in present * expm1(s * x) }
    case .put:
      if strike <= lowerBarrier { return Moments() }
      guard strike < upperBarrier else {
        let gap = logRatio(strike, upperBarrier) / s
        return integral(
          from: -lower, startsAbove: 0, endsBelow: 0, length: lower + upper, growth: s
        ) { _, left in present * -expm1(-s * (left + gap)) }
      }
      return integral(
        from: -lower, startsAbove: 0, endsBelow: rest, length: logRatio(strike, lowerBarrier) / s, growth: s
      ) { _, left in present * -expm1(-s * left) }
    }
  }

  /// The integral over a length of z from `base`, so far above the lower barrier, up to a place so far below the upper one.
  ///
  /// - Parameters:
  ///   - growth: By how much the mean moves where payoffs grow as the underlying.
  ///   - payoff: As a function of the distances from the start and from the end.
  private func integral(
    from base: Double, startsAbove floor: Double, endsBelow ceiling: Double, length: Double,
    growth: Double, payoff: (_ x: Double, _ left: Double) -> Double
  ) -> Moments {
    // As x = z − base, the mean lies at ν − base.
    let mean = drift - base
    let low = BarrierIntegral.reach(from: 0, to: length, mean: mean, direction: -1)
    let high = BarrierIntegral.reach(from: 0, to: length, mean: mean + growth, direction: 1)
    let (from, to) = (max(0, low), min(length, high))
    // Near a barrier the density changes as exp(−2ay) does, up to where that is 1e-22.
    let near = min(max(25 / lower - floor, from), to)
    let far = max(min(length - (25 / upper - ceiling), to), near)
    let overlaps = length - (25 / upper - ceiling) < near
    var sums = SIMD4<Double>(repeating: 0)
    for (start, end) in [(from, near), (near, far), (far, to)] where end > start {
      var slope = max(0, start - mean, mean + growth - end) + growth
      if start < near || overlaps { slope += 2 * min(lower, 1e3) }
      if end > far || overlaps { slope += 2 * min(upper, 1e3) }
      sums += panels(from: start, to: end, span: slope * (end - start), base, floor, ceiling, length, payoff)
    }
    return Moments(sums: sums)
  }

  private func panels(
    from start: Double, to end: Double, span: Double, _ base: Double, _ floor: Double, _ ceiling: Double,
    _ length: Double,
    _ payoff: (_ x: Double, _ left: Double) -> Double
  ) -> SIMD4<Double> {
    if wantsSlopes {
      return BarrierIntegral.panels(from: start, to: end, span: span) { x -> SIMD4<Double> in
        let (z, left) = (base + x, length - x)
        return payoff(x, left) * exp(density.logScale(displacement: z))
          * density.values(floor + x, ceiling + left, displacement: z)
      }
    }
    let value = BarrierIntegral.panels(from: start, to: end, span: span) { x -> Double in
      let (z, left) = (base + x, length - x)
      return payoff(x, left) * exp(density.logScale(displacement: z))
        * density.value(floor + x, ceiling + left, displacement: z)
    }
    return SIMD4(value, 0, 0, 0)
  }
}
