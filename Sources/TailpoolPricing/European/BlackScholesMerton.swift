import CTailpoolKernels
import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// The Black–Scholes–Merton formula: European options on a lognormal spot with a continuous yield.
///
/// Sources: F. Black and M. Scholes, Journal of Political Economy 81 (1973) 637; R. Merton, Bell Journal of Economics 4
/// (1973) 141; names of the Greeks as in E. G. Haug, The Complete Guide to Option Pricing Formulas (2007), chapter 2.
public enum BlackScholesMerton {
  /// The price of a European option on a spot.
  ///
  /// With `s = σ√T` and `x = log(S/K) + (r − q) T`:
  ///
  ///     price = S exp(−qT) N(x/s + s/2) − K exp(−rT) N(x/s − s/2)          (call)
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield or borrow cost per year, finite.
  /// - Returns: Price of one unit, same unit as `spot`. `years` or `volatility` 0 gives the discounted intrinsic value of
  ///   the forward, infinite volatility the upper bound. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/bsm_greeks.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    _ type: OptionType, spot: Double, strike: Double, years: Double, volatility: Double, rate: Double,
    dividendYield: Double
  ) -> Double {
    let price = tp_spot_price_one(spot, strike, years, type.sign, volatility, rate, dividendYield)
    if !price.isNaN { return price }
    // Limits, extremes, and everything that is not a number.
    guard isInDomain(spot, strike, years, volatility, rate, dividendYield) else { return .nan }
    let x = logMoneyness(forward: spot, strike: strike) + (rate - dividendYield) * years
    return legsValue(
      type, receive: spot * exp(-dividendYield * years), pay: strike * exp(-rate * years), logMoneyness: x,
      deviation: deviation(volatility: volatility, years: years))
  }

  /// The price and its nineteen derivatives to third order, from one set of terms.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BlackScholesMerton.Greeks` names them. Where `volatility · √years` is 0 they are those of
  ///   the discounted intrinsic value; see `BlackScholesMerton.Greeks` for the kink itself. An argument out of its range,
  ///   or NaN, gives NaN throughout.
  /// - Accuracy: 6 (1 + cond) 2⁻⁵³ relative to second order and 16 (1 + cond) 2⁻⁵³ for third order, on every row of
  ///   References/Tables/bsm_greeks.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, spot: Double, strike: Double, years: Double, volatility: Double, rate: Double,
    dividendYield: Double
  ) -> BlackScholesMerton.Greeks {
    guard isInDomain(spot, strike, years, volatility, rate, dividendYield) else { return .invalid }
    let moneyness = logMoneyness(forward: spot, strike: strike)
    let x = moneyness + (rate - dividendYield) * years
    let s = deviation(volatility: volatility, years: years)
    let growth = exp(-dividendYield * years)
    let discount = exp(-rate * years)
    let receive = spot * growth
    let pay = strike * discount
    let terms = LognormalTerms(logMoneyness: x, deviation: s)
    var greeks = BlackScholesMerton.Greeks(
      price: price(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield))
    greeks.addProbabilities(
      type, terms: terms, growth: growth, discount: discount, receive: receive, pay: pay, years: years, rate: rate,
      dividendYield: dividendYield)
    if terms.density > 0 {
      greeks.addDensity(
        terms: terms, scale: (x <= 0 ? receive : pay) * terms.density, moneyness: moneyness, deviation: s, spot: spot,
        strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
    } else if x == 0, s == 0 {
      greeks.addKink(receive: receive, years: years, volatility: volatility, spot: spot)
    }
    return greeks
  }

  static func isInDomain(
    _ spot: Double, _ strike: Double, _ years: Double, _ volatility: Double, _ rate: Double, _ dividendYield: Double
  ) -> Bool {
    isFiniteNonnegative(spot) && isFiniteNonnegative(strike) && isFiniteNonnegative(years) && volatility >= 0
      && abs(rate) < .infinity && abs(dividendYield) < .infinity
  }
}
