import TailpoolLibc
import TailpoolMarket

/// An American option with its market, as the public functions take it.
struct AmericanTerms: Sendable {
  var type: OptionType
  var spot: Double
  var strike: Double
  var years: Double
  var volatility: Double
  var rate: Double
  var dividendYield: Double

  /// The market of its put.
  var market: AmericanMarket {
    AmericanMarket(type, rate: rate, dividendYield: dividendYield, volatility: volatility, years: years)
  }

  var isInDomain: Bool { BlackScholesMerton.isInDomain(spot, strike, years, volatility, rate, dividendYield) }

  /// log(spot / strike) of its put.
  var logSpot: Double { type == .put ? logRatio(spot, strike) : logRatio(strike, spot) }

  /// The strike of its put.
  var unit: Double { type == .put ? strike : spot }

  /// Whether the boundary decides its price: neither at a limit nor beyond the range of the kernel.
  var hasBoundary: Bool {
    spot > 0 && strike > 0 && years > 0 && volatility > 0 && market.isInRange && abs(logSpot) <= 200
  }

  var intrinsic: Double { max(type.sign * (spot - strike), 0) }

  var european: Double {
    BlackScholesMerton.price(
      type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
  }

  var bestTime: BestTimeOfExercise {
    BestTimeOfExercise(type, spot: spot, strike: strike, years: years, rate: rate, dividendYield: dividendYield)
  }

  /// What no volatility takes the price beyond: the spot or the strike, with what either gains by waiting.
  var maximum: Double {
    type == .call ? spot * max(1, exp(-dividendYield * years)) : strike * max(1, exp(-rate * years))
  }

  /// The price with its premium, never below the payoff or the European price.
  func price(_ premium: AmericanPremium) -> Double {
    if premium.isExercised { return intrinsic }
    let european = self.european
    return max(european + unit * max(premium.value, 0), intrinsic)
  }

  /// The price where no boundary decides it.
  var limitPrice: Double {
    guard isInDomain else { return .nan }
    if volatility == .infinity, years > 0 { return maximum }
    let (european, fixed) = (self.european, bestTime.value)
    return european > fixed ? european : fixed
  }
}
