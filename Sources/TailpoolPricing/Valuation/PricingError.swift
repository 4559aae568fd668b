/// Why a book could not be valued.
public enum PricingError: Error, Sendable, Equatable {
  /// The snapshot has no market for the underlying and expiry of a position.
  case missingMarket(id: String, instrument: String)
  /// The position's contract is not listed, or no usable volatility was found for it.
  case missingVolatility(id: String, instrument: String)
}
