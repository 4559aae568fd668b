/// Why a book could not be valued.
public enum PricingError: Error, Sendable, Equatable {
  /// The snapshot has no market for the underlying and expiry of a position.
  case missingMarket(id: String, instrument: String)
  /// The position's contract is not listed, or no usable volatility was found for it.
  case missingVolatility(id: String, instrument: String)
  /// A contract without expiry states no rate, and no expiry of its underlying implies one.
  case missingRate(id: String, instrument: String)
  /// Nothing holds the mark of a contract without expiry: its funding, or its rate, has no finite price.
  case noPrice(id: String, instrument: String)
}
