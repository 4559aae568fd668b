import CTailpoolKernels
import TailpoolMarket
import TailpoolNumerics

/// Volatilities implied by prices.
public enum ImpliedVolatility {
  /// The volatility at which the Black-76 formula gives a price.
  ///
  /// The time value, price / discountFactor less the intrinsic value, is what is inverted, so that options in the
  /// money are answered as well as their price determines.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - price: Price of one unit, in quote currency.
  ///   - forward: Forward price, finite and > 0.
  ///   - strike: Strike, finite and > 0.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - discountFactor: Discount factor to expiry, finite and > 0; 1 means that `price` is undiscounted.
  /// - Returns: The annual volatility, or which bound the price breaks; `invalidInput` for arguments out of domain.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative, with the condition number of the volatility with respect to price,
  ///   forward and strike (References/Tables/black_implied_vol.csv).
  /// - Complexity: O(1), no allocation.
  public static func black76(
    _ type: OptionType, price: Double, forward: Double, strike: Double, years: Double, discountFactor: Double = 1
  ) -> ImpliedVolatility.Result {
    let fast = tp_forward_implied_volatility_one(forward, strike, years, type.sign, price, discountFactor)
    if !fast.isNaN { return .value(fast) }
    guard isPositive(forward), isPositive(strike), isPositive(years), isPositive(discountFactor), !price.isNaN
    else { return .invalidInput }
    let undiscounted = price / discountFactor
    let intrinsic = max(type == .call ? forward - strike : strike - forward, 0)
    let maximum = type == .call ? forward : strike
    if undiscounted < intrinsic { return .belowIntrinsic }
    if undiscounted == intrinsic { return .zero }
    if undiscounted > maximum { return .aboveMaximum }
    if undiscounted == maximum { return .infinite }
    let normalized = (undiscounted - intrinsic) / forward.squareRoot() / strike.squareRoot()
    switch normalizedDeviation(x: logRatio(forward, strike), price: normalized) {
    case .value(let deviation): return .value(deviation / years.squareRoot())
    // The bounds were tested above on the price itself; rounding brought the normalized price back onto one.
    case let other: return other == .aboveMaximum ? .infinite : other
    }
  }

  /// The standard deviation σ√T at which the normalized Black function b(x, s) takes a value.
  ///
  /// - Parameters:
  ///   - x: Log-moneyness, finite; its sign does not matter.
  ///   - price: Normalized price of the option out of the money, b in [0, exp(−|x|/2)].
  /// - Returns: The standard deviation s, or which bound the price breaks.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative, with the condition number of s with respect to price and x
  ///   (References/Tables/normalised_implied_vol.csv); a subnormal price is answered with the digits it has.
  /// - Complexity: O(1), no allocation; one evaluation of b in the range of markets, a few elsewhere.
  public static func normalizedDeviation(x: Double, price: Double) -> ImpliedVolatility.Result {
    guard abs(x) < .infinity, !price.isNaN else { return .invalidInput }
    let deviation = tp_normalized_implied_deviation_one(x, price)
    if deviation > 0 { return .value(deviation) }
    // Tiny and huge deviations, prices near a bound or below 1e-280, and everything that is not a number.
    return NormalizedSolver(x: abs(x), price: price).solution()
  }

  static func isPositive(_ value: Double) -> Bool { value > 0 && value < .infinity }
}
