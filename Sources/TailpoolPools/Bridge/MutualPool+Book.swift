import TailpoolLedger
import TailpoolMarket
import TailpoolPricing

extension MutualPool {
  /// What the pool has open, as a book of the market: one position a contract and one a hedge, in the order of listing.
  ///
  /// | in the journal | in the book |
  /// |---|---|
  /// | a contract in cash, in a pool that counts in the quote currency | the contract of that kind, strikes over 10⁸, size over 10^decimals |
  /// | an option in coin on the pool's own asset | the coin-settled option with the same numbers |
  /// | a barrier that a price has hit | the position's state |
  /// | a hedge | `SpotHolding` of millionths / 10⁶, or a perpetual future where its entry is given |
  ///
  /// The journal keeps quantity and mark of a hedge, not what it was entered at. The underlying itself and a future on it
  /// gain and lose alike, so that the risk is that of the pool whichever it is; the value differs by the entry.
  ///
  /// A linear option is cash-settled; where the snapshot lists the same strike and expiry as a coin-settled option only,
  /// it stands in the book as that: at expiry the coins paid are worth max(±(S − K), 0) dollars, no more and no less.
  ///
  ///     let book = try pool.book(in: snapshot)
  ///     let analysis = try await BookAnalysis.run(AnalysisInputs(snapshot: snapshot, history: history, book: book))
  ///
  /// - Parameters:
  ///   - snapshot: What is listed, to choose class and settlement by; nil takes the underlying's own class, in cash for
  ///     linear contracts.
  ///   - inputs: What the journal does not say: entries of futures, correlations, contracts of own kinds.
  /// - Returns: The book; positions have the names of the contracts, hedges that of the instrument.
  /// - Throws: `PoolBridgeError` that names the first contract which the market cannot hold, and what would cure it. A
  ///   strike or size must be the same number in a `Double`: at most 2⁵³, and back again to the last unit.
  /// - Complexity: O(listed contracts × quotes of an expiry).
  public func book(
    in snapshot: MarketSnapshot? = nil, inputs: PoolBookInputs = PoolBookInputs()
  ) throws(PoolBridgeError) -> Book {
    var positions: [Position] = []
    for line in book.lines where line.quantity != 0 {
      positions.append(
        Position(
          id: line.contract.id, contract: try line.contract.contract(in: snapshot, asset: terms.asset, inputs: inputs),
          quantity: try exact(line.quantity, of: line.contract.id),
          state: ContractState(isBarrierHit: line.contract.terms.barrier.map { _ in line.isBarrierHit })))
    }
    for line in book.underlyings where line.hedge != 0 {
      positions.append(try hedgePosition(line, inputs.hedgeEntries))
    }
    return try bridging { () throws(MarketError) in
      try Book(positions: positions, correlations: inputs.correlations)
    }
  }

  private func hedgePosition(_ line: UnderlyingLine, _ entries: [String: Double]) throws(PoolBridgeError) -> Position {
    if line.name == terms.asset.symbol { throw .hedgeInCoin(underlying: line.name, asset: terms.asset.symbol) }
    let quantity = try exact(line.hedge, of: line.name) / 1_000_000
    guard let entry = entries[line.name] else {
      let holding = SpotHolding(Underlying(line.name))
      return Position(id: holding.name, contract: holding, quantity: quantity)
    }
    let future = try bridging { () throws(MarketError) in
      try PerpetualContract(underlying: Underlying(line.name), terms: .linearFuture(entry: entry))
    }
    return Position(id: future.name, contract: future, quantity: quantity)
  }

  private func exact(_ units: Int128, of name: String) throws(PoolBridgeError) -> Double {
    guard units.magnitude <= 1 << 53 else { throw .inexact(contract: name, field: "quantity", units: units.magnitude) }
    return Double(units)
  }
}

/// Runs an operation of the market where errors of the bridge are thrown.
package func bridging<T>(_ body: () throws(MarketError) -> T) throws(PoolBridgeError) -> T {
  do { return try body() } catch { throw .market(error) }
}
