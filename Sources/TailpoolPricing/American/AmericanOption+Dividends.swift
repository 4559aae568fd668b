import TailpoolLibc
import TailpoolMarket

extension AmericanOption {
  /// The price of an option on an underlying that pays dividends in cash.
  ///
  /// Backwards from dividend to dividend: just before one the value is that of the spot less the dividend, or of exercise, and in
  /// between its expectation by Gauss–Legendre rules, with value functions as Chebyshev polynomials of the log spot, split at their
  /// kinks. A call is exercised only just before a dividend. A put is exercised along a boundary between two dividends, which solves
  /// an integral equation, and after the last one as `price` says.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - style: When it may be exercised.
  ///   - spot: Spot price, finite and > 0, in quote currency.
  ///   - strike: Strike, finite and > 0, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, finite and > 0.
  ///   - rate: Continuously compounded rate per year; ≥ 0 for an American option.
  ///   - dividendYield: Continuously compounded yield per year besides the dividends; ≤ 0 for an American option.
  ///   - dividends: Dividends with years > 0 and amounts ≥ 0; those after expiry do not count.
  ///   - model: How the spot takes them.
  /// - Returns: Price of one unit. An argument out of its range, NaN, σ√T outside 1e-4 to 10, |rT| or |qT| above 50, or dividends worth
  ///   more than the spot in the escrowed model give NaN. So does an American put whose boundary between two dividends is not found:
  ///   where that has just begun to rise by the earlier of them, Newton's method may not come to rest.
  /// - Accuracy: 1e-9 on every row of References/Tables/discrete_dividend_american.csv for Europeans and calls, and within the row's own error
  ///   of at most 2e-7 for the five of its twelve American puts that are answered.
  /// - Complexity: O(dividends), some milliseconds each.
  public static func price(
    _ type: OptionType, style: ExerciseStyle, spot: Double, strike: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double = 0, dividends: [CashDividend], model: DividendModel
  ) -> Double {
    let deviation = volatility * years.squareRoot()
    guard spot > 0, spot < .infinity, strike > 0, strike < .infinity, years >= 0, years < .infinity, volatility > 0,
      volatility < .infinity, abs(rate) * years <= 50, abs(dividendYield) * years <= 50,
      dividends.allSatisfy({ $0.years > 0 && $0.amount >= 0 && $0.amount < .infinity }),
      style == .european || (rate >= 0 && dividendYield <= 0)
    else { return .nan }
    if years == 0 { return max(type.sign * (spot - strike), 0) }
    let counted = dividends.filter { $0.years <= years && $0.amount > 0 }.sorted { $0.years < $1.years }
    guard !counted.isEmpty else {
      return style == .european
        ? BlackScholesMerton.price(
          type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
          dividendYield: dividendYield)
        : price(
          type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
          dividendYield: dividendYield, accuracy: .high)
    }
    guard deviation >= 1e-4, deviation <= 10 else { return .nan }
    let present = counted.reduce(0) { $0 + $1.amount * exp(-rate * $1.years) }
    let start = model == .spot ? spot : spot - present
    guard start > 0 else { return .nan }
    return DividendInduction(
      type: type, style: style, start: start, strike: strike, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield, dividends: counted, model: model
    ).price
  }
}
