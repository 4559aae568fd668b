/// A European option with one barrier, watched continuously.
///
/// A knock-in pays as the vanilla option when the barrier was reached, and its rebate at expiry when it never was. A
/// knock-out pays as the vanilla option when the barrier was never reached, and its rebate at the instant that it is.
/// Whether it has been reached is a matter of the position: `ContractState.isBarrierHit`. It settles in cash.
public struct BarrierContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// Where the barrier stands and what reaching it does.
  public let kind: BarrierKind
  /// Call or put.
  public let type: OptionType
  /// Strike in quote currency, finite and > 0.
  public let strike: Double
  /// The barrier, same unit, finite and > 0.
  public let barrier: Double
  /// The rebate of one unit, same unit, finite and ≥ 0.
  public let rebate: Double
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the underlying that one contract covers, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a number out of its range.
  public init(
    underlying: Underlying, kind: BarrierKind, type: OptionType, strike: Double, barrier: Double, rebate: Double = 0,
    expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.kind = kind
    self.type = type
    self.strike = strike
    self.barrier = barrier
    self.rebate = rebate
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("strike", strike), ("barrier", barrier), ("contractSize", contractSize)])
    guard rebate >= 0, rebate.isFinite else {
      throw .invalidTerms(contract: name, field: "rebate", value: rebate)
    }
  }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-29MAY26-71000-C-DOWN-AND-OUT-60000`, with the rebate at the end where there is one.
  public var name: String {
    let end = rebate == 0 ? "" : "-\(venueText(rebate))"
    return "\(underlying)-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)-\(kind.rawValue.uppercased())"
      + "-\(venueText(barrier))\(end)"
  }
}
