import TailpoolLibc
import TailpoolMarket

/// European options with two barriers, watched continuously, in the Black–Scholes–Merton model.
///
/// A knock-in pays as the vanilla option when either barrier was reached, and its rebate at expiry when neither was. A knock-out
/// pays as the vanilla option when neither barrier was reached, and its rebate at the instant that one is.
///
/// Sources: N. Kunitomo and M. Ikeda, "Pricing options with curved boundaries", Mathematical Finance 2 (1992) 275; A. Pelsser,
/// "Pricing double barrier options using Laplace transforms", Finance and Stochastics 4 (2000) 95; C. H. Hui, "One-touch double
/// barrier binary option values", Applied Financial Economics 6 (1996) 343.
public enum DoubleBarrierOption {
  /// The price of an option with two barriers.
  ///
  /// In units of s = σ√T the density of the paths that stay between the barriers is
  ///
  ///     exp(ν(y − a) − ν²/2) Σ [φ(y − a + 2nw) − φ(y + a + 2nw)]
  ///       = exp(ν(y − a) − ν²/2) (2/w) Σ sin(kπa/w) sin(kπy/w) exp(−k²π²/(2w²))
  ///
  /// with a = log(S/L)/s, w = log(U/L)/s and ν = ((r − q)T − s²/2)/s, of which the second is summed up to w = 2.6 and the first
  /// beyond. The knock-out is the payoff integrated against it by Gauss–Legendre panels, a sum of positive terms; the knock-in
  /// the vanilla option less it. See Docs/Methods/DoubleBarrier.md.
  ///
  /// - Parameters:
  ///   - kind: In or out.
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - lowerBarrier: Lower barrier, ≥ 0, same unit; at 0 it is not there.
  ///   - upperBarrier: Upper barrier, above the lower one, same unit; at +∞ it is not there.
  ///   - rebate: Rebate, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite; it may be negative.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - hasCrossed: Whether a barrier was reached before the valuation. A knock-in is then the vanilla option; a knock-out is
  ///     worth 0, for its rebate was paid when it happened.
  /// - Returns: Price of one unit, ≥ 0 and, but for the rebate, at most the vanilla option. A spot at a barrier or beyond it
  ///   reaches it now: a knock-out is worth its rebate, a knock-in the vanilla option. Where σ√T is 0 the spot follows its
  ///   forward, and touching a barrier at expiry counts. An argument out of its range, NaN, barriers that are not in order or a
  ///   discount factor that overflows gives NaN.
  /// - Accuracy: 1e-14 of the spot on every row of References/Tables/double_barrier.csv, and a knock-out without rebate 1e-13 of
  ///   itself. A knock-in that is small beside its vanilla option is not accurate relative to itself.
  /// - Complexity: 12 to some 400 nodes of at most eight terms each, 1 to 5 µs; no allocation.
  public static func price(
    _ kind: DoubleBarrierKind, _ type: OptionType, spot: Double, strike: Double, lowerBarrier: Double,
    upperBarrier: Double, rebate: Double = 0, years: Double, volatility: Double, rate: Double, dividendYield: Double,
    hasCrossed: Bool = false
  ) -> Double {
    DoubleBarrierPricer(
      kind, type, strike: strike, lowerBarrier: lowerBarrier, upperBarrier: upperBarrier, rebate: rebate, years: years,
      rate: rate, dividendYield: dividendYield, hasCrossed: hasCrossed
    ).price(spot: spot, volatility: volatility)
  }

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them, those of the living side as the spot nears a barrier. At a
  ///   barrier or beyond it they are those of what the option has become: of a rebate paid now, 0. Where σ√T is 0 they are those
  ///   of the path that the spot then follows. An argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: Delta, gamma and vega to 1e-12 of the spot on every row of References/Tables/double_barrier.csv.
  /// - Complexity: As of `price`, in one pass.
  public static func greeks(
    _ kind: DoubleBarrierKind, _ type: OptionType, spot: Double, strike: Double, lowerBarrier: Double,
    upperBarrier: Double, rebate: Double = 0, years: Double, volatility: Double, rate: Double, dividendYield: Double,
    hasCrossed: Bool = false
  ) -> BarrierOption.Greeks {
    DoubleBarrierPricer(
      kind, type, strike: strike, lowerBarrier: lowerBarrier, upperBarrier: upperBarrier, rebate: rebate, years: years,
      rate: rate, dividendYield: dividendYield, hasCrossed: hasCrossed
    ).greeks(spot: spot, volatility: volatility)
  }
}
