import TailpoolLibc
import TailpoolNumerics
import TailpoolPricing

extension FittedSurface {
  /// How a surface of slices is completed between its expiries.
  public enum TimeInterpolation: String, Hashable, Sendable, CaseIterable {
    /// Prices in units of the forward are mixed: free of arbitrage between expiries that are.
    case price
    /// Total variance is linear in time at fixed log-moneyness: free of calendar arbitrage between expiries that are, and
    /// nearly always of butterflies; some ten times as fast as prices.
    case totalVariance
  }
}

/// A surface of one smile for each expiry, whatever the family of the smiles.
///
/// Between expiries see `FittedSurface.TimeInterpolation`; with `.price` the weight makes total variance at the money linear in time.
/// Before the first expiry volatility does not depend on time, w(k, T) = w₁(k) T / T₁: Durrleman's g is concave in T there
/// and ≥ 0 at both ends. After the last, w(k, T) = wₙ(k) + v (T − Tₙ) with the last forward variance at the money v ≥ 0:
/// no calendar arbitrage, and no butterfly where k w′ ≤ 2 w; `ArbitrageReport` tells of the rest.
public struct SliceSurface<Slice: VolatilitySlice>: VolatilitySurface {
  /// The smile of one expiry.
  public struct Expiry: Sendable {
    /// Time to expiry in years, > 0.
    public let years: Double
    /// The smile.
    public let smile: Slice

    /// Creates an expiry; see the properties.
    public init(years: Double, smile: Slice) {
      self.years = years
      self.smile = smile
    }
  }

  /// The expiries, earliest first.
  public let expiries: [Expiry]
  /// How the surface is completed between them.
  public let interpolation: FittedSurface.TimeInterpolation
  private let moneyVariances: [Double]
  private let lastRate: Double

  /// Creates a surface.
  ///
  /// - Parameters:
  ///   - expiries: Earliest first.
  ///   - interpolation: How the surface is completed between them.
  /// - Throws: `SurfaceError.empty`; `.unorderedExpiries` for times not positive, finite and ascending;
  ///   `.parameterOutOfDomain` for a total variance at the money that is not positive.
  public init(expiries: [Expiry], interpolation: FittedSurface.TimeInterpolation = .price) throws(SurfaceError) {
    guard !expiries.isEmpty else { throw .empty }
    for (index, expiry) in expiries.enumerated() {
      let before = index == 0 ? 0 : expiries[index - 1].years
      guard expiry.years > before, expiry.years < .infinity else { throw .unorderedExpiries(index: index) }
    }
    self.expiries = expiries
    self.interpolation = interpolation
    moneyVariances = expiries.map { $0.smile.totalVariance(at: 0) }
    for w in moneyVariances where !(w > 0 && w < .infinity) {
      throw .parameterOutOfDomain(name: "totalVariance", value: w)
    }
    lastRate = MoneyInterpolation.lastRate(years: expiries.map(\.years), moneyVariances: moneyVariances)
  }

  /// Total variance σ²T.
  ///
  /// - Parameters:
  ///   - logMoneyness: k = log(strike / forward), finite.
  ///   - years: Time to expiry in years, finite and > 0.
  /// - Returns: w > 0; NaN for arguments out of range.
  /// - Complexity: O(log expiries), two smiles, and with `.price` an inversion of the Black formula.
  public func totalVariance(logMoneyness: Double, years: Double) -> Double {
    guard logMoneyness.isFinite, years > 0, years < .infinity else { return .nan }
    switch place(years) {
    case .on(let smile, let factor, let added): return smile.totalVariance(at: logMoneyness) * factor + added
    case .between(let next):
      let (left, right) = (expiries[next - 1].smile, expiries[next].smile)
      let (w1, w2) = (left.totalVariance(at: logMoneyness), right.totalVariance(at: logMoneyness))
      if interpolation == .totalVariance { return w1 + share(years, next) * (w2 - w1) }
      return mixed(logMoneyness, weight(years, next), w1, w2)
    }
  }

  /// Total variance and its first two derivatives against log-moneyness, in closed form.
  ///
  /// - Parameters: As of `totalVariance`.
  public func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
    guard logMoneyness.isFinite, years > 0, years < .infinity else {
      return TotalVarianceDerivatives(totalVariance: .nan, slope: .nan, curvature: .nan)
    }
    switch place(years) {
    case .on(let smile, let factor, let added):
      var values = smile.derivatives(at: logMoneyness).scaled(by: factor)
      values.totalVariance += added
      return values
    case .between(let next):
      let left = expiries[next - 1].smile.derivatives(at: logMoneyness)
      let right = expiries[next].smile.derivatives(at: logMoneyness)
      if interpolation == .totalVariance {
        let share = share(years, next)
        return TotalVarianceDerivatives(
          totalVariance: left.totalVariance + share * (right.totalVariance - left.totalVariance),
          slope: left.slope + share * (right.slope - left.slope),
          curvature: left.curvature + share * (right.curvature - left.curvature))
      }
      let weight = weight(years, next)
      let w = mixed(logMoneyness, weight, left.totalVariance, right.totalVariance)
      return MixedDensity(logMoneyness, w).derivatives([(1 - weight, left), (weight, right)])
    }
  }

  /// The derivative of total variance against years at fixed log-moneyness, in closed form.
  ///
  /// - Parameters: As of `totalVariance`.
  /// - Returns: ∂w/∂T; the derivative to the right at an expiry.
  public func timeSlope(logMoneyness: Double, years: Double) -> Double {
    guard logMoneyness.isFinite, years > 0, years < .infinity else { return .nan }
    let k = logMoneyness
    if years < expiries[0].years { return expiries[0].smile.totalVariance(at: k) / expiries[0].years }
    guard let next = expiries.firstIndex(where: { $0.years > years }) else { return lastRate }
    let (left, right) = (expiries[next - 1], expiries[next])
    let (w1, w2) = (left.smile.totalVariance(at: k), right.smile.totalVariance(at: k))
    if interpolation == .totalVariance { return (w2 - w1) / (right.years - left.years) }
    return MoneyInterpolation(moneyVariances[next - 1], moneyVariances[next], left.years, right.years)
      .timeSlope(
        k, years: years, totalVariance: mixed(k, weight(years, next), w1, w2),
        left: LogBlack.outOfTheMoney(k, totalVariance: w1), right: LogBlack.outOfTheMoney(k, totalVariance: w2))
  }

  private enum Place {
    case on(Slice, factor: Double, added: Double)
    case between(Int)
  }

  private func place(_ years: Double) -> Place {
    let first = expiries[0]
    if years <= first.years { return .on(first.smile, factor: years / first.years, added: 0) }
    guard let next = expiries.firstIndex(where: { $0.years >= years }) else {
      let last = expiries[expiries.count - 1]
      return .on(last.smile, factor: 1, added: lastRate * (years - last.years))
    }
    return expiries[next].years == years ? .on(expiries[next].smile, factor: 1, added: 0) : .between(next)
  }

  private func share(_ years: Double, _ next: Int) -> Double {
    (years - expiries[next - 1].years) / (expiries[next].years - expiries[next - 1].years)
  }

  private func weight(_ years: Double, _ next: Int) -> Double {
    MoneyInterpolation(
      moneyVariances[next - 1], moneyVariances[next], expiries[next - 1].years, expiries[next].years
    ).weight(at: years)
  }

  /// Total variance of the mixture of two prices.
  private func mixed(_ k: Double, _ weight: Double, _ w1: Double, _ w2: Double) -> Double {
    if weight <= 0 || w1 == w2 { return w1 }
    if weight >= 1 { return w2 }
    let first = log(1 - weight) + LogBlack.outOfTheMoney(k, totalVariance: w1)
    let second = log(weight) + LogBlack.outOfTheMoney(k, totalVariance: w2)
    let largest = max(first, second)
    let s = LogBlack.deviation(x: k, logPrice: largest + log1p(exp(min(first, second) - largest)) - 0.5 * k)
    return s * s
  }
}

extension SliceSurface: Equatable where Slice: Equatable {}
extension SliceSurface: Hashable where Slice: Hashable {}
extension SliceSurface.Expiry: Equatable where Slice: Equatable {}
extension SliceSurface.Expiry: Hashable where Slice: Hashable {}

/// The derivatives of total variance where a price density is a weighted sum of others.
private struct MixedDensity {
  let k: Double
  let w: Double

  init(_ k: Double, _ w: Double) {
    self.k = k
    self.w = w
  }

  /// - Parameter parts: Weights and the parts' own derivatives at the same log-moneyness.
  ///
  /// The probability beyond the strike is N(d₂) − φ(d₂) w′ / 2√w, its density φ(d₂) g / √w; both are linear in the parts.
  func derivatives(_ parts: [(weight: Double, values: TotalVarianceDerivatives)]) -> TotalVarianceDerivatives {
    let s = w.squareRoot()
    let d2 = -k / s - 0.5 * s
    let side: Double = k >= 0 ? 1 : -1
    var tail = NormalDistribution.millsRatio(-side * d2)
    var g = 0.0
    for (weight, values) in parts where weight > 0 {
      let own = values.totalVariance.squareRoot()
      let d = -k / own - 0.5 * own
      let ratio = weight * exp(0.5 * (d2 - d) * (d2 + d))
      g += ratio * s / own * values.durrleman(at: k)
      tail -= ratio * (NormalDistribution.millsRatio(-side * d) - side * 0.5 * values.slope / own)
    }
    let slope = 2 * s * side * tail
    let moneyness = 1 - k * slope / (2 * w)
    let curvature = 2 * (g - moneyness * moneyness + 0.25 * slope * slope * (1 / w + 0.25))
    return TotalVarianceDerivatives(totalVariance: w, slope: slope, curvature: curvature)
  }
}
