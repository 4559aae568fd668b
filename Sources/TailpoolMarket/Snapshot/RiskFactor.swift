/// What moves in a scenario, with the unit of its move in a column of scenarios.
///
/// | factor | its move |
/// |---|---|
/// | `spot` | log return |
/// | `volatility` | log change of the level of all volatilities |
/// | `volatilityShift` | amount added to all volatilities |
/// | `volatilityTerm` | power of 30 days over the time to expiry, as `UnderlyingMove.termTwist` |
/// | `volatilitySkew` | relative change by log moneyness over root of time, as `UnderlyingMove.skewTwist` |
/// | `rate` | change of the interest rate, per year |
/// | `carry` | change of the yield of the asset, per year |
/// | `correlation` | change of the correlation of two assets; the result is kept in [−1, 1] |
/// | `event` | a uniform number: the event happens when it is greater than the probability that it does not; 0 says no |
/// | `spotAfter` | log return of the spot from today to the end of an earlier day, on which contracts expire |
public enum RiskFactor: Hashable, Sendable {
  /// The spot price of the asset of this name.
  case spot(String)
  /// The level of the volatilities of the asset of this name.
  case volatility(String)
  /// All of its volatilities by the same amount.
  case volatilityShift(String)
  /// The slope of its volatilities along the time to expiry.
  case volatilityTerm(String)
  /// The slope of its volatilities along the strike.
  case volatilitySkew(String)
  /// The interest rate that contracts on the asset are discounted at.
  case rate(String)
  /// The yield of the asset.
  case carry(String)
  /// The correlation of two assets.
  case correlation(String, String)
  /// The spot price of the asset so many whole days from today, before the horizon's end.
  case spotAfter(String, days: Int)
  /// The event of this name, on which covers are written.
  case event(String)

  /// The name of the asset, the first of two, or of the event.
  public var asset: String {
    switch self {
    case .spot(let asset), .volatility(let asset), .volatilityShift(let asset), .volatilityTerm(let asset),
      .volatilitySkew(let asset), .rate(let asset), .carry(let asset), .correlation(let asset, _),
      .spotAfter(let asset, _), .event(let asset):
      asset
    }
  }

  /// The spots of some underlyings, then the levels of their volatilities: what most sources draw.
  public static func spotsAndVolatilities(of underlyings: [Underlying]) -> [RiskFactor] {
    underlyings.map { .spot($0.name) } + underlyings.map { .volatility($0.name) }
  }
}

extension RiskFactor: CustomStringConvertible {
  /// `BTC` for a spot, `BTC volatility` for a volatility level.
  public var description: String {
    switch self {
    case .spot(let asset): asset
    case .volatility(let asset): "\(asset) volatility"
    case .volatilityShift(let asset): "\(asset) volatility shift"
    case .volatilityTerm(let asset): "\(asset) volatility term"
    case .volatilitySkew(let asset): "\(asset) volatility skew"
    case .rate(let asset): "\(asset) rate"
    case .carry(let asset): "\(asset) carry"
    case .correlation(let first, let second): "\(first) \(second) correlation"
    case .event(let event): "\(event) event"
    case .spotAfter(let asset, let days): "\(asset) after \(days) \(days == 1 ? "day" : "days")"
    }
  }
}
