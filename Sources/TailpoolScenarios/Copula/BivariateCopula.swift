import TailpoolLibc
import TailpoolNumerics

/// The dependence of two variables whatever their margins are: that of a normal or a Student t pair.
package struct BivariateCopula: Hashable, Sendable {
  /// The correlation of the pair, in [−1, 1].
  package let correlation: Double
  /// Degrees of freedom ν > 0 of the t copula; +∞ is the Gaussian copula.
  package let degreesOfFreedom: Double

  /// Creates a copula; every result is NaN when an argument is out of range.
  ///
  /// - Parameters:
  ///   - correlation: In [−1, 1].
  ///   - degreesOfFreedom: ν > 0; +∞ is the Gaussian copula.
  package init(correlation: Double, degreesOfFreedom: Double = .infinity) {
    self.correlation = correlation
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var isValid: Bool { abs(correlation) <= 1 && degreesOfFreedom > 0 }

  /// Kendall's rank correlation, 2 asin(ρ) / π, the same for every ν.
  package var kendallTau: Double { isValid ? 2 * asin(correlation) / .pi : .nan }

  /// Spearman's rank correlation of the Gaussian copula, 6 asin(ρ / 2) / π; for finite ν it differs a little.
  package var gaussianSpearmanRho: Double { isValid ? 6 * asin(0.5 * correlation) / .pi : .nan }

  /// The limit of P(V ≤ u | U ≤ u) for small u, and of P(V > u | U > u) for u near 1.
  ///
  ///     λ = 2 T(−√((ν + 1)(1 − ρ) / (1 + ρ))),   T with ν + 1 degrees of freedom
  ///
  /// - Returns: 0 for the Gaussian copula with ρ < 1.
  /// - Source: P. Embrechts, A. McNeil, D. Straumann (2002).
  package var tailDependence: Double {
    guard isValid else { return .nan }
    if correlation == 1 { return 1 }
    guard degreesOfFreedom.isFinite, correlation > -1 else { return 0 }
    let argument = ((degreesOfFreedom + 1) * (1 - correlation) / (1 + correlation)).squareRoot()
    return 2 * StudentTDistribution(degreesOfFreedom: degreesOfFreedom + 1).cumulative(-argument)
  }

  /// The probability that both uniform variables are at most u and v.
  ///
  /// - Parameters:
  ///   - u: In [0, 1].
  ///   - v: In [0, 1].
  /// - Returns: C(u, v). NaN outside and for NaN.
  /// - Accuracy: 1e-12 absolute for 1 ≤ ν ≤ 100.
  package func cumulative(_ u: Double, _ v: Double) -> Double {
    guard isValid, u >= 0, u <= 1, v >= 0, v <= 1 else { return .nan }
    if u == 0 || v == 0 { return 0 }
    if u == 1 { return v }
    if v == 1 { return u }
    guard degreesOfFreedom.isFinite else {
      return NormalDistribution.bivariateCumulative(
        NormalDistribution.quantile(u), NormalDistribution.quantile(v), correlation: correlation)
    }
    let distribution = StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
    let (x, y) = (distribution.quantile(u), distribution.quantile(v))
    // From ρ = ±1, where one variable tells the other, to ρ.
    return correlation >= 0 ? min(u, v) - integral(x, y) : max(0, u + v - 1) + integral(x, -y)
  }

  /// 1/(2π) ∫ (1 + ((x − y)² + 4 x y sin²(δ/2)) / (ν sin² δ))^(−ν/2) dδ, 0 ≤ δ ≤ acos |ρ|: the derivative of the
  /// probability by the angle whose cosine is the correlation.
  ///
  /// The double exponential rule takes no notice of the end at 0, which its nodes approach without rounding.
  private func integral(_ x: Double, _ y: Double) -> Double {
    let width = acos(abs(correlation))
    if width <= 0 { return 0 }
    let step = 0.03125
    var sum = CompensatedSum()
    for k in -112...112 {
      let t = Double(k) * step
      let s = 0.5 * .pi * sinh(t)
      let angle = width / (1 + exp(2 * s))
      let (sine, halfSine) = (sin(angle), sin(0.5 * angle))
      let weight = 0.5 * .pi * cosh(t) / (cosh(s) * cosh(s))
      if weight == 0 || sine == 0 { continue }
      let ratio = ((x - y) * (x - y) + 4 * x * y * halfSine * halfSine) / (sine * sine)
      sum.add(weight * exp(-0.5 * degreesOfFreedom * log1p(max(0, ratio) / degreesOfFreedom)))
    }
    return 0.5 * width * step * sum.value / (2 * .pi)
  }
}
