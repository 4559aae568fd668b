import TailpoolMarket
import TailpoolNumerics

extension InverseOption {
  /// Price and sensitivities of a coin-settled option, in coin and in quote currency (dollars).
  ///
  /// With V the undiscounted Black-76 price in dollars, F the forward and c = V / F the price in coin.
  public struct Greeks: Hashable, Sendable {
    /// V.
    public var dollarPrice: Double
    /// c.
    public var coinPrice: Double
    /// dV/dF.
    public var delta: Double
    /// dV/dF − c, the premium-adjusted delta: coins of hedge for an option whose premium is held in coin.
    public var netDelta: Double
    /// dc/dF.
    public var coinDelta: Double
    /// d²V/dF².
    public var gamma: Double
    /// d²c/dF².
    public var coinGamma: Double
    /// dV/dσ, per 1.00 of volatility.
    public var dollarVega: Double
    /// dc/dσ, per 1.00 of volatility.
    public var coinVega: Double
    /// −dV/dT, per year.
    public var dollarTheta: Double
    /// −dc/dT, per year.
    public var coinTheta: Double
  }
}

/// Inverse options: they pay max(±(S − K), 0) / S units of the underlying, as crypto venues list them.
///
/// The venue's mark convention is the Black-76 price without discounting over the forward, in coin.
public enum InverseOption {
  /// The price in coin.
  ///
  ///     price = Black76(forward, strike, years, volatility) / forward
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - forward: Forward price of the coin, finite and > 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0; +∞ is allowed.
  /// - Returns: Coins per unit of the underlying: at most 1 for a call, strike / forward for a put. An argument out of its
  ///   range, or NaN, gives NaN.
  /// - Complexity: O(1), no allocation.
  @inlinable
  public static func price(
    _ type: OptionType, forward: Double, strike: Double, years: Double, volatility: Double
  ) -> Double {
    guard forward > 0 else { return .nan }
    return Black76.price(type, forward: forward, strike: strike, years: years, volatility: volatility) / forward
  }

  /// The price and its derivatives, in coin and in dollars.
  ///
  /// The net delta is ±(strike / forward) N(±d₂), which needs no subtraction.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `InverseOption.Greeks` names them; limits as in `Black76.greeks`. An argument out of its
  ///   range, or NaN, gives NaN throughout.
  /// - Accuracy: 1e-12 relative on every row of References/Tables/inverse.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, forward: Double, strike: Double, years: Double, volatility: Double
  ) -> InverseOption.Greeks {
    let inDomain = forward > 0
    let black = Black76.greeks(
      type, forward: inDomain ? forward : .nan, strike: strike, years: years, volatility: volatility)
    let netDelta = -strike / forward * black.dualDelta
    return InverseOption.Greeks(
      dollarPrice: black.price, coinPrice: black.price / forward, delta: black.delta, netDelta: netDelta,
      coinDelta: netDelta / forward, gamma: black.gamma,
      coinGamma: (black.gamma - 2 * netDelta / forward) / forward, dollarVega: black.vega,
      coinVega: black.vega / forward, dollarTheta: black.theta, coinTheta: black.theta / forward)
  }
}
