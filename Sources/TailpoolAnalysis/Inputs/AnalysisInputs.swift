import TailpoolMarket
import TailpoolScenarios

/// What an analysis of a book is made from.
public struct AnalysisInputs: Sendable {
  /// The market.
  public var snapshot: MarketSnapshot
  /// Daily prices. A column serves the underlying of its name; a history with one column serves a market with one
  /// underlying, whatever its name.
  public var history: PriceHistory
  /// Daily levels of volatility indexes, by the same rule; nil when there is none.
  public var volatilityHistory: PriceHistory?
  /// The positions; nil for the assumed book, which has sold a share of every open interest.
  public var book: Book?
  /// The stress scenarios; nil when there are none.
  public var stress: StressSet?
  /// What the pool that holds the book counts in, and holds besides; dollars where there is no pool.
  public var account: Account

  /// Creates inputs; see the properties for the meaning of each argument.
  public init(
    snapshot: MarketSnapshot, history: PriceHistory, volatilityHistory: PriceHistory? = nil, book: Book? = nil,
    stress: StressSet? = nil, account: Account = Account()
  ) {
    self.snapshot = snapshot
    self.history = history
    self.volatilityHistory = volatilityHistory
    self.book = book
    self.stress = stress
    self.account = account
  }
}

/// Why a book could not be analyzed from inputs that are each in order.
public enum AnalysisError: Error, Sendable, Equatable {
  /// A history has no column for an underlying of the book; these it has.
  case missingHistory(underlying: Underlying, available: [String])
  /// The history ends so many days before the snapshot's day, and fewer were allowed.
  case oldHistory(ageInDays: Int, allowed: Int)
  /// So few days are left to forecast between the dates asked for, after the first window.
  case tooFewForecasts(found: Int, required: Int)
  /// The book has no position that could be valued.
  case emptyBook
  /// A stress set names these assets, none of which is an underlying of the book.
  case unrelatedStress(named: [String], underlyings: [Underlying])
  /// A proxy was asked for together with shards, or weighted scenarios were: a shard values its scenarios in full and
  /// counts them alike.
  case shardsNeedFullRevaluation
  /// A pool counts in a unit, or holds a kind of assets, that is not among the markets; these can be counted in.
  case unknownUnit(UnitOfAccount, known: [UnitOfAccount])
  /// A number of shards is not > 0.
  case invalidShardCount(Int)
}
