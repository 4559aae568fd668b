/// Why market data or a book could not be built.
public enum MarketError: Error, Sendable, Equatable {
  /// Strike or contract size of a contract is not finite and positive.
  case invalidContract(underlying: Underlying, strike: Double, contractSize: Double)
  /// A number of a contract without expiry is out of its range; `field` is the name of the argument.
  case invalidPerpetual(underlying: Underlying, field: String, value: Double)
  /// A number of a contract of another kind is out of its range; `field` is the name of the argument.
  case invalidTerms(contract: String, field: String, value: Double)
  /// A correlation is out of [−1, 1], or of an underlying with itself.
  case invalidCorrelation(first: Underlying, second: Underlying, value: Double)
  /// The correlation of two underlyings is given twice.
  case duplicateCorrelation(first: Underlying, second: Underlying)
  /// The same instrument stands twice in a chain.
  case duplicateInstrument(name: String)
  /// The same position id stands twice in a book.
  case duplicatePosition(id: String)
  /// A position's quantity is NaN or infinite.
  case nonFiniteQuantity(id: String, quantity: Double)
  /// A book names an instrument that the snapshot does not hold.
  case unknownInstrument(id: String, instrument: String)
  /// No quote of the chain is usable.
  case emptyChain
  /// No spot price could be found for an underlying.
  case missingSpot(Underlying)
}
