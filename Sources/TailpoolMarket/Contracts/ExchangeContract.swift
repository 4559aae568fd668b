/// The right to exchange one asset for another at expiry: Margrabe's option.
///
/// One unit pays max(received − ratio · delivered, 0) in the quote currency, with both prices at expiry.
public struct ExchangeContract: ContractTerms {
  /// The asset that its holder receives.
  public let received: Underlying
  /// The asset that its holder gives for it.
  public let delivered: Underlying
  /// Units of the delivered asset for one of the received, finite and > 0.
  public let ratio: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the received asset that one contract covers, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a ratio or contract size that is not finite and positive, or when both
  ///   assets are the same (field `delivered`).
  public init(
    receive received: Underlying, deliver delivered: Underlying, ratio: Double = 1, expiry: Timestamp,
    contractSize: Double = 1
  ) throws(MarketError) {
    self.received = received
    self.delivered = delivered
    self.ratio = ratio
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("ratio", ratio), ("contractSize", contractSize)])
    guard received != delivered else { throw .invalidTerms(contract: name, field: "delivered", value: .nan) }
  }

  /// The received asset, then the delivered one.
  public var underlyings: [Underlying] { [received, delivered] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-EXCHANGE-ETH-29MAY26`, with the ratio at the end where it is not 1.
  public var name: String {
    let end = ratio == 1 ? "" : "-\(venueText(ratio))"
    return "\(received)-EXCHANGE-\(delivered)-\(expiry.venueDay)\(end)"
  }
}
