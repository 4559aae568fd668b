import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

extension DigitalOption {
  /// Price and sensitivities of a European digital option.
  public struct Greeks: Hashable, Sendable {
    /// Price of one unit, V.
    public var price: Double
    /// dV/dS.
    public var delta = 0.0
    /// d²V/dS².
    public var gamma = 0.0
    /// dV/dσ, per 1.00 of volatility.
    public var vega = 0.0
    /// −dV/dT, per year.
    public var theta = 0.0
    /// dV/dr at fixed yield.
    public var rho = 0.0
    /// d²V/dS dσ.
    public var vanna = 0.0
    /// d²V/dσ².
    public var volga = 0.0

    fileprivate init(price: Double) { self.price = price }

    fileprivate mutating func setAll(_ value: Double) {
      (delta, gamma, vega, theta) = (value, value, value, value)
      (rho, vanna, volga) = (value, value, value)
    }
  }
}

extension DigitalOption {
  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `DigitalOption.Greeks` names them. Where σ√T is 0 or +∞ they are those of the limit of the
  ///   price; where σ√T is 0 and the forward equals the strike delta is ±∞ and the others, which depend on the
  ///   direction, are NaN. An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: 1e-12 relative on every row of References/Tables/digital.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ payoff: Payoff, _ type: OptionType, spot: Double, strike: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> DigitalOption.Greeks {
    var greeks = DigitalOption.Greeks(
      price: price(
        payoff, type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield))
    guard BlackScholesMerton.isInDomain(spot, strike, years, volatility, rate, dividendYield) else {
      greeks.setAll(.nan)
      return greeks
    }
    let moneyness = logMoneyness(forward: spot, strike: strike)
    let carry = (rate - dividendYield) * years
    let s = deviation(volatility: volatility, years: years)
    let terms = LognormalTerms(logMoneyness: moneyness + carry, deviation: s)
    // The parts that the discount factor and the unit of payment bring.
    switch payoff {
    case .cash:
      greeks.theta = rate * greeks.price
      greeks.rho = -years * greeks.price
    case .asset:
      greeks.delta = exp(-dividendYield * years) * (type == .call ? terms.above1 : terms.below1)
      greeks.theta = dividendYield * greeks.price
    }
    if s == 0, moneyness + carry == 0 {
      greeks.setAll(.nan)
      greeks.delta = type.sign * .infinity
      return greeks
    }
    let unit = payoff == .cash ? exp(-rate * years) : spot * exp(-dividendYield * years)
    let d = payoff == .cash ? terms.d2 : terms.d1
    let density = type.sign * unit * NormalDistribution.density(d)
    guard density != 0 else { return greeks }
    // d as a function of T is L / (σ√T) + (c/σ) √T, with L = log(S/K) and c = r − q ∓ σ²/2.
    let drift = carry + (payoff == .cash ? -0.5 : 0.5) * s * s
    greeks.addDensity(
      density, payoff: payoff, terms: terms, deviation: s, spot: spot, years: years, volatility: volatility,
      timeSlope: (drift - moneyness) / (2 * s * years))
    return greeks
  }
}

extension DigitalOption.Greeks {
  /// The parts that come from the density: `density` is ± the unit of payment times φ(d).
  fileprivate mutating func addDensity(
    _ density: Double, payoff: DigitalOption.Payoff, terms: LognormalTerms, deviation s: Double, spot: Double,
    years: Double, volatility: Double, timeSlope: Double
  ) {
    let (d1, d2) = (terms.d1, terms.d2)
    let slope = density / (spot * s)
    delta += slope
    theta -= density * timeSlope
    rho += density * years / s
    switch payoff {
    case .cash:
      gamma = -slope * d1 / (spot * s)
      vega = -density * d1 / volatility
      vanna = slope * (d1 * d2 - 1) / volatility
      volga = -density * (d1 * (d1 * d2 - 1) - d2) / volatility / volatility
    case .asset:
      gamma = -slope * d2 / (spot * s)
      vega = -density * d2 / volatility
      vanna = slope * (d2 * d2 - 1) / volatility
      volga = -density * (d2 * (d1 * d2 - 1) - d1) / volatility / volatility
    }
  }
}
