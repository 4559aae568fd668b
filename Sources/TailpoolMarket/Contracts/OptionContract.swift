/// Whether an option gives the right to buy or to sell.
public enum OptionType: String, Hashable, Sendable, CaseIterable {
  /// The right to buy.
  case call
  /// The right to sell.
  case put

  /// +1 for a call, −1 for a put.
  public var sign: Double { self == .call ? 1 : -1 }
}

/// What an option pays in.
public enum Settlement: String, Hashable, Sendable {
  /// Pays `max(±(S − K), 0)` in the quote currency (US dollars).
  case cash
  /// Pays `max(±(S − K), 0) / S` units of the underlying: the inverse options of crypto venues.
  case coin
}

/// A listed European option.
///
/// Two contracts are the same instrument when root, expiry, type and strike agree.
public struct OptionContract: ContractTerms {
  /// What the option is written on.
  public let underlying: Underlying
  /// The class it is listed under: `BTC`, or `SPXW` beside `SPX`.
  public let root: String
  /// Call or put.
  public let type: OptionType
  /// Strike in quote currency, finite and > 0.
  public let strike: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Cash or coin.
  public let settlement: Settlement
  /// Units of the underlying that one contract covers, finite and > 0: 1 on Deribit, 100 for SPX.
  public let contractSize: Double

  /// Creates a contract.
  ///
  /// - Parameters:
  ///   - underlying: What the option is written on.
  ///   - root: The listing class; the ticker of the underlying when nil.
  ///   - type: Call or put.
  ///   - strike: Strike in quote currency, finite and > 0.
  ///   - expiry: The instant of expiry.
  ///   - settlement: Cash or coin.
  ///   - contractSize: Units of the underlying per contract, finite and > 0.
  /// - Throws: `MarketError.invalidContract` when strike or contract size is not finite and positive.
  public init(
    underlying: Underlying, root: String? = nil, type: OptionType, strike: Double, expiry: Timestamp,
    settlement: Settlement = .cash, contractSize: Double = 1
  ) throws(MarketError) {
    guard strike > 0, strike.isFinite, contractSize > 0, contractSize.isFinite else {
      throw .invalidContract(underlying: underlying, strike: strike, contractSize: contractSize)
    }
    self.underlying = underlying
    self.root = root ?? underlying.name
    self.type = type
    self.strike = strike
    self.expiry = expiry
    self.settlement = settlement
    self.contractSize = contractSize
  }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }

  /// The instrument name in the venue's form: `BTC-29MAY26-71000-C`, `SPXW-12JUL22-3850-P`.
  ///
  /// The day has no leading zero; a strike that is not whole has `d` for its decimal point.
  public var name: String {
    "\(root)-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)"
  }
}
