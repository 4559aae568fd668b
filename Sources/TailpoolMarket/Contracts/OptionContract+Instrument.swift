/// What makes a listed option the same instrument as another: root, expiry, type and strike.
public struct Instrument: Hashable, Sendable {
  /// The listing class.
  public let root: String
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Call or put.
  public let type: OptionType
  /// Strike in quote currency.
  public let strike: Double
}

extension OptionContract {
  /// The identity of the contract, without the terms that follow from it.
  public var instrument: Instrument {
    Instrument(root: root, expiry: expiry, type: type, strike: strike)
  }
}
