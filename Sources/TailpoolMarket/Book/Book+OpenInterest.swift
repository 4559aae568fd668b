extension Book {
  /// The book of a pool that has sold a share of every listed option's open interest.
  ///
  /// - Parameters:
  ///   - share: The share, finite and > 0: 0.01 for 1 %.
  ///   - snapshot: The listed options.
  ///   - isIncluded: Whether an option may be in the book; one that cannot be valued must not be.
  /// - Returns: One position for each option with open interest, quantity −share × open interest, by underlying, expiry
  ///   and strike; its id is the instrument's name.
  /// - Throws: `MarketError.nonFiniteQuantity` when a quantity overflows, `.duplicatePosition` when two instruments have
  ///   one name.
  public static func sold(
    share: Double, ofOpenInterestIn snapshot: MarketSnapshot, where isIncluded: (OptionContract) -> Bool = { _ in true }
  ) throws(MarketError) -> Book {
    var positions: [Position] = []
    for market in snapshot.markets {
      for quote in market.expiries.lazy.flatMap(\.quotes) where quote.openInterest > 0 && isIncluded(quote.contract) {
        positions.append(
          Position(id: quote.contract.name, contract: quote.contract, quantity: -share * quote.openInterest))
      }
    }
    return try Book(positions: positions)
  }
}
