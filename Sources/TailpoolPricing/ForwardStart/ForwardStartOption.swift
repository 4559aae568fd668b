import TailpoolLibc
import TailpoolMarket

/// European options whose strike is set later as a part of the spot of then.
///
/// Source: M. Rubinstein, Pay now, choose later, Risk 4 (1991) 13.
public enum ForwardStartOption {
  /// Price and sensitivities, as `BarrierOption.Greeks` names them; theta with the spot standing still.
  public typealias Greeks = BarrierOption.Greeks

  /// What is paid for one unit.
  public typealias Payoff = ForwardStartPayoff

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// With the strike α S(t) and the vanilla price v of a spot of 1 over T − t,
  ///
  ///     price = S exp(−qt) v(1, α, T − t),   of the performance max(±(S_T/S_t − α), 0): exp(−rt) v(1, α, T − t)
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - payoff: The spot's own gain, or its ratio.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - moneyness: α, strike over the spot at the start, finite and ≥ 0.
  ///   - start: Years to the start, in [0, years].
  ///   - years: Years to expiry, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, in quote currency for the gain and a number for the ratio. An argument out of its range, or NaN,
  ///   gives NaN throughout.
  /// - Accuracy: 1e-15 of the spot on every row of References/Tables/forward_start.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, _ payoff: Payoff = .gain, spot: Double, moneyness: Double, start: Double, years: Double,
    volatility: Double, rate: Double, dividendYield: Double
  ) -> Greeks {
    guard isFiniteNonnegative(spot), isFiniteNonnegative(start), start <= years, volatility < .infinity else {
      return .invalid
    }
    let unit = BlackScholesMerton.greeks(
      type, spot: 1, strike: moneyness, years: years - start, volatility: volatility, rate: rate,
      dividendYield: dividendYield)
    let isGain = payoff == .gain
    let scale = isGain ? spot * exp(-dividendYield * start) : exp(-rate * start)
    var greeks = Greeks(price: scale * unit.price)
    guard !greeks.price.isNaN else { return .invalid }
    greeks.delta = isGain ? exp(-dividendYield * start) * unit.price : 0
    greeks.vega = scale * unit.vega
    greeks.rho = scale * (unit.rho - (isGain ? 0 : start * unit.price))
    // The start comes nearer and expiry with it: v stays.
    greeks.theta = (isGain ? dividendYield : rate) * greeks.price
    return greeks
  }

  /// The price alone; parameters and value as of `greeks`.
  public static func price(
    _ type: OptionType, _ payoff: Payoff = .gain, spot: Double, moneyness: Double, start: Double, years: Double,
    volatility: Double, rate: Double, dividendYield: Double
  ) -> Double {
    greeks(
      type, payoff, spot: spot, moneyness: moneyness, start: start, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield
    ).price
  }
}
