/// A European option on the lowest or highest price until expiry, watched at every instant.
///
/// Where the strike floats a call pays the spot at expiry less the lowest price and a put the highest price less the spot. With a
/// strike a call pays the highest price less it and a put the strike less the lowest price. The lowest or highest price so far is a
/// matter of the position: `ContractState.extremum`. It settles in cash.
public struct LookbackContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// Call or put.
  public let type: OptionType
  /// Strike in quote currency, finite and > 0; nil where the extremum is the strike.
  public let strike: Double?
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the underlying that one contract covers, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a strike or contract size that is not finite and positive.
  public init(
    underlying: Underlying, type: OptionType, strike: Double?, expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.type = type
    self.strike = strike
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("contractSize", contractSize)] + (strike.map { [("strike", $0)] } ?? []))
  }

  /// Whether the lowest price counts; else the highest does.
  public var countsLowest: Bool { (type == .call) == (strike == nil) }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-LOOKBACK-29MAY26-71000-C`, `BTC-LOOKBACK-29MAY26-FLOATING-P`.
  public var name: String {
    "\(underlying)-LOOKBACK-\(expiry.venueDay)-\(strike.map(venueText) ?? "FLOATING")-\(type.letter)"
  }
}
