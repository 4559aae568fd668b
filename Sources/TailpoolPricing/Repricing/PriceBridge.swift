import TailpoolLibc

/// What is known of a path between today's spot and that of a horizon: a Brownian bridge of logarithms with today's volatility.
struct PriceBridge: Sendable {
  /// Log of the spot of now.
  let from: Double
  /// Log of the spot at the horizon.
  let to: Double
  /// Years between them, ≥ 0.
  let years: Double
  /// σ² of today per year.
  let variance: Double

  /// Creates a bridge from a market to a spot, ending at expiry at the latest.
  init(_ market: DatedMarket, to spot: Double, elapsedYears: Double) {
    from = log(market.spot)
    to = log(spot)
    years = min(max(elapsedYears, 0), market.years)
    variance = market.volatility * market.volatility
  }

  /// The mean of the logarithm at an instant of it.
  func mean(at time: Double) -> Double { years > 0 ? from + time / years * (to - from) : to }

  /// The covariance of the logarithms at two instants of it, the first of which is the earlier one.
  func covariance(_ first: Double, _ second: Double) -> Double {
    years > 0 ? variance * first * max(years - second, 0) / years : 0
  }

  /// The mean of the price at an instant of it.
  func meanPrice(at time: Double) -> Double { exp(mean(at: time) + 0.5 * covariance(time, time)) }

  /// The probability that the path reaches a level that neither of its ends has passed.
  func probability(reaching level: Double) -> Double {
    let spread = variance * years
    guard spread > 0 else { return 0 }
    let distance = log(level)
    return exp(-2 * (distance - from) * (distance - to) / spread)
  }
}
