import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import TailpoolSurfaces

/// Everything that is to be said about a book before any pool is considered, as a plain value.
///
/// `run(_:settings:)` makes it. What needs the capital of a pool is a function that takes plain amounts: `reverseStress(_:)`,
/// `parts(ofParticipants:)`.
///
/// Tail risk, its parts and reverse stress are in the unit of the account, all else is in dollars.
///
/// Profit and loss counts gains as positive; value at risk and expected shortfall are losses, positive when money is lost.
public struct BookAnalysis: Sendable {
  /// How it was made.
  public let settings: AnalysisSettings
  /// The market.
  public let snapshot: MarketSnapshot
  /// The volatilities that the book is valued at, and the surfaces they are off.
  public let marks: CalibratedMarks
  /// The book, given or assumed, with its value and sensitivities.
  public let holding: Holding
  /// The returns that covariance and past scenarios are made of.
  public let history: HistoryPanel
  /// Covariance of one day's log returns and log volatility changes.
  public let covariance: Covariance
  /// The simulated scenarios.
  public let scenarios: DrawnScenarios
  /// How much the spots move in them, beside what options imply.
  public let volatilities: [ScenarioVolatility]
  /// How the book was valued in them, and what is known of the error.
  public let revaluationSummary: RevaluationSummary
  /// Profit and loss in each of them in dollars, loss negative.
  public let profitAndLoss: [Double]
  /// What the pool counts in, with its price today.
  public let unit: PricedUnit
  /// Profit and loss in each of them in that unit, loss negative: the dollars over the scenario's price of the unit.
  public let unitProfitAndLoss: [Double]
  /// The headline in dollars and in coin, with collateral of each kind that may be meant; empty where all is dollars.
  public let counted: [CountedRisk]
  /// Tail risk by model in the unit of the account: that of the settings, the past where the settings do not take it,
  /// Gaussian moves where they are not the settings' own and can be drawn.
  public let risks: [ModelRisk]
  /// That of the settings in dollars.
  public let dollars: TailRiskSection
  /// Where the headline expected shortfall of the settings' model comes from.
  public let attribution: ShortfallAttribution
  /// What delta and gamma say beside the full revaluation.
  public let approximations: ApproximationSection
  /// Grids of spot and volatility moves, and the stress set.
  public let stress: StressOutcomes
  /// The worst move inside the ellipsoid of plausible ones; nil where the derivatives and the book differ in underlyings.
  public let worstCase: WorstCaseRow?
  /// Twists of skew and term structure, and parallel shocks of the volatilities.
  public let twists: [NamedProfit]
  /// Measures under other correlations, by delta and gamma; empty for one factor.
  public let correlations: [CorrelationRow]
  /// What it costs to close the book at the quotes.
  public let liquidity: [LiquidityRow]
  /// Forecasts for today's book, through the past days; nil where the history is too short.
  public let backtest: BookBacktestSection?
  /// The model of the headline and others on the days of the past; nil where the history is too short or none was asked for.
  public let record: ModelRecord?

  /// The book over the horizon, for who wants to value it in further moves.
  public let revaluation: BookRevaluation
  /// The book without time passing, for instant moves.
  let instant: BookRevaluation
  /// Its first and second derivatives.
  public let derivatives: DeltaGammaBook

  /// Tail risk in the scenarios of the settings' model.
  public var headline: TailRiskSection { risks[0].risk }

  /// Tail risk of the past days applied to today's book; nil where the settings' own model takes the past.
  public var historical: TailRiskSection? {
    risks.dropFirst().first { $0.model == ScenarioModel.historical.description }?.risk
  }

  /// Tail risk in Gaussian scenarios; nil where they are the settings' own, or cannot be drawn.
  public var gaussian: TailRiskSection? {
    risks.dropFirst().first { $0.model == ScenarioModel.gaussian.description }?.risk
  }

  /// Tail risk by the name of a model; nil for one that was not run.
  public func risk(of model: String) -> TailRiskSection? { risks.first { $0.model == model }?.risk }

  /// Profit and loss in the unit of the account when all spots move by a fraction over the horizon; NaN where it cannot be
  /// found.
  ///
  /// - Parameter move: Simple return of every spot, > −1.
  /// - Complexity: One revaluation of the book.
  public func amount(whenAllSpotsMoveBy move: Double) -> Double {
    let underlyings = revaluation.underlyings
    let returns = Dictionary(underlyings.map { ($0, move) }, uniquingKeysWith: { first, _ in first })
    let market = MarketMove(spotReturns: returns)
    guard let parts = try? revaluation.profitAndLoss(under: market) else { return .nan }
    return unit.amount(underlyings.reduce(0) { $0 + (parts[$1] ?? 0) }, under: market)
  }
}

/// Tail risk in the scenarios of one model.
public struct ModelRisk: Hashable, Sendable {
  /// The name of the model.
  public let model: String
  /// The risk.
  public let risk: TailRiskSection

  /// Creates a risk; see the properties for the meaning of each argument.
  public init(model: String, risk: TailRiskSection) {
    self.model = model
    self.risk = risk
  }
}
