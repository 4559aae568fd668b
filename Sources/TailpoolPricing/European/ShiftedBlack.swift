import TailpoolLibc
import TailpoolMarket

/// The displaced (shifted) lognormal formula: Black-76 on forward + shift and strike + shift.
///
/// The forward may be negative down to −shift; its differential is volatility · (forward + shift) dW.
///
/// Source: M. Rubinstein, "Displaced diffusion option pricing", Journal of Finance 38 (1983) 213.
public enum ShiftedBlack {
  /// The price of a European option on a forward.
  ///
  ///     price = Black76.price(forward + shift, strike + shift)
  ///
  /// Forward less strike is taken before the shift is added, so that a large shift does not round it away.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - forward: Forward price, finite and ≥ −shift, in quote currency.
  ///   - strike: Strike, finite and ≥ −shift, same unit.
  ///   - shift: The displacement, finite, same unit; 0 is Black-76.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility of the shifted forward, ≥ 0; +∞ is allowed.
  ///   - discountFactor: Discount factor to expiry, finite and ≥ 0; 1 gives the undiscounted price.
  /// - Returns: Price of one unit, same unit as `forward`; limits as in `Black76.price`. An argument out of its range, or
  ///   NaN, gives NaN.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/shifted_black.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    _ type: OptionType, forward: Double, strike: Double, shift: Double, years: Double, volatility: Double,
    discountFactor: Double = 1
  ) -> Double {
    guard Black76.isInDomain(forward + shift, strike + shift, years, volatility, discountFactor) else { return .nan }
    let legs = ShiftedLegs(forward: forward, strike: strike, shift: shift)
    return discountFactor * legs.price(type, deviation: deviation(volatility: volatility, years: years))
  }

  /// The price and its derivatives with respect to forward, volatility, time and strike at a fixed shift.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `Black76.Greeks` names them; limits as in `Black76.greeks`.
  /// - Accuracy: 6 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/shifted_black.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, forward: Double, strike: Double, shift: Double, years: Double, volatility: Double,
    discountFactor: Double = 1
  ) -> Black76.Greeks {
    let isInDomain = Black76.isInDomain(forward + shift, strike + shift, years, volatility, discountFactor)
    let greeks =
      isInDomain
      ? ShiftedLegs(forward: forward, strike: strike, shift: shift)
        .greeks(type, years: years, volatility: volatility) : .invalid
    return Black76.Greeks(
      price: discountFactor * greeks.price, delta: discountFactor * greeks.delta,
      gamma: discountFactor * greeks.gamma, vega: discountFactor * greeks.vega, theta: discountFactor * greeks.theta,
      vanna: discountFactor * greeks.vanna, volga: discountFactor * greeks.volga,
      dualDelta: discountFactor * greeks.dualDelta, dualGamma: discountFactor * greeks.dualGamma)
  }
}

/// The legs of a shifted option, with the differences that the shift must not touch.
private struct ShiftedLegs {
  /// forward + shift.
  let receive: Double
  /// strike + shift.
  let pay: Double
  /// forward − strike.
  let difference: Double
  /// log(receive / pay).
  let x: Double

  init(forward: Double, strike: Double, shift: Double) {
    receive = forward + shift
    pay = strike + shift
    difference = forward - strike
    let relative = difference / pay
    x = abs(relative) < 0.5 ? log1p(relative) : logMoneyness(forward: receive, strike: pay)
  }

  func price(_ type: OptionType, deviation s: Double) -> Double {
    let time = timeValue(inner: min(receive, pay), outer: max(receive, pay), logMoneyness: x, deviation: s)
    let gain = type.sign * difference
    return gain > 0 ? gain + time : time
  }

  /// The Greeks of a market without carry in which spot and strike are the legs.
  func greeks(_ type: OptionType, years: Double, volatility: Double) -> BlackScholesMerton.Greeks {
    let s = deviation(volatility: volatility, years: years)
    let terms = LognormalTerms(logMoneyness: x, deviation: s)
    var greeks = BlackScholesMerton.Greeks(price: price(type, deviation: s))
    greeks.addProbabilities(
      type, terms: terms, growth: 1, discount: 1, receive: receive, pay: pay, years: years, rate: 0, dividendYield: 0)
    if terms.density > 0 {
      greeks.addDensity(
        terms: terms, scale: min(receive, pay) * terms.density, moneyness: x, deviation: s, spot: receive,
        strike: pay, years: years, volatility: volatility, rate: 0, dividendYield: 0)
    } else if x == 0, s == 0 {
      greeks.addKink(receive: receive, years: years, volatility: volatility, spot: receive)
    }
    return greeks
  }
}
