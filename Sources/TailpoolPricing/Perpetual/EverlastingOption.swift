import TailpoolLibc
import TailpoolMarket

extension EverlastingOption {
  /// Price and sensitivities of an everlasting option.
  public struct Greeks: Hashable, Sendable {
    /// Mark of one unit.
    public var price: Double
    /// dV/dS.
    public var delta: Double
    /// d²V/dS².
    public var gamma: Double
    /// dV/dσ, per 1.00 of volatility.
    public var vega: Double
    /// dV/db, per 1.00 of drift.
    public var rho: Double
    /// dV/d(funding period), per year.
    public var fundingSensitivity: Double

    static func all(_ value: Double) -> EverlastingOption.Greeks {
      EverlastingOption.Greeks(
        price: value, delta: value, gamma: value, vega: value, rho: value, fundingSensitivity: value)
    }
  }
}

/// Everlasting options: options without expiry that are kept alive by funding, mark less payoff per period.
///
/// The mark is a mixture of European options of all maturities: exponential with mean one period when funding is
/// continuous, with weights 2⁻ⁱ on i periods when it is paid once a period.
///
/// Source: D. White and S. Bankman-Fried, "Everlasting Options", Paradigm (2021).
public enum EverlastingOption {
  /// The mark that funding makes fair, and its derivatives.
  ///
  /// Continuous funding, with γ₁ > 1 and γ₂ < 0 the roots of σ²/2 γ(γ − 1) + bγ = 1/τ and L = log(S/K):
  ///
  ///     out of the money:  call  −K γ₂ / ((γ₁ − 1)(γ₁ − γ₂)) e^(γ₁ L),   put  K γ₁ / ((1 − γ₂)(γ₁ − γ₂)) e^(γ₂ L)
  ///     call − put = S / (1 − bτ) − K
  ///
  /// Discrete funding sums 2⁻ⁱ Black-76 prices of maturities iτ on forwards S e^(biτ) until the rest cannot be seen.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and > 0.
  ///   - strike: Strike, finite and > 0.
  ///   - drift: Drift b of the spot per year, finite; there is no further discounting.
  ///   - volatility: Annual lognormal volatility, finite and > 0.
  ///   - fundingPeriod: Funding period τ in years, finite and > 0.
  ///   - funding: How funding is paid.
  /// - Returns: Price and derivatives. Where the spot grows faster than funding can hold (bτ ≥ 1, or ≥ log 2 when
  ///   discrete) the call is worth +∞ with derivatives NaN; at bτ = 1 exactly the continuous put in the money is NaN.
  ///   An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: 1e-12 relative on every row of References/Tables/everlasting.csv (continuous).
  /// - Complexity: O(1) when continuous; when discrete about 55 prices, more as bτ nears log 2.
  public static func greeks(
    _ type: OptionType, spot: Double, strike: Double, drift: Double, volatility: Double, fundingPeriod: Double,
    funding: Funding = .continuous
  ) -> EverlastingOption.Greeks {
    guard
      spot > 0, spot < .infinity, strike > 0, strike < .infinity, drift.isFinite, volatility > 0,
      volatility < .infinity, fundingPeriod > 0, fundingPeriod < .infinity
    else { return .all(.nan) }
    let limit = funding == .continuous ? 1 : log(2.0)
    if type == .call, drift * fundingPeriod >= limit {
      var unbounded = EverlastingOption.Greeks.all(.nan)
      unbounded.price = .infinity
      return unbounded
    }
    switch funding {
    case .continuous:
      return continuous(type, spot, strike, drift, volatility, fundingPeriod)
    case .discrete:
      return discrete(type, spot, strike, drift, volatility, fundingPeriod)
    }
  }

  /// The mark alone, with the bits of `greeks`; a third of the work when funding is discrete.
  ///
  /// - Parameters: As of `greeks`.
  /// - Returns: The mark; +∞ or NaN as in `greeks`.
  public static func price(
    _ type: OptionType, spot: Double, strike: Double, drift: Double, volatility: Double, fundingPeriod: Double,
    funding: Funding = .continuous
  ) -> Double {
    guard
      funding == .discrete, spot > 0, spot < .infinity, strike > 0, strike < .infinity, drift.isFinite, volatility > 0,
      volatility < .infinity, fundingPeriod > 0, fundingPeriod < .infinity,
      !(type == .call && drift * fundingPeriod >= log(2.0))
    else {
      return greeks(
        type, spot: spot, strike: strike, drift: drift, volatility: volatility, fundingPeriod: fundingPeriod,
        funding: funding
      ).price
    }
    var (sum, weight) = (0.0, 1.0)
    for term in 1...mostTerms {
      let count = Double(term)
      weight *= 0.5
      let growth = exp(drift * fundingPeriod * count)
      let forward = spot * growth
      sum +=
        weight
        * Black76.price(type, forward: forward, strike: strike, years: fundingPeriod * count, volatility: volatility)
      if isDone(type, weight: weight, count: count, forward: forward, strike: strike, growth: growth, sum: sum) {
        break
      }
    }
    return sum
  }

  /// Whether the terms of a discrete mark that are left cannot be seen in the sum.
  private static func isDone(
    _ type: OptionType, weight: Double, count: Double, forward: Double, strike: Double, growth: Double, sum: Double
  ) -> Bool {
    let rest = weight * count * (type == .call ? max(forward, strike) : strike)
    return rest <= 0x1p-56 * sum || weight * growth == 0
  }

  private static func continuous(
    _ type: OptionType, _ spot: Double, _ strike: Double, _ drift: Double, _ volatility: Double, _ period: Double
  ) -> EverlastingOption.Greeks {
    let outside: OptionType = spot <= strike ? .call : .put
    let powers = PerpetualPowers(volatility: volatility, drift: drift, decay: 1 / period)
    let time = outOfTheMoney(outside, powers, spot, strike, drift, volatility, period)
    guard outside != type else { return time }
    let gap = 1 - drift * period
    guard gap != 0 else { return .all(.nan) }
    let sign = type.sign
    let forward = spot / gap
    return EverlastingOption.Greeks(
      price: time.price + sign * (forward - strike), delta: time.delta + sign / gap, gamma: time.gamma,
      vega: time.vega, rho: time.rho + sign * forward * period / gap,
      fundingSensitivity: time.fundingSensitivity + sign * forward * drift / gap)
  }

  private static func outOfTheMoney(
    _ type: OptionType, _ powers: PerpetualPowers, _ spot: Double, _ strike: Double, _ drift: Double,
    _ volatility: Double, _ period: Double
  ) -> EverlastingOption.Greeks {
    let (upper, lower) = (powers.upper, powers.lower)
    // γ₁ − 1 from (γ₁ − 1)(1 − γ₂) = 2 (1/τ − b) / σ².
    let excess = 2 * (1 / period - drift) / (volatility * volatility * (1 - lower))
    let distance = logRatio(spot, strike)
    let power = type == .call ? upper : lower
    let factor = type == .call ? -lower / (excess * (upper - lower)) : upper / ((1 - lower) * (upper - lower))
    let price = strike * factor * exp(power * distance)
    /// The derivative with respect to a parameter whose effects on the quadratic at both roots are given.
    func slope(_ atUpper: Double, _ atLower: Double) -> Double {
      let dUpper = PerpetualPowers.derivative(upper, change: atUpper, volatility: volatility, drift: drift)
      let dLower = PerpetualPowers.derivative(lower, change: atLower, volatility: volatility, drift: drift)
      let shared = (dUpper - dLower) / (upper - lower)
      let own = type == .call ? dLower / lower - dUpper / excess : dUpper / upper + dLower / (1 - lower)
      return price * (own - shared + (type == .call ? dUpper : dLower) * distance)
    }
    return EverlastingOption.Greeks(
      price: price, delta: power * price / spot, gamma: power * (power - 1) * price / (spot * spot),
      vega: slope(volatility * upper * (upper - 1), volatility * lower * (lower - 1)), rho: slope(upper, lower),
      fundingSensitivity: slope(1 / (period * period), 1 / (period * period)))
  }

  /// More terms than any drift below log 2 / τ by a part in a thousand needs.
  private static let mostTerms = 65_536

  private static func discrete(
    _ type: OptionType, _ spot: Double, _ strike: Double, _ drift: Double, _ volatility: Double, _ period: Double
  ) -> EverlastingOption.Greeks {
    var sum = EverlastingOption.Greeks.all(0)
    var weight = 1.0
    for term in 1...mostTerms {
      let count = Double(term)
      weight *= 0.5
      let growth = exp(drift * period * count)
      let forward = spot * growth
      let years = period * count
      let black = Black76.greeks(type, forward: forward, strike: strike, years: years, volatility: volatility)
      sum.price += weight * black.price
      sum.delta += weight * black.delta * growth
      sum.gamma += weight * black.gamma * growth * growth
      sum.vega += weight * black.vega
      sum.rho += weight * black.delta * forward * years
      sum.fundingSensitivity += weight * count * (black.delta * forward * drift - black.theta)
      if isDone(type, weight: weight, count: count, forward: forward, strike: strike, growth: growth, sum: sum.price) {
        break
      }
    }
    return sum
  }
}
