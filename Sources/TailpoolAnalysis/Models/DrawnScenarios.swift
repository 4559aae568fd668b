import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

/// The scenarios that a model has made, and what had to be assumed for them.
public struct DrawnScenarios: Sendable {
  /// The name of the model.
  public let model: String
  /// The scenarios.
  public internal(set) var source: any ScenarioSource
  /// The likelihood ratio of each scenario; nil when all are alike.
  public let likelihoodRatios: [Double]?
  /// Underlyings whose volatility no history tells of: it moves with an assumed deviation and without correlation.
  public let assumedVolatilities: [Underlying]
  /// Underlyings whose volatility stays, because the past moves that are used have none.
  public let fixedVolatilities: [Underlying]
}

extension DrawnScenarios {
  /// The same model with the scenarios of another source.
  func over(_ source: any ScenarioSource) -> DrawnScenarios {
    var result = self
    result.source = source
    return result
  }
}

extension ScenarioModel {
  /// What scenarios are made from.
  public struct Inputs: Sendable {
    /// Covariance of one day's log returns and log volatility changes.
    public var covariance: Covariance
    /// The past returns.
    public var returns: ReturnPanel
    /// The deviations of factors that are known on the past days and the next, such as those that options implied: what
    /// filtered history goes by before its own estimates.
    public var filters: [RiskFactor: VolatilityFilter]
    /// The derivatives of the book, by which importance sampling goes.
    public var derivatives: DeltaGammaBook
    /// The level that importance sampling goes by.
    public var level: ConfidenceLevel
    /// Number of scenarios; nil leaves it to the model.
    public var count: Int?
    /// Any value.
    public var seed: UInt64
    /// Length of the move in days, finite and > 0.
    public var horizonInDays: Double
    /// Whole days before the horizon's end on which contracts are paid, > 0: the scenarios tell the spots after each.
    public var spotDays: [Int]
    /// The events, by name, that are drawn beside the moves.
    public var events: [String]

    /// Creates inputs; see the properties for the meaning of each argument.
    public init(
      covariance: Covariance, returns: ReturnPanel, filters: [RiskFactor: VolatilityFilter] = [:],
      derivatives: DeltaGammaBook, level: ConfidenceLevel = .percent99, count: Int? = nil, seed: UInt64,
      horizonInDays: Double = 1, spotDays: [Int] = [], events: [String] = []
    ) {
      self.covariance = covariance
      self.returns = returns
      self.filters = filters
      self.derivatives = derivatives
      self.level = level
      self.count = count
      self.seed = seed
      self.horizonInDays = horizonInDays
      self.spotDays = spotDays
      self.events = events
    }

    /// Number of scenarios of a model that draws at random.
    fileprivate var draws: Int { count ?? ScenarioModel.defaultCount }
  }

  /// Scenarios of a model that draws at random where no number is asked for.
  public static let defaultCount = 10_000

  /// Makes the scenarios.
  ///
  /// - Parameter inputs: What they are made from.
  /// - Returns: The scenarios. Those of `historical` are as many as the panel has rows, whatever was asked for. Those of
  ///   filtered history are so where no number was asked for and the horizon is a day or less: redraws of the same days
  ///   would add noise and no information. All others are as many as was asked for, or 10,000. Where spots of
  ///   earlier days are asked for, filtered history over whole days has them on its path, a source of the user's own has
  ///   what it says, and the others have Brownian bridges with the covariance. Events that a source does not have are drawn
  ///   beside its moves.
  /// - Throws: `ScenarioError` for returns that are too few, degrees of freedom, a horizon or a count out of range, or a
  ///   covariance that is not positive definite; `RiskError` for importance sampling.
  /// - Complexity: That of the source's initializer.
  public func scenarios(_ inputs: Inputs) throws -> DrawnScenarios {
    let drawn = try ends(inputs)
    if case .custom = kind { return drawn.withEvents(inputs) }
    return (drawn.source.tellsDays ? drawn : try drawn.bridged(inputs)).withEvents(inputs)
  }

  /// The moves over the horizon.
  private func ends(_ inputs: Inputs) throws -> DrawnScenarios {
    switch kind {
    case .gaussian:
      let source = try GaussianScenarios(
        covariance: inputs.covariance, count: inputs.draws, seed: inputs.seed, horizonInDays: inputs.horizonInDays,
        sampling: sampling)
      return drawn(source, assumed: source.assumedVolatilities)
    case .studentT(let degrees):
      let source = try StudentTScenarios(
        covariance: inputs.covariance, degreesOfFreedom: degrees, count: inputs.draws, seed: inputs.seed,
        horizonInDays: inputs.horizonInDays, sampling: sampling)
      return drawn(source, assumed: source.assumedVolatilities)
    case .studentTCopula(let degrees): return try copula(.studentT(degreesOfFreedom: degrees), inputs)
    case .gaussianCopula: return try copula(.gaussian, inputs)
    case .historical:
      let source = try HistoricalScenarios(panel: inputs.returns, horizonInDays: inputs.horizonInDays)
      return drawn(source, fixed: source.fixedVolatilities)
    case .filteredHistory(let isSmoothed):
      // A spot whose deviation nothing implies is filtered by a GARCH model of its own.
      let volatilities = try exponential(Self.filterDecay, inputs).filter { factor, _ in
        if case .spot = factor { false } else { true }
      }
      return try filtered(
        volatilities.merging(inputs.filters) { _, known in known }, inputs, isSmoothed: isSmoothed)
    case .filteredGARCH: return try filtered([:], inputs)
    case .filteredEWMA(let decay): return try filtered(exponential(decay, inputs), inputs)
    case .importance:
      let source = try ImportanceScenarios(
        inputs.derivatives, covariance: inputs.covariance, level: inputs.level, count: inputs.draws, seed: inputs.seed,
        horizonInDays: inputs.horizonInDays, assumedVolatilityDeviation: AnalysisSettings.assumedVolatilityDeviation)
      return drawn(source, ratios: source.likelihoodRatios(), assumed: inputs.covariance.withoutVolatility)
    case .custom(_, let source, let ratios):
      if let ratios, ratios.count != source.count {
        throw RiskError.tooFewScenarios(found: ratios.count, required: source.count)
      }
      return drawn(source, ratios: ratios)
    }
  }

  private func copula(_ kind: CopulaScenarios.Copula, _ inputs: Inputs) throws -> DrawnScenarios {
    let source = try CopulaScenarios(
      panel: inputs.returns, copula: kind, count: inputs.draws, seed: inputs.seed,
      horizonInDays: inputs.horizonInDays, sampling: sampling)
    return drawn(source, assumed: source.assumedVolatilities)
  }

  /// Decay a day of the deviations of volatilities in filtered history.
  package static let filterDecay = 0.94

  private func exponential(_ decay: Double, _ inputs: Inputs) throws -> [RiskFactor: VolatilityFilter] {
    let filter = try VolatilityFilter.exponential(decay: decay)
    return Dictionary(inputs.returns.factors.map { ($0, filter) }) { first, _ in first }
  }

  private func filtered(
    _ filters: [RiskFactor: VolatilityFilter], _ inputs: Inputs, isSmoothed: Bool = false
  ) throws -> DrawnScenarios {
    let isPath = inputs.horizonInDays > 1 && inputs.horizonInDays == inputs.horizonInDays.rounded()
    let source = try FilteredHistoricalScenarios(
      panel: inputs.returns, count: isPath ? inputs.draws : inputs.count, seed: inputs.seed,
      horizonInDays: inputs.horizonInDays, filters: filters, isSmoothed: isSmoothed,
      spotDays: isPath ? inputs.spotDays : [])
    return drawn(source, fixed: source.fixedVolatilities)
  }

  private func drawn(
    _ source: any ScenarioSource, ratios: [Double]? = nil, assumed: [Underlying] = [], fixed: [Underlying] = []
  ) -> DrawnScenarios {
    DrawnScenarios(
      model: description, source: source, likelihoodRatios: ratios, assumedVolatilities: assumed,
      fixedVolatilities: fixed)
  }
}

extension ScenarioSource {
  /// Whether it tells spots of days before the horizon's end.
  fileprivate var tellsDays: Bool { factors.contains { if case .spotAfter = $0 { true } else { false } } }
}

extension DrawnScenarios {
  /// The same with the spots of the days that are asked for, on bridges.
  fileprivate func bridged(_ inputs: ScenarioModel.Inputs) throws(ScenarioError) -> DrawnScenarios {
    guard !inputs.spotDays.isEmpty else { return self }
    return over(
      try BridgedScenarios(
        source, covariance: inputs.covariance, days: inputs.spotDays, horizonInDays: inputs.horizonInDays,
        seed: inputs.seed))
  }

  /// The same with the events that are asked for and that the source does not have.
  fileprivate func withEvents(_ inputs: ScenarioModel.Inputs) -> DrawnScenarios {
    let missing = inputs.events.filter { !source.factors.contains(.event($0)) }
    return missing.isEmpty ? self : over(EventScenarios(source, events: missing, seed: inputs.seed))
  }
}

extension Covariance {
  /// The underlyings of the spots that have no volatility factor.
  fileprivate var withoutVolatility: [Underlying] {
    let known = Set(factors)
    return factors.compactMap { factor in
      guard case .spot(let asset) = factor, !known.contains(.volatility(asset)) else { return nil }
      return Underlying(asset)
    }
  }
}
