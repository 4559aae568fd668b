import CTailpoolKernels
import TailpoolMarket
import TailpoolNumerics

/// The Black (1976) formula: European options on a lognormal forward.
///
/// Source: F. Black, Journal of Financial Economics 3 (1976) 167.
public enum Black76 {
  /// Price and sensitivities; the volatility of vega, vanna and volga is lognormal.
  public typealias Greeks = ForwardGreeks

  /// The price of a European option on a forward.
  ///
  /// With `s = volatility · √years` and `x = log(forward / strike)`:
  ///
  ///     price = discountFactor · (forward · N(x/s + s/2) − strike · N(x/s − s/2))          (call)
  ///
  /// evaluated as the intrinsic value plus the option out of the money, whose price is never a difference of nearly
  /// equal numbers (see `MillsSpread`).
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - forward: Forward price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - discountFactor: Discount factor to expiry, finite and ≥ 0; 1 gives the undiscounted price.
  /// - Returns: Price of one unit, same unit as `forward`. `years` or `volatility` 0 gives the intrinsic value, infinite
  ///   volatility the upper bound. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/black76.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    _ type: OptionType, forward: Double, strike: Double, years: Double, volatility: Double, discountFactor: Double = 1
  ) -> Double {
    let price = tp_forward_price_one(forward, strike, years, type.sign, volatility, discountFactor)
    if !price.isNaN { return price }
    // Limits, extremes, and everything that is not a number.
    guard isInDomain(forward, strike, years, volatility, discountFactor) else { return .nan }
    let s = deviation(volatility: volatility, years: years)
    let x = logMoneyness(forward: forward, strike: strike)
    return discountFactor * legsValue(type, receive: forward, pay: strike, logMoneyness: x, deviation: s)
  }

  /// The price and its derivatives with respect to forward, volatility, time and strike, from one set of terms.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `Black76.Greeks` names them. Where `volatility · √years` is 0 they are those of the
  ///   intrinsic value, and exactly at the forward: half of the step for the deltas, +∞ for the gammas, the limit for
  ///   vega, theta, vanna and volga as volatility falls to 0. An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: 6 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/black76.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, forward: Double, strike: Double, years: Double, volatility: Double, discountFactor: Double = 1
  ) -> Black76.Greeks {
    guard isInDomain(forward, strike, years, volatility, discountFactor) else {
      return Black76.Greeks(
        price: .nan, delta: .nan, gamma: .nan, vega: .nan, theta: .nan, vanna: .nan, volga: .nan, dualDelta: .nan,
        dualGamma: .nan)
    }
    // Rates 0 and the discount factor on top: forward and strike are the discounted legs of a market without carry.
    let greeks = BlackScholesMerton.greeks(
      type, spot: forward, strike: strike, years: years, volatility: volatility, rate: 0, dividendYield: 0)
    return Black76.Greeks(
      price: price(
        type, forward: forward, strike: strike, years: years, volatility: volatility, discountFactor: discountFactor),
      delta: discountFactor * greeks.delta,
      gamma: discountFactor * greeks.gamma, vega: discountFactor * greeks.vega, theta: discountFactor * greeks.theta,
      vanna: discountFactor * greeks.vanna, volga: discountFactor * greeks.volga,
      dualDelta: discountFactor * greeks.dualDelta, dualGamma: discountFactor * greeks.dualGamma)
  }

  static func isInDomain(
    _ forward: Double, _ strike: Double, _ years: Double, _ volatility: Double, _ discountFactor: Double
  ) -> Bool {
    isFiniteNonnegative(forward) && isFiniteNonnegative(strike) && isFiniteNonnegative(years) && volatility >= 0
      && isFiniteNonnegative(discountFactor)
  }
}

/// Whether a number is finite and ≥ 0; false for NaN.
@inlinable
package func isFiniteNonnegative(_ value: Double) -> Bool { value >= 0 && value < .infinity }

/// σ√T; an infinite volatility over no time is no deviation.
@inlinable
func deviation(volatility: Double, years: Double) -> Double {
  years == 0 ? 0 : volatility * years.squareRoot()
}

/// log(forward / strike): +∞ for a strike of 0 and −∞ for a forward of 0.
@inlinable
func logMoneyness(forward: Double, strike: Double) -> Double {
  if strike == 0 { return .infinity }
  if forward == 0 { return -.infinity }
  return logRatio(forward, strike)
}

/// Intrinsic and time value of the right to receive one leg for another.
///
/// - Parameters:
///   - type: A call receives `receive` and pays `pay`; a put the reverse.
///   - receive: Present value of the underlying leg, ≥ 0.
///   - pay: Present value of the strike leg, ≥ 0.
///   - x: log(receive / pay), of which the sign decides the side.
///   - s: σ√T ≥ 0.
package func legsValue(
  _ type: OptionType, receive: Double, pay: Double, logMoneyness x: Double, deviation s: Double
) -> Double {
  if s == .infinity, abs(x) < .infinity { return type == .call ? receive : pay }
  let time = timeValue(
    inner: x <= 0 ? receive : pay, outer: x <= 0 ? pay : receive, logMoneyness: x, deviation: s)
  let isInTheMoney = type == .call ? x > 0 : x < 0
  return isInTheMoney ? time + abs(receive - pay) : time
}
