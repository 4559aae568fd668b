/// An option on the difference of two assets at expiry.
///
/// One unit of a call pays max(S₁ − ratio · S₂ − strike, 0) in the quote currency, of a put max(strike − S₁ + ratio · S₂, 0), with
/// both prices at expiry. It settles in cash. A call of strike 0 pays what an `ExchangeContract` does.
public struct SpreadContract: ContractTerms {
  /// The asset whose price counts for it, S₁.
  public let first: Underlying
  /// The asset whose price is taken off, S₂.
  public let second: Underlying
  /// Call or put on the difference.
  public let type: OptionType
  /// Strike in quote currency, finite and of either sign.
  public let strike: Double
  /// Units of the second asset for one of the first, finite and > 0.
  public let ratio: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the first asset that one contract covers, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a strike that is not finite, a ratio or contract size that is not finite and positive,
  ///   or when both assets are the same (field `second`).
  public init(
    first: Underlying, second: Underlying, type: OptionType, strike: Double, ratio: Double = 1, expiry: Timestamp,
    contractSize: Double = 1
  ) throws(MarketError) {
    self.first = first
    self.second = second
    self.type = type
    self.strike = strike
    self.ratio = ratio
    self.expiry = expiry
    self.contractSize = contractSize
    guard abs(strike) < .infinity else { throw .invalidTerms(contract: name, field: "strike", value: strike) }
    try check(positive: [("ratio", ratio), ("contractSize", contractSize)])
    guard first != second else { throw .invalidTerms(contract: name, field: "second", value: .nan) }
  }

  /// The first asset, then the second.
  public var underlyings: [Underlying] { [first, second] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-SPREAD-ETH-29MAY26-5000-C`, with the ratio at the end where it is not 1.
  public var name: String {
    let end = ratio == 1 ? "" : "-\(venueText(ratio))"
    return "\(first)-SPREAD-\(second)-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)\(end)"
  }
}
