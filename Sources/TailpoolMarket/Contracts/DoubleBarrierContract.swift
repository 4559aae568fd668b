/// A European option with two barriers, watched continuously.
///
/// A knock-in pays as the vanilla option when either barrier was reached, and its rebate at expiry when neither was. A knock-out
/// pays as the vanilla option when neither was reached, and its rebate at the instant that one is. Whether one has been reached is
/// a matter of the position: `ContractState.isBarrierHit`. It settles in cash.
public struct DoubleBarrierContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// What reaching a barrier does.
  public let kind: DoubleBarrierKind
  /// Call or put.
  public let type: OptionType
  /// Strike in quote currency, finite and > 0.
  public let strike: Double
  /// The lower barrier, same unit, finite and > 0.
  public let lowerBarrier: Double
  /// The upper barrier, same unit, finite and above the lower one.
  public let upperBarrier: Double
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
    underlying: Underlying, kind: DoubleBarrierKind, type: OptionType, strike: Double, lowerBarrier: Double,
    upperBarrier: Double, rebate: Double = 0, expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.kind = kind
    self.type = type
    self.strike = strike
    self.lowerBarrier = lowerBarrier
    self.upperBarrier = upperBarrier
    self.rebate = rebate
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [
      ("strike", strike), ("lowerBarrier", lowerBarrier), ("upperBarrier", upperBarrier),
      ("contractSize", contractSize),
    ])
    guard lowerBarrier < upperBarrier else {
      throw .invalidTerms(contract: name, field: "upperBarrier", value: upperBarrier)
    }
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
  /// `BTC-29MAY26-71000-C-DOUBLE-KNOCK-OUT-60000-85000`, with the rebate at the end where there is one.
  public var name: String {
    let end = rebate == 0 ? "" : "-\(venueText(rebate))"
    return "\(underlying)-\(expiry.venueDay)-\(venueText(strike))-\(type.letter)-\(kind.rawValue.uppercased())"
      + "-\(venueText(lowerBarrier))-\(venueText(upperBarrier))\(end)"
  }
}
