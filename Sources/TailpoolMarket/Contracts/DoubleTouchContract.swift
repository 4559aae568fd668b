/// A fixed payment for two levels of which either is, or neither is, reached before expiry.
///
/// The barriers are watched at every instant, and touching one counts. Whether one has been reached before is a matter of the
/// position: `ContractState.isBarrierHit`. What is paid at once was paid then, or can never be, and is worth nothing. It settles
/// in cash.
public struct DoubleTouchContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// What it pays, and when.
  public let payoff: DoubleTouchPayoff
  /// The lower barrier in quote currency, finite and > 0.
  public let lowerBarrier: Double
  /// The upper barrier, same unit, finite and above the lower one.
  public let upperBarrier: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the quote currency that one contract pays, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a number that is not finite and positive, or barriers that are not in order.
  public init(
    underlying: Underlying, payoff: DoubleTouchPayoff, lowerBarrier: Double, upperBarrier: Double, expiry: Timestamp,
    contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.payoff = payoff
    self.lowerBarrier = lowerBarrier
    self.upperBarrier = upperBarrier
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [
      ("lowerBarrier", lowerBarrier), ("upperBarrier", upperBarrier), ("contractSize", contractSize),
    ])
    guard lowerBarrier < upperBarrier else {
      throw .invalidTerms(contract: name, field: "upperBarrier", value: upperBarrier)
    }
  }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-DOUBLE-NO-TOUCH-29MAY26-60000-85000`, `BTC-UPPER-FIRST-29MAY26-60000-85000`.
  public var name: String {
    "\(underlying)-\(payoff.rawValue.uppercased())-\(expiry.venueDay)-\(venueText(lowerBarrier))-\(venueText(upperBarrier))"
  }
}
