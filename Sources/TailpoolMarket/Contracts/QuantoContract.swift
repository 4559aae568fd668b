/// A European option on the price of one asset in another, paid in the quote currency at a fixed rate: a quanto.
///
/// One unit of a call pays max(S/C − K, 0) times the conversion, with the prices of asset and currency at expiry, whatever the currency
/// is worth then. It settles in cash.
public struct QuantoContract: ContractTerms {
  /// The asset, S.
  public let underlying: Underlying
  /// What its price counts in, C: a coin, or a currency of the snapshot.
  public let currency: Underlying
  /// Call or put.
  public let type: OptionType
  /// Strike in units of the currency, finite and > 0.
  public let strike: Double
  /// What one unit of the currency is paid as, in quote currency, finite and > 0.
  public let conversion: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the asset that one contract covers, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a number that is not finite and positive, or when asset and currency are the same (field
  ///   `currency`).
  public init(
    underlying: Underlying, currency: Underlying, type: OptionType, strike: Double, conversion: Double,
    expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.currency = currency
    self.type = type
    self.strike = strike
    self.conversion = conversion
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("strike", strike), ("conversion", conversion), ("contractSize", contractSize)])
    guard underlying != currency else { throw .invalidTerms(contract: name, field: "currency", value: .nan) }
  }

  /// The asset, then the currency.
  public var underlyings: [Underlying] { [underlying, currency] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `ETH-QUANTO-BTC-29MAY26-0d05-C-70000`: strike, type and conversion.
  public var name: String {
    "\(underlying)-QUANTO-\(currency)-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)-\(venueText(conversion))"
  }
}
