/// Price and sensitivities of an option on a forward, with respect to the forward at a fixed discount factor.
///
/// V is the price, F the forward, K the strike, T the time to expiry in years and σ the volatility of the model: lognormal for
/// Black-76, normal (price units per √year) for Bachelier.
public struct ForwardGreeks: Hashable, Sendable {
  /// Price of one unit, V.
  public var price: Double
  /// dV/dF.
  public var delta: Double
  /// d²V/dF².
  public var gamma: Double
  /// dV/dσ, per 1.00 of volatility.
  public var vega: Double
  /// −dV/dT at fixed forward and discount factor, per year.
  public var theta: Double
  /// d²V/dF dσ.
  public var vanna: Double
  /// d²V/dσ².
  public var volga: Double
  /// dV/dK.
  public var dualDelta: Double
  /// d²V/dK².
  public var dualGamma: Double
}
