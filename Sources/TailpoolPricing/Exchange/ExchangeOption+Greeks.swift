extension ExchangeOption {
  /// Price and sensitivities of an option to exchange one asset for another.
  public struct Greeks: Hashable, Sendable {
    /// Price of one unit, V.
    public var price: Double
    /// dV/dS₁.
    public var delta1: Double
    /// dV/dS₂.
    public var delta2: Double
    /// d²V/dS₁².
    public var gamma1: Double
    /// d²V/dS₂².
    public var gamma2: Double
    /// d²V/dS₁ dS₂.
    public var gamma12: Double
    /// dV/dσ₁, per 1.00 of volatility.
    public var vega1: Double
    /// dV/dσ₂, per 1.00 of volatility.
    public var vega2: Double
    /// dV/dρ, per 1.00 of correlation.
    public var correlationSensitivity: Double
    /// −dV/dT, per year.
    public var theta: Double
  }
}

extension ExchangeOption {
  /// The price and its derivatives with respect to both spots, both volatilities, the correlation and time.
  ///
  /// With σ the volatility of the ratio, dσ/dσ₁ = (σ₁ − ρσ₂)/σ and dσ/dρ = −σ₁σ₂/σ.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `ExchangeOption.Greeks` names them. Where σ√T is 0 they are those of the discounted intrinsic
  ///   value; with the present values of both assets equal as well, the deltas are half of their step, the gammas
  ///   infinite, and what depends on the direction is NaN. An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: 1e-12 relative on every row of References/Tables/margrabe.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    spot1: Double, spot2: Double, years: Double, volatility1: Double, volatility2: Double, correlation: Double,
    dividendYield1: Double, dividendYield2: Double
  ) -> ExchangeOption.Greeks {
    let volatility = ratioVolatility(volatility1, volatility2, correlation)
    let ratio = BlackScholesMerton.greeks(
      .call, spot: spot1, strike: spot2, years: years, volatility: volatility, rate: dividendYield2,
      dividendYield: dividendYield1)
    // d²V/dS₁ dS₂ = −(S₁/S₂) d²V/dS₁², since V is homogeneous; a spot of 0 leaves no curvature.
    let cross = ratio.gamma == 0 ? 0 : -ratio.gamma * (spot1 / spot2)
    // The derivatives of σ, which without vega do not matter.
    func slope(_ change: Double) -> Double { ratio.vega == 0 ? 0 : ratio.vega * (change / volatility) }
    let gap = volatility1 - volatility2
    return ExchangeOption.Greeks(
      price: ratio.price, delta1: ratio.delta, delta2: ratio.dualDelta, gamma1: ratio.gamma, gamma2: ratio.dualGamma,
      gamma12: cross, vega1: slope(gap + (1 - correlation) * volatility2),
      vega2: slope((1 - correlation) * volatility1 - gap), correlationSensitivity: slope(-volatility1 * volatility2),
      theta: ratio.theta)
  }
}
