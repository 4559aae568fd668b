/// What an option whose strike is set later pays for one unit.
public enum ForwardStartPayoff: String, Hashable, Sendable, CaseIterable {
  /// max(±(S_T − α S_t), 0), in quote currency.
  case gain
  /// max(±(S_T/S_t − α), 0), a number.
  case performance
}

/// A European option whose strike is a part of the spot at a later instant.
///
/// Once that instant has passed, the spot of then is a matter of the position: `ContractState.fixings`. It settles in cash.
public struct ForwardStartContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// What it pays for one unit.
  public let payoff: ForwardStartPayoff
  /// Call or put.
  public let type: OptionType
  /// Strike over the spot at the start, finite and > 0.
  public let moneyness: Double
  /// The instant at which the strike is set, before expiry.
  public let start: Timestamp
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units that one contract covers, finite and > 0: of the underlying for a gain, of the quote currency for a performance.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a moneyness or contract size that is not finite and positive, or a start that is not
  ///   before expiry (field `start`, in seconds since 1970).
  public init(
    underlying: Underlying, payoff: ForwardStartPayoff = .gain, type: OptionType, moneyness: Double, start: Timestamp,
    expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.payoff = payoff
    self.type = type
    self.moneyness = moneyness
    self.start = start
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("moneyness", moneyness), ("contractSize", contractSize)])
    guard start < expiry else {
      throw .invalidTerms(contract: name, field: "start", value: Double(start.secondsSinceEpoch))
    }
  }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-FORWARD-START-29MAY26-1d1-C`, `BTC-FORWARD-START-29MAY26-1d1-C-PERFORMANCE`: it does not say when the strike is set.
  public var name: String {
    "\(underlying)-FORWARD-START-\(expiry.venueDay)-\(venueText(moneyness))-\(type.letter)"
      + (payoff == .gain ? "" : "-PERFORMANCE")
  }
}
