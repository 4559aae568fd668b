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
  /// The positions; nil for the assumed book, which has sold a share of every open interest.
  public var book: Book?
  /// The pool; nil for the assumed one.
  public var pool: PoolDescription?
  /// The pool that runs, whose books the report shows; nil when there is none.
  public var mutualPool: MutualPool?
  /// What has followed the pool that runs, and whose alerts the report shows; nil when nothing has.
  public var poolWatch: PoolWatch?
  /// The stress scenarios; nil when there are none.
  public var stress: StressSet?
  /// The inputs as the user named them, for the report to show.
  public var names: [NamedInput]

  /// Creates inputs; see the properties for the meaning of each argument.
  public init(
    snapshot: MarketSnapshot, history: PriceHistory, volatilityHistory: PriceHistory? = nil, book: Book? = nil,
    pool: PoolDescription? = nil, stress: StressSet? = nil, names: [NamedInput] = [], mutualPool: MutualPool? = nil,
    poolWatch: PoolWatch? = nil
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
  }

  /// The embedded sample: a made-up market, history, book, pool and stress set.
  ///
  /// - Throws: Nothing for the sample as it is.
  public static func sample() throws -> ReportInputs {
    ReportInputs(
      snapshot: try MarketSnapshot(chains: [Sample.chain()]), history: Sample.priceHistory(),
      volatilityHistory: Sample.volatilityHistory(), book: try Sample.book(), pool: try Sample.pool(),
      stress: Sample.stressSet(),
      names: [NamedInput(role: "market, history, book, pool, stress set", name: Sample.name)],
      mutualPool: try Sample.mutualPool())
  }
}

/// How a report is made.
public struct ReportSettings: Sendable {
  /// Number of simulated scenarios.
  public var scenarios: Int
  /// Days that the risk numbers look ahead, > 0.
  public var horizonInDays: Double
  /// The covariance estimator.
  public var estimator: any CovarianceEstimator
  /// Its name, for the report to show.
  public var estimatorName: String
  /// Seed of the simulation.
  public var seed: UInt64
  /// Blocks of scenarios valued at the same time; the numbers do not depend on it.
  public var threads: Int
  /// Share of every open interest that the assumed book has sold, > 0.
  public var openInterestShare: Double
  /// The latest so many returns of the history are used.
  public var returns: Int
  /// Fewest returns that will do.
  public var fewestReturns: Int
  /// What options are valued at.
  public var marks: MarkSource
  /// What an option's volatility does when its spot moves.
  public var smileDynamics: SmileDynamics

  /// Creates settings; the defaults are those of the command.
  public init(
    scenarios: Int = 10_000, horizonInDays: Double = 1, estimator: any CovarianceEstimator = LedoitWolf(),
    estimatorName: String = "ledoit-wolf", seed: UInt64 = 1, threads: Int = 1, openInterestShare: Double = 0.01,
    returns: Int = 500, fewestReturns: Int = 30, marks: MarkSource = .surface(.lognormalMixture),
    smileDynamics: SmileDynamics = .stickyStrike
  ) {
    self.scenarios = scenarios
    self.horizonInDays = horizonInDays
    self.estimator = estimator
    self.estimatorName = estimatorName
    self.seed = seed
    self.threads = threads
    self.openInterestShare = openInterestShare
    self.returns = returns
    self.fewestReturns = fewestReturns
    self.marks = marks
    self.smileDynamics = smileDynamics
  }
}

/// A report with the vector that its simulated risk was measured on.
public struct ReportResult: Sendable {
  /// The report.
  public let report: PoolRiskReport
  /// Profit and loss of each simulated scenario in dollars, loss negative.
  public let profitAndLoss: [Double]
}

/// Why a report could not be made from inputs that are each in order.
public enum ReportError: Error, Sendable, Equatable {
  /// A history has no column for an underlying of the book; these it has.
  case missingHistory(underlying: Underlying, available: [String])
  /// The book has no position that could be valued.
  case emptyBook
  /// No pool was given and none can be assumed: the book's expected shortfall, from which its capital would follow, is
  /// not positive.
  case noCapitalToAssume(expectedShortfall: Double)
  /// A stress set names these assets, none of which is an underlying of the book.
  case unrelatedStress(named: [String], underlyings: [Underlying])
}
