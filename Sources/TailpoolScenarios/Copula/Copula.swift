import TailpoolNumerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The dependence of two variables whatever their margins are: that of a normal or a Student t pair.
public struct BivariateCopula: Hashable, Sendable {
  /// The correlation of the pair, in [−1, 1].
  public let correlation: Double
  /// Degrees of freedom ν > 0 of the t copula; +∞ is the Gaussian copula.
  public let degreesOfFreedom: Double

  /// Creates a copula; every result is NaN when an argument is out of range.
  ///
  /// - Parameters:
  ///   - correlation: In [−1, 1].
  ///   - degreesOfFreedom: ν > 0; +∞ is the Gaussian copula.
  public init(correlation: Double, degreesOfFreedom: Double = .infinity) {
    self.correlation = correlation
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var isValid: Bool { abs(correlation) <= 1 && degreesOfFreedom > 0 }

  /// Kendall's rank correlation, 2 asin(ρ) / π, the same for every ν.
  public var kendallTau: Double { isValid ? 2 * asin(correlation) / .pi : .nan }

  /// Spearman's rank correlation of the Gaussian copula, 6 asin(ρ / 2) / π; for finite ν it differs a little.
  public var gaussianSpearmanRho: Double { isValid ? 6 * asin(0.5 * correlation) / .pi : .nan }

  /// The limit of P(V ≤ u | U ≤ u) for small u, and of P(V > u | U > u) for u near 1.
  ///
  ///     λ = 2 T(−√((ν + 1)(1 − ρ) / (1 + ρ))),   T with ν + 1 degrees of freedom
  ///
  /// - Returns: 0 for the Gaussian copula with ρ < 1.
  /// - Source: P. Embrechts, A. McNeil, D. Straumann (2002).
  public var tailDependence: Double {
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
  public func cumulative(_ u: Double, _ v: Double) -> Double {
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
    // From ρ = ±1, where one variable tells the other, to ρ, over the angle θ with sin θ = ρ.
    let angle = asin(correlation)
    return correlation >= 0
      ? min(u, v) - integral(x, y, from: angle, to: 0.5 * .pi)
      : max(0, u + v - 1) + integral(x, y, from: -0.5 * .pi, to: angle)
  }

  /// 1/(2π) ∫ (1 + (x² + y² − 2 x y sin θ) / (ν cos² θ))^(−ν/2) dθ, by the double exponential rule, which the ends at
  /// ±π/2 do not disturb.
  private func integral(_ x: Double, _ y: Double, from low: Double, to high: Double) -> Double {
    let (middle, half) = (0.5 * (low + high), 0.5 * (high - low))
    if half <= 0 { return 0 }
    let step = 0.03125
    var sum = CompensatedSum()
    for k in -112...112 {
      let t = Double(k) * step
      let s = 0.5 * .pi * sinh(t)
      let theta = middle + half * tanh(s)
      let (sine, cosine) = (sin(theta), cos(theta))
      let weight = 0.5 * .pi * cosh(t) / (cosh(s) * cosh(s))
      let form = x * x + y * y - 2 * x * y * sine
      let square = cosine * cosine
      if weight == 0 || square == 0 { continue }
      sum.add(weight * exp(-0.5 * degreesOfFreedom * log1p(max(0, form) / (degreesOfFreedom * square))))
    }
    return half * step * sum.value / (2 * .pi)
  }
}
