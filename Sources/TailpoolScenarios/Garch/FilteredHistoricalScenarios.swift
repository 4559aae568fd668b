import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics

/// Past returns in units of their own day's volatility, applied to today's: filtered historical simulation.
///
///     z = r / √h in the past;   r = √h' z, h'' = ω + α r² + β h' from the day after the last on
///
/// h follows a GARCH(1,1) model of each factor, or is known: the square of an implied volatility, which stays over the
/// horizon. Whole rows of z are drawn, so that what moved together does so again. Over several days a row is drawn for each,
/// and the variances follow the path; a part of a day is one day's move times √horizon. The factors of the panel's assets
/// move spots and volatilities; volatilities without a factor stay. A factor that never moved in the past does not move.
///
/// On request the draws are smoothed: with the mean m and the covariance C of the d moving columns of z over n rows,
///
///     z' = m + (z − m + b ε) / √(1 + b²),   ε normal with covariance C,   b = (4 / ((d + 2) n))^(1/(d + 4))
///
/// which keeps mean and covariance and fills the gaps between the days; it adds no information.
///
/// - Source: G. Barone-Adesi, K. Giannopoulos, L. Vosper, J. Futures Markets 19 (1999) 583; B. W. Silverman and
///   G. A. Young, Biometrika 74 (1987) 469.
public struct FilteredHistoricalScenarios: ScenarioSource, Hashable {
  /// Number of scenarios.
  public let count: Int
  /// The underlyings, in the order of the panel's spots.
  public let underlyings: [Underlying]
  /// The spots, then the levels of the volatilities.
  public var factors: [RiskFactor] {
    RiskFactor.spotsAndVolatilities(of: underlyings) + RiskFactor.spots(of: underlyings, after: spotDays)
  }
  /// The horizon in observation periods (days).
  public let horizonInDays: Double
  /// Days of the path after which the spots are told, too, increasing.
  public let spotDays: [Int]
  /// Underlyings without a volatility factor in the panel; their volatilities stay.
  public let fixedVolatilities: [Underlying]
  /// The factors that move: the spots, then their volatilities.
  public let modeledFactors: [RiskFactor]
  /// The variance of each factor on the first day of the horizon.
  public let nextVariances: [Double]
  /// Observations × factors: past returns over their day's standard deviation.
  private let residuals: Matrix
  private let smoothing: Smoothing?
  /// Where a factor stands among the spots and then as many volatilities.
  private let places: [Int]
  private let field: RandomField?
  private let filters: [VolatilityFilter]
  private let days: Int
  /// √horizon for a part of a day, else 1.
  private let scale: Double

  /// Creates scenarios that draw rows of the past at random.
  ///
  /// - Parameters:
  ///   - panel: Returns of one day, in the order of time; simple ones are turned into logarithms.
  ///   - count: Number of scenarios, > 0; nil takes each past row once, in its order, which needs a horizon of at most a
  ///     day, or a part of one.
  ///   - seed: Any value; not used without a count.
  ///   - horizonInDays: More than 0, at most 1,000 days.
  ///   - filters: How the deviations of factors are known; a GARCH(1,1) model is fitted to others, with normal innovations.
  ///   - isSmoothed: Whether each day drawn is moved a little at random, by the seed.
  ///   - spotDays: Whole days from today after which the spots are told, too, > 0 and before the end of a horizon of whole
  ///     days.
  /// - Throws: `ScenarioError.noAssets`, `.invalidScenarioCount`, `.invalidHorizon`, `.tooFewObservations` for fewer
  ///   than 30, `.overlappingReturns`, `.nonFiniteReturn`, `.invalidStandardDeviation` for a deviation that is known and
  ///   not positive, or `.constantFactor`.
  /// - Precondition: Deviations that are known are as many as the panel has rows.
  /// - Complexity: A GARCH fit a factor without a filter.
  public init(
    panel: ReturnPanel, count: Int?, seed: UInt64 = 0, horizonInDays: Double = 1,
    filters: [RiskFactor: VolatilityFilter] = [:], isSmoothed: Bool = false, spotDays: [Int] = []
  ) throws(ScenarioError) {
    let isWhole = horizonInDays == horizonInDays.rounded()
    guard horizonInDays > 0, horizonInDays <= 1_000, count != nil || horizonInDays == 1 || !isWhole else {
      throw .invalidHorizon(days: horizonInDays)
    }
    if let count, count <= 0 { throw .invalidScenarioCount(count) }
    if let bad = spotDays.first(where: { $0 < 1 || Double($0) >= horizonInDays || !isWhole }) {
      throw .invalidHorizon(days: Double(bad))
    }
    self.spotDays = Set(spotDays).sorted()
    guard panel.convention.span == 1 else { throw .overlappingReturns(span: panel.convention.span) }
    let assets = try spotAssets(of: panel.factors)
    let columns = Dictionary(
      panel.factors.enumerated().map { ($0.element, panel.logReturns(ofColumn: $0.offset)) },
      uniquingKeysWith: { first, _ in first })
    let candidates = assets.map(RiskFactor.spot) + assets.map(RiskFactor.volatility)
    var (factors, places, used, next, storage) = (
      [RiskFactor](), [Int](), [VolatilityFilter](), [Double](), [Double]()
    )
    for (place, factor) in candidates.enumerated() {
      guard let returns = columns[factor] else { continue }
      let filtered = try FilteredReturns(returns, of: factor, by: filters[factor])
      factors.append(factor)
      places.append(place)
      used.append(filtered.filter)
      next.append(filtered.next)
      storage += filtered.residuals
    }
    self.count = count ?? panel.observations
    self.horizonInDays = horizonInDays
    underlyings = assets.map { Underlying($0) }
    fixedVolatilities = zip(assets, underlyings).filter { columns[.volatility($0.0)] == nil }.map(\.1)
    (modeledFactors, self.places, self.filters, nextVariances) = (factors, places, used, next)
    (days, scale) = isWhole ? (Int(horizonInDays), 1) : (1, horizonInDays.squareRoot())
    let residuals = Matrix(rows: panel.observations, columns: factors.count, storage: storage)
    self.residuals = residuals
    smoothing = isSmoothed ? Smoothing(residuals, seed: seed) : nil
    field = count == nil ? nil : RandomField(seed: seed, purpose: .resampling)
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  ///
  /// - Complexity: O(scenarios × days × factors).
  public func fill(_ block: inout ScenarioBlock) {
    let stride = block.scenarios.count
    for (i, scenario) in block.scenarios.enumerated() {
      let rows = (0..<days).map { row(of: scenario, day: $0) }
      let noise = smoothing.map { smoothing in
        (0..<days).map { smoothing.noise(scenario: scenario, day: $0) }
      }
      for (column, place) in places.enumerated() {
        var (variance, move, told) = (nextVariances[column], 0.0, 0)
        for (day, row) in rows.enumerated() {
          if place < underlyings.count, told < spotDays.count, spotDays[told] == day {
            block.values[i + ((2 + told) * underlyings.count + place) * stride] = move
            told += 1
          }
          var residual = residuals[row, column]
          if let smoothing, let noise { residual = smoothing.moved(residual, column, by: noise[day][column]) }
          let value = variance.squareRoot() * residual
          move += value
          variance = filters[column].next(after: variance, return: value)
        }
        block.values[i + place * stride] = move * scale
      }
    }
  }

  /// The rows of the panel that the scenarios draw.
  public var pastDays: PastDays? {
    guard field != nil else { return PastDays(onceEach: count) }
    return PastDays(drawnFrom: residuals.rows, perScenario: days, areExact: smoothing == nil) { row(of: $0, day: $1) }
  }

  /// The past row that a scenario has on a day: the high word of bits × rows.
  private func row(of scenario: Int, day: Int) -> Int {
    guard let field else { return scenario }
    return Int(field.bits(scenario: scenario, factor: day).multipliedFullWidth(by: UInt64(residuals.rows)).high)
  }
}
