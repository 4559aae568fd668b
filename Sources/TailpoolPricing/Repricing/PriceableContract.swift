import TailpoolMarket

/// Terms that say what prices them: with this conformance a contract of any kind can stand in a book.
///
/// The conformance is the only registration there is. A type of a user's own package has the same rights as the library's.
public protocol PriceableContract: ContractTerms {
  /// What a position in the contract is priced from.
  ///
  /// - Parameters:
  ///   - market: Spots, rates, volatilities and correlations.
  ///   - state: What the position's contract remembers; fixings after the snapshot have been refused.
  /// - Returns: A repricer with an input for each of the contract's underlyings, in their order.
  /// - Throws: What is missing.
  func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer
}

/// What a contract cannot be priced for; a `PricingError` adds which position it is.
public enum PricingProblem: Error, Sendable, Hashable {
  /// The snapshot has no market for an underlying, or none for the contract's expiry.
  case market
  /// No usable volatility was found.
  case volatility
  /// No expiry of the underlying implies a rate.
  case rate
  /// The formula has no finite price.
  case price
  /// The contract has expired.
  case expired
  /// No correlation of two underlyings was given.
  case correlation(Underlying, Underlying)
  /// The position does not say what its contract remembers, such as whether a barrier has been hit.
  case state(expected: String)
  /// A fixing is missing.
  case fixing(Underlying, at: Timestamp)
  /// A problem that the contract's own type describes.
  case other(String)
}
