/// How an average is taken.
public enum AverageKind: String, Hashable, Sendable, CaseIterable {
  /// The sum of the prices over their number.
  case arithmetic
  /// The exponential of the mean of their logarithms.
  case geometric
}

/// A European option on the average of prices fixed at given instants.
///
/// A call pays the average less the strike, or, where the strike floats, the spot at expiry less the average; a put the reverse.
/// Prices fixed so far are a matter of the position: `ContractState.fixings`. It settles in cash.
public struct AverageContract: ContractTerms {
  /// What it is written on.
  public let underlying: Underlying
  /// How the average is taken.
  public let average: AverageKind
  /// Call or put.
  public let type: OptionType
  /// Strike in quote currency, finite and > 0; nil where the average is the strike.
  public let strike: Double?
  /// The instants at which prices are fixed, in order, each once, at least one, none after expiry.
  public let fixingTimes: [Timestamp]
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Units of the underlying that one contract covers, finite and > 0.
  public let contractSize: Double

  /// The most fixings that a contract may have.
  public static let mostFixings = 10_000

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a number out of its range; for fixing times that are out of order, later than expiry,
  ///   none, or more than `mostFixings`, the field is `fixingTimes` and the value their number.
  public init(
    underlying: Underlying, average: AverageKind, type: OptionType, strike: Double?, fixingTimes: [Timestamp],
    expiry: Timestamp, contractSize: Double = 1
  ) throws(MarketError) {
    self.underlying = underlying
    self.average = average
    self.type = type
    self.strike = strike
    self.fixingTimes = fixingTimes
    self.expiry = expiry
    self.contractSize = contractSize
    try check(positive: [("contractSize", contractSize)] + (strike.map { [("strike", $0)] } ?? []))
    guard let last = fixingTimes.last, last <= expiry, fixingTimes.count <= Self.mostFixings,
      zip(fixingTimes, fixingTimes.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .invalidTerms(contract: name, field: "fixingTimes", value: Double(fixingTimes.count)) }
  }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-ARITHMETIC-AVERAGE-29MAY26-71000-C`, `BTC-GEOMETRIC-AVERAGE-29MAY26-FLOATING-P`: it does not say when prices are fixed.
  public var name: String {
    "\(underlying)-\(average.rawValue.uppercased())-AVERAGE-\(expiry.venueDay)-\(strike.map(venueText) ?? "FLOATING")"
      + "-\(type.letter)"
  }
}
