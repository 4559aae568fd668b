/// A swap of realized variance against a fixed strike.
///
/// At expiry one unit pays the realized variance less the strike, in the quote currency, where the realized variance a year is the sum of the squared log
/// returns between fixings from the start to expiry, without taking off their mean, over the years between both, actual/365 fixed:
///
///     payment = (Σ log(Sᵢ / Sᵢ₋₁)²) / T − strike
///
/// Fixings so far are state of the position (`ContractState.fixings`), the first of them at the start. It settles in cash.
public struct VarianceSwapContract: ContractTerms {
  /// Whose variance it is.
  public let underlying: Underlying
  /// The strike as a variance a year, finite and > 0: 0.04 is a volatility of 20 %.
  public let strike: Double
  /// The instant of the first fixing.
  public let start: Timestamp
  /// The instant of the last fixing and of payment, after the start.
  public let expiry: Timestamp
  /// Dollars for a variance of 1 a year, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a strike or contract size that is not finite and positive, or an expiry that is not after the start
  ///   (field `start`).
  public init(
    underlying: Underlying, strike: Double, start: Timestamp, expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.strike = strike
    self.start = start
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("strike", strike), ("contractSize", contractSize)])
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
  /// `BTC-VARIANCE-30APR26-29MAY26-0d16`.
  public var name: String { "\(underlying)-VARIANCE-\(start.venueDay)-\(expiry.venueDay)-\(venueText(strike))" }
}
