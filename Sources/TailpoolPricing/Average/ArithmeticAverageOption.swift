import TailpoolLibc
import TailpoolMarket

/// Options on the arithmetic average of a lognormal price, by the density of its logarithm.
///
/// Sources: A. Carverhill and L. Clewlow, Flexible convolution, Risk 3 (1990) 25, for the recursion; the trapezoidal rule on
/// analytic functions after L. Trefethen and J. Weideman, SIAM Review 56 (2014) 385; J. Vecer, Risk 15 (2002) 113, for the
/// strike that floats.
public enum ArithmeticAverageOption {
  /// Price and sensitivities, as `BarrierOption.Greeks` names them; theta is what a day brings while the spot stands still.
  public typealias Greeks = BarrierOption.Greeks

  /// How close a price is, and what it takes.
  public enum Accuracy: String, Hashable, Sendable, CaseIterable {
    /// Extrapolated from averages of 3, 6 and 12 prices on coarse grids.
    case fast
    /// Extrapolated from 4, 8, 16 and 32 prices.
    case standard
    /// Extrapolated from 8, 12, 16, 24, 32 and 48 prices on fine grids.
    case high

    /// The averages that are extrapolated from.
    var counts: [Int] {
      switch self {
      case .fast: [3, 6, 12]
      case .standard: [4, 8, 16, 32]
      case .high: [8, 12, 16, 24, 32, 48]
      }
    }

    var grid: WeightedSum.Grid {
      switch self {
      case .fast: .coarse
      case .standard: .medium
      case .high: .fine
      }
    }
  }

  /// The price of an option on an arithmetic average.
  ///
  /// A sum of n prices has its density by n convolutions (`WeightedSum`). An average of n even parts of a period by the
  /// trapezoidal rule, with any weights of its ends, has a price that is a series in 1/n²; so that the prices of few parts give
  /// those of many, and of the continuous average, by polynomial extrapolation. A strike that floats is a fixed one of 1 once all
  /// is counted in units of the spot at expiry, where time runs backwards and the carry is −(r − q):
  ///
  ///     E[exp(−rT) (S_T − λA)⁺] = S exp(−qT) Ê[(1 − λ Σ wᵢ Ŝ(T − tᵢ))⁺]
  ///
  /// What was fixed before lowers the strike, or is one price more of the average in those units. An average whose known part
  /// decides the exercise has its price in closed form.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - times: When the prices are taken, and what is known.
  ///   - spot: Spot price, finite and > 0, in quote currency.
  ///   - strike: A number ≥ 0, or a multiple of the average.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0 (0.20 is 20 %); σ√T no more than 10.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - accuracy: How close, and at what cost.
  /// - Returns: Price of one unit, same unit as `spot`, never below the discounted intrinsic value of the mean. Without time or
  ///   volatility it is the discounted intrinsic value of the average that is then certain. An argument out of its range, or
  ///   NaN, gives NaN.
  /// - Accuracy: On every row of References/Tables/asian_arithmetic.csv, σ√T up to 1.3: 1e-11 of the spot for `high`, 1e-8 for
  ///   `standard`, 1e-6 for `fast`; on 100,000 seeded markets, strikes far from the spot among
  ///   them, 1.5e-8 and 6e-6 beside `high`. Listed times closer together than 3e-4 of the whole (`high`; `standard` 1e-4) are
  ///   taken as one at their mean.
  /// - Complexity: O(n √n) for n prices, with the reach of a grid as factor.
  public static func price(
    _ type: OptionType, _ times: AverageTimes, spot: Double, strike: AverageStrike, years: Double, volatility: Double,
    rate: Double, dividendYield: Double, accuracy: Accuracy = .standard
  ) -> Double {
    guard
      isInDomain(
        times, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    else { return .nan }
    return ArithmeticAveragePricer(
      type, times, strike: strike, spot: spot, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield, accuracy: accuracy
    ).outcome.price
  }

  /// The price and its derivatives with respect to spot, volatility, time and rate.
  ///
  /// Delta and gamma of a fixed strike come with the price; those of a floating one, vega and rho are differences of sixth order.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `BarrierOption.Greeks` names them; theta with the spot standing still, between fixings. Without
  ///   time or volatility vega and rho are 0 and the rest that of the intrinsic value. An argument out of its range, or NaN, gives
  ///   NaN throughout.
  /// - Accuracy: Of one fixing, vega and rho are those of the European option to 1e-9 of the spot, delta and gamma to 1e-13.
  /// - Complexity: Thirteen prices; 25 for a floating strike.
  public static func greeks(
    _ type: OptionType, _ times: AverageTimes, spot: Double, strike: AverageStrike, years: Double, volatility: Double,
    rate: Double, dividendYield: Double, accuracy: Accuracy = .standard
  ) -> Greeks {
    guard
      isInDomain(
        times, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    else { return .invalid }
    func outcome(_ spot: Double, _ volatility: Double, _ rate: Double) -> ArithmeticAveragePricer.Outcome {
      ArithmeticAveragePricer(
        type, times, strike: strike, spot: spot, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield, accuracy: accuracy
      ).outcome
    }
    let own = outcome(spot, volatility, rate)
    var greeks = Greeks(price: own.price)
    if let delta = own.delta, let gamma = own.gamma {
      (greeks.delta, greeks.gamma) = (delta, gamma)
    } else {
      greeks.fillCurve(spot: spot, deviation: volatility * years.squareRoot()) { outcome($0, volatility, rate).price }
    }
    if volatility > 0, years > 0 {
      greeks.fillSlopes(volatility: volatility, rate: rate, years: years) { outcome(spot, $0, $1).price }
    }
    greeks.fillTheta(spot: spot, volatility: volatility, rate: rate, dividendYield: dividendYield)
    return greeks
  }

  /// The largest σ√T that is priced.
  static let greatestDeviation = 10.0

  static func isInDomain(
    _ times: AverageTimes, spot: Double, strike: AverageStrike, years: Double, volatility: Double, rate: Double,
    dividendYield: Double
  ) -> Bool {
    spot > 0
      && GeometricAverageOption.isInDomain(
        times, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
      && volatility * years.squareRoot() <= greatestDeviation
      && abs(rate) * years <= 50 && abs(dividendYield) * years <= 50
  }
}
