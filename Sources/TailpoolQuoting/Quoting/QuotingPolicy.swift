import TailpoolMarket

/// By what a pool quotes: its aversion, its costs and its bounds. No number has a default.
public struct QuotingPolicy: Hashable, Sendable {
  /// Constant absolute risk aversion γ, per whole unit of the pool's asset, finite and ≥ 0.
  public let riskAversion: Double
  /// Years for which the pool expects to hold what it takes on, finite and > 0.
  public let holdingYears: Double
  /// Years between two changes of the hedge, finite and > 0.
  public let rehedgingYears: Double
  /// What a hedge costs, by underlying; a contract on another is refused.
  public let hedgeCosts: [Underlying: HedgeCost]
  /// What members ask a year for capital at risk, as a part of expected shortfall, finite and ≥ 0.
  public let hurdle: Double
  /// How takers come.
  public let fills: FillIntensity
  /// How long and where a quote holds.
  public let validity: QuoteValidity
  /// What is not quoted at all.
  public let bounds: QuotingBounds

  /// Creates a policy; see the properties for the meaning of each argument.
  ///
  /// - Returns: Nil where a number is out of its range.
  public init?(
    riskAversion: Double, holdingYears: Double, rehedgingYears: Double, hedgeCosts: [Underlying: HedgeCost],
    hurdle: Double, fills: FillIntensity, validity: QuoteValidity, bounds: QuotingBounds
  ) {
    guard riskAversion >= 0, riskAversion.isFinite, holdingYears > 0, holdingYears.isFinite, rehedgingYears > 0,
      rehedgingYears.isFinite, hurdle >= 0, hurdle.isFinite
    else { return nil }
    (self.riskAversion, self.holdingYears, self.rehedgingYears) = (riskAversion, holdingYears, rehedgingYears)
    (self.hedgeCosts, self.hurdle, self.fills) = (hedgeCosts, hurdle, fills)
    (self.validity, self.bounds) = (validity, bounds)
  }
}

/// How long a quote holds, and how far its market may move meanwhile.
public struct QuoteValidity: Hashable, Sendable {
  /// Seconds from the quote on, > 0.
  public let seconds: Int64
  /// How far the spot may be from that of the quote, as a part of it, ≥ 0 and < 1.
  public let spot: Double
  /// How far the contract's volatility may be from that of the quote, in 1.00 of volatility, finite and ≥ 0.
  public let volatility: Double

  /// Creates a validity; see the properties for the meaning of each argument.
  ///
  /// - Returns: Nil where a number is out of its range.
  public init?(seconds: Int64, spot: Double, volatility: Double) {
    guard seconds > 0, seconds <= 31_536_000, spot >= 0, spot < 1, volatility >= 0, volatility.isFinite else {
      return nil
    }
    (self.seconds, self.spot, self.volatility) = (seconds, spot, volatility)
  }
}

/// What a pool does not quote, whatever its price. The limits of the pool's own terms hold besides.
public struct QuotingBounds: Hashable, Sendable {
  /// |delta| to the spot for one unit of the underlying; a contract outside is refused. Deep in the money it is discount factor
  /// × forward over spot, which may be more than 1.
  public let delta: ClosedRange<Double>
  /// Seconds to expiry; a contract outside is refused, one that does not expire is not.
  public let secondsToExpiry: ClosedRange<Int64>
  /// Seconds that the market may be older than a quote, ≥ 0.
  public let greatestMarketAge: Int64

  /// Creates bounds; see the properties for the meaning of each argument.
  ///
  /// - Returns: Nil where a number is out of its range.
  public init?(delta: ClosedRange<Double>, secondsToExpiry: ClosedRange<Int64>, greatestMarketAge: Int64) {
    guard delta.lowerBound >= 0, delta.upperBound.isFinite, secondsToExpiry.lowerBound >= 0, greatestMarketAge >= 0
    else { return nil }
    (self.delta, self.secondsToExpiry, self.greatestMarketAge) = (delta, secondsToExpiry, greatestMarketAge)
  }
}
