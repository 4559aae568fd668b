import TailpoolLibc
import TailpoolMarket

/// European options with one barrier, watched continuously, in the Black–Scholes–Merton model.
///
/// A knock-in pays as the vanilla option when the barrier was reached, and its rebate at expiry when it never was. A
/// knock-out pays as the vanilla option when the barrier was never reached, and its rebate at the instant that it is.
///
/// Sources: R. Merton, Bell Journal of Economics 4 (1973) 141; M. Rubinstein and E. Reiner, "Breaking Down the Barriers",
/// Risk 4 (1991) 28.
public enum BarrierOption {
  /// The price of a barrier option.
  ///
  /// With s = σ√T, ν = (r − q) T − s²/2 and h = log(H/S), the density of log(S_T/S) over the paths that reach the barrier
  /// is, on the side of the barrier where the spot stands, that of a normal variable reflected at the barrier:
  ///
  ///     p_hit(y) = exp(2νh/s²) φ((y − 2h − ν)/s) / s,     p_alive(y) = p(y) − p_hit(y)
  ///
  /// and beyond the barrier p(y) itself. The price integrates the payoff against these; see Docs/Methods/BarrierOption.md.
  ///
  /// - Parameters:
  ///   - kind: Up or down, in or out.
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - barrier: Barrier, ≥ 0, same unit; +∞ is allowed.
  ///   - rebate: Rebate, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite; it may be negative.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - hasCrossed: Whether the barrier was reached before the valuation. A knock-in is then the vanilla option; a
  ///     knock-out is worth 0, for its rebate was paid when it happened.
  /// - Returns: Price of one unit, ≥ 0. A spot at the barrier or beyond it reaches it now: a knock-out is worth its rebate,
  ///   a knock-in the vanilla option. Where σ√T is 0 the spot follows its forward, and touching the barrier at expiry
  ///   counts as reaching it. An argument out of its range, NaN, or a discount factor that overflows gives NaN.
  /// - Accuracy: 2e-15 of the spot on every row of References/Tables/barrier.csv; 4 (1 + cond) 2⁻⁵³ relative, also far in
  ///   the tails, on every row of References/Tables/barrier_tails.csv.
  /// - Complexity: O(1), no allocation.
  public static func price(
    _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double, rebate: Double = 0,
    years: Double, volatility: Double, rate: Double, dividendYield: Double, hasCrossed: Bool = false
  ) -> Double {
    BarrierPricer(
      kind, type, strike: strike, barrier: barrier, rebate: rebate, years: years, rate: rate,
      dividendYield: dividendYield, hasCrossed: hasCrossed
    ).price(spot: spot, volatility: volatility)
  }

  /// The probability that a lognormal path reaches a barrier between two instants at which its prices are known.
  ///
  /// Given its ends the logarithm of the price is a Brownian bridge, whatever its drift was:
  ///
  ///     P = exp(−2 log(H/S₀) log(H/S₁) / v)
  ///
  /// - Parameters:
  ///   - start: Price at the first instant, S₀ > 0.
  ///   - end: Price at the second instant, S₁ > 0, same unit.
  ///   - barrier: Barrier H > 0, same unit, up or down.
  ///   - variance: Variance v = σ²Δt of the logarithm between the two instants, ≥ 0.
  /// - Returns: A probability. 1 when an end is at the barrier or the ends stand on either side of it; without variance 0
  ///   otherwise, and 1 with infinite variance. NaN for an argument out of its range, an infinite price and NaN.
  /// - Complexity: O(1), no allocation.
  /// - Source: P. Glasserman, Monte Carlo Methods in Financial Engineering (2003), section 6.4.
  public static func crossingProbability(
    from start: Double, to end: Double, barrier: Double, variance: Double
  ) -> Double {
    guard
      start > 0, end > 0, barrier > 0, variance >= 0, start < .infinity, end < .infinity, barrier < .infinity
    else { return .nan }
    let isBetween = (start < barrier && end < barrier) || (start > barrier && end > barrier)
    guard isBetween else { return 1 }
    // Both logarithms have one sign; dividing each keeps their product from underflowing beside a tiny variance.
    let root = variance.squareRoot()
    return exp(-2 * (logRatio(barrier, start) / root) * (logRatio(barrier, end) / root))
  }
}
