import TailpoolLibc

/// The extended SSVI surface (eSSVI): three parameters an expiry, free of arbitrage everywhere by their domain.
///
///     w(k) = (θ + ρψk + √((ψk + ρθ)² + (1 − ρ²) θ²)) / 2
///
/// with total variance at the money θ, ψ = θφ(θ), and asymmetry ρ. Between expiries θ, ψ and ρψ are linear in time.
/// Before the first θ and ψ are proportional to time; after the last θ goes on with the last slope, ψ and ρ stay. With
/// one ρ and ψ a function of θ it is SSVI.
///
/// - Source: J. Gatheral and A. Jacquier (2014); S. Hendriks and C. Martini (2019); J. Corbetta, P. Cohort, I. Laachir and
///   C. Martini, "Robust calibration and arbitrage-free interpolation of SSVI slices" (2019).
public struct ExtendedSSVI: VolatilitySurface, Hashable {
  /// The parameters of one expiry.
  public struct Expiry: VolatilitySlice, Hashable {
    /// Time to expiry in years, > 0.
    public let years: Double
    /// Total variance at the money, > 0.
    public let theta: Double
    /// θφ(θ), > 0: twice the sum of the slopes of both wings is 2ψ.
    public let psi: Double
    /// Asymmetry, in (−1, 1).
    public let rho: Double

    /// Creates parameters; see the properties.
    public init(years: Double, theta: Double, psi: Double, rho: Double) {
      self.years = years
      self.theta = theta
      self.psi = psi
      self.rho = rho
    }

    /// Total variance and its first two derivatives, in closed form.
    ///
    /// - Parameter logMoneyness: k = log(strike / forward), finite.
    public func derivatives(at logMoneyness: Double) -> TotalVarianceDerivatives {
      let y = psi * logMoneyness + rho * theta
      let side = (1 - rho) * (1 + rho) * theta * theta
      let root = (y * y + side).squareRoot()
      return TotalVarianceDerivatives(
        totalVariance: 0.5 * (theta + rho * psi * logMoneyness + root), slope: 0.5 * psi * (rho + y / root),
        curvature: 0.5 * psi * psi * side / (root * root * root))
    }

    /// The largest ψ without butterfly arbitrage: min(4 / (1 + |ρ|), 2 √(θ / (1 + |ρ|))).
    public var largestPsi: Double {
      let tilt = 1 + abs(rho)
      return min(4 / tilt, 2 * (theta / tilt).squareRoot())
    }
  }

  /// The expiries, earliest first.
  public let expiries: [Expiry]

  /// Creates a surface.
  ///
  /// - Parameter expiries: Earliest first. Each needs ψ at most `largestPsi`; each but the first θ not below, ψ / θ not
  ///   above, and |ρψ − ρ₀ψ₀| ≤ ψ − ψ₀ against the expiry before.
  /// - Throws: `SurfaceError.empty`; `.unorderedExpiries`; `.parameterOutOfDomain` naming the first parameter at fault.
  public init(expiries: [Expiry]) throws(SurfaceError) {
    guard !expiries.isEmpty else { throw .empty }
    for (index, expiry) in expiries.enumerated() {
      let before = index == 0 ? 0 : expiries[index - 1].years
      guard expiry.years > before, expiry.years < .infinity else { throw .unorderedExpiries(index: index) }
      guard expiry.theta > 0, expiry.theta < .infinity else {
        throw .parameterOutOfDomain(name: "theta", value: expiry.theta)
      }
      guard abs(expiry.rho) < 1 else { throw .parameterOutOfDomain(name: "rho", value: expiry.rho) }
      guard expiry.psi > 0, expiry.psi <= expiry.largestPsi * (1 + ExtendedSSVI.slack) else {
        throw .parameterOutOfDomain(name: "psi", value: expiry.psi)
      }
      if index > 0 { try ExtendedSSVI.check(expiries[index - 1], expiry) }
    }
    self.expiries = expiries
  }

  /// Creates an SSVI surface with the power law φ(θ) = η / (θ^γ (1 + θ)^(1 − γ)).
  ///
  /// - Parameters:
  ///   - rho: Asymmetry, in (−1, 1).
  ///   - eta: η > 0, at most 2 / (1 + |ρ|).
  ///   - gamma: γ in (0, 1/2].
  ///   - years: Times to expiry, ascending, > 0.
  ///   - thetas: Total variances at the money, as many, > 0 and not falling.
  /// - Throws: As of `init(expiries:)`; `.parameterOutOfDomain` for η, γ, or a number of θ that is not that of years.
  /// - Source: J. Gatheral and A. Jacquier (2014), example 4.2 and corollary 4.1.
  public init(rho: Double, eta: Double, gamma: Double, years: [Double], thetas: [Double]) throws(SurfaceError) {
    guard eta > 0, eta * (1 + abs(rho)) <= 2 else { throw .parameterOutOfDomain(name: "eta", value: eta) }
    guard gamma > 0, gamma <= 0.5 else { throw .parameterOutOfDomain(name: "gamma", value: gamma) }
    guard thetas.count == years.count else { throw .parameterOutOfDomain(name: "theta", value: Double(thetas.count)) }
    try self.init(
      expiries: zip(years, thetas).map { years, theta in
        Expiry(
          years: years, theta: theta, psi: eta * pow(theta, 1 - gamma) / pow(1 + theta, 1 - gamma), rho: rho)
      })
  }

  /// Total variance σ²T.
  ///
  /// - Parameters:
  ///   - logMoneyness: k = log(strike / forward), finite.
  ///   - years: Time to expiry in years, finite and > 0.
  /// - Returns: w > 0; NaN for arguments out of range.
  /// - Accuracy: 1e-10 of the volatilities of pool vector 05.
  /// - Complexity: O(log expiries).
  public func totalVariance(logMoneyness: Double, years: Double) -> Double {
    derivatives(logMoneyness: logMoneyness, years: years).totalVariance
  }

  /// Total variance and its first two derivatives against log-moneyness, in closed form.
  ///
  /// - Parameters: As of `totalVariance`.
  public func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
    guard logMoneyness.isFinite, years > 0, years < .infinity else {
      return TotalVarianceDerivatives(totalVariance: .nan, slope: .nan, curvature: .nan)
    }
    return parameters(at: years).derivatives(at: logMoneyness)
  }

  /// The derivative of total variance against years at fixed log-moneyness, in closed form.
  ///
  /// - Parameters: As of `totalVariance`.
  /// - Returns: ∂w/∂T ≥ 0; the derivative to the right at an expiry.
  public func timeSlope(logMoneyness: Double, years: Double) -> Double {
    guard logMoneyness.isFinite, years > 0, years < .infinity else { return .nan }
    let k = logMoneyness
    let here = parameters(at: years)
    let rate = rates(at: years)
    let root =
      ((here.psi * k + here.rho * here.theta) * (here.psi * k + here.rho * here.theta)
      + (1 - here.rho) * (1 + here.rho) * here.theta * here.theta).squareRoot()
    // The square under the root is ψ²k² + 2ρψθk + θ².
    let inner =
      here.psi * rate.psi * k * k + (rate.tilt * here.theta + here.rho * here.psi * rate.theta) * k
      + here.theta * rate.theta
    return 0.5 * (rate.theta + rate.tilt * k + inner / root)
  }

  /// The parameters at a time.
  ///
  /// - Parameter years: Time to expiry in years, finite and > 0.
  public func parameters(at years: Double) -> Expiry {
    let first = expiries[0]
    if years <= first.years {
      let share = years / first.years
      return Expiry(years: years, theta: first.theta * share, psi: first.psi * share, rho: first.rho)
    }
    guard let next = expiries.firstIndex(where: { $0.years >= years }) else {
      let last = expiries[expiries.count - 1]
      let theta = last.theta + lastRate * (years - last.years)
      return Expiry(years: years, theta: theta, psi: last.psi, rho: last.rho)
    }
    let (left, right) = (expiries[next - 1], expiries[next])
    let share = (years - left.years) / (right.years - left.years)
    func mean(_ first: Double, _ second: Double) -> Double { (1 - share) * first + share * second }
    let psi = mean(left.psi, right.psi)
    return Expiry(
      years: years, theta: mean(left.theta, right.theta), psi: psi,
      rho: mean(left.rho * left.psi, right.rho * right.psi) / psi)
  }

  /// Derivatives of θ, ψ and ρψ against years, to the right.
  private func rates(at years: Double) -> (theta: Double, psi: Double, tilt: Double) {
    let first = expiries[0]
    if years < first.years {
      return (first.theta / first.years, first.psi / first.years, first.rho * first.psi / first.years)
    }
    guard let next = expiries.firstIndex(where: { $0.years > years }) else { return (lastRate, 0, 0) }
    let (left, right) = (expiries[next - 1], expiries[next])
    let gap = right.years - left.years
    return (
      (right.theta - left.theta) / gap, (right.psi - left.psi) / gap,
      (right.rho * right.psi - left.rho * left.psi) / gap
    )
  }

  private var lastRate: Double {
    let last = expiries[expiries.count - 1]
    guard expiries.count > 1 else { return last.theta / last.years }
    let before = expiries[expiries.count - 2]
    return (last.theta - before.theta) / (last.years - before.years)
  }

  /// Relative rounding allowed at the edges of the domain.
  private static let slack = 1e-12

  private static func check(_ first: Expiry, _ second: Expiry) throws(SurfaceError) {
    guard second.theta >= first.theta * (1 - slack) else {
      throw .parameterOutOfDomain(name: "theta", value: second.theta)
    }
    let rise = second.psi - first.psi
    guard abs(second.rho * second.psi - first.rho * first.psi) <= rise + slack * second.psi else {
      throw .parameterOutOfDomain(name: "rho", value: second.rho)
    }
    guard second.psi * first.theta <= first.psi * second.theta * (1 + slack) else {
      throw .parameterOutOfDomain(name: "psi", value: second.psi)
    }
  }
}
