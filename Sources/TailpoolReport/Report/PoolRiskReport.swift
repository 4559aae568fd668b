import TailpoolAnalysis
import TailpoolPools
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// Everything that one run says about a pool, as a plain value.
///
/// Nothing is computed here beyond sums and unit conversions: the numbers come from the layers below. The same value is
/// shown as text (`text(width:)`), as JSON (`json(prettyPrinted:)`) and as one self-contained page (`html()`).
///
/// Dollars means the quote currency; tail risk, its parts and reverse stress are in the pool's unit. Profit and loss counts
/// gains as positive; value at risk and expected shortfall are losses, positive when money is lost.
public struct PoolRiskReport: Sendable {
  /// How the report was made: time, horizon, scenarios, history, inputs and assumptions.
  public var run: RunSection
  /// What was missing in the data, and what was decided about it.
  public var dataQuality: DataQualitySection
  /// Spot and forwards of each underlying.
  public var markets: [MarketSection]
  /// The volatilities that the book is valued at, by underlying and expiry.
  public var smiles: [VolatilitySmile]
  /// Value and sensitivities of the book.
  public var book: BookSection
  /// Tail risk of the simulated scenarios.
  public var monteCarlo: TailRiskSection
  /// Tail risk of the past days applied to today's book; nil when the history is too short for it.
  public var historical: TailRiskSection?
  /// What delta and gamma say beside the full revaluation; nil where they were not asked for.
  public var approximations: ApproximationSection?
  /// Profit and loss on grids of spot and volatility moves; the grid of all underlyings first.
  public var stressGrids: [StressGrid]
  /// Profit and loss in each named scenario.
  public var stressResults: [StressResult]
  /// The covariance that the scenarios were drawn from.
  public var covariance: CovarianceSection
  /// Where the pool stands; nil where none was given.
  public var pool: PoolStatus?
  /// What tail risk is counted in: the pool's unit, dollars without a pool.
  public var unit: PricedUnit
  /// The headline in dollars and in coin, with collateral of each kind that may be meant; empty where all is dollars.
  public var counted: [CountedRisk]
  /// What stands behind the risk numbers; nil where it was not asked for.
  public var analysis: RiskAnalysisSection?
  /// How the model of the headline and others would have done in the past; nil where the history is too short.
  public var record: ModelRecord?
  /// Tail risk in Gaussian scenarios, beside a headline by another model; nil where there are none.
  public var gaussian: TailRiskSection?
  /// How much the spots move in the simulated scenarios, beside what options imply.
  public var volatilities: [ScenarioVolatility]
  /// The books of the pool that runs; nil where none was given.
  public var books: PoolBooksSection?
  /// The surfaces that the book is valued off; nil where it is valued at its quotes.
  public var surfaces: SurfacesSection?
  /// Sections of the user's own, in the order they were added.
  public private(set) var sections: [ReportSection] = []

  /// Creates a report; see the properties for the meaning of each argument.
  public init(
    run: RunSection, dataQuality: DataQualitySection, markets: [MarketSection], smiles: [VolatilitySmile],
    book: BookSection, monteCarlo: TailRiskSection, historical: TailRiskSection?, stressGrids: [StressGrid],
    stressResults: [StressResult], covariance: CovarianceSection, pool: PoolStatus?,
    unit: PricedUnit = .dollars, counted: [CountedRisk] = [], approximations: ApproximationSection? = nil,
    analysis: RiskAnalysisSection? = nil, record: ModelRecord? = nil, gaussian: TailRiskSection? = nil,
    volatilities: [ScenarioVolatility] = [],
    books: PoolBooksSection? = nil, surfaces: SurfacesSection? = nil
  ) {
    self.run = run
    self.dataQuality = dataQuality
    self.markets = markets
    self.smiles = smiles
    self.book = book
    self.monteCarlo = monteCarlo
    self.historical = historical
    self.stressGrids = stressGrids
    self.stressResults = stressResults
    self.covariance = covariance
    self.pool = pool
    self.unit = unit
    self.counted = counted
    self.approximations = approximations
    self.analysis = analysis
    self.record = record
    self.gaussian = gaussian
    self.volatilities = volatilities
    self.books = books
    self.surfaces = surfaces
  }

  /// The report with one more section, which appears in text, JSON and page.
  ///
  /// JSON holds it in `sections` under its key. A section whose key is there already takes the place of the old one.
  ///
  /// - Parameter section: The section; its texts are escaped where they are shown.
  public func adding(_ section: ReportSection) -> PoolRiskReport {
    var copy = self
    copy.sections.removeAll { $0.key == section.key }
    copy.sections.append(section)
    return copy
  }

  /// The limits that are broken, in the order of the pool.
  public var brokenLimits: [PoolStatus.LimitCheck] { pool?.limits.filter(\.isBroken) ?? [] }

  /// The profit and loss of a stress scenario in the pool's unit, at its price there.
  public func amount(of result: StressResult) -> Double {
    unit.amount(result.profitAndLoss, under: result.scenario.move)
  }

  /// The stress scenario that loses most in the pool's unit; nil when none loses.
  public var worstStress: StressResult? {
    let worst = stressResults.filter { amount(of: $0).isFinite }.min { amount(of: $0) < amount(of: $1) }
    guard let worst, worst.profitAndLoss < 0 else { return nil }
    return worst
  }
}
