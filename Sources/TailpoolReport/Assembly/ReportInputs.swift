import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolScenarios
import TailpoolSurfaces

/// What a report is made from.
public struct ReportInputs: Sendable {
  /// The market.
  public var snapshot: MarketSnapshot
  /// Daily prices. A column serves the underlying of its name; a history with one column serves a market with one
  /// underlying, whatever its name.
  public var history: PriceHistory
  /// Daily levels of volatility indexes, by the same rule; nil when there is none.
  public var volatilityHistory: PriceHistory?
  /// The positions; nil for those of the pool that runs, and without one for the assumed book, which has sold a share of
  /// every open interest.
  public var book: Book?
  /// The pool; nil where none is given, and then nothing is said of capital, members and limits. Beside a pool that runs it
  /// gives the limits alone.
  public var pool: PoolDescription?
  /// The pool that runs; nil when there is none. Capital, members and layers of the report are those of its books.
  public var mutualPool: MutualPool?
  /// What has followed the pool that runs, and whose alerts the report shows; nil when nothing has.
  public var poolWatch: PoolWatch?
  /// What the journal of the pool that runs does not say of its book.
  public var poolBook: PoolBookInputs
  /// The stress scenarios; nil when there are none.
  public var stress: StressSet?
  /// The inputs as the user named them, for the report to show.
  public var names: [RunSection.Input]

  /// Creates inputs; see the properties for the meaning of each argument.
  public init(
    snapshot: MarketSnapshot, history: PriceHistory, volatilityHistory: PriceHistory? = nil, book: Book? = nil,
    pool: PoolDescription? = nil, stress: StressSet? = nil, names: [RunSection.Input] = [],
    mutualPool: MutualPool? = nil,
    poolWatch: PoolWatch? = nil, poolBook: PoolBookInputs = PoolBookInputs()
  ) {
    self.snapshot = snapshot
    self.history = history
    self.volatilityHistory = volatilityHistory
    self.book = book
    self.pool = pool
    self.stress = stress
    self.names = names
    self.mutualPool = mutualPool
    self.poolWatch = poolWatch
    self.poolBook = poolBook
  }

  /// What the book's analysis is made from; the book is that of the pool that runs where none is given.
  ///
  /// - Throws: `PoolBridgeError` for a pool whose contracts the market cannot hold, that has nothing open, or whose last event
  ///   is after the market.
  public func analysis() throws(PoolBridgeError) -> AnalysisInputs {
    var inputs = AnalysisInputs(
      snapshot: snapshot, history: history, volatilityHistory: volatilityHistory, book: book, stress: stress,
      account: account)
    guard book == nil, let pool = mutualPool else { return inputs }
    guard snapshot.asOf >= pool.time else { throw .snapshotBeforeEvent(asOf: snapshot.asOf, last: pool.time) }
    let held = try pool.book(in: snapshot, inputs: poolBook)
    if held.positions.isEmpty { throw .nothingOpen }
    inputs.book = held
    return inputs
  }

  /// What the pool counts in and holds. One that runs counts in an underlying, or else in the quote currency whatever its name,
  /// and holds cash of that alone.
  private var account: Account {
    guard let running = mutualPool else {
      return Account(
        unit: pool?.unit ?? .dollars, assets: pool?.assets,
        contributed: pool?.participants.reduce(0) { $0 + $1.contribution } ?? 0)
    }
    let asset = Underlying(running.terms.asset.symbol)
    let unit = snapshot[asset] == nil ? UnitOfAccount.dollars : .coin(asset)
    let cash = Double(running.cash()) / Double(running.terms.asset.unitsPerWhole)
    return Account(unit: unit, assets: Holdings([unit: cash]))
  }

  /// The embedded sample: a made-up market, history, book, pool and stress set.
  ///
  /// - Throws: Nothing for the sample as it is.
  public static func sample() throws -> ReportInputs {
    ReportInputs(
      snapshot: try MarketSnapshot(chains: [Sample.chain()]), history: Sample.priceHistory(),
      volatilityHistory: Sample.volatilityHistory(), book: try Sample.book(), pool: try Sample.pool(),
      stress: Sample.stressSet(),
      names: [RunSection.Input(role: "market, history, book, pool, stress set", name: Sample.name)],
      mutualPool: try Sample.mutualPool())
  }
}

/// A report with the vector that its simulated risk was measured on.
public struct ReportResult: Sendable {
  /// The report.
  public let report: PoolRiskReport
  /// Profit and loss of each simulated scenario in dollars, loss negative.
  public let profitAndLoss: [Double]
  /// The same in the pool's unit, at its price in the scenario.
  public let unitProfitAndLoss: [Double]
}
