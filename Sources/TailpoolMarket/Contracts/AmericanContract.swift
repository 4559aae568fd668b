/// An American option: it may be exercised at any time until expiry.
///
/// One unit pays what the spot is above the strike (call) or below it (put) when it is exercised. It settles in cash.
public struct AmericanContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// Call or put.
  public let type: OptionType
  /// Strike in quote currency, finite and > 0.
  public let strike: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the underlying that one contract covers, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a strike or contract size that is not finite and positive.
  public init(
    underlying: Underlying, type: OptionType, strike: Double, expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.type = type
    self.strike = strike
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("strike", strike), ("contractSize", contractSize)])
  }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `SPY-AMERICAN-19JUN26-700-C`; one without expiry has no day in its name.
  public var name: String { "\(underlying)-AMERICAN-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)" }
}
