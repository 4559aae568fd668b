/// An option on a weighted sum of assets at expiry.
///
/// One unit of a call pays max(Σ wₖSₖ − strike, 0) in the quote currency, of a put max(strike − Σ wₖSₖ, 0), with all prices at expiry. Weights
/// may be negative. It settles in cash.
public struct BasketContract: ContractTerms {
  /// One asset of the basket.
  public struct Component: Hashable, Sendable {
    /// The asset.
    public let underlying: Underlying
    /// Units of it in the basket, finite and not 0.
    public let weight: Double

    /// Creates a component; see the properties.
    public init(_ underlying: Underlying, weight: Double) {
      self.underlying = underlying
      self.weight = weight
    }
  }

  /// The assets, two to ten, each once.
  public let components: [Component]
  /// Call or put on the sum.
  public let type: OptionType
  /// Strike in quote currency, finite and of either sign.
  public let strike: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Baskets that one contract covers, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for fewer than two or more than ten components or one asset twice (field `components`), a weight that is
  ///   0 or not finite (`weight`), a strike that is not finite, or a contract size that is not finite and positive.
  public init(
    _ components: [Component], type: OptionType, strike: Double, expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.components = components
    self.type = type
    self.strike = strike
    self.expiry = expiry
    self.contractSize = contractSize
    guard (2...10).contains(components.count), Set(components.map(\.underlying)).count == components.count else {
      throw .invalidTerms(contract: name, field: "components", value: Double(components.count))
    }
    for component in components where !(abs(component.weight) > 0 && abs(component.weight) < .infinity) {
      throw .invalidTerms(contract: name, field: "weight", value: component.weight)
    }
    guard abs(strike) < .infinity else { throw .invalidTerms(contract: name, field: "strike", value: strike) }
    try check(positive: [("contractSize", contractSize)])
  }

  /// The assets, in the order of the basket.
  public var underlyings: [Underlying] { components.map(\.underlying) }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BASKET-0d5xBTC+10xETH-29MAY26-60000-C`.
  public var name: String {
    let sum = components.map { "\(venueText($0.weight))x\($0.underlying)" }.joined(separator: "+")
    return "BASKET-\(sum)-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)"
  }
}
