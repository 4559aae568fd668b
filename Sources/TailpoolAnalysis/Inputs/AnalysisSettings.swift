import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import TailpoolSurfaces

/// How a book is analyzed.
public struct AnalysisSettings: Sendable {
  /// Number of simulated scenarios; nil leaves it to the model: 10,000 where it draws at random, and each past day once
  /// for filtered history over a day or less. `historical` has as many as the past has, whatever is said here.
  public var scenarios: Int?
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
  /// How far the models' record goes back, where the history has the days.
  public var record: ModelRecord.Length
  /// Fewest returns that will do.
  public var fewestReturns: Int
  /// Seconds after midnight UTC at which a day's row of the history is known, from 0 to a day: a row of the snapshot's own
  /// day is used where that is not after the snapshot. A whole day, what daily prices of coins have, uses none.
  public var historyClose: Int
  /// Most days that the history may end before the snapshot's day; nil for any, which the report says.
  public var oldestHistory: Int?
  /// What options are valued at.
  public var marks: MarkSource
  /// What an option's volatility does when its spot moves.
  public var smileDynamics: SmileDynamics
  /// How a move of the volatility falls on its tenors, in scenarios, stress and derivatives alike.
  public var volatilityMoves: VolatilityMoves
  /// How scenarios are drawn.
  public var model: ScenarioModel
  /// Levels of the value at risk, in any order; 99 %, which limits are set on, is measured whether it is here or not.
  public var levels: [ConfidenceLevel]
  /// Levels of the expected shortfall, in any order; 97.5 %, the headline, is measured whether it is here or not.
  public var shortfallLevels: [ConfidenceLevel]
  /// How the book is valued in the simulated scenarios.
  public var revaluation: RevaluationMode
  /// Parts that the simulated scenarios are valued in, as several processes would; nil for one pass. The measures have
  /// the same bits for any number; mean and standard deviation agree to 1e-12.
  public var shards: Int?

  /// Creates settings; the defaults are those of the command.
  public init(
    scenarios: Int? = nil, horizonInDays: Double = 1, estimator: any CovarianceEstimator = LedoitWolf(),
    estimatorName: String = "ledoit-wolf", seed: UInt64 = 1, threads: Int = 1, openInterestShare: Double = 0.01,
    returns: Int = 500, record: ModelRecord.Length = .days(500), fewestReturns: Int = 30,
    historyClose: Int = 86_400, oldestHistory: Int? = nil, marks: MarkSource = .surface(.lognormalMixture),
    smileDynamics: SmileDynamics = .stickyStrike, volatilityMoves: VolatilityMoves = .decay,
    model: ScenarioModel = .filteredHistory,
    levels: [ConfidenceLevel] = [.percent95, .percent99], shortfallLevels: [ConfidenceLevel] = [.percent97Point5],
    revaluation: RevaluationMode = .full, shards: Int? = nil
  ) {
    self.scenarios = scenarios
    self.horizonInDays = horizonInDays
    self.estimator = estimator
    self.estimatorName = estimatorName
    self.seed = seed
    self.threads = threads
    self.openInterestShare = openInterestShare
    self.returns = returns
    self.record = record
    self.fewestReturns = fewestReturns
    self.historyClose = historyClose
    self.oldestHistory = oldestHistory
    self.marks = marks
    self.smileDynamics = smileDynamics
    self.volatilityMoves = volatilityMoves
    self.model = model
    self.levels = levels
    self.shortfallLevels = shortfallLevels
    self.revaluation = revaluation
    self.shards = shards
  }

  /// Standard deviation of the daily log change of a volatility that no history tells of.
  package static let assumedVolatilityDeviation = 0.05

  /// The measures that are taken: values at risk and then expected shortfalls, the lowest level first.
  public var measures: [TailMeasure] {
    riskLevels.map(TailMeasure.valueAtRisk) + tailLevels.map(TailMeasure.expectedShortfall)
  }

  /// Levels of the value at risk, increasing.
  var riskLevels: [ConfidenceLevel] { Set(levels + [TailRiskSection.limitLevel]).sorted() }
  /// Levels of the expected shortfall, increasing.
  var tailLevels: [ConfidenceLevel] { Set(shortfallLevels + [TailRiskSection.headlineLevel]).sorted() }
}
