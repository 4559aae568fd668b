import TailpoolLibc
import TailpoolMarket

extension PerpetualAmerican {
  /// Price and sensitivities of a perpetual American option.
  public struct Greeks: Hashable, Sendable {
    /// Price of one unit.
    public var price: Double
    /// The spot at which exercise is optimal: +∞ for a call that is never exercised, 0 for such a put.
    public var boundary: Double
    /// dV/dS.
    public var delta: Double
    /// d²V/dS².
    public var gamma: Double
    /// dV/dσ, per 1.00 of volatility.
    public var vega: Double
    /// dV/dr, per 1.00 of rate.
    public var rho: Double
    /// dV/dq, per 1.00 of dividend yield.
    public var epsilon: Double
  }
}

/// American options without expiry on a lognormal asset.
///
/// Source: H. McKean (1965); R. Merton, Bell Journal of Economics 4 (1973) 141.
public enum PerpetualAmerican {
  /// The price, the exercise boundary and their derivatives.
  ///
  /// With γ the root of σ²/2 γ(γ − 1) + (r − q)γ − r = 0 on the option's side (above 1 for a call, below 0 for a put):
  ///
  ///     boundary B = K γ / (γ − 1),   V = |B − K| (S / B)^γ before the boundary, the intrinsic value beyond
  ///
  /// As B is optimal, a parameter moves the price through γ alone: dV/dγ = V log(S / B).
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and > 0.
  ///   - strike: Strike, finite and > 0.
  ///   - volatility: Annual lognormal volatility, finite and > 0.
  ///   - rate: Interest rate, finite and ≥ 0, continuously compounded.
  ///   - dividendYield: Dividend yield, finite and ≥ 0, continuously compounded.
  /// - Returns: The price and its derivatives. A call without dividends is worth the spot, a put without interest the
  ///   strike, and neither is exercised; their derivatives with respect to the parameters are then 0. An argument out of
  ///   its range, or NaN, gives NaN throughout.
  /// - Accuracy: 1e-12 relative on every row of References/Tables/perpetual_american.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, spot: Double, strike: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> PerpetualAmerican.Greeks {
    guard
      spot > 0, spot < .infinity, strike > 0, strike < .infinity, volatility > 0, volatility < .infinity,
      isFiniteNonnegative(rate), isFiniteNonnegative(dividendYield)
    else { return constant(.nan, boundary: .nan, delta: .nan, gamma: .nan, parameters: .nan) }
    let drift = rate - dividendYield
    let powers = PerpetualPowers(volatility: volatility, drift: drift, decay: rate)
    // γ − 1 of the call, from (γ₁ − 1)(1 − γ₂) = 2q/σ²: no digits are lost as γ₁ nears 1.
    let excess = 2 * dividendYield / (volatility * volatility * (1 - powers.lower))
    let power = type == .call ? 1 + excess : powers.lower
    let gap = type == .call ? excess : 1 - power
    guard power != 0, gap != 0 else {
      return type == .call
        ? constant(spot, boundary: .infinity, delta: 1, gamma: 0, parameters: 0)
        : constant(strike, boundary: 0, delta: 0, gamma: 0, parameters: 0)
    }
    let boundary = strike * abs(power) / gap
    if type == .call ? spot >= boundary : spot <= boundary {
      return constant(abs(spot - strike), boundary: boundary, delta: type.sign, gamma: 0, parameters: 0)
    }
    let distance = logRatio(spot, boundary)
    let price = strike / gap * exp(power * distance)
    func slope(_ change: Double) -> Double {
      price * distance
        * PerpetualPowers.derivative(power, change: change, volatility: volatility, drift: drift)
    }
    return PerpetualAmerican.Greeks(
      price: price, boundary: boundary, delta: power * price / spot,
      gamma: power * (power - 1) * price / (spot * spot), vega: slope(volatility * power * (power - 1)),
      rho: slope(power - 1), epsilon: slope(-power))
  }

  private static func constant(
    _ price: Double, boundary: Double, delta: Double, gamma: Double, parameters: Double
  ) -> PerpetualAmerican.Greeks {
    PerpetualAmerican.Greeks(
      price: price, boundary: boundary, delta: delta, gamma: gamma, vega: parameters, rho: parameters,
      epsilon: parameters)
  }
}
