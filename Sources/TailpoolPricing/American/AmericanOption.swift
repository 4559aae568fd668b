import TailpoolLibc
import TailpoolMarket

/// American options in the Black–Scholes–Merton model: exercised at any time until expiry.
///
/// The boundary of early exercise solves an integral equation, here its form A at Chebyshev nodes in root of time, from
/// a start by QD+ and with Newton's method on all nodes at once; the price is the European one and an integral along the
/// boundary. Every sign of rate and yield is served, two boundaries for a put with q < r < 0 and a call with r < q < 0 included.
///
/// Sources: L. Andersen, M. Lake and D. Offengenden, "High-Performance American Option Pricing", Journal of Computational
/// Finance 20(1) (2016) 39; L. Andersen and M. Lake, "Fast American Option Pricing: The Double-Boundary Case", Wilmott
/// 2021(116) 30; M. Li, "Analytical Approximations for the Critical Stock Prices of American Options", Review of Derivatives
/// Research 13 (2010) 75.
public enum AmericanOption {
  /// The price of an American option.
  ///
  ///     V = v + ∫ (rK exp(−rt) P(exercised at t, as cash) − qS exp(−qt) P(exercised at t, as asset)) dt          (put)
  ///
  /// with v the European price. A call is a put with spot and strike, and rate and yield, exchanged.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite, of any sign.
  ///   - dividendYield: Continuously compounded yield per year, finite, of any sign.
  ///   - accuracy: How finely the boundary is resolved.
  /// - Returns: Price of one unit, never below the payoff or the European price. Without time it is the payoff; without
  ///   volatility the value of exercise at the best fixed instant; with infinite volatility the spot or the strike, or what
  ///   either grows to at a negative yield or rate. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: As `AmericanAccuracy` says. With σ√T below 1e-6 or above 60, |r − q| √T above 100 σ, |rT| or |qT| above 300 or
  ///   more than a million years it is the larger of the European price and that of exercise at the best fixed instant, a lower bound.
  /// - Complexity: One boundary; `standard` takes tens of microseconds alone and less than 5 in a batch, see `prices`.
  public static func price(
    _ type: OptionType, spot: Double, strike: Double, years: Double, volatility: Double, rate: Double,
    dividendYield: Double, accuracy: AmericanAccuracy = .standard
  ) -> Double {
    AmericanSolver(accuracy: accuracy).prices(of: [
      AmericanTerms(
        type: type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    ])[0]
  }
}
