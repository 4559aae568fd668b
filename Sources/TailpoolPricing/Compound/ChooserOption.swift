import TailpoolLibc
import TailpoolMarket

/// The right to say at a later instant whether an option is a call or a put, of one strike and expiry.
///
/// Source: M. Rubinstein, Options for the undecided, Risk 4 (1991) 43.
public enum ChooserOption {
  /// Price and sensitivities, as `BarrierOption.Greeks` names them.
  public typealias Greeks = BarrierOption.Greeks

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// By the parity of calls and puts the better of both at t is a call and max(K exp(−(r − q)(T − t)) − S_t, 0) times
  /// exp(−q (T − t)):
  ///
  ///     price = call(S, K, T) + exp(−q (T − t)) put(S, K exp(−(r − q)(T − t)), t)
  ///
  /// - Parameters:
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - choice: Years to the choice, in [0, years].
  ///   - years: Years to expiry, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit. An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: That of two vanilla options.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    spot: Double, strike: Double, choice: Double, years: Double, volatility: Double, rate: Double,
    dividendYield: Double
  ) -> Greeks {
    guard choice >= 0, choice <= years, years < .infinity else { return .invalid }
    let rest = years - choice
    let call = BlackScholesMerton.greeks(
      .call, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
    let growth = exp(-dividendYield * rest)
    let level = strike * exp(-(rate - dividendYield) * rest)
    let put = BlackScholesMerton.greeks(
      .put, spot: spot, strike: level, years: choice, volatility: volatility, rate: rate, dividendYield: dividendYield)
    var greeks = Greeks(price: call.price + growth * put.price)
    guard !greeks.price.isNaN else { return .invalid }
    greeks.delta = call.delta + growth * put.delta
    greeks.gamma = call.gamma + growth * put.gamma
    greeks.vega = call.vega + growth * put.vega
    // T − t stays as time passes; the put's strike depends on the rate.
    greeks.theta = call.theta + growth * put.theta
    greeks.rho = call.rho + growth * (put.rho - rest * level * put.dualDelta)
    return greeks
  }
}
