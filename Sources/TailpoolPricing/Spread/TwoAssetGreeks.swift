import TailpoolLibc

/// Price and sensitivities of a European option on two lognormal assets with a strike.
public struct TwoAssetGreeks: Hashable, Sendable {
  /// Price of one unit, V.
  public var price: Double
  /// dV/dS₁.
  public var delta1: Double
  /// dV/dS₂.
  public var delta2: Double
  /// dV/dK.
  public var dualDelta: Double
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
  /// dV/dr at fixed yields, per 1.00 of rate.
  public var rho: Double
  /// −dV/dT at fixed spots, per year.
  public var theta: Double

  /// Greeks that are not numbers, of arguments out of their range.
  static let nan = TwoAssetGreeks(
    price: .nan, delta1: .nan, delta2: .nan, dualDelta: .nan, gamma1: .nan, gamma2: .nan, gamma12: .nan, vega1: .nan,
    vega2: .nan, correlationSensitivity: .nan, rho: .nan, theta: .nan)
}

/// The arguments of an option on two lognormal assets, checked once.
struct TwoAssetMarket {
  let spot1: Double
  let spot2: Double
  let strike: Double
  let years: Double
  let volatility1: Double
  let volatility2: Double
  let correlation: Double
  let rate: Double
  let dividendYield1: Double
  let dividendYield2: Double

  /// The greatest σ√T; beyond it a lognormal has no digits within the range of doubles.
  static let greatestDeviation = 25.0

  /// Whether every argument is in its range and every present value is finite.
  var isInDomain: Bool {
    isFiniteNonnegative(spot1) && isFiniteNonnegative(spot2) && abs(strike) < .infinity && isFiniteNonnegative(years)
      && isFiniteNonnegative(volatility1) && isFiniteNonnegative(volatility2) && abs(correlation) <= 1
      && deviation1 <= Self.greatestDeviation && deviation2 <= Self.greatestDeviation
      && abs(rate) < .infinity && abs(dividendYield1) < .infinity && abs(dividendYield2) < .infinity
      && present1 < .infinity && present2 < .infinity && abs(presentStrike) < .infinity
  }

  /// S₁ exp(−q₁T).
  var present1: Double { spot1 * exp(-dividendYield1 * years) }
  /// S₂ exp(−q₂T).
  var present2: Double { spot2 * exp(-dividendYield2 * years) }
  /// K exp(−rT).
  var presentStrike: Double { strike * exp(-rate * years) }
  /// σ₁√T.
  var deviation1: Double { volatility1 * years.squareRoot() }
  /// σ₂√T.
  var deviation2: Double { volatility2 * years.squareRoot() }

  /// The market with both assets changed for each other and the sign of the strike turned.
  var reversed: TwoAssetMarket {
    TwoAssetMarket(
      spot1: spot2, spot2: spot1, strike: 0 - strike, years: years, volatility1: volatility2, volatility2: volatility1,
      correlation: correlation, rate: rate, dividendYield1: dividendYield2, dividendYield2: dividendYield1)
  }

  /// All Greeks from the derivatives by the present values.
  ///
  /// For lognormal assets the derivative by a covariance is half a second derivative, whatever the payoff:
  ///
  ///     dV/dσ₁ = T (σ₁ S₁² V₁₁ + ρσ₂ S₁S₂ V₁₂),   dV/dρ = T σ₁σ₂ S₁S₂ V₁₂
  func greeks(_ d: PresentDerivatives) -> TwoAssetGreeks {
    let (growth1, growth2) = (exp(-dividendYield1 * years), exp(-dividendYield2 * years))
    func times(_ a: Double, _ b: Double) -> Double { a == 0 || b == 0 ? 0 : a * b }
    let spread11 = times(present1 * present1, d.by11)
    let spread22 = times(present2 * present2, d.by22)
    let spread12 = times(present1 * present2, d.by12)
    let (leg1, leg2, legStrike) = (present1 * d.by1, present2 * d.by2, presentStrike * d.byStrike)
    let cross = correlation * volatility1 * volatility2
    return TwoAssetGreeks(
      price: d.value, delta1: growth1 * d.by1, delta2: growth2 * d.by2, dualDelta: exp(-rate * years) * d.byStrike,
      gamma1: growth1 * growth1 * d.by11, gamma2: growth2 * growth2 * d.by22, gamma12: growth1 * growth2 * d.by12,
      vega1: years * (times(volatility1, spread11) + times(correlation * volatility2, spread12)),
      vega2: years * (times(volatility2, spread22) + times(correlation * volatility1, spread12)),
      correlationSensitivity: years * times(volatility1 * volatility2, spread12), rho: -years * legStrike,
      theta: dividendYield1 * leg1 + dividendYield2 * leg2 + rate * legStrike
        - 0.5 * (times(volatility1 * volatility1, spread11) + times(volatility2 * volatility2, spread22))
        - times(cross, spread12))
  }
}

/// A price with its derivatives by the present values of both assets and of the strike.
struct PresentDerivatives {
  var value = 0.0
  var by1 = 0.0
  var by2 = 0.0
  var byStrike = 0.0
  var by11 = 0.0
  var by12 = 0.0
  var by22 = 0.0

  /// The same with the assets changed for each other and the strike's sign turned.
  var reversed: PresentDerivatives {
    PresentDerivatives(
      value: value, by1: by2, by2: by1, byStrike: -byStrike, by11: by22, by12: by12, by22: by11)
  }
}
