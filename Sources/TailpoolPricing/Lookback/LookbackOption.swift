import TailpoolLibc
import TailpoolMarket

/// Options on the lowest or highest price of a path that is watched at every instant.
///
/// Sources: M. Goldman, H. Sosin and M. Gatto, Journal of Finance 34 (1979) 1111; A. Conze and R. Viswanathan, Journal of Finance
/// 46 (1991) 1893; E. G. Haug, The Complete Guide to Option Pricing Formulas, 2nd ed. (2007), sections 4.15.
public enum LookbackOption {
  /// Price and sensitivities, as `BarrierOption.Greeks` names them; theta with the spot standing still.
  public typealias Greeks = BarrierOption.Greeks

  /// What a lookback option pays.
  public enum Strike: Hashable, Sendable {
    /// The extremum is the strike: a call pays S_T − min, a put max − S_T.
    case floating
    /// A number: a call pays max(max − K, 0), a put max(K − min, 0).
    case fixed(Double)
  }

  /// The price of a lookback option.
  ///
  /// With the excess E of the extremum beyond a level (`ExtremumExcess`), which has no singularity at r = q,
  ///
  ///     floating call: S exp(−qT) − m exp(−rT) + exp(−rT) E[(m − min)⁺],   put: M exp(−rT) − S exp(−qT) + exp(−rT) E[(max − M)⁺]
  ///     fixed call:    exp(−rT) (L − K) + exp(−rT) E[(max − L)⁺],  L = max(M, K);   put likewise with L = min(m, K)
  ///
  /// each as a sum of terms that are not negative.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - strike: Floating, or a number ≥ 0.
  ///   - spot: Spot price, finite and > 0, in quote currency.
  ///   - extremum: The lowest price so far (floating call, fixed put) or the highest (the others), finite and ≥ 0; a spot beyond it
  ///     takes its place.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, same unit as `spot`. Without volatility the spot follows its forward. An argument out of its
  ///   range, NaN, or a price that overflows, gives NaN.
  /// - Accuracy: 1e-14 of the spot on every row of References/Tables/lookback_floating.csv, for fixed strikes through the
  ///   decomposition; 1e-13 of it at r = q and near it, References/Tables/lookback_limits.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    _ type: OptionType, _ strike: Strike, spot: Double, extremum: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> Double {
    LookbackTerms(
      type, strike, spot: spot, extremum: extremum, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield)?.price ?? .nan
  }

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// Delta and gamma follow from the probability that the extremum is passed and its density, since prices are homogeneous in spot,
  /// extremum and strike; vega and rho are differences of sixth order.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them, at the extremum those of its living side. Without time or
  ///   volatility they are 0 but for delta and theta of what is then certain. An argument out of its range, or NaN, gives NaN
  ///   throughout.
  /// - Accuracy: Vega and rho per 1.00 to 1e-9 of the spot, the others to 1e-12 of it.
  /// - Complexity: Thirteen prices.
  public static func greeks(
    _ type: OptionType, _ strike: Strike, spot: Double, extremum: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> Greeks {
    guard
      let terms = LookbackTerms(
        type, strike, spot: spot, extremum: extremum, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    else { return .invalid }
    var greeks = Greeks(price: terms.price)
    (greeks.delta, greeks.gamma) = (terms.delta, terms.gamma)
    if volatility > 0, years > 0 {
      greeks.fillSlopes(volatility: volatility, rate: rate, years: years) {
        price(
          type, strike, spot: spot, extremum: extremum, years: years, volatility: $0, rate: $1,
          dividendYield: dividendYield)
      }
    }
    greeks.fillTheta(spot: spot, volatility: volatility, rate: rate, dividendYield: dividendYield)
    return greeks
  }
}
