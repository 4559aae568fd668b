import TailpoolAnalysis
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

/// How a report was made: enough to make it again.
public struct RunSection: Hashable, Sendable {
  /// Version of the library.
  public var libraryVersion: String
  /// The valuation time.
  public var asOf: Timestamp
  /// Days that the risk numbers look ahead, > 0.
  public var horizonInDays: Double
  /// Number of simulated scenarios.
  public var scenarios: Int
  /// Seed of the simulated scenarios.
  public var seed: UInt64
  /// Name of the covariance estimator.
  public var estimator: String
  /// The history that the scenarios rest on; nil when there is none.
  public var history: HistoryPanel.Summary?
  /// The inputs, as the user named them.
  public var inputs: [RunSection.Input]
  /// What was assumed because nobody said otherwise, one sentence each.
  public var assumptions: [String]
  /// Name of the model that the simulated scenarios are drawn by.
  public var model: String
  /// The measures that were taken: values at risk and then expected shortfalls, the lowest level first.
  public var measures: [TailMeasure]
  /// How the book was valued in the simulated scenarios.
  public var revaluation: RevaluationSummary
  /// How a move of the volatility fell on its tenors.
  public var volatilityMoves: VolatilityMoves

  /// Creates a section; see the properties for the meaning of each argument.
  public init(
    libraryVersion: String, asOf: Timestamp, horizonInDays: Double, scenarios: Int, seed: UInt64, estimator: String,
    history: HistoryPanel.Summary?, inputs: [RunSection.Input], assumptions: [String],
    model: String = "\(AnalysisSettings().model)", measures: [TailMeasure] = AnalysisSettings().measures,
    revaluation: RevaluationSummary = RevaluationSummary(mode: .full), volatilityMoves: VolatilityMoves = .parallel
  ) {
    self.libraryVersion = libraryVersion
    self.asOf = asOf
    self.horizonInDays = horizonInDays
    self.scenarios = scenarios
    self.seed = seed
    self.estimator = estimator
    self.history = history
    self.inputs = inputs
    self.assumptions = assumptions
    self.model = model
    self.measures = measures
    self.revaluation = revaluation
    self.volatilityMoves = volatilityMoves
  }

  /// The horizon in words: `1 day`, `10 days`.
  public var horizonText: String { horizonInDays == 1 ? "1 day" : "\(NumberText.plain(horizonInDays)) days" }
}

extension RunSection {
  /// An input and what it was used for.
  public struct Input: Hashable, Sendable {
    /// What it was used for: `chain`, `history`, `book`.
    public let role: String
    /// Its name: a file name, or `embedded sample`.
    public let name: String

    /// Creates an input; see the properties for the meaning of each argument.
    public init(role: String, name: String) {
      self.role = role
      self.name = name
    }
  }
}
