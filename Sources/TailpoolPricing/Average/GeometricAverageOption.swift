import TailpoolLibc
import TailpoolMarket

/// Options on the geometric average of a lognormal price, in closed form.
///
/// Sources: A. Kemna and A. Vorst, Journal of Banking and Finance 14 (1990) 113; E. G. Haug, The Complete Guide to Option Pricing
/// Formulas, 2nd ed. (2007), section 4.20.
public enum GeometricAverageOption {
  /// Price and sensitivities, as `BarrierOption.Greeks` names them; theta is what a day brings while the spot stands still.
  public typealias Greeks = BarrierOption.Greeks

  /// The price of an option on a geometric average.
  ///
  /// The average G is lognormal. With weights w that sum to 1, μ = r − q − σ²/2 and t the times of the prices to come,
  ///
  ///     log G = Σ past wᵢ log Pᵢ + Σ wᵢ (log S + μ tᵢ) + σ √v Z,   v = Σ wᵢ wⱼ min(tᵢ, tⱼ)
  ///     price = exp(−rT) Black(E[G], K, σ √v)
  ///
  /// and against the spot at expiry the formula of Margrabe with the variance σ² (T + v − 2 Σ wᵢ tᵢ).
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - times: When the prices are taken, and what is known.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: A number ≥ 0, or a multiple of the average.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0 (0.20 is 20 %).
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, same unit as `spot`. Without time or volatility it is the discounted intrinsic value of the
  ///   average that is then certain. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 1e-14 of the spot on every row of References/Tables/asian_geometric.csv.
  /// - Complexity: O(prices), no allocation but of their logs.
  public static func price(
    _ type: OptionType, _ times: AverageTimes, spot: Double, strike: AverageStrike, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> Double {
    price(
      type, times, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield, knownVariance: 0)
  }

  /// The price where the mean of what is known of the logarithm is given by the past prices and its variance apart.
  static func price(
    _ type: OptionType, _ times: AverageTimes, spot: Double, strike: AverageStrike, years: Double, volatility: Double,
    rate: Double, dividendYield: Double, knownVariance: Double
  ) -> Double {
    guard
      isInDomain(
        times, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    else { return .nan }
    let legs = Legs(
      LogAverage(times, years: years), spot: spot, strike: strike, years: years, volatility: volatility,
      carry: rate - dividendYield)
    let discount = exp(-rate * years)
    guard knownVariance > 0 else {
      return Black76.price(
        type, forward: legs.receive, strike: legs.pay, years: legs.spread, volatility: volatility,
        discountFactor: discount)
    }
    let convexity = exp(0.5 * knownVariance)
    return Black76.price(
      type, forward: legs.isFloating ? legs.receive : legs.receive * convexity,
      strike: legs.isFloating ? legs.pay * convexity : legs.pay, years: 1,
      volatility: (volatility * volatility * legs.spread + knownVariance).squareRoot(), discountFactor: discount)
  }

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them; theta with the spot standing still, between fixings. A spot of
  ///   0, an argument out of its range, or NaN, gives NaN throughout.
  /// - Accuracy: 1e-15 of the larger of the spot and ten times the Greek on References/Tables/average_geometric_greeks.csv.
  /// - Complexity: As of `price`.
  public static func greeks(
    _ type: OptionType, _ times: AverageTimes, spot: Double, strike: AverageStrike, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> Greeks {
    guard
      isInDomain(
        times, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield), spot > 0
    else { return .invalid }
    return greeks(
      type, LogAverage(times, years: years), spot: spot, strike: strike, years: years, volatility: volatility,
      rate: rate, dividendYield: dividendYield)
  }

  static func greeks(
    _ type: OptionType, _ average: LogAverage, spot: Double, strike: AverageStrike, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> Greeks {
    let legs = Legs(
      average, spot: spot, strike: strike, years: years, volatility: volatility, carry: rate - dividendYield)
    let black = Black76.greeks(
      type, forward: legs.receive, strike: legs.pay, years: legs.spread, volatility: volatility,
      discountFactor: exp(-rate * years))
    // What a change of a leg by a fraction brings; the legs depend on the spot as powers.
    let (byReceive, byPay) = (black.delta * legs.receive, black.dualDelta * legs.pay)
    let curvature = black.gamma * legs.receive * legs.receive
    let (a, b) = (legs.receivePower, legs.payPower)
    var greeks = Greeks(price: black.price)
    greeks.delta = (byReceive * a + byPay * b) / spot
    let first = byReceive * a * (a - 1) + byPay * b * (b - 1)
    greeks.gamma = ((curvature == 0 ? 0 : curvature * (a - b) * (a - b)) + first) / (spot * spot)
    let convexity = volatility * (average.spread - average.time)
    greeks.vega = black.vega + (legs.isFloating ? byPay : byReceive) * convexity
    greeks.rho =
      (legs.isFloating ? byReceive * years + byPay * average.time : byReceive * average.time) - years * black.price
    greeks.fillTheta(spot: spot, volatility: volatility, rate: rate, dividendYield: dividendYield)
    return greeks
  }

  static func isInDomain(
    _ times: AverageTimes, spot: Double, strike: AverageStrike, years: Double, volatility: Double, rate: Double,
    dividendYield: Double
  ) -> Bool {
    isFiniteNonnegative(spot) && strike.isValid && times.isValid(years: years) && isFiniteNonnegative(volatility)
      && abs(rate) < .infinity && abs(dividendYield) < .infinity
  }

  /// What is received and what is paid for it, as forwards.
  struct Legs {
    let isFloating: Bool
    let receive: Double
    let pay: Double
    /// The powers of the spot in both.
    let receivePower: Double
    let payPower: Double
    /// The variance of their ratio over σ².
    let spread: Double

    init(
      _ average: LogAverage, spot: Double, strike: AverageStrike, years: Double, volatility: Double, carry: Double
    ) {
      let mean = average.forward(spot: spot, volatility: volatility, carry: carry)
      switch strike {
      case .fixed(let strike):
        (isFloating, receive, pay, spread) = (false, mean, strike, average.spread)
        (receivePower, payPower) = (average.share, 0)
      case .floating(let multiple):
        (isFloating, receive, pay) = (true, spot * exp(carry * years), multiple * mean)
        (receivePower, payPower) = (1, average.share)
        spread = max(years + average.spread - 2 * average.time, 0)
      }
    }
  }
}
