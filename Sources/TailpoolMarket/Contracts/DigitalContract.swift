/// What a digital option pays when it ends in the money.
public enum DigitalPayoff: String, Hashable, Sendable, CaseIterable {
  /// One unit of cash.
  case cash
  /// One unit of the underlying, settled at its price.
  case asset
}

/// A European digital option: a fixed payment when the spot ends beyond the strike.
///
/// One unit pays one unit of the quote currency (`cash`), or what one unit of the underlying is worth (`asset`), when the
/// spot at expiry is above the strike (call) or below it (put); at the strike itself it pays nothing. It settles in cash.
public struct DigitalContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// What it pays.
  public let payoff: DigitalPayoff
  /// A call pays above the strike, a put below it.
  public let type: OptionType
  /// Strike in quote currency, finite and > 0.
  public let strike: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units that one contract covers, finite and > 0: of the quote currency, or of the underlying.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a strike or contract size that is not finite and positive.
  public init(
    underlying: Underlying, payoff: DigitalPayoff, type: OptionType, strike: Double, expiry: Timestamp,
    contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.payoff = payoff
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
  /// `BTC-DIGITAL-29MAY26-71000-C`, `BTC-ASSET-DIGITAL-29MAY26-71000-P`.
  public var name: String {
    let kind = payoff == .cash ? "DIGITAL" : "ASSET-DIGITAL"
    return "\(underlying)-\(kind)-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)"
  }
}

extension ContractTerms {
  /// Checks numbers that must be finite and positive.
  ///
  /// - Throws: `MarketError.invalidTerms` with the first that is not.
  func check(positive: [(field: String, value: Double)]) throws(MarketError) {
    for (field, value) in positive where !(value > 0 && value.isFinite) {
      throw .invalidTerms(contract: name, field: field, value: value)
    }
  }
}
