import TailpoolNumerics

/// The difference of two Mills ratios, which is the price of an option out of the money over its density.
///
/// With m(z) = (1 − N(z)) / φ(z), a = |x|/s and t = s/2 the normalized Black function is
///
///     b(x, s) = exp(x/2) N(t − a) − exp(−x/2) N(−t − a) = φ(a) exp(−t²/2) [m(a − t) − m(a + t)]
///
/// because exp(x/2) φ(a − t) = exp(−x/2) φ(a + t) = φ(a) exp(−t²/2) for x = −2 a t. The exponents have left the
/// difference, and what remains loses digits only when t is small. There
///
///     m(a − t) − m(a + t) = 2 ∫ exp(−u²/2 − a u) sinh(t u) du = 2 Σ t^(2k+1)/(2k+1)! mₙ,  n = 2k + 1,
///     mₙ = ∫ uⁿ exp(−u²/2 − a u) du  (u > 0),
///
/// a sum of positive terms. By parts, m₍ₙ₊₁₎ = n m₍ₙ₋₁₎ − a mₙ; it starts from the two ratios that
/// `NormalDistribution` gives without cancellation, m₀ = m(a) and m₁ = 1 − a m(a).
@usableFromInline
enum MillsSpread {
  /// Beyond t − a = 1 both legs of the price are probabilities of ordinary size, and their difference is safe.
  ///
  /// There inner · N(t − a) ≥ 0.84 inner and outer · N(−a − t) = inner · φ(1) m(2a + 1) ≤ 0.16 inner at t − a = 1, and
  /// the second falls as t grows.
  @inlinable static var bodyThreshold: Double { 1 }

  /// The series serves t below 0.9 / (1 + 1.2 a), the difference of ratios the rest.
  ///
  /// In units of the rounding error u the difference loses about a/t for a > 1, and 2/t near a = 0, while the condition
  /// number of the price is about 2a² and 1 there: at this threshold the loss is under a quarter of 4(1 + cond) u. The
  /// forward recurrence multiplies errors by a at each step, so that term k carries about (t a)^(2k)/(2k+1)! a u with
  /// t a < 0.75.
  @inlinable
  static func seriesLimit(_ a: Double) -> Double { 0.9 / (1 + 1.2 * a) }

  /// At t = 0.9, a = 0, the slowest case, the term with k = 14 is below 1e-16 of the sum.
  @inlinable static var maximumTerms: Double { 14 }

  /// m(a − t) − m(a + t) for a ≥ 0, t > 0.
  @inlinable
  static func value(a: Double, t: Double) -> Double {
    if t < seriesLimit(a) { return series(a: a, t: t) }
    return NormalDistribution.millsRatio(a - t) - NormalDistribution.millsRatio(a + t)
  }

  @inlinable
  static func series(a: Double, t: Double) -> Double {
    var even = NormalDistribution.millsRatio(a)
    var odd = NormalDistribution.excessRatio(a)
    var weight = 1.0
    var rest = 0.0
    let first = odd
    let squared = t * t
    var n = 1.0
    while n < 2 * maximumTerms {
      even = n * even - a * odd
      odd = (n + 1) * odd - a * even
      n += 2
      weight *= squared / (n * (n - 1))
      let term = weight * odd
      rest += term
      if abs(term) <= 0x1p-56 * first { break }
    }
    return 2 * t * (first + rest)
  }
}
