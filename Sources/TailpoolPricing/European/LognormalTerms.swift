import TailpoolLibc
import TailpoolNumerics

/// log(a / b) for positive numbers, accurate relative to itself when they are close.
@inlinable
package func logRatio(_ a: Double, _ b: Double) -> Double {
  let ratio = a / b
  // Within a factor of two the difference is exact (Sterbenz), and log1p keeps its digits.
  if ratio > 0.5, ratio < 2 { return log1p((a - b) / b) }
  if ratio > 0, ratio < .infinity { return log(ratio) }
  return log(a) - log(b)
}

/// The terms that every lognormal formula shares: d₁, d₂, the density and the four probabilities.
///
/// Everything is written for the side that is out of the money. With a = |x|/s and t = s/2,
///
///     near = a − t,  far = a + t
///
/// are d₁ and d₂ up to sign: (d₁, d₂) = (−near, −far) for x ≤ 0 and (far, near) for x > 0. The leg with the smaller
/// forward value (`inner`) carries the density of `near`, since inner · φ(near) = outer · φ(far).
struct LognormalTerms {
  let d1: Double
  let d2: Double
  /// φ(near); 0 when the option has no density left: s = 0, s = ∞, or both tails underflow.
  let density: Double
  /// N(d₁) and N(−d₁).
  let above1: Double
  let below1: Double
  /// N(d₂) and N(−d₂).
  let above2: Double
  let below2: Double

  /// Creates the terms.
  ///
  /// - Parameters:
  ///   - x: log(forward / strike); ±∞ for a strike or forward of 0.
  ///   - s: σ√T ≥ 0.
  init(logMoneyness x: Double, deviation s: Double) {
    if s > 0, s < .infinity, abs(x) < .infinity {
      let a = abs(x) / s
      let t = 0.5 * s
      let near = a - t
      let far = a + t
      density = NormalDistribution.density(near)
      let tailFar = NormalDistribution.cumulative(-far)
      let tail = density * NormalDistribution.millsRatio(abs(near))
      let tailNear = near >= 0 ? tail : 1 - tail
      let bodyNear = near >= 0 ? 1 - tail : tail
      if x <= 0 {
        (d1, d2) = (-near, -far)
        (above1, below1) = (tailNear, bodyNear)
        (above2, below2) = (tailFar, 1 - tailFar)
      } else {
        (d1, d2) = (far, near)
        (above1, below1) = (1 - tailFar, tailFar)
        (above2, below2) = (bodyNear, tailNear)
      }
    } else {
      // The limits: certain exercise, certain expiry, and half of each when s = 0 at the forward.
      density = 0
      let growing = s == .infinity && abs(x) < .infinity
      d1 = growing ? .infinity : x == 0 ? 0 : x * .infinity
      d2 = growing ? -.infinity : d1
      above1 = NormalDistribution.cumulative(d1)
      below1 = NormalDistribution.cumulative(-d1)
      above2 = NormalDistribution.cumulative(d2)
      below2 = NormalDistribution.cumulative(-d2)
    }
  }
}

/// The part of an option's value beyond its intrinsic value, from the two legs of the option out of the money.
///
///     value = inner · N(−near) − outer · N(−far)
///
/// with `near` and `far` as in `LognormalTerms`.
///
/// - Parameters:
///   - inner: The smaller leg, ≥ 0.
///   - outer: The larger leg, inner · exp(|x|).
///   - x: log of the ratio of the legs, of either sign.
///   - s: σ√T ≥ 0, finite.
@inlinable
func timeValue(inner: Double, outer: Double, logMoneyness x: Double, deviation s: Double) -> Double {
  if s == 0 || abs(x) == .infinity { return 0 }
  let a = abs(x) / s
  let t = 0.5 * s
  if t - a > MillsSpread.bodyThreshold {
    return inner * NormalDistribution.cumulative(t - a) - outer * NormalDistribution.cumulative(-a - t)
  }
  let density = NormalDistribution.density(a - t)
  return density == 0 ? 0 : inner * density * MillsSpread.value(a: a, t: t)
}
