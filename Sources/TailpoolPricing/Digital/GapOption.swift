import TailpoolMarket

/// Options that are exercised at one level and pay against another.
///
/// Source: M. Rubinstein and E. Reiner, Unscrambling the binary code, Risk 4 (1991) 75.
public enum GapOption {
  /// Price and sensitivities, as `BarrierOption.Greeks` names them.
  public typealias Greeks = BarrierOption.Greeks

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// A call pays S − X where S > K and a put X − S where S < K, which may be less than nothing: an asset digital less X cash
  /// digitals, or the reverse.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - trigger: K, the level of exercise, finite and ≥ 0, same unit.
  ///   - strike: X, what the spot is exchanged for, finite and ≥ 0.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, of either sign. Limits as of `DigitalOption`. An argument out of its range, or NaN, gives NaN
  ///   throughout.
  /// - Accuracy: That of `DigitalOption`, relative to the larger of its two parts.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, spot: Double, trigger: Double, strike: Double, years: Double, volatility: Double, rate: Double,
    dividendYield: Double
  ) -> Greeks {
    guard isFiniteNonnegative(strike) else { return .invalid }
    func digital(_ payoff: DigitalPayoff) -> DigitalOption.Greeks {
      DigitalOption.greeks(
        payoff, type, spot: spot, strike: trigger, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }
    let (asset, cash) = (digital(.asset), digital(.cash))
    func both(_ path: KeyPath<DigitalOption.Greeks, Double>) -> Double {
      type.sign * (asset[keyPath: path] - (strike == 0 ? 0 : strike * cash[keyPath: path]))
    }
    var greeks = Greeks(price: both(\.price))
    guard !greeks.price.isNaN else { return .invalid }
    (greeks.delta, greeks.gamma, greeks.vega) = (both(\.delta), both(\.gamma), both(\.vega))
    (greeks.theta, greeks.rho) = (both(\.theta), both(\.rho))
    return greeks
  }
}
