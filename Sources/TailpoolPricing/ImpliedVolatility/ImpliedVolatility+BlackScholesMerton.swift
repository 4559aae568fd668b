import CTailpoolKernels
import TailpoolLibc
import TailpoolMarket

extension ImpliedVolatility {
  /// The volatility at which the Black–Scholes–Merton formula gives a price.
  ///
  /// The time value, the price less the discounted intrinsic value of the forward, is what is inverted.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - price: Price of one unit, in quote currency.
  ///   - spot: Spot price, finite and > 0.
  ///   - strike: Strike, finite and > 0.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: The annual volatility, or which bound the price breaks; `invalidInput` for arguments out of domain.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative, with the condition number with respect to price and the other arguments.
  /// - Complexity: O(1), no allocation.
  public static func blackScholesMerton(
    _ type: OptionType, price: Double, spot: Double, strike: Double, years: Double, rate: Double,
    dividendYield: Double
  ) -> ImpliedVolatility.Result {
    let fast = tp_spot_implied_volatility_one(spot, strike, years, type.sign, price, rate, dividendYield)
    if !fast.isNaN { return .value(fast) }
    let receive = spot * exp(-dividendYield * years)
    let pay = strike * exp(-rate * years)
    guard isPositive(spot), isPositive(strike), isPositive(years), isPositive(receive), isPositive(pay), !price.isNaN
    else { return .invalidInput }
    let intrinsic = max(type == .call ? receive - pay : pay - receive, 0)
    let maximum = type == .call ? receive : pay
    if price < intrinsic { return .belowIntrinsic }
    if price == intrinsic { return .zero }
    if price > maximum { return .aboveMaximum }
    if price == maximum { return .infinite }
    let normalized = (price - intrinsic) / receive.squareRoot() / pay.squareRoot()
    let x = logRatio(spot, strike) + (rate - dividendYield) * years
    switch normalizedDeviation(x: x, price: normalized) {
    case .value(let deviation): return .value(deviation / years.squareRoot())
    // The bounds were tested above on the price itself; rounding brought the normalized price back onto one.
    case let other: return other == .aboveMaximum ? .infinite : other
    }
  }
}
