import TailpoolLibc
import TailpoolNumerics

extension LiquidityPosition {
  /// Value and sensitivities of a position that is taken out at a horizon.
  public struct Greeks: Hashable, Sendable {
    /// Value of one unit of liquidity, in the quote token.
    public var price: Double
    /// dV/dS.
    public var delta: Double
    /// d²V/dS².
    public var gamma: Double
    /// dV/dσ, per 1.00 of volatility.
    public var vega: Double
    /// −dV/dT, per year.
    public var theta: Double
  }

  /// The discounted expectation of what the position will be worth, fees left out, and its derivatives.
  ///
  /// It is a European option on the spot: its payoff is concave, cash of √upper − √lower less a strip of puts of
  /// K^(−3/2)/2 at every strike of the range. With F the forward, s = σ√T, and N the normal distribution function,
  ///
  ///     V = e^(−rT) ( b E[S; S < lower] + 2 E[√S; in] − √lower P(in) − E[S; in]/√upper + c P(S > upper) )
  ///     E[Sᵃ; S < K] = Fᵃ e^(a(a−1)s²/2) N(−log(F/K)/s − (a − ½) s),   b = 1/√lower − 1/√upper,   c = √upper − √lower
  ///
  /// - Parameters:
  ///   - spot: Price of the base token, finite and > 0.
  ///   - lower: Where the range begins, finite and ≥ 0.
  ///   - upper: Where it ends, above its begin; +∞ for a range without end.
  ///   - years: Time to the horizon, finite and ≥ 0; 0 gives the value now.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0.
  ///   - rate: Interest rate, continuously compounded per year, finite.
  ///   - dividendYield: What the base token yields, likewise.
  /// - Returns: Value and derivatives; NaN for an argument out of its range. At σ√T = 0 they are those of the value at the
  ///   forward, and at an end of the range those of the range.
  /// - Accuracy: 1e-12 relative on the reference cases (gamma 1e-11), the narrowest of which is 0.2 % wide.
  /// - Complexity: O(1), no allocation.
  public static func greeks(
    spot: Double, lower: Double, upper: Double, years: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> Greeks {
    guard isInDomain(spot, lower, upper), isFiniteNonnegative(years), isFiniteNonnegative(volatility), rate.isFinite,
      dividendYield.isFinite
    else { return Greeks(price: .nan, delta: .nan, gamma: .nan, vega: .nan, theta: .nan) }
    let (discount, growth) = (exp(-rate * years), exp((rate - dividendYield) * years))
    let (forward, deviation) = (spot * growth, volatility * years.squareRoot())
    let drift = (rate - dividendYield) * years
    let moments =
      deviation > 0
      ? Moments(
        forward: forward, lower: lower, upper: upper, deviation: deviation, logLower: logRatio(spot, lower) + drift,
        logUpper: logRatio(spot, upper) + drift) : Moments(at: forward, lower: lower, upper: upper)
    let (price, delta) = (discount * moments.value, discount * growth * moments.base)
    let gamma = -0.5 * discount * moments.root / (spot * spot)
    let curvature = spot * spot * gamma
    return Greeks(
      price: price, delta: delta, gamma: gamma, vega: volatility * years * curvature,
      theta: rate * price - (rate - dividendYield) * spot * delta - 0.5 * volatility * volatility * curvature)
  }

  /// Expected loss versus rebalancing to a horizon, at a rate and a yield of 0: V(S) less the expectation of V.
  ///
  /// - Parameters: As of `greeks`.
  /// - Returns: Quote tokens for one unit of liquidity, ≥ 0 up to rounding; NaN for an argument out of its range.
  /// - Accuracy: 1e-12 of the value.
  public static func expectedLossVersusRebalancing(
    spot: Double, lower: Double, upper: Double, years: Double, volatility: Double
  ) -> Double {
    value(spot: spot, lower: lower, upper: upper)
      - greeks(
        spot: spot, lower: lower, upper: upper, years: years, volatility: volatility, rate: 0, dividendYield: 0
      ).price
  }
}

/// Expectations of a lognormal price over the parts that a range cuts its line into.
private struct Moments {
  /// Of the value.
  let value: Double
  /// Of the base held, counted by the price over the forward: d(value)/d(forward).
  let base: Double
  /// Of the price's root within the range.
  let root: Double

  /// Of the forward alone.
  init(at forward: Double, lower: Double, upper: Double) {
    value = LiquidityPosition.value(spot: forward, lower: lower, upper: upper)
    base = LiquidityPosition.holdings(spot: forward, lower: lower, upper: upper).base
    root = forward < lower || forward > upper ? 0 : forward.squareRoot()
  }

  /// - Parameters:
  ///   - forward: The forward.
  ///   - lower: Where the range begins.
  ///   - upper: Where it ends.
  ///   - deviation: σ√T, > 0.
  ///   - logLower: Log of forward over lower; +∞ for 0.
  ///   - logUpper: Log of forward over upper; −∞ without end.
  init(forward: Double, lower: Double, upper: Double, deviation: Double, logLower: Double, logUpper: Double) {
    let (rootLower, rootUpper) = (lower.squareRoot(), upper.squareRoot())
    /// How many deviations an end lies below the forward, under the measure weighted by a power of the price.
    func distance(_ log: Double, _ power: Double) -> Double { log / deviation + (power - 0.5) * deviation }
    /// The weighted probability of the range.
    func within(_ power: Double) -> Double {
      let (low, high) = (distance(logLower, power), distance(logUpper, power))
      return high > 0
        ? NormalDistribution.complementary(high) - NormalDistribution.complementary(low)
        : NormalDistribution.cumulative(low) - NormalDistribution.cumulative(high)
    }
    let inside = forward * within(1)
    root = forward.squareRoot() * exp(-0.125 * deviation * deviation) * within(0.5)
    // Without an end there is nothing beyond it.
    let below =
      lower > 0
      ? LiquidityPosition.holdings(spot: lower, lower: lower, upper: upper).base * forward
        * NormalDistribution.complementary(distance(logLower, 1)) : 0
    let above =
      upper < .infinity
      ? LiquidityPosition.gap(lower, upper) * NormalDistribution.cumulative(distance(logUpper, 0)) : 0
    base = (below + root - inside / rootUpper) / forward
    value = below + 2 * root - rootLower * within(0) - inside / rootUpper + above
  }
}
