import TailpoolLibc

/// A surface of lognormal mixtures, one for each expiry, free of butterfly arbitrage at every time.
///
/// Between expiries the price in units of the forward is a weighted mean of the two neighbors, which is again a mixture:
///
///     C(k, T) = (1 − λ) C₁(k) + λ C₂(k),   λ such that total variance at the money is linear in T
///
/// so that options never fall in value with time where the expiries' own do not. Before the first expiry volatility does
/// not depend on time, w(k, T) = w₁(k) T / T₁, which keeps g ≥ 0: g is concave in T there, and ≥ 0 at both ends. After
/// the last every part gains the last forward variance at the money, which raises every price.
public struct MixtureSurface: VolatilitySurface, Hashable {
  /// The mixture of one expiry.
  public struct Expiry: Hashable, Sendable {
    /// Time to expiry in years, > 0.
    public let years: Double
    /// The smile.
    public let smile: LognormalMixture

    /// Creates an expiry; see the properties.
    public init(years: Double, smile: LognormalMixture) {
      self.years = years
      self.smile = smile
    }
  }

  /// The expiries, earliest first.
  public let expiries: [Expiry]
  private let moneyVariances: [Double]

  /// Creates a surface.
  ///
  /// - Parameter expiries: Earliest first.
  /// - Throws: `SurfaceError.empty`, or `.unorderedExpiries` for times not positive, finite and ascending.
  public init(expiries: [Expiry]) throws(SurfaceError) {
    guard !expiries.isEmpty else { throw .empty }
    for (index, expiry) in expiries.enumerated() {
      let before = index == 0 ? 0 : expiries[index - 1].years
      guard expiry.years > before, expiry.years < .infinity else { throw .unorderedExpiries(index: index) }
    }
    self.expiries = expiries
    moneyVariances = expiries.map { $0.smile.totalVariance(at: 0) }
  }

  /// Total variance σ²T.
  ///
  /// - Parameters:
  ///   - logMoneyness: k = log(strike / forward), finite.
  ///   - years: Time to expiry in years, finite and > 0.
  /// - Returns: w > 0; NaN for arguments out of range.
  /// - Complexity: O(log expiries + components) and an inversion of the Black formula.
  public func totalVariance(logMoneyness: Double, years: Double) -> Double {
    guard logMoneyness.isFinite, years > 0, years < .infinity else { return .nan }
    if years < expiries[0].years {
      return expiries[0].smile.totalVariance(at: logMoneyness) * years / expiries[0].years
    }
    return smile(at: years).totalVariance(at: logMoneyness)
  }

  /// Total variance and its first two derivatives against log-moneyness, in closed form.
  ///
  /// - Parameters: As of `totalVariance`.
  public func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
    guard logMoneyness.isFinite, years > 0, years < .infinity else {
      return TotalVarianceDerivatives(totalVariance: .nan, slope: .nan, curvature: .nan)
    }
    if years < expiries[0].years {
      return expiries[0].smile.derivatives(at: logMoneyness).scaled(by: years / expiries[0].years)
    }
    return smile(at: years).derivatives(at: logMoneyness)
  }

  /// The derivative of total variance against years at fixed log-moneyness, in closed form.
  ///
  /// - Parameters: As of `totalVariance`.
  /// - Returns: ∂w/∂T; the derivative to the right at an expiry.
  public func timeSlope(logMoneyness: Double, years: Double) -> Double {
    guard logMoneyness.isFinite, years > 0, years < .infinity else { return .nan }
    let k = logMoneyness
    if years < expiries[0].years { return expiries[0].smile.totalVariance(at: k) / expiries[0].years }
    guard let next = expiries.firstIndex(where: { $0.years > years }) else {
      // Every part gains variance, and the price's gain over vega is the density's ratio to the lognormal one.
      return lastRate * afterTheLast(years).durrleman(at: k)
    }
    let (left, right) = (expiries[next - 1], expiries[next])
    return MoneyInterpolation(moneyVariances[next - 1], moneyVariances[next], left.years, right.years)
      .timeSlope(
        k, years: years, totalVariance: smile(at: years).totalVariance(at: k), left: left.smile.logPrice(k),
        right: right.smile.logPrice(k))
  }

  /// The mixture at a time from the first expiry on.
  ///
  /// - Parameter years: Time to expiry in years, at least that of the first expiry.
  public func smile(at years: Double) -> LognormalMixture {
    guard let next = expiries.firstIndex(where: { $0.years >= years }) else { return afterTheLast(years) }
    let right = expiries[next]
    guard next > 0, right.years != years else { return right.smile }
    let left = expiries[next - 1]
    let weight = MoneyInterpolation(moneyVariances[next - 1], moneyVariances[next], left.years, right.years)
      .weight(at: years)
    return LognormalMixture(
      unchecked: (left.smile.components.map { $0.weighted(by: 1 - weight) }
        + right.smile.components.map { $0.weighted(by: weight) }).filter { $0.weight > 0 })
  }

  private func afterTheLast(_ years: Double) -> LognormalMixture {
    let last = expiries[expiries.count - 1]
    return last.smile.spread(by: lastRate * (years - last.years))
  }

  /// The forward variance per year at the money after the last expiry.
  private var lastRate: Double {
    MoneyInterpolation.lastRate(years: expiries.map(\.years), moneyVariances: moneyVariances)
  }
}

extension LognormalMixture.Component {
  fileprivate func weighted(by factor: Double) -> LognormalMixture.Component {
    LognormalMixture.Component(weight: weight * factor, mean: mean, deviation: deviation)
  }
}

extension MixtureSurface: TimeSlicedSurface {
  func slice(at years: Double) -> (any VolatilitySlice)? {
    years >= expiries[0].years && years < .infinity ? smile(at: years) : nil
  }
}
