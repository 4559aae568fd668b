import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing

/// A smile whose price density is a mixture of lognormal densities with means of their own.
///
/// With the forward as unit, Σ pᵢ = 1 and Σ pᵢ mᵢ = 1, an option is worth the weighted sum of Black prices:
///
///     C(K) = Σ pᵢ Black(mᵢ, K, sᵢ)
///
/// The density is positive everywhere, so that no butterfly costs less than nothing.
///
/// Source: D. Brigo and F. Mercurio, "Lognormal-mixture dynamics and calibration to market volatility smiles" (2002).
public struct LognormalMixture: VolatilitySlice, Hashable {
  /// One lognormal part.
  public struct Component: Hashable, Sendable {
    /// Probability p of the part, > 0.
    public var weight: Double
    /// Mean m in units of the forward, > 0.
    public var mean: Double
    /// Standard deviation s of the logarithm over the whole time to expiry, > 0.
    public var deviation: Double

    /// Creates a part; see the properties.
    public init(weight: Double, mean: Double, deviation: Double) {
      self.weight = weight
      self.mean = mean
      self.deviation = deviation
    }
  }

  /// The parts.
  public let components: [Component]

  /// Creates a mixture.
  ///
  /// - Parameter components: Parts with positive finite values; weights and means are divided by their sums.
  /// - Throws: `SurfaceError.empty` without parts, `.parameterOutOfDomain` for a value that is not finite and positive.
  public init(components: [Component]) throws(SurfaceError) {
    guard !components.isEmpty else { throw .empty }
    for part in components {
      for (name, value) in [("weight", part.weight), ("mean", part.mean), ("deviation", part.deviation)] {
        guard value > 0, value < .infinity else { throw .parameterOutOfDomain(name: name, value: value) }
      }
    }
    let total = components.reduce(0) { $0 + $1.weight }
    let mean = components.reduce(0) { $0 + $1.weight * $1.mean } / total
    self.components = components.map {
      Component(weight: $0.weight / total, mean: $0.mean / mean, deviation: $0.deviation)
    }
  }

  init(unchecked components: [Component]) { self.components = components }

  /// The price of an option in units of the forward, undiscounted.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - logMoneyness: k = log(strike / forward), finite.
  /// - Complexity: O(components).
  public func price(_ type: OptionType, logMoneyness: Double) -> Double {
    let strike = exp(logMoneyness)
    return components.reduce(0) { sum, part in
      sum + part.weight
        * legsValue(
          type, receive: part.mean, pay: strike, logMoneyness: log(part.mean) - logMoneyness,
          deviation: part.deviation)
    }
  }

  /// The logarithm of the price out of the money (call from k = 0 on), finite where the price underflows.
  func logPrice(_ logMoneyness: Double) -> Double {
    var largest = -Double.infinity
    var sum = 0.0
    for part in components {
      let term = log(part.weight) + LognormalMixture.logPrice(of: part, logMoneyness)
      if term > largest {
        sum = sum * exp(largest - term) + 1
        largest = term
      } else {
        sum += exp(term - largest)
      }
    }
    return largest + log(sum)
  }

  static func logPrice(of part: Component, _ k: Double) -> Double {
    let logMean = log(part.mean)
    let x = logMean - k
    let logTime = 0.5 * (logMean + k) + LogBlack.price(x: x, s: part.deviation)
    let isIn = k >= 0 ? x > 0 : x < 0
    return isIn ? log(exp(logTime) + abs(part.mean - exp(k))) : logTime
  }

  /// Total variance, from the price in closed form.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  /// - Returns: w > 0; in the far wings it nears the largest sᵢ² slowly.
  /// - Complexity: O(components) and one inversion of the Black formula.
  public func totalVariance(at logMoneyness: Double) -> Double {
    let s = LogBlack.deviation(x: logMoneyness, logPrice: logPrice(logMoneyness) - 0.5 * logMoneyness)
    return s * s
  }

  /// Total variance and its derivatives, in closed form.
  ///
  /// With Q the probability beyond the strike and q the density, the derivatives of the price at fixed volatility give
  ///
  ///     w′ = 2 √w (N(d₂) − Q) / φ(d₂),   g = √w Σ pᵢ φ(d₂ᵢ) / (sᵢ φ(d₂)) > 0
  ///
  /// and the curvature follows from Durrleman's g.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  public func derivatives(at logMoneyness: Double) -> TotalVarianceDerivatives {
    let k = logMoneyness
    let w = totalVariance(at: k)
    let s = w.squareRoot()
    let d2 = -k / s - 0.5 * s
    // The tail beyond the strike for calls, below it for puts: the small one.
    let side: Double = k >= 0 ? 1 : -1
    var tail = NormalDistribution.millsRatio(-side * d2)
    var g = 0.0
    for part in components {
      let own = (log(part.mean) - k) / part.deviation - 0.5 * part.deviation
      let ratio = part.weight * exp(0.5 * (d2 - own) * (d2 + own))
      g += ratio * s / part.deviation
      tail -= ratio * NormalDistribution.millsRatio(-side * own)
    }
    let slope = 2 * s * side * tail
    let moneyness = 1 - k * slope / (2 * w)
    let curvature = 2 * (g - moneyness * moneyness + 0.25 * slope * slope * (1 / w + 0.25))
    return TotalVarianceDerivatives(totalVariance: w, slope: slope, curvature: curvature)
  }

  /// Durrleman's g, a sum of positive terms.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  public func durrleman(at logMoneyness: Double) -> Double {
    let s = totalVariance(at: logMoneyness).squareRoot()
    let d2 = -logMoneyness / s - 0.5 * s
    return components.reduce(0) { sum, part in
      let own = (log(part.mean) - logMoneyness) / part.deviation - 0.5 * part.deviation
      return sum + part.weight * s / part.deviation * exp(0.5 * (d2 - own) * (d2 + own))
    }
  }

  /// The mixture after an independent lognormal factor of mean 1: every part gains its variance.
  ///
  /// - Parameter variance: Variance of the factor's logarithm, finite and ≥ 0.
  /// - Returns: A mixture whose options are all worth at least as much, by Jensen's inequality.
  public func spread(by variance: Double) -> LognormalMixture {
    LognormalMixture(
      unchecked: components.map {
        Component(
          weight: $0.weight, mean: $0.mean,
          deviation: ($0.deviation * $0.deviation + variance).squareRoot())
      })
  }

  /// The mixture with the variance of one part raised, which raises every price, so that total variance rises at a point.
  ///
  /// Of the parts that matter at the point it takes the one that matters least at the money.
  ///
  /// - Parameters:
  ///   - k: The log-moneyness.
  ///   - w: Total variance there.
  ///   - missing: By how much it shall rise, to first order, > 0.
  func raised(at k: Double, totalVariance w: Double, by missing: Double) -> LognormalMixture {
    let s = w.squareRoot()
    let exponent = -k / s + 0.5 * s
    func upper(_ part: Component, _ k: Double) -> Double {
      (log(part.mean) - k) / part.deviation + 0.5 * part.deviation
    }
    var best: (reach: Double, index: Int, share: Double)?
    for (index, part) in components.enumerated() {
      let there = upper(part, k)
      let share =
        part.weight * part.mean * s / part.deviation * exp(0.5 * (exponent - there) * (exponent + there))
      let money = upper(part, 0)
      // The logarithm of the part's vega there over that at the money.
      let reach = 0.5 * (money - there) * (money + there)
      if share >= LognormalMixture.leastShare, reach > best?.reach ?? -.infinity { best = (reach, index, share) }
    }
    guard let best else { return spread(by: missing) }
    var parts = components
    let deviation = parts[best.index].deviation
    parts[best.index].deviation = (deviation * deviation + missing / best.share).squareRoot()
    return LognormalMixture(unchecked: parts)
  }

  /// The least share in the sensitivity of total variance for which a part is taken.
  private static let leastShare = 0.05
}
