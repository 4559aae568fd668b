import TailpoolMarket

extension Book {
  /// The book priced in a market: value and Greeks of each position and of the book, ready to be priced again.
  ///
  /// Each contract is priced by the repricer that its own type names (`PriceableContract`); listed European options by
  /// `EuropeanRepricer`, contracts without expiry by `PerpetualRepricer`.
  ///
  /// - Parameters:
  ///   - snapshot: Spots, forwards, discount factors and times.
  ///   - volatilities: The volatility of each contract, made by `MarketSnapshot.volatilityMarks()` from this snapshot or
  ///     from the one it was moved from.
  /// - Returns: The positions in the order of the book, and their sums.
  /// - Throws: For the first position that cannot be priced: a `PricingError` that names it and says what is missing.
  /// - Complexity: O(n · m) look-ups for n positions and m expiries of an underlying.
  public func valuation(
    in snapshot: MarketSnapshot, volatilities: VolatilityMarks
  ) throws(PricingError) -> PricedBook {
    let market = PricingMarket(snapshot: snapshot, volatilities: volatilities, correlations: correlations)
    var priced: [PricedPosition] = []
    priced.reserveCapacity(positions.count)
    for position in positions { priced.append(PricedPosition(position, try position.repricer(in: market))) }
    return PricedBook(asOf: snapshot.asOf, positions: priced)
  }
}

extension Position {
  /// What the position's contract is priced from.
  ///
  /// - Parameter market: Spots, rates, volatilities and correlations.
  /// - Throws: A `PricingError` that names the position and says what is missing or does not fit.
  public func repricer(in market: PricingMarket) throws(PricingError) -> any Repricer {
    let instrument = contract.name
    guard let terms = contract.terms as? any PriceableContract else { throw .noPricer(id: id, instrument: instrument) }
    for fixing in state.fixings where fixing.time > market.snapshot.asOf {
      throw .fixingAfterSnapshot(id: id, instrument: instrument, time: fixing.time)
    }
    let repricer: any Repricer
    do throws(PricingProblem) {
      repricer = try terms.repricer(in: market, state: state)
    } catch {
      throw PricingError(error, id: id, instrument: instrument)
    }
    guard repricer.inputs.map(\.underlying) == contract.underlyings, !contract.underlyings.isEmpty else {
      throw .mismatchedPricer(
        id: id, instrument: instrument, found: repricer.inputs.map(\.underlying), expected: contract.underlyings)
    }
    return repricer
  }
}
