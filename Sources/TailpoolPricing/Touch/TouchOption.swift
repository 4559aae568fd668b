import TailpoolMarket

/// Touch options in the Black–Scholes–Merton model: one unit of cash for a barrier that is, or is not, reached.
///
/// Sources: M. Rubinstein and E. Reiner, "Unscrambling the Binary Code", Risk 4 (1991) 75; E. G. Haug, The Complete Guide to
/// Option Pricing Formulas, 2nd ed. (2007), section 4.19.
public enum TouchOption {
  /// What a touch option pays, and when.
  public typealias Payoff = TouchPayoff

  /// The price of a touch option.
  ///
  /// With s = σ√T, the distance t = |log(H/S)| / s, the drift away from the barrier ν = ±((r − q) T − s²/2) / s, + for a
  /// barrier below, and λ² = ν² + 2rT:
  ///
  ///     one-touch:            exp(−t(λ + ν)) N(λ − t) + exp(t(λ − ν)) N(−λ − t)
  ///     one-touch at expiry:  exp(−rT) [N(−t − ν) + exp(−2tν) N(ν − t)]
  ///     no-touch:             exp(−rT) [N(t + ν) − exp(−2tν) N(ν − t)]
  ///
  /// - Parameters:
  ///   - payoff: What it pays, and when.
  ///   - side: From which side the barrier is reached.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - barrier: Barrier, ≥ 0, same unit; +∞ is allowed.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite; it may be negative.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - hasTouched: Whether the barrier was reached before the valuation: a one-touch was paid then and is worth 0.
  /// - Returns: Price of one unit of cash. A spot at the barrier or beyond it reaches it now. Where σ√T is 0 the spot follows
  ///   its forward, and reaching the barrier at expiry counts. An argument out of its range, NaN, or a discount factor that
  ///   overflows gives NaN.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative, also far in the tails, on every row of References/Tables/touch.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    _ payoff: Payoff, _ side: BarrierSide, spot: Double, barrier: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double, hasTouched: Bool = false
  ) -> Double {
    TouchPricer(
      payoff, side, barrier: barrier, years: years, rate: rate, dividendYield: dividendYield, hasTouched: hasTouched
    ).price(spot: spot, volatility: volatility)
  }

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them, those of the living side as the spot nears the barrier. At the
  ///   barrier or beyond it, and where σ√T is 0, they are those of the payment that is then certain. An argument out of its
  ///   range, or NaN, gives NaN throughout.
  /// - Accuracy: 6 (1 + cond) 2⁻⁵³ relative, each with its own condition number, on every row of References/Tables/touch.csv.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    _ payoff: Payoff, _ side: BarrierSide, spot: Double, barrier: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double, hasTouched: Bool = false
  ) -> BarrierOption.Greeks {
    TouchPricer(
      payoff, side, barrier: barrier, years: years, rate: rate, dividendYield: dividendYield, hasTouched: hasTouched
    ).greeks(spot: spot, volatility: volatility)
  }
}
