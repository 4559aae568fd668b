import TailpoolLibc
import TailpoolNumerics

extension BarrierCoordinates {
  /// The barrier as a first-passage problem without a discount.
  var undiscountedPassage: FirstPassage { FirstPassage(distance: -h, drift: drift, rate: 0, discount: 1) }

  /// The slopes of the payment of 1 when the barrier is reached, or of the probability that it is.
  ///
  /// As a function of the distance t, the drift ν and λ² = ν² + 2ρ, with g, E, L, F = E + L and Y of `FirstPassage`, x = t + λ,
  /// m the Mills ratio and e(x) = 1 − x m(x):
  ///
  ///     F_t  = −(λ+ν) E − (2t+λ+ν) L − 2g e(x)
  ///     F_tt = (λ+ν)² E + (2t+λ+ν)² L − 2g t + 4g (t+ν) e(x)
  ///     F_ν  = −(t/λ) [(λ+ν) E + (λ−ν) L],   F_ρ = −tY
  ///     F_s  = (t/(sλ)) [(λ+ν)(λ+c) E − (λ−ν)(λ−c) L + 2gλ],   c = ν + ηs, at fixed rates and time
  ///
  /// in which no large terms cancel: of λ ± ν and λ ± c the smaller one is written as λ² − ν² = 2ρ or λ² − c² over the other.
  /// Where λ < 1 the same is written by F and Y.
  ///
  /// - Parameters:
  ///   - rate: r T.
  ///   - yield: q T.
  ///   - isPaidAtHit: Whether the payment is discounted from the passage; else it is the probability.
  func hitSlopes(rate: Double, yield: Double, isPaidAtHit: Bool = true) -> BarrierSlopes {
    let passage = isPaidAtHit ? self.passage(rate: rate) : undiscountedPassage
    let (hit, t, nu) = (passage.hit, -h, drift)
    let c = nu + eta * s
    let g = passage.discount * NormalDistribution.density(t + nu)
    let first, second, byDrift, deviation: Double
    if let terms = hit.terms {
      let (early, late, root) = (terms.early, terms.late, terms.root)
      let (plus, minus) = FirstPassage.sides(root, nu, 2 * passage.rate)
      let (plusAsset, minusAsset) = FirstPassage.sides(root, c, isPaidAtHit ? 2 * yield : 2 * (yield - rate))
      let excess = g * NormalDistribution.excessRatio(t + root)
      let w = 2 * t + plus
      first = -(plus * early + w * late + 2 * excess)
      second = plus * plus * early + w * w * late - 2 * g * t + 4 * (t + nu) * excess
      byDrift = -t / root * (plus * early + minus * late)
      deviation = t / s * ((plus * plusAsset * early - minus * minusAsset * late) / root + 2 * g)
    } else {
      let squared = nu * nu + 2 * passage.rate
      first = -nu * hit.value - squared * hit.spread - 2 * g
      second = (nu * nu + squared) * hit.value + 2 * nu * squared * hit.spread + 2 * (t + 2 * nu) * g
      byDrift = -t * (hit.value + nu * hit.spread)
      deviation = t / s * ((squared + nu * c) * hit.spread + (nu + c) * hit.value + 2 * g)
    }
    return BarrierSlopes(
      logSpot: first * eta / s, curvature: second / (s * s) - first * eta / s, deviation: deviation,
      rate: byDrift * eta / s - (isPaidAtHit ? t * hit.spread : 0), yield: -byDrift * eta / s)
  }
}

extension FirstPassage {
  /// λ + x and λ − x, of which the smaller one comes from their product.
  fileprivate static func sides(_ root: Double, _ x: Double, _ product: Double) -> (Double, Double) {
    x < 0 ? (product / (root - x), root - x) : (root + x, product / (root + x))
  }
}
