import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// European options with one barrier that is watched at dates at equal intervals, the last at expiry, in the Black–Scholes–Merton model.
///
/// A knock-out pays its rebate at the date at which the spot is found at the barrier or beyond it, a knock-in pays its rebate at expiry
/// when it never was.
///
/// Sources: M. Broadie, P. Glasserman and S. Kou, "A continuity correction for discrete barrier options", Mathematical Finance 7
/// (1997) 325; J. Aitsahlia and T. L. Lai, "Valuation of discrete barrier and hindsight options", Journal of Financial Engineering 6
/// (1997) 169.
public enum DiscreteBarrierOption {
  /// −ζ(½)/√(2π): by how many deviations of an interval a barrier watched at dates seems farther away.
  static let shift = 0.5825971579390107

  /// The price by backward quadrature, exact to rounding.
  ///
  /// Between two dates the value is integrated against the normal density of the logarithm over the living side of the barrier, by
  /// panels of 20 Gauss–Legendre nodes three deviations of an interval wide, which carry the value from date to date; the last interval
  /// is in closed form. The kernel is the same for every pair of panels as far apart.
  ///
  /// - Parameters:
  ///   - kind: Up or down, in or out.
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and > 0, in quote currency. Today is no date: a spot beyond the barrier is alive.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - barrier: Barrier, finite and > 0, same unit.
  ///   - rebate: Rebate, finite and ≥ 0, same unit.
  ///   - observations: Number of dates to come, at least 1.
  ///   - interval: Years between two dates; `years` over the number of dates when nil. The first date must be after today.
  ///   - years: Time to expiry, which is the last date, in years, finite and > 0.
  ///   - volatility: Annual lognormal volatility, finite and > 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, ≥ 0. NaN for an argument out of its range, NaN, or a grid of more than 6,000 panels: about
  ///   4,000,000 dates, or a drift over all dates of 18,000 deviations of an interval.
  /// - Accuracy: 1e-12 of the larger of spot and strike on every row of References/Tables/discrete_barrier.csv.
  /// - Complexity: O(n^1.5) for n dates, memory O(√n): 0.28 ms for 12, 15.5 ms for 250.
  public static func price(
    _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double, rebate: Double = 0,
    observations: Int, interval: Double? = nil, years: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> Double {
    greeks(
      kind, type, spot: spot, strike: strike, barrier: barrier, rebate: rebate, observations: observations,
      interval: interval, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield
    ).price
  }

  /// The price by quadrature, with delta, gamma and theta.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Delta and gamma are those of the density of the first interval, theta follows from them by the equation of the model, the
  ///   dates standing still. Vega and rho are NaN: they are not computed.
  /// - Complexity: As of `price`.
  public static func greeks(
    _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double, rebate: Double = 0,
    observations: Int, interval: Double? = nil, years: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> BarrierOption.Greeks {
    let interval = interval ?? years / Double(observations)
    let vanilla = BlackScholesMerton.greeks(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
    guard
      !vanilla.price.isNaN, observations >= 1, spot > 0, barrier > 0, barrier < .infinity, isFiniteNonnegative(rebate),
      years > 0, volatility > 0, volatility < .infinity, interval > 0, interval < .infinity,
      years - Double(observations - 1) * interval > 0, exp(-rate * years) < .infinity,
      let market = DiscreteBarrierGrid(
        kind, type, spot: spot, strike: strike, barrier: barrier, rebate: rebate, observations: observations,
        interval: interval, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
    else { return .invalid }
    let alive = market.alive
    var greeks = BarrierOption.Greeks.invalid
    // For a knock-in what is alive is the vanilla option less the rebate, and it is the vanilla option less that.
    let sign: Double = kind.isKnockIn ? -1 : 1
    greeks.price = max(sign * alive.value + (kind.isKnockIn ? vanilla.price : 0), 0)
    greeks.delta = sign * alive.slope / spot + (kind.isKnockIn ? vanilla.delta : 0)
    greeks.gamma = sign * (alive.bend - alive.slope) / spot / spot + (kind.isKnockIn ? vanilla.gamma : 0)
    greeks.theta =
      rate * greeks.price - (rate - dividendYield) * spot * greeks.delta
      - 0.5 * volatility * volatility * spot * spot * greeks.gamma
    return greeks
  }

  /// The price by a barrier watched at every instant, moved away from the spot by 0.5826 deviations of an interval.
  ///
  ///     BarrierOption(H exp(±0.5826 σ √interval))
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Price of one unit. NaN as of `price`, but for the size of a grid.
  /// - Accuracy: The error is o(1/√n) for n dates: on References/Tables/discrete_barrier.csv below 2e-3 of the spot with 25 dates or more
  ///   and the barrier 1.5 deviations of an interval or more from the spot; it is larger where the barrier is closer.
  /// - Complexity: O(1).
  public static func shiftedPrice(
    _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double, rebate: Double = 0,
    observations: Int, interval: Double? = nil, years: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> Double {
    let interval = interval ?? years / Double(observations)
    guard
      observations >= 1, spot > 0, barrier > 0, barrier < .infinity, years > 0, volatility > 0, volatility < .infinity,
      interval > 0, years - Double(observations - 1) * interval > 0
    else { return .nan }
    let away = shift * volatility * interval.squareRoot()
    return BarrierOption.price(
      kind, type, spot: spot, strike: strike, barrier: barrier * exp(kind.isUp ? away : -away), rebate: rebate,
      years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
  }
}
