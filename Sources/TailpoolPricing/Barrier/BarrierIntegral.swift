#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TailpoolNumerics

/// Prices of barrier options by quadrature, for the corners where the closed form is a difference of nearly equal terms.
///
/// Those are a spot close to the barrier, a strike close to the barrier, and a barrier that hardly matters in a tail. The
/// integrand, payoff times density, is positive and log-concave there, so that the sum keeps the digits that the
/// difference would lose.
struct BarrierIntegral {
  private let market: BarrierCoordinates
  /// The strike of the payoff, as z and as present value.
  private let level: Double
  private let present: Double

  init(_ market: BarrierCoordinates, level: Double, present: Double) {
    (self.market, self.level, self.present) = (market, level, present)
  }

  /// Over the paths that do not reach the barrier.
  func alive(from lower: Double, to upper: Double) -> Double {
    let (drift, h) = (market.drift, market.h)
    return sum(from: lower, to: upper, mean: drift) { z in
      NormalDistribution.density(z - drift) * -expm1(-2 * h * (h - z))
    }
  }

  /// Over all paths.
  func all(from lower: Double, to upper: Double) -> Double {
    let drift = market.drift
    return sum(from: lower, to: upper, mean: drift) { NormalDistribution.density($0 - drift) }
  }

  /// Over the paths that reach the barrier and end on its living side.
  func reflected(from lower: Double, to upper: Double) -> Double {
    sum(from: lower, to: upper, mean: market.drift + 2 * market.h) { market.reflectedDensity($0) }
  }

  private func sum(from lower: Double, to upper: Double, mean: Double, density: (Double) -> Double) -> Double {
    // Payoffs may grow as the underlying does, which moves the mean by s.
    let other = mean + market.eta * market.s
    let start = max(lower, BarrierIntegral.reach(from: lower, to: upper, mean: min(mean, other), direction: -1))
    let end = min(upper, BarrierIntegral.reach(from: lower, to: upper, mean: max(mean, other), direction: 1))
    // The normal density itself is left to the width of the panels.
    let slope = max(0, start - mean, mean - end) + 2 * abs(market.h) + market.s
    return BarrierIntegral.panels(from: start, to: end, span: slope * (end - start)) { z in payoff(z) * density(z) }
  }

  /// The integral of a smooth function over an interval on which it changes as exp(span) and a normal density do.
  ///
  /// A panel has at most 5 units, where a normal density is a polynomial of few terms, and 15 of the span, for which the
  /// error of 20 nodes is below 1e-20; 12 nodes do for a span of 6. Sixteen panels see whatever an interval holds that was cut
  /// where the integrand is small.
  static func panels(from lower: Double, to upper: Double, span: Double, _ function: (Double) -> Double) -> Double {
    let width = upper - lower
    guard width > 0, width < 1e3 else { return 0 }
    let isEasy = span <= 6 && width <= 2
    let count = isEasy ? 1 : max((min(span, 240) / 15).rounded(.up), (width / 5).rounded(.up))
    let rule = isEasy ? GaussLegendre.twelve : .twenty
    let half = 0.5 * width / count
    var total = 0.0
    var panel = 0.0
    while panel < count {
      let center = lower + (2 * panel + 1) * half
      total += rule.sum { function(center + half * $0) }
      panel += 1
    }
    return total * half
  }

  /// Where a normal density cut to an interval has fallen by exp(−45) from its largest value there.
  private static func reach(from lower: Double, to upper: Double, mean: Double, direction: Double) -> Double {
    let peak = min(max(mean, lower), upper)
    let slope = max(0, direction * (peak - mean))
    return peak + direction * 90 / (slope + (slope * slope + 90).squareRoot())
  }

  private func payoff(_ z: Double) -> Double {
    present == 0
      ? market.spot * market.discount * exp(market.eta * market.s * z)
      : present * abs(expm1(market.eta * market.s * (z - level)))
  }
}
