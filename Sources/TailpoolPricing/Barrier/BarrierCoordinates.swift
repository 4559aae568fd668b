import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// A barrier option in units of s = σ√T, turned so that the barrier lies below: z = ± log(S_T/S) / s.
///
/// With the sign η = +1 for a down barrier and −1 for an up barrier, z is a normal variable of variance 1 whose mean is
/// `drift` when payments are counted in cash and `drift + η s` when they are counted in the underlying. Paths that reach
/// the barrier h < 0 have on z > h the density of the reflected variable,
///
///     exp(2 drift h) φ(z − 2h − drift) = φ(z − drift) exp(−2h(h − z))
///
/// of which the right side cannot overflow. An option that pays above k is called outward (a call over a down barrier),
/// one that pays below k inward.
struct BarrierCoordinates {
  /// +1 for a down barrier, −1 for an up barrier.
  let eta: Double
  /// +1 for a call, −1 for a put.
  let sign: Double
  let s: Double
  /// The barrier, < 0.
  let h: Double
  /// The strike; ±∞ for a strike of 0.
  let k: Double
  /// The forward as z, halfway between the two means: large deviations do not round it away.
  let forward: Double
  /// The mean of z when payments are counted in cash.
  let drift: Double
  let strike: Double
  let barrier: Double
  let discount: Double
  /// Present values of the underlying, the strike and the barrier: S exp(−qT), K exp(−rT), H exp(−rT).
  let receive: Double
  let pay: Double
  let payAtBarrier: Double
  /// |H − K| exp(−rT).
  let gap: Double

  init(
    _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double, distance: Double,
    deviation s: Double, carry: Double, discount: Double, growth: Double
  ) {
    eta = kind.isUp ? -1 : 1
    sign = type.sign
    self.s = s
    h = eta * (distance / s)
    k = -eta * (logMoneyness(forward: spot, strike: strike) / s)
    forward = eta * (carry / s)
    drift = eta * (carry / s - 0.5 * s)
    (self.strike, self.barrier) = (strike, barrier)
    self.discount = discount
    receive = spot * growth
    pay = strike * discount
    payAtBarrier = barrier * discount
    gap = abs(barrier - strike) * discount
  }

  var isOutward: Bool { eta * sign > 0 }

  /// Whether the forward is on the living side of the barrier.
  var isForwardInside: Bool { forward > h }

  /// A value that is a sum of terms of either sign, with the sum of their magnitudes.
  private struct Sum {
    var value = 0.0
    var magnitude = 0.0

    /// Whether at most four binary digits cancelled.
    var isSafe: Bool { value >= 0.0625 * magnitude }

    static func += (sum: inout Sum, term: Double) {
      sum.value += term
      sum.magnitude += abs(term)
    }
  }

  /// The value of the payoff over the paths that do not reach the barrier.
  var knockOut: Double {
    var sum = Sum()
    if isOutward {
      let isStrikeInside = k >= h
      let level = isStrikeInside ? k : h
      let present = isStrikeInside ? pay : payAtBarrier
      sum += vanilla(at: level, present: present, isOutward: true)
      sum += -reflectedVanilla(at: level, present: present)
      if !isStrikeInside { sum += gap * survival }
      if sum.isSafe { return sum.value }
      let alive = BarrierIntegral(self, isStruckAtBarrier: !isStrikeInside).alive(isInward: false)
      return isStrikeInside ? alive : alive + gap * survival
    }
    guard k > h else { return 0 }
    // Between a strike and a barrier within a deviation the terms cancel as the third power of the gap.
    if k - h < 1 { return BarrierIntegral(self).alive(isInward: true) }
    addBetween(h, payAtBarrier, k, pay, slope: -1, to: &sum)
    addReflectedBetween(-1, to: &sum)
    return sum.isSafe ? sum.value : BarrierIntegral(self).alive(isInward: true)
  }

  /// The value of the payoff over the paths that reach the barrier.
  var knockIn: Double {
    var sum = Sum()
    if isOutward {
      if k >= h { return reflectedVanilla(at: k, present: pay) }
      let reflected = reflectedVanilla(at: h, present: payAtBarrier) + gap * reflectedAbove(h)
      sum += reflected
      addBetween(k, pay, h, payAtBarrier, slope: 1, to: &sum)
      if sum.isSafe { return sum.value }
      return reflected + BarrierIntegral(self).allBeyondBarrier
    }
    guard k > h else { return vanilla(at: k, present: pay, isOutward: false) }
    let beyond =
      vanilla(at: h, present: payAtBarrier, isOutward: false) + gap * NormalDistribution.cumulative(h - drift)
    sum += beyond
    addReflectedBetween(1, to: &sum)
    return sum.isSafe ? sum.value : beyond + BarrierIntegral(self).reflected
  }

  /// The value over lower < z < upper of a payoff that is 0 at one end and `gap` at the other: at `upper` for a slope of
  /// 1, at `lower` for −1.
  ///
  /// The tails that are added and subtracted are those on the side away from the forward, so that no intrinsic value
  /// has to cancel.
  private func addBetween(
    _ lower: Double, _ payLower: Double, _ upper: Double, _ payUpper: Double, slope: Double, to sum: inout Sum
  ) {
    let inward = isForwardInside
    sum += slope * vanilla(at: lower, present: payLower, isOutward: !inward)
    sum += -slope * vanilla(at: upper, present: payUpper, isOutward: !inward)
    let tail = NormalDistribution.cumulative(inward ? h - drift : drift - h)
    sum += (inward ? slope : -slope) * gap * tail
  }

  /// ± the value of an inward payoff over h < z < k on the paths that reach the barrier.
  private func addReflectedBetween(_ weight: Double, to sum: inout Sum) {
    sum += weight * gap * reflectedAbove(h)
    sum += -weight * reflectedVanilla(at: h, present: payAtBarrier)
    sum += weight * reflectedVanilla(at: k, present: pay)
  }
}
