/// A smile in the raw parametrization of stochastic volatility inspired (SVI) total variance.
///
///     w(k) = a + b (ρ (k − m) + √((k − m)² + σ²))
///
/// Source: J. Gatheral, "A parsimonious arbitrage-free implied volatility parameterization" (2004).
public struct RawSVI: VolatilitySlice, Hashable {
  /// Level.
  public let a: Double
  /// Slope of the wings, ≥ 0.
  public let b: Double
  /// Asymmetry of the wings, in [−1, 1].
  public let rho: Double
  /// Center of the smile.
  public let m: Double
  /// Width of the smile around its center, ≥ 0.
  public let sigma: Double

  /// Creates a smile.
  ///
  /// - Parameters: As of the properties.
  /// - Throws: `SurfaceError.parameterOutOfDomain` for b or σ negative, |ρ| > 1, a value that is not finite, or a
  ///   minimum a + b σ √(1 − ρ²) below 0.
  public init(a: Double, b: Double, rho: Double, m: Double, sigma: Double) throws(SurfaceError) {
    for (name, value) in [("a", a), ("b", b), ("rho", rho), ("m", m), ("sigma", sigma)] where !value.isFinite {
      throw .parameterOutOfDomain(name: name, value: value)
    }
    guard b >= 0 else { throw .parameterOutOfDomain(name: "b", value: b) }
    guard abs(rho) <= 1 else { throw .parameterOutOfDomain(name: "rho", value: rho) }
    guard sigma >= 0 else { throw .parameterOutOfDomain(name: "sigma", value: sigma) }
    let minimum = a + b * sigma * (1 - rho * rho).squareRoot()
    guard minimum >= 0 else { throw .parameterOutOfDomain(name: "a", value: a) }
    self.init(unchecked: a, b, rho, m, sigma)
  }

  /// Creates a smile from parameters known to be in their domain.
  package init(unchecked a: Double, _ b: Double, _ rho: Double, _ m: Double, _ sigma: Double) {
    self.a = a
    self.b = b
    self.rho = rho
    self.m = m
    self.sigma = sigma
  }

  /// The smallest total variance, a + b σ √(1 − ρ²).
  public var minimum: Double { a + b * sigma * (1 - rho * rho).squareRoot() }

  /// The larger slope of the two wings, b (1 + |ρ|); prices have no moment explosion at zero or infinity up to 2.
  public var steepestWing: Double { b * (1 + abs(rho)) }

  /// Total variance and its first two derivatives, in closed form.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  /// - Returns: At k = m with σ = 0 the slope is that of the right wing and the curvature +∞.
  /// - Accuracy: 1e-14 relative on every row of References/Tables/svi_raw.csv.
  /// - Complexity: O(1), no allocation.
  public func derivatives(at logMoneyness: Double) -> TotalVarianceDerivatives {
    let x = logMoneyness - m
    let root = (x * x + sigma * sigma).squareRoot()
    let direction = root > 0 ? x / root : 1
    let narrowness = root > 0 ? sigma / root : 1
    return TotalVarianceDerivatives(
      totalVariance: a + b * (rho * x + root), slope: b * (rho + direction),
      curvature: b == 0 ? 0 : b * narrowness * narrowness / root)
  }
}
