import TailpoolLibc

/// How often takers come, by how far a quote is from the reservation price.
///
///     Λ(δ) = arrivals · e^(−decay · δ)     δ in points of volatility: markup over the contract's vega
///
/// A maker with constant absolute risk aversion γ that loses no more by waiting asks, for one contract of vega v,
///
///     half spread = ln(1 + γ · v / decay) / γ     →  v / decay  as γ → 0
///
/// - Source: M. Avellaneda and S. Stoikov, Quantitative Finance 8 (2008) 217, for exponential intensities; B. Baldacci,
///   P. Bergault and O. Guéant, Algorithmic market making for options, Quantitative Finance 21 (2021) 85, for markups by
///   vega.
public struct FillIntensity: Hashable, Sendable {
  /// Trades of one contract a year on each side of an instrument that is quoted without markup, > 0.
  public let arrivals: Double
  /// By how much the log of the intensity falls per 1.00 of volatility, > 0: at 100, a point of markup leaves e⁻¹ of it.
  public let decay: Double

  /// Creates an intensity; see the properties for the meaning of each argument.
  ///
  /// - Returns: Nil where a number is not finite and > 0.
  public init?(arrivals: Double, decay: Double) {
    guard arrivals > 0, arrivals.isFinite, decay > 0, decay.isFinite else { return nil }
    (self.arrivals, self.decay) = (arrivals, decay)
  }

  /// The half spread of one contract.
  ///
  /// - Parameters:
  ///   - vega: What one contract gains per 1.00 of volatility, in whole units of the asset.
  ///   - riskAversion: γ, per whole unit of the asset, ≥ 0.
  /// - Returns: Whole units of the asset, ≥ 0; NaN for NaN.
  public func halfSpread(vega: Double, riskAversion: Double) -> Double {
    let scale = abs(vega) / decay
    return riskAversion > 0 ? log1p(riskAversion * scale) / riskAversion : scale
  }

  /// Years for which a maker that quotes these contracts forever holds a unit of vega, as its value function says.
  ///
  ///     θ(V) = −½ c V²     c² = γ ξ² / (2 · sum of α · x²)     α = arrivals · k · (1 + γ/k)^−(1 + k/γ)     k = decay / |v|
  ///     years = c / (γ ξ²)
  ///
  /// so that γ/2 · years · ξ² · V² is −θ: the inventory cost of a horizon is that of the stationary problem. The function is
  /// the quadratic approximation, in which the Hamiltonian is replaced by its second-order expansion at zero; it is the
  /// closed form of Guéant, Lehalle and Fernandez-Tapia for one instrument.
  ///
  /// - Parameters:
  ///   - contracts: Of each instrument what one contract gains per 1.00 of volatility, v, and per 1.00 of the log of the
  ///     level, x.
  ///   - levelVariance: ξ², the variance a year of the log of the level of volatility, > 0.
  ///   - riskAversion: γ > 0.
  /// - Returns: Years; nil where no instrument has vega or a number is out of its range.
  /// - Source: O. Guéant, C.-A. Lehalle and J. Fernandez-Tapia, Mathematics and Financial Economics 7 (2013) 477; P. Bergault,
  ///   D. Evangelista, O. Guéant and D. Vieira, Applied Mathematical Finance 28 (2021) 101.
  public func stationaryHolding(
    of contracts: [(vega: Double, levelVega: Double)], levelVariance: Double, riskAversion: Double
  ) -> Double? {
    guard riskAversion > 0, levelVariance > 0 else { return nil }
    let sum = contracts.reduce(0) { sum, contract in
      guard contract.vega != 0 else { return sum }
      let decay = self.decay / abs(contract.vega)
      let curvature =
        arrivals * decay * exp(-(1 + decay / riskAversion) * log1p(riskAversion / decay))
      return sum + curvature * contract.levelVega * contract.levelVega
    }
    let years = 1 / (2 * riskAversion * levelVariance * sum).squareRoot()
    return years.isFinite && years > 0 ? years : nil
  }
}
