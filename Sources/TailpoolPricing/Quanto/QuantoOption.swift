import TailpoolLibc
import TailpoolMarket

/// European options on an asset of another currency that pay in the domestic one at a fixed rate of exchange.
///
/// In the domestic measure the asset grows with its foreign rate less its yield less the covariance with the rate of exchange, so
/// that every contract on it, with or without barriers, is the domestic contract with the yield `yield(…)` in place of its own.
///
/// Sources: E. Reiner, "Quanto Mechanics", Risk 5 (1992) 59; E. G. Haug, The Complete Guide to Option Pricing Formulas, 2nd ed.
/// (2007), section 5.16.
public enum QuantoOption {
  /// Price and sensitivities of a quanto option.
  public struct Greeks: Hashable, Sendable {
    /// Price of one unit, V, in domestic currency at a rate of exchange of 1.
    public var price: Double
    /// dV/dS.
    public var delta: Double
    /// d²V/dS².
    public var gamma: Double
    /// dV/dσ of the asset, per 1.00, with what it changes of the growth.
    public var vega: Double
    /// dV/dσ of the rate of exchange, per 1.00.
    public var fxVega: Double
    /// dV/dρ, per 1.00 of correlation.
    public var correlationSensitivity: Double
    /// −dV/dT, per year.
    public var theta: Double
    /// dV/dr of the domestic rate.
    public var domesticRho: Double
    /// dV/dr of the foreign rate.
    public var foreignRho: Double
  }

  /// The yield with which a domestic contract on the asset is worth what the quanto is.
  ///
  ///     r_d − r_f + q + ρ σ σ_fx
  ///
  /// - Parameters:
  ///   - volatility: Annual lognormal volatility of the asset in its currency, σ, finite and ≥ 0.
  ///   - domesticRate: Continuously compounded rate of the currency that is paid, finite.
  ///   - foreignRate: That of the asset's currency, finite.
  ///   - dividendYield: Yield of the asset, finite.
  ///   - fxVolatility: Annual volatility of the rate of exchange, domestic for a unit of foreign, finite and ≥ 0.
  ///   - correlation: Of the logarithms of the asset and of that rate, in [−1, 1].
  /// - Returns: Per year, continuously compounded. NaN for an argument out of its range or NaN.
  /// - Complexity: O(1).
  public static func yield(
    volatility: Double, domesticRate: Double, foreignRate: Double, dividendYield: Double, fxVolatility: Double,
    correlation: Double
  ) -> Double {
    guard isFiniteNonnegative(volatility), isFiniteNonnegative(fxVolatility), abs(correlation) <= 1 else { return .nan }
    return domesticRate - foreignRate + dividendYield + correlation * volatility * fxVolatility
  }

  /// The price of a quanto option at a rate of exchange of 1.
  ///
  ///     exp(−r_d T) Black(F),   F = S exp((r_f − q − ρ σ σ_fx) T)
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - spot: Spot in foreign currency, finite and ≥ 0.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: As of `yield(…)`, and so are those that follow.
  ///   - domesticRate: r_d.
  ///   - foreignRate: r_f.
  ///   - dividendYield: q.
  ///   - fxVolatility: σ_fx.
  ///   - correlation: ρ.
  /// - Returns: Price of one unit, ≥ 0; with σ√T = 0 the discounted intrinsic value of the forward. An argument out of its range, or
  ///   NaN, gives NaN.
  /// - Accuracy: 1e-14 of the spot on every row of References/Tables/quanto.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    _ type: OptionType, spot: Double, strike: Double, years: Double, volatility: Double, domesticRate: Double,
    foreignRate: Double, dividendYield: Double, fxVolatility: Double, correlation: Double
  ) -> Double {
    let yield = yield(
      volatility: volatility, domesticRate: domesticRate, foreignRate: foreignRate, dividendYield: dividendYield,
      fxVolatility: fxVolatility, correlation: correlation)
    return BlackScholesMerton.price(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: domesticRate, dividendYield: yield)
  }

  /// The price and its derivatives.
  ///
  /// With ε the derivative in the yield, dV/dσ = vega + ερσ_fx, dV/dσ_fx = ερσ and dV/dρ = εσσ_fx.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `QuantoOption.Greeks` names them; where σ√T is 0 they are those of the discounted intrinsic value. An
  ///   argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: 1e-13 of the spot or of themselves on every row of References/Tables/quanto.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ type: OptionType, spot: Double, strike: Double, years: Double, volatility: Double, domesticRate: Double,
    foreignRate: Double, dividendYield: Double, fxVolatility: Double, correlation: Double
  ) -> Greeks {
    let yield = yield(
      volatility: volatility, domesticRate: domesticRate, foreignRate: foreignRate, dividendYield: dividendYield,
      fxVolatility: fxVolatility, correlation: correlation)
    let own = BlackScholesMerton.greeks(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: domesticRate, dividendYield: yield)
    return Greeks(
      price: own.price, delta: own.delta, gamma: own.gamma, vega: own.vega + own.epsilon * correlation * fxVolatility,
      fxVega: own.epsilon * correlation * volatility, correlationSensitivity: own.epsilon * volatility * fxVolatility,
      theta: own.theta, domesticRho: own.rho + own.epsilon, foreignRho: -own.epsilon)
  }
}
