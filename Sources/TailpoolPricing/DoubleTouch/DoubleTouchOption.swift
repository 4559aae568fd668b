import TailpoolMarket

/// Touch options with two barriers in the Black–Scholes–Merton model: one unit of cash for barriers that are, or are not, reached.
///
/// Sources: C. H. Hui, "One-touch double barrier binary option values", Applied Financial Economics 6 (1996) 343; E. G. Haug, The
/// Complete Guide to Option Pricing Formulas, 2nd ed. (2007), section 4.19.
public enum DoubleTouchOption {
  /// What a touch option with two barriers pays, and when.
  public typealias Payoff = DoubleTouchPayoff

  /// The price of a touch option with two barriers.
  ///
  /// The no-touch is the integral of the density of the paths between the barriers (`DoubleBarrierOption`), discounted. What is
  /// paid when a barrier is reached first, at a distance a and with a′ to the other, is in units of s = σ√T, with λ² = ν² + 2rT,
  /// w = a + a′ and ν the drift away from it,
  ///
  ///     e^−νa Σ [Φ(a + 2nw) − Φ(2(n + 1)w − a)],   Φ(d) = e^−λd N(λ − d) + e^λd N(−λ − d)
  ///       = e^−νa [sinh(λa′)/sinh(λw) − (π/w²) Σ k sin(kπa/w) e^−c_k/c_k],   c_k = (λ² + k²π²/w²)/2
  ///
  /// of which the second is summed up to w = 2.6. A one-touch is the sum of both barriers'; at expiry it is discounted with rT and
  /// taken at rate 0.
  ///
  /// - Parameters:
  ///   - payoff: What it pays, and when.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - lowerBarrier: Lower barrier, ≥ 0, same unit; at 0 it is not there.
  ///   - upperBarrier: Upper barrier, above the lower one, same unit; at +∞ it is not there.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite; it may be negative.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - hasTouched: Whether a barrier was reached before the valuation: what is paid at once was paid then and is worth 0.
  /// - Returns: Price of one unit of cash, ≥ 0. A spot at a barrier or beyond it reaches it now. Where σ√T is 0 the spot follows
  ///   its forward, and reaching a barrier at expiry counts. An argument out of its range, NaN, barriers that are not in order or a
  ///   discount factor that overflows gives NaN.
  /// - Accuracy: 1e-14 of the payment on every double-no-touch of References/Tables/double_barrier.csv and, with a discount
  ///   factor of at most 1, for the others against their integral over time.
  /// - Complexity: As of `DoubleBarrierOption` for the no-touch; eight terms, or at most 400 pairs of images, for the others.
  public static func price(
    _ payoff: Payoff, spot: Double, lowerBarrier: Double, upperBarrier: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double, hasTouched: Bool = false
  ) -> Double {
    DoubleTouchPricer(
      payoff, lowerBarrier: lowerBarrier, upperBarrier: upperBarrier, years: years, rate: rate,
      dividendYield: dividendYield, hasTouched: hasTouched
    ).price(spot: spot, volatility: volatility)
  }

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them, those of the living side as the spot nears a barrier. At a
  ///   barrier or beyond it, and where σ√T is 0, they are those of the payment that is then certain. An argument out of its range,
  ///   or NaN, gives NaN throughout.
  /// - Accuracy: Delta, gamma and vega of the no-touch to 1e-12 of the payment on every row of
  ///   References/Tables/double_barrier.csv.
  /// - Complexity: As of `price`.
  public static func greeks(
    _ payoff: Payoff, spot: Double, lowerBarrier: Double, upperBarrier: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double, hasTouched: Bool = false
  ) -> BarrierOption.Greeks {
    DoubleTouchPricer(
      payoff, lowerBarrier: lowerBarrier, upperBarrier: upperBarrier, years: years, rate: rate,
      dividendYield: dividendYield, hasTouched: hasTouched
    ).greeks(spot: spot, volatility: volatility)
  }
}
