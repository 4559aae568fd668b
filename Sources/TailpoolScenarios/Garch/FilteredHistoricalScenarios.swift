import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics

/// Past returns in units of their own day's volatility, applied to today's: filtered historical simulation.
///
///     z = r / √h in the past;   r = √h' z, h'' = ω + α r² + β h' from the day after the last on
///
/// h follows a GARCH(1,1) model of each factor. Whole rows of z are drawn, so that what moved together does so again.
/// Over several days a row is drawn for each, and the variances follow the path. The factors of the panel's assets move
/// spots and volatilities; volatilities without a factor stay.
///
/// - Source: G. Barone-Adesi, K. Giannopoulos, L. Vosper, J. Futures Markets 19 (1999) 583.
public struct FilteredHistoricalScenarios: ScenarioSource, Hashable {
  /// Number of scenarios.
  public let count: Int
  /// The underlyings, in the order of the panel's spots.
  public let underlyings: [Underlying]
  /// The spots, then the levels of the volatilities.
  public var factors: [RiskFactor] { RiskFactor.spotsAndVolatilities(of: underlyings) }
  /// The horizon in observation periods (days).
  public let horizonInDays: Int
  /// Underlyings without a volatility factor in the panel; their volatilities stay.
  public let fixedVolatilities: [Underlying]
  /// The model of each factor that moves, in the order of `modeledFactors`.
  public let models: [GARCHModel]
  /// The factors that move: the spots, then their volatilities.
  public let modeledFactors: [RiskFactor]
  /// The variance of each factor on the first day of the horizon.
  public let nextVariances: [Double]
  /// Observations × factors: past returns over their day's standard deviation.
  private let residuals: Matrix
  /// Where a factor stands among the spots and then as many volatilities.
  private let places: [Int]
  private let field: RandomField?

  /// Creates scenarios that draw rows of the past at random.
  ///
  /// - Parameters:
  ///   - panel: Returns of one day, in the order of time; simple ones are turned into logarithms.
  ///   - count: Number of scenarios, > 0; nil takes each past row once, in its order, which needs a horizon of a day.
  ///   - seed: Any value; not used without a count.
  ///   - horizonInDays: From 1 to 1,000 days.
  ///   - models: Models of factors; those of other factors are fitted with normal innovations.
  /// - Throws: `ScenarioError.noAssets`, `.invalidScenarioCount`, `.invalidHorizon`, `.tooFewObservations` for fewer
  ///   than 30, `.overlappingReturns`, `.nonFiniteReturn`, or `.constantFactor`.
  /// - Complexity: A GARCH fit a factor.
  public init(
    panel: ReturnPanel, count: Int?, seed: UInt64 = 0, horizonInDays: Int = 1,
    models: [RiskFactor: GARCHModel] = [:]
  ) throws(ScenarioError) {
    guard horizonInDays >= 1, horizonInDays <= 1_000, count != nil || horizonInDays == 1 else {
      throw .invalidHorizon(days: Double(horizonInDays))
    }
    if let count, count <= 0 { throw .invalidScenarioCount(count) }
    guard panel.convention.span == 1 else { throw .overlappingReturns(span: panel.convention.span) }
    let assets = try spotAssets(of: panel.factors)
    let columns = Dictionary(
      panel.factors.enumerated().map { ($0.element, panel.logReturns(ofColumn: $0.offset)) },
      uniquingKeysWith: { first, _ in first })
    let candidates = assets.map(RiskFactor.spot) + assets.map(RiskFactor.volatility)
    var (factors, places, fitted, next, storage) = (
      [RiskFactor](), [Int](), [GARCHModel](), [Double](), [Double]()
    )
    for (place, factor) in candidates.enumerated() {
      guard let returns = columns[factor] else { continue }
      let filtered = try filter(returns, of: factor, model: models[factor])
      factors.append(factor)
      places.append(place)
      fitted.append(filtered.model)
      next.append(filtered.next)
      storage += filtered.residuals
    }
    self.count = count ?? panel.observations
    self.horizonInDays = horizonInDays
    underlyings = assets.map { Underlying($0) }
    fixedVolatilities = zip(assets, underlyings).filter { columns[.volatility($0.0)] == nil }.map(\.1)
    (modeledFactors, self.places, self.models, nextVariances) = (factors, places, fitted, next)
    residuals = Matrix(rows: panel.observations, columns: factors.count, storage: storage)
    field = count == nil ? nil : RandomField(seed: seed, purpose: .resampling)
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  ///
  /// - Complexity: O(scenarios × days × factors).
  public func fill(_ block: inout ScenarioBlock) {
    let stride = block.scenarios.count
    for (i, scenario) in block.scenarios.enumerated() {
      let rows = (0..<horizonInDays).map { row(of: scenario, day: $0) }
      for (column, place) in places.enumerated() {
        var (variance, move) = (nextVariances[column], 0.0)
        for row in rows {
          let value = variance.squareRoot() * residuals[row, column]
          move += value
          variance = models[column].next(after: variance, return: value)
        }
        block.values[i + place * stride] = move
      }
    }
  }

  /// The past row that a scenario has on a day: the high word of bits × rows.
  private func row(of scenario: Int, day: Int) -> Int {
    guard let field else { return scenario }
    return Int(field.bits(scenario: scenario, factor: day).multipliedFullWidth(by: UInt64(residuals.rows)).high)
  }
}

/// A factor's model, its returns over their standard deviations, and the variance of the next period.
private func filter(
  _ returns: [Double], of factor: RiskFactor, model given: GARCHModel?
) throws(ScenarioError) -> (model: GARCHModel, residuals: [Double], next: Double) {
  guard returns.count >= GARCHModel.Fit.fewestReturns else {
    throw .tooFewObservations(found: returns.count, required: GARCHModel.Fit.fewestReturns)
  }
  if let row = returns.firstIndex(where: { !$0.isFinite }) { throw .nonFiniteReturn(row: row, factor: factor) }
  let model: GARCHModel
  if let given { model = given } else { model = try GARCHModel.Fit(to: returns, factor: factor).model }
  let variances = model.variances(of: returns)
  let residuals = zip(returns, variances).map { $0 / $1.squareRoot() }
  guard residuals.allSatisfy({ $0.isFinite }), let next = variances.last, next.isFinite else {
    throw .constantFactor(factor)
  }
  return (model, residuals, next)
}
