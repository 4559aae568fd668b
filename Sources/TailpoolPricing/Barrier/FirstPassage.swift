import TailpoolLibc
import TailpoolNumerics

/// When a Brownian motion with drift over one unit of time first falls by a distance.
///
/// With t the distance, ν the drift, m the Mills ratio and g = φ(t + ν) exp(−ρ),
///
///     P(not reached) = φ(t + ν) [m(−ν − t) − m(−ν + t)]
///     E[exp(−ρ τ); τ ≤ 1] = g [m(t − λ) + m(t + λ)],  λ² = ν² + 2ρ
///
/// where m(x) with x < 0 is written by probabilities as soon as it is large. Where λ² < 0, which takes a negative rate,
/// the second is 2 exp(−tν) ∫ φ(u) exp(−λ² t²/(2u²)) du over u > t, whose integrand is positive.
struct FirstPassage {
  /// t > 0.
  let distance: Double
  /// ν, towards the side where the motion starts when positive.
  let drift: Double
  /// ρ.
  let rate: Double
  /// exp(−ρ).
  let discount: Double

  /// A discounted payment at the passage, with what its derivatives need.
  struct Hit {
    /// F = E[exp(−ρ τ); τ ≤ 1].
    var value: Double
    /// Y = −(2/t) dF/d(λ²) at a fixed drift: g [m(t − λ) − m(t + λ)] / λ.
    var spread: Double
    /// The two terms of F, apart; nil where λ < 1, or is no number, and they nearly cancel in Y.
    var terms: Terms?
  }

  /// F = E + L with E = exp(−t(λ + ν)) N(λ − t) and L = g m(t + λ).
  struct Terms {
    let early, late, root: Double
  }

  /// The probability that the distance is not reached.
  var survival: Double {
    let a = abs(drift)
    if distance - a > MillsSpread.bodyThreshold {
      let other = NormalDistribution.density(distance + drift) * NormalDistribution.millsRatio(distance - drift)
      return NormalDistribution.cumulative(distance + drift) - other
    }
    let density = NormalDistribution.density(distance + drift)
    let time = density == 0 ? 0 : density * MillsSpread.value(a: a, t: distance)
    return drift > 0 ? time - expm1(-2 * drift * distance) : time
  }

  /// The payment at the passage.
  var hit: Hit {
    let squared = drift * drift + 2 * rate
    return squared < 0 ? oscillatory(squared) : ordinary(squared.squareRoot())
  }

  private func ordinary(_ lambda: Double) -> Hit {
    let density = discount * NormalDistribution.density(distance + drift)
    let late = density == 0 ? 0 : density * NormalDistribution.millsRatio(distance + lambda)
    if lambda - distance > MillsSpread.bodyThreshold {
      // λ + ν without cancellation.
      let sum = drift < 0 ? 2 * rate / (lambda - drift) : lambda + drift
      let early = exp(-distance * sum) * NormalDistribution.cumulative(lambda - distance)
      return Hit(
        value: early + late, spread: (early - late) / lambda, terms: Terms(early: early, late: late, root: lambda))
    }
    if density == 0 { return Hit(value: 0, spread: 0) }
    let early = density * NormalDistribution.millsRatio(distance - lambda)
    let spread =
      lambda < 1e-9
      ? 2 * density * NormalDistribution.excessRatio(distance)
      : density * MillsSpread.value(a: distance, t: lambda) / lambda
    return Hit(
      value: early + late, spread: spread,
      terms: lambda < 1 ? nil : Terms(early: early, late: late, root: lambda))
  }

  /// The case λ² < 0: with c = −λ²/2 the integral is φ(t) Σ cⁿ/n! jₙ, jₙ = ∫ (t/u)²ⁿ φ(u)/φ(t) du.
  private func oscillatory(_ squared: Double) -> Hit {
    let c = -0.5 * squared
    let sums = distance < 1.5 ? passageSeries(c) : passageIntegral(c)
    let scale = 2 * NormalDistribution.density(distance + drift) * exp(0.5 * drift * drift)
    return Hit(value: scale * sums.value, spread: scale * sums.spread / distance)
  }

  /// By parts jₙ = t (1 − t jₙ₋₁) / (2n − 1), which multiplies errors by t²/(2n − 1).
  private func passageSeries(_ c: Double) -> (value: Double, spread: Double) {
    let t = distance
    var moment = NormalDistribution.millsRatio(t)
    var weight = 1.0
    var value = 0.0
    var spread = 0.0
    var n = 1.0
    while n < 2000 {
      value += weight * moment
      moment = t * (1 - t * moment) / (2 * n - 1)
      spread += weight * moment
      weight *= c / n
      if weight * moment <= 0x1p-56 * value, n > c { break }
      n += 1
    }
    return (value, spread)
  }

  private func passageIntegral(_ c: Double) -> (value: Double, spread: Double) {
    let t = distance
    let end = 90 / (t + (t * t + 90).squareRoot())
    func integral(_ power: Double) -> Double {
      BarrierIntegral.panels(from: 0, to: end, span: 45 + c) { x in
        let ratio = t / (t + x)
        return pow(ratio, power) * exp(-x * (t + 0.5 * x) + c * ratio * ratio)
      }
    }
    return (integral(0), integral(2))
  }
}
