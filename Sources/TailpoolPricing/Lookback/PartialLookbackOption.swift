import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// Lookback options whose extremum is taken over a part of the time to expiry.
///
/// The extremum's law and the spot at expiry are bivariate normal, and a price is one integral of their probabilities over the
/// level, in which nothing is divided by r − q.
///
/// Sources: R. Heynen and H. Kat, Lookback options with discrete and partial monitoring of the underlying price, Applied
/// Mathematical Finance 2 (1995) 273; their closed forms are in E. G. Haug, The Complete Guide to Option Pricing Formulas, 2nd ed.
/// (2007), section 4.15.
public enum PartialLookbackOption {
  /// The price of an option struck at a multiple of the extremum over [0, t], t ≤ T.
  ///
  /// With y = log(z/S), m the lowest price so far and λ the multiple,
  ///
  ///     call = vanilla(λm) + λ exp(−rT) ∫ P(min over [0, t] ≤ z, S_T > λz) dz   over z ≤ m
  ///     put  = vanilla(λM) + λ exp(−rT) ∫ P(max over [0, t] ≥ z, S_T < λz) dz   over z ≥ M
  ///
  /// - Parameters:
  ///   - type: A call pays max(S_T − λ min, 0), a put max(λ max − S_T, 0).
  ///   - multiple: λ, finite and > 0.
  ///   - spot: Spot price, finite and > 0, in quote currency.
  ///   - extremum: The lowest price so far for a call, the highest for a put, finite and ≥ 0; a spot beyond takes its place.
  ///   - watchEnd: t, years until which the price is watched, in [0, years].
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, same unit as `spot`. Without volatility the spot follows its forward. An argument out of its
  ///   range, or NaN, gives NaN.
  /// - Accuracy: 1e-4, the digits printed, on the published rows of References/Tables/lookback_published.csv; 1e-11 of the spot
  ///   beside `LookbackOption` where t = T, while h = |r − q − σ²/2| √T/σ < 1. Beyond, the rounding of the bivariate normal
  ///   distribution may grow by exp(2h²).
  /// - Complexity: O(1): some 300 bivariate normal probabilities.
  public static func floating(
    _ type: OptionType, multiple: Double = 1, spot: Double, extremum: Double, watchEnd: Double, years: Double,
    volatility: Double, rate: Double, dividendYield: Double
  ) -> Double {
    guard
      let law = PartialExtremum(
        spot: spot, split: watchEnd, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield),
      isFiniteNonnegative(extremum), multiple > 0, multiple < .infinity
    else { return .nan }
    let level = type == .call ? min(extremum, spot) : max(extremum, spot)
    let eta = type.sign
    guard law.deviation > 0, watchEnd > 0 else {
      let end = spot * exp(law.carry * watchEnd)
      return law.vanilla(type, strike: multiple * (type == .call ? min(level, end) : max(level, end)))
    }
    let shift = log(multiple)
    let integral = law.integral(spot: spot, level: level, isBelow: type == .call, isEarly: true) { y in
      law.early(y, eta: eta, shift: shift)
    }
    return law.vanilla(type, strike: multiple * level) + multiple * law.discount * integral
  }

  /// The price of an option with a fixed strike on the extremum over [t, T].
  ///
  ///     call = vanilla(K) + exp(−rT) ∫ P(max over [t, T] ≥ z, S_T < z) dz   over z ≥ K
  ///     put  = vanilla(K) + exp(−rT) ∫ P(min over [t, T] ≤ z, S_T > z) dz   over z ≤ K
  ///
  /// - Parameters:
  ///   - type: A call pays max(max − K, 0), a put max(K − min, 0).
  ///   - strike: K, finite and ≥ 0.
  ///   - spot: Spot price, finite and > 0, in quote currency.
  ///   - watchStart: t, years from which on the price is watched, in [0, years].
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: As of `floating`.
  /// - Accuracy: As of `floating`, beside `LookbackOption` where t = 0.
  /// - Complexity: As of `floating`.
  public static func fixed(
    _ type: OptionType, strike: Double, spot: Double, watchStart: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> Double {
    guard
      let law = PartialExtremum(
        spot: spot, split: watchStart, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield),
      isFiniteNonnegative(strike)
    else { return .nan }
    guard watchStart > 0, law.deviation > 0 else {
      // Watched from now on, or along the forward from the start on.
      return LookbackOption.price(
        type, .fixed(strike), spot: spot * exp(law.carry * watchStart), extremum: spot * exp(law.carry * watchStart),
        years: years - watchStart, volatility: volatility, rate: rate, dividendYield: dividendYield)
        * exp(-rate * watchStart)
    }
    guard watchStart < years else { return law.vanilla(type, strike: strike) }
    let eta = type.sign
    let integral = law.integral(spot: spot, level: strike, isBelow: type == .put, isEarly: false) { y in
      law.late(y, eta: eta)
    }
    return law.vanilla(type, strike: strike) + law.discount * integral
  }
}
