import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// Options on European options.
///
/// Source: R. Geske, The valuation of compound options, Journal of Financial Economics 7 (1979) 63.
public enum CompoundOption {
  /// Price and sensitivities, as `BarrierOption.Greeks` names them.
  public typealias Greeks = BarrierOption.Greeks

  /// The price of an option on an option.
  ///
  /// With S* the spot at t at which the inner option is worth X, y = (log(S/S*) + (r − q + σ²/2) t)/σ√t, z = (log(S/K) +
  /// (r − q + σ²/2) T)/σ√T, ρ = √(t/T), M the bivariate normal distribution and signs φ of the inner and ω of the outer option (1 for
  /// a call),
  ///
  ///     price = φω S exp(−qT) M(φωy, φz; ωρ) − φω K exp(−rT) M(φω(y − σ√t), φ(z − σ√T); ωρ) − ω X exp(−rt) N(φω(y − σ√t))
  ///
  /// - Parameters:
  ///   - outer: What is held on the inner option.
  ///   - inner: Call or put on the underlying.
  ///   - outerStrike: X, paid at t for the inner option, finite and > 0.
  ///   - innerStrike: K, finite and > 0.
  ///   - spot: Spot price, finite and > 0, in quote currency.
  ///   - outerYears: t, years to the outer option's expiry, in [0, innerYears].
  ///   - innerYears: T, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, ≥ 0. Without time or volatility it is what the path of the forward pays. An argument out of its
  ///   range, or NaN, gives NaN.
  /// - Accuracy: The digits printed on References/Tables/compound_published.csv; 1e-12 of the spot on
  ///   References/Tables/compound.csv, which is by quadrature.
  /// - Complexity: O(1): a root by bisection and two bivariate normal probabilities.
  public static func price(
    _ outer: OptionType, _ inner: OptionType, outerStrike: Double, innerStrike: Double, spot: Double,
    outerYears: Double, innerYears: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> Double {
    guard spot > 0, spot < .infinity, outerStrike > 0, outerStrike < .infinity, innerStrike > 0,
      innerStrike < .infinity, outerYears >= 0, outerYears <= innerYears, innerYears < .infinity,
      isFiniteNonnegative(volatility), abs(rate) < .infinity, abs(dividendYield) < .infinity
    else { return .nan }
    func vanilla(_ spot: Double) -> Double {
      BlackScholesMerton.price(
        inner, spot: spot, strike: innerStrike, years: innerYears - outerYears, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }
    let (carry, omega, phi) = (rate - dividendYield, outer.sign, inner.sign)
    let discount = exp(-rate * outerYears)
    guard outerYears > 0, volatility > 0 else {
      return discount * max(omega * (vanilla(spot * exp(carry * outerYears)) - outerStrike), 0)
    }
    let s = volatility * outerYears.squareRoot()
    let whole = volatility * innerYears.squareRoot()
    let correlation = (outerYears / innerYears).squareRoot()
    // The inner option's value less X changes its sign once; an inner put may be worth less than X everywhere.
    func isBeyond(_ x: Double) -> Bool { phi * (vanilla(exp(x)) - outerStrike) >= 0 }
    let center = log(innerStrike)
    var (low, high) = (center - 1, center + 1)
    while isBeyond(low), low > center - 600 { low -= 2 * (center - low) }
    while !isBeyond(high), high < center + 600 { high += 2 * (high - center) }
    let critical = Bisection.search(low...high, isBeyond).high
    let y = (log(spot) - critical + carry * outerYears) / s + 0.5 * s
    let z = (logRatio(spot, innerStrike) + carry * innerYears) / whole + 0.5 * whole
    func both(_ a: Double, _ b: Double) -> Double {
      NormalDistribution.bivariateCumulative(phi * omega * a, phi * b, correlation: omega * correlation)
    }
    let received = spot * exp(-dividendYield * innerYears) * both(y, z)
    let paid = innerStrike * exp(-rate * innerYears) * both(y - s, z - whole)
    let premium = outerStrike * discount * NormalDistribution.cumulative(phi * omega * (y - s))
    return max(omega * (phi * (received - paid) - premium), 0)
  }

  /// The price and its derivatives with respect to spot, volatility, time and rate, by differences of sixth order.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them; without time or volatility they are 0. An argument out of its
  ///   range, or NaN, gives NaN throughout.
  /// - Accuracy: The digits printed on References/Tables/compound_published.csv.
  /// - Complexity: 26 prices.
  public static func greeks(
    _ outer: OptionType, _ inner: OptionType, outerStrike: Double, innerStrike: Double, spot: Double,
    outerYears: Double, innerYears: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> Greeks {
    Greeks(
      spot: spot, volatility: volatility, rate: rate, dividendYield: dividendYield, years: innerYears, scale: outerYears
    ) {
      price(
        outer, inner, outerStrike: outerStrike, innerStrike: innerStrike, spot: $0, outerYears: outerYears,
        innerYears: innerYears, volatility: $1, rate: $2, dividendYield: dividendYield)
    }
  }
}
