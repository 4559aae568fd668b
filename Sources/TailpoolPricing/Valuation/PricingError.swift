import TailpoolMarket

/// Why a book could not be valued: which position, and what is missing.
public enum PricingError: Error, Sendable, Equatable {
  /// The snapshot has no market for the underlying and expiry of a position.
  case missingMarket(id: String, instrument: String)
  /// The position's contract is not listed, or no usable volatility was found for it.
  case missingVolatility(id: String, instrument: String)
  /// A contract states no rate, and no expiry of its underlying implies one.
  case missingRate(id: String, instrument: String)
  /// Nothing holds the price of a contract: its formula, its funding, or its rate has no finite price.
  case noPrice(id: String, instrument: String)
  /// Nothing prices contracts of this kind: their type does not conform to `PriceableContract`.
  case noPricer(id: String, instrument: String)
  /// What prices the contract is for other underlyings than the contract's.
  case mismatchedPricer(id: String, instrument: String, found: [Underlying], expected: [Underlying])
  /// The contract has expired.
  case expired(id: String, instrument: String)
  /// No correlation of two underlyings was given; the book's `correlations` takes it.
  case missingCorrelation(id: String, instrument: String, first: Underlying, second: Underlying)
  /// The position's state does not say what its contract needs to remember.
  case missingState(id: String, instrument: String, expected: String)
  /// A fixing that the contract needs is not among the position's.
  case missingFixing(id: String, instrument: String, underlying: Underlying, time: Timestamp)
  /// A fixing of the position lies after the snapshot.
  case fixingAfterSnapshot(id: String, instrument: String, time: Timestamp)
  /// What a contract type of a user's own says.
  case other(id: String, instrument: String, problem: String)

  init(_ problem: PricingProblem, id: String, instrument: String) {
    self =
      switch problem {
      case .market: .missingMarket(id: id, instrument: instrument)
      case .volatility: .missingVolatility(id: id, instrument: instrument)
      case .rate: .missingRate(id: id, instrument: instrument)
      case .price: .noPrice(id: id, instrument: instrument)
      case .expired: .expired(id: id, instrument: instrument)
      case .correlation(let first, let second):
        .missingCorrelation(id: id, instrument: instrument, first: first, second: second)
      case .state(let expected): .missingState(id: id, instrument: instrument, expected: expected)
      case .fixing(let underlying, let time):
        .missingFixing(id: id, instrument: instrument, underlying: underlying, time: time)
      case .other(let text): .other(id: id, instrument: instrument, problem: text)
      }
  }
}
