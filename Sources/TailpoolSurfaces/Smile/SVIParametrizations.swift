import TailpoolLibc

extension RawSVI {
  /// A smile in the natural parametrization of SVI.
  ///
  ///     w(k) = Δ + ω/2 (1 + ζ ρ (k − μ) + √((ζ (k − μ) + ρ)² + 1 − ρ²))
  ///
  /// Source: J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces" (2014), definition 3.2.
  public struct Natural: Hashable, Sendable {
    /// Δ, the level.
    public var delta: Double
    /// μ, the place.
    public var mu: Double
    /// ρ, the asymmetry, in (−1, 1).
    public var rho: Double
    /// ω, the scale, ≥ 0.
    public var omega: Double
    /// ζ, the inverse width, > 0.
    public var zeta: Double

    /// Creates parameters; see the properties.
    public init(delta: Double, mu: Double, rho: Double, omega: Double, zeta: Double) {
      self.delta = delta
      self.mu = mu
      self.rho = rho
      self.omega = omega
      self.zeta = zeta
    }

    /// Converts a raw smile.
    ///
    /// - Parameter raw: A smile with |ρ| < 1 and σ > 0.
    /// - Throws: `SurfaceError.parameterOutOfDomain` for |ρ| = 1 or σ = 0, which the natural form cannot express.
    public init(_ raw: RawSVI) throws(SurfaceError) {
      guard abs(raw.rho) < 1 else { throw .parameterOutOfDomain(name: "rho", value: raw.rho) }
      guard raw.sigma > 0 else { throw .parameterOutOfDomain(name: "sigma", value: raw.sigma) }
      let side = ((1 - raw.rho) * (1 + raw.rho)).squareRoot()
      self.init(
        delta: raw.a - raw.b * raw.sigma * side, mu: raw.m + raw.rho * raw.sigma / side, rho: raw.rho,
        omega: 2 * raw.b * raw.sigma / side, zeta: side / raw.sigma)
    }
  }
}

extension RawSVI {
  /// A smile in the jump-wing parametrization of SVI, whose parameters traders see.
  ///
  /// Source: J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces" (2014), definition 3.3.
  public struct JumpWing: Hashable, Sendable {
    /// Variance at the money per year, > 0.
    public var variance: Double
    /// Skew at the money: dσ/dk √T.
    public var skew: Double
    /// Slope of the put wing, ≥ 0.
    public var putSlope: Double
    /// Slope of the call wing, ≥ 0.
    public var callSlope: Double
    /// Smallest variance per year, ≥ 0.
    public var minimumVariance: Double
    /// Time to expiry in years, > 0.
    public var years: Double

    /// Creates parameters; see the properties.
    public init(
      variance: Double, skew: Double, putSlope: Double, callSlope: Double, minimumVariance: Double, years: Double
    ) {
      self.variance = variance
      self.skew = skew
      self.putSlope = putSlope
      self.callSlope = callSlope
      self.minimumVariance = minimumVariance
      self.years = years
    }

    /// Converts a raw smile.
    ///
    /// - Parameters:
    ///   - raw: A smile with positive total variance at the money.
    ///   - years: Time to expiry in years, finite and > 0.
    /// - Throws: `SurfaceError.parameterOutOfDomain` when years or the total variance at the money is not positive.
    public init(_ raw: RawSVI, years: Double) throws(SurfaceError) {
      guard years > 0, years < .infinity else { throw .parameterOutOfDomain(name: "years", value: years) }
      let money = raw.derivatives(at: 0)
      guard money.totalVariance > 0 else {
        throw .parameterOutOfDomain(name: "totalVariance", value: money.totalVariance)
      }
      let root = money.totalVariance.squareRoot()
      self.init(
        variance: money.totalVariance / years, skew: 0.5 * money.slope / root, putSlope: raw.b * (1 - raw.rho) / root,
        callSlope: raw.b * (1 + raw.rho) / root, minimumVariance: raw.minimum / years, years: years)
    }
  }
}

extension RawSVI {
  /// Converts a natural smile.
  ///
  /// - Parameter natural: Natural parameters with |ρ| < 1, ω ≥ 0, ζ > 0.
  /// - Throws: `SurfaceError.parameterOutOfDomain`.
  public init(_ natural: RawSVI.Natural) throws(SurfaceError) {
    guard abs(natural.rho) < 1 else { throw .parameterOutOfDomain(name: "rho", value: natural.rho) }
    guard natural.zeta > 0 else { throw .parameterOutOfDomain(name: "zeta", value: natural.zeta) }
    guard natural.omega >= 0 else { throw .parameterOutOfDomain(name: "omega", value: natural.omega) }
    let square = (1 - natural.rho) * (1 + natural.rho)
    try self.init(
      a: natural.delta + 0.5 * natural.omega * square, b: 0.5 * natural.omega * natural.zeta, rho: natural.rho,
      m: natural.mu - natural.rho / natural.zeta, sigma: square.squareRoot() / natural.zeta)
  }

  /// Converts a jump-wing smile.
  ///
  /// With β = m / R and R = √(m² + σ²), the distance of the variance at the money from the smallest one is
  /// b R (1 − ρβ − √(1 − ρ²) √(1 − β²)) / T; the bracket is 1 − cos(asin ρ − asin β).
  ///
  /// - Parameter jumpWing: Jump-wing parameters in their domain, with |ρ|, |β| ≤ 1.
  /// - Throws: `SurfaceError.undetermined` when the minimum is at the money, since the width is then free, and
  ///   `.parameterOutOfDomain`.
  public init(_ jumpWing: RawSVI.JumpWing) throws(SurfaceError) {
    let total = jumpWing.variance * jumpWing.years
    guard total > 0, total < .infinity else { throw .parameterOutOfDomain(name: "variance", value: jumpWing.variance) }
    let root = total.squareRoot()
    let b = 0.5 * root * (jumpWing.callSlope + jumpWing.putSlope)
    guard b > 0 else { throw .parameterOutOfDomain(name: "callSlope", value: jumpWing.callSlope) }
    let rho = (jumpWing.callSlope - jumpWing.putSlope) / (jumpWing.callSlope + jumpWing.putSlope)
    let beta = rho - 2 * jumpWing.skew * root / b
    guard abs(rho) <= 1 else { throw .parameterOutOfDomain(name: "putSlope", value: jumpWing.putSlope) }
    guard abs(beta) <= 1 else { throw .parameterOutOfDomain(name: "skew", value: jumpWing.skew) }
    let half = sin(0.5 * (asin(rho) - asin(beta)))
    guard half != 0 else { throw .undetermined }
    let radius = (jumpWing.variance - jumpWing.minimumVariance) * jumpWing.years / (2 * b * half * half)
    guard radius >= 0 else {
      throw .parameterOutOfDomain(name: "minimumVariance", value: jumpWing.minimumVariance)
    }
    let sigma = radius * ((1 - beta) * (1 + beta)).squareRoot()
    try self.init(
      a: jumpWing.minimumVariance * jumpWing.years - b * sigma * ((1 - rho) * (1 + rho)).squareRoot(), b: b, rho: rho,
      m: beta * radius, sigma: sigma)
  }
}
