/// Which of several assets a rainbow option is on.
public enum RainbowSelection: String, Hashable, Sendable, CaseIterable {
  /// The one that is worth most at expiry.
  case best = "best-of"
  /// The one that is worth least at expiry.
  case worst = "worst-of"
}

/// An option on the better or the worse of two assets: a rainbow option.
///
/// With X the greater (`best`) or smaller (`worst`) of S₁ and ratio · S₂ at expiry, one unit of a call pays max(X − strike, 0) in the quote
/// currency, of a put max(strike − X, 0). It settles in cash.
public struct RainbowContract: ContractTerms {
  /// The better or the worse.
  public let selection: RainbowSelection
  /// One asset, S₁.
  public let first: Underlying
  /// The other, S₂.
  public let second: Underlying
  /// Call or put.
  public let type: OptionType
  /// Strike in quote currency, finite and > 0.
  public let strike: Double
  /// Units of the second asset that stand beside one of the first, finite and > 0.
  public let ratio: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units that one contract covers, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a strike, ratio or contract size that is not finite and positive, or when both assets are
  ///   the same (field `second`).
  public init(
    _ selection: RainbowSelection, first: Underlying, second: Underlying, type: OptionType, strike: Double,
    ratio: Double = 1, expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.selection = selection
    self.first = first
    self.second = second
    self.type = type
    self.strike = strike
    self.ratio = ratio
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("strike", strike), ("ratio", ratio), ("contractSize", contractSize)])
    guard first != second else { throw .invalidTerms(contract: name, field: "second", value: .nan) }
  }

  /// The first asset, then the second.
  public var underlyings: [Underlying] { [first, second] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-BEST-OF-ETH-29MAY26-71000-C`, `BTC-WORST-OF-ETH-29MAY26-71000-P-30` with the ratio at the end where it is not 1.
  public var name: String {
    let end = ratio == 1 ? "" : "-\(venueText(ratio))"
    return
      "\(first)-\(selection.rawValue.uppercased())-\(second)-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)\(end)"
  }
}
