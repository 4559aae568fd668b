import TailpoolLibc
import TailpoolNumerics

/// Prices of barrier options by quadrature, for the corners where the closed form is a difference of nearly equal terms.
///
/// Those are a spot close to the barrier, a strike close to the barrier, and a barrier that hardly matters in a tail. The
/// integrand, payoff times density, is positive and log-concave there, so that the sum keeps the digits that the
/// difference would lose.
///
/// It is taken over x = z − h, so that neither a strike nor a path close to a far barrier is rounded as z is.
struct BarrierIntegral {
  private let market: BarrierCoordinates
  /// The strike of the payoff, as x and as present value.
  private let level: Double
  private let present: Double

  /// Creates an integral of the payoff of a strike: the option's own, or that of an option struck at the barrier.
  init(_ market: BarrierCoordinates, isStruckAtBarrier: Bool = false) {
    self.market = market
    level =
      isStruckAtBarrier
      ? 0 : -market.eta * (logMoneyness(forward: market.barrier, strike: market.strike) / market.s)
    present = isStruckAtBarrier ? market.payAtBarrier : market.pay
  }

  /// Over the paths that do not reach the barrier, where the payoff is on one side of the strike.
  func alive(isInward: Bool) -> Double {
    let h = market.h
    let drift = market.drift - h
    return sum(from: isInward ? 0 : level, to: isInward ? level : .infinity, mean: drift) { x in
      NormalDistribution.density(x - drift) * -expm1(2 * h * x)
    }
  }

  /// The slopes of `alive(isInward: true)`.
  ///
  /// The payoff at x does not depend on the spot, and at s x not on s. With u the distance of x from the mean, e the part
  /// exp(2hx) of the paths at x that reach the barrier and a = 1 − e, the density φ(u) a has the slopes
  ///
  ///     log S:      ± φ(u) (ua + 2xe) / s,  twice: φ(u) ((u² − 1) a + 4uxe − 4x²e) / s²
  ///     s:          φ(u) (((u² − 1) a + 4hxe) / s ∓ ua)
  ///     rT and −qT: ± φ(u) ua / s
  var aliveSlopes: BarrierSlopes {
    let (h, s, eta) = (market.h, market.s, market.eta)
    let drift = market.drift - h
    func integral(_ slope: (_ u: Double, _ x: Double, _ alive: Double, _ hit: Double) -> Double) -> Double {
      sum(from: 0, to: level, mean: drift) { x in
        let u = x - drift
        return NormalDistribution.density(u) * slope(u, x, -expm1(2 * h * x), exp(2 * h * x))
      }
    }
    let byMean = eta / s * integral { u, _, alive, _ in u * alive }
    let logSpot = eta / s * integral { u, x, alive, hit in u * alive + 2 * x * hit }
    let bend = integral { u, x, alive, hit in (u * u - 1) * alive + 4 * x * (u - x) * hit }
    let spread = integral { u, x, alive, hit in
      ((u * u - 1) * alive + 4 * h * x * hit) / s - eta * u * alive
    }
    return BarrierSlopes(
      logSpot: logSpot, curvature: bend / (s * s) - logSpot, deviation: spread,
      rate: byMean - self.alive(isInward: true), yield: -byMean)
  }

  /// Over all paths that end between a strike beyond the barrier and the barrier.
  var allBeyondBarrier: Double {
    let drift = market.drift - market.h
    return sum(from: level, to: 0, mean: drift) { NormalDistribution.density($0 - drift) }
  }

  /// Over the paths that reach the barrier and end between it and the strike.
  var reflected: Double {
    let h = market.h
    let drift = market.drift - h
    return sum(from: 0, to: level, mean: market.drift + h) { x in
      NormalDistribution.density(x - drift) * exp(2 * h * x)
    }
  }

  private func sum(from lower: Double, to upper: Double, mean: Double, density: (Double) -> Double) -> Double {
    // Payoffs may grow as the underlying does, which moves the mean by s.
    let other = mean + market.eta * market.s
    let start = max(lower, BarrierIntegral.reach(from: lower, to: upper, mean: min(mean, other), direction: -1))
    let end = min(upper, BarrierIntegral.reach(from: lower, to: upper, mean: max(mean, other), direction: 1))
    // The normal density itself is left to the width of the panels.
    let slope = max(0, start - mean, mean - end) + 2 * abs(market.h) + market.s
    return BarrierIntegral.panels(from: start, to: end, span: slope * (end - start)) { x in payoff(x) * density(x) }
  }

  /// The integral of a smooth function over an interval on which it changes as exp(span) and a normal density do.
  ///
  /// A panel has at most 5 units, where a normal density is a polynomial of few terms, and 15 of the span, for which the
  /// error of 20 nodes is below 1e-20; 12 nodes do for a span of 6. Sixteen panels see whatever an interval holds that was cut
  /// where the integrand is small.
  static func panels(from lower: Double, to upper: Double, span: Double, _ function: (Double) -> Double) -> Double {
    var total = 0.0
    let half = eachPanel(from: lower, to: upper, span: span) { rule, center, half in
      total += rule.sum { function(center + half * $0) }
    }
    return total * half
  }

  /// The integrals of several functions likewise.
  static func panels(
    from lower: Double, to upper: Double, span: Double, _ function: (Double) -> SIMD4<Double>
  ) -> SIMD4<Double> {
    var total = SIMD4<Double>(repeating: 0)
    let half = eachPanel(from: lower, to: upper, span: span) { rule, center, half in
      total += rule.sum { (node: Double) -> SIMD4<Double> in function(center + half * node) }
    }
    return total * half
  }

  /// Calls for each panel with its rule, its center and half its width, which is returned: 0 for an interval that holds nothing.
  private static func eachPanel(
    from lower: Double, to upper: Double, span: Double, _ add: (GaussLegendre, Double, Double) -> Void
  ) -> Double {
    let width = upper - lower
    guard width > 0, width < 1e3 else { return 0 }
    let isEasy = span <= 6 && width <= 2
    let count = isEasy ? 1 : max((min(span, 240) / 15).rounded(.up), (width / 5).rounded(.up))
    let half = 0.5 * width / count
    var panel = 0.0
    while panel < count {
      add(isEasy ? GaussLegendre.twelve : .twenty, lower + (2 * panel + 1) * half, half)
      panel += 1
    }
    return half
  }

  /// Where a normal density cut to an interval has fallen by exp(−45) from its largest value there.
  static func reach(from lower: Double, to upper: Double, mean: Double, direction: Double) -> Double {
    let peak = min(max(mean, lower), upper)
    let slope = max(0, direction * (peak - mean))
    return peak + direction * 90 / (slope + (slope * slope + 90).squareRoot())
  }

  private func payoff(_ x: Double) -> Double {
    let grown = market.eta * market.s
    return present == 0
      ? market.barrier * market.discount * exp(grown * x) : present * abs(expm1(grown * (x - level)))
  }
}
