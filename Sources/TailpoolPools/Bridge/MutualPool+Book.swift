import TailpoolLedger
import TailpoolMarket

/// The prices at which futures that hedge a pool were entered, by underlying, each > 0; a hedge that is not named is the
/// underlying itself.
public typealias HedgeEntries = [String: Double]

extension MutualPool {
  /// What the pool has open, as a book of the market: one position a contract and one a hedge, in the order of listing.
  ///
  /// | in the journal | in the book |
  /// |---|---|
  /// | linear call or put, in a pool that counts in the quote currency | a European option, strike K / 10⁸, size / 10^decimals |
  /// | inverse call or put on the pool's own asset | the coin-settled option with the same numbers |
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
  ///   - entries: At which price the futures that hedge were entered.
  /// - Returns: The book; positions have the names of the contracts, hedges that of the instrument.
  /// - Throws: `PoolBridgeError` that names the first contract which the market cannot hold, and what would cure it. A
  ///   strike or size must be the same number in a `Double`: at most 2⁵³, and back again to the last unit.
  /// - Complexity: O(listed contracts × quotes of an expiry).
  public func book(in snapshot: MarketSnapshot? = nil, entries: HedgeEntries = [:]) throws(PoolBridgeError) -> Book {
    var positions: [Position] = []
    for line in book.lines where line.quantity != 0 {
      positions.append(
        Position(
          id: line.contract.id, contract: try line.contract.option(in: snapshot, asset: terms.asset),
          quantity: try exact(line.quantity, of: line.contract.id)))
    }
    for line in book.underlyings where line.hedge != 0 { positions.append(try hedgePosition(line, entries)) }
    return try bridging { () throws(MarketError) in try Book(positions: positions) }
  }

  private func hedgePosition(_ line: UnderlyingLine, _ entries: HedgeEntries) throws(PoolBridgeError) -> Position {
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

extension PoolContract {
  /// The contract as the market has it.
  ///
  /// - Parameters:
  ///   - snapshot: What is listed, or nil.
  ///   - asset: What the pool counts in.
  /// - Throws: `PoolBridgeError.inexact`, `.foreignPayoff` or `.market`.
  func option(in snapshot: MarketSnapshot?, asset: Asset) throws(PoolBridgeError) -> OptionContract {
    let isInverse = payoff == .inverseCall || payoff == .inversePut
    guard isInverse == (underlying == asset.symbol) else {
      throw .foreignPayoff(contract: id, payoff: payoff, asset: asset.symbol)
    }
    let strike = try exact(strike, over: 100_000_000, "strike")
    let contractSize = try exact(size, over: UInt128(asset.unitsPerWhole), "size")
    let type: OptionType = payoff == .linearCall || payoff == .inverseCall ? .call : .put
    let listed = snapshot.flatMap { listing(type, strike, mustBeCoin: isInverse, in: $0) }
    return try bridging { () throws(MarketError) in
      try OptionContract(
        underlying: Underlying(underlying), root: listed?.root, type: type, strike: strike, expiry: expiry,
        settlement: listed?.settlement ?? (isInverse ? .coin : .cash), contractSize: contractSize)
    }
  }

  /// The listed option with these terms: in cash before coin, the underlying's own class before others.
  private func listing(
    _ type: OptionType, _ strike: Double, mustBeCoin: Bool, in snapshot: MarketSnapshot
  ) -> OptionContract? {
    let markets = (snapshot[Underlying(underlying)]?.expiries ?? []).filter { $0.expiry == expiry }
    let listed = markets.flatMap(\.quotes).map(\.contract).filter {
      $0.type == type && $0.strike == strike && !(mustBeCoin && $0.settlement == .cash)
    }
    func rank(_ contract: OptionContract) -> Int {
      (contract.settlement == .cash ? 0 : 2) + (contract.root == underlying ? 0 : 1)
    }
    return listed.min { (rank($0), $0.root) < (rank($1), $1.root) }
  }

  /// The quotient as a `Double` that gives the units back, or an error.
  private func exact(_ units: UInt128, over scale: UInt128, _ field: String) throws(PoolBridgeError) -> Double {
    guard units <= 1 << 53, scale <= 1 << 53 else { throw .inexact(contract: id, field: field, units: units) }
    let value = Double(units) / Double(scale)
    guard (value * Double(scale)).rounded() == Double(units) else {
      throw .inexact(contract: id, field: field, units: units)
    }
    return value
  }
}

/// Runs an operation of the market where errors of the bridge are thrown.
func bridging<T>(_ body: () throws(MarketError) -> T) throws(PoolBridgeError) -> T {
  do { return try body() } catch { throw .market(error) }
}
