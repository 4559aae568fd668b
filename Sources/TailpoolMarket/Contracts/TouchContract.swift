/// What a touch option pays, and when.
public enum TouchPayoff: String, Hashable, Sendable, CaseIterable {
  /// One unit of cash at the instant that the barrier is reached.
  case oneTouch = "one-touch"
  /// One unit of cash at expiry when the barrier was reached.
  case oneTouchAtExpiry = "one-touch-at-expiry"
  /// One unit of cash at expiry when the barrier was never reached.
  case noTouch = "no-touch"
}

/// A fixed payment for a level that is, or is not, reached before expiry: the depeg cover of a token is a one-touch.
///
/// The barrier is watched at every instant, and touching it counts. Whether it has been reached before is a matter of the
/// position: `ContractState.isBarrierHit`. A one-touch that has been reached was paid then and is worth nothing. It settles in
/// cash.
public struct TouchContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// What it pays, and when.
  public let payoff: TouchPayoff
  /// From which side the barrier is reached.
  public let side: BarrierSide
  /// The barrier in quote currency, finite and > 0.
  public let barrier: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the quote currency that one contract pays, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a barrier or contract size that is not finite and positive.
  public init(
    underlying: Underlying, payoff: TouchPayoff, side: BarrierSide, barrier: Double, expiry: Timestamp,
    contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.payoff = payoff
    self.side = side
    self.barrier = barrier
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("barrier", barrier), ("contractSize", contractSize)])
  }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-ONE-TOUCH-29MAY26-DOWN-60000`, `BTC-NO-TOUCH-29MAY26-UP-99000`.
  public var name: String {
    "\(underlying)-\(payoff.rawValue.uppercased())-\(expiry.venueDay)-\(side.rawValue.uppercased())-\(venueText(barrier))"
  }
}
