import TailpoolMarket

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
  public var history: HistorySummary?
  /// The inputs, as the user named them.
  public var inputs: [NamedInput]
  /// What was assumed because nobody said otherwise, one sentence each.
  public var assumptions: [String]

  /// Creates a section; see the properties for the meaning of each argument.
  public init(
    libraryVersion: String, asOf: Timestamp, horizonInDays: Double, scenarios: Int, seed: UInt64, estimator: String,
    history: HistorySummary?, inputs: [NamedInput], assumptions: [String]
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
  }

  /// The horizon in words: `1 day`, `10 days`.
  public var horizonText: String { horizonInDays == 1 ? "1 day" : "\(NumberText.plain(horizonInDays)) days" }
}

/// The part of a price history that a report used.
public struct HistorySummary: Hashable, Sendable {
  /// Date of the first price used.
  public let firstDate: CalendarDate
  /// Date of the last price used.
  public let lastDate: CalendarDate
  /// Number of returns used.
  public let observations: Int
  /// Whole days from the last price to the valuation time, ≥ 0.
  public let ageInDays: Int

  /// Creates a summary.
  ///
  /// - Parameters:
  ///   - firstDate: Date of the first price used.
  ///   - lastDate: Date of the last price used.
  ///   - observations: Number of returns used.
  ///   - asOf: The valuation time, which the age is counted to.
  public init(firstDate: CalendarDate, lastDate: CalendarDate, observations: Int, asOf: Timestamp) {
    self.firstDate = firstDate
    self.lastDate = lastDate
    self.observations = observations
    ageInDays = max(0, asOf.date.daysSinceEpoch - lastDate.daysSinceEpoch)
  }
}

/// An input and what it was used for.
public struct NamedInput: Hashable, Sendable {
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
