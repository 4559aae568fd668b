import TailpoolMarket
import TailpoolNumerics

/// Each past observation applied to today: as many scenarios as the panel has rows, in its order.
///
/// A spot is multiplied by exp(log return) and, where the panel has its factor, the volatilities of an underlying by
/// exp(log change); other volatilities stay. Log returns are multiplied by √horizon.
public struct HistoricalScenarios: ScenarioSource, Hashable {
  /// The underlyings, in the order of the panel's spots.
  public let underlyings: [Underlying]
  /// The spots, then the levels of the volatilities.
  public var factors: [RiskFactor] { RiskFactor.spotsAndVolatilities(of: underlyings) }
  /// The dates on which the returns end, one a scenario.
  public let dates: [CalendarDate]
  /// The horizon, in observation periods of the panel (days).
  public let horizonInDays: Double
  /// Underlyings without a volatility factor in the panel; their volatilities stay.
  public let fixedVolatilities: [Underlying]
  private let spots: [[Double]]
  private let volatilities: [[Double]?]

  /// Number of scenarios.
  public var count: Int { dates.count }
  /// Each day of the panel once.
  public var pastDays: PastDays? { PastDays(onceEach: count) }

  /// Creates scenarios from past returns.
  ///
  /// - Parameters:
  ///   - panel: Returns of one day, or of several with the span told; its spot factors are the underlyings. Simple
  ///     returns are turned into logarithms.
  ///   - horizonInDays: Length of the move in days, finite and > 0.
  /// - Throws: `ScenarioError.noAssets` when no factor is a spot, `.invalidHorizon`, or `.tooFewObservations` for an
  ///   empty panel.
  public init(panel: ReturnPanel, horizonInDays: Double = 1) throws(ScenarioError) {
    guard horizonInDays > 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    guard panel.observations > 0 else { throw .tooFewObservations(found: 0, required: 1) }
    let scale = (horizonInDays / Double(panel.convention.span)).squareRoot()
    let columns = Dictionary(
      panel.factors.enumerated().map { ($0.element, panel.logReturns(ofColumn: $0.offset).map { $0 * scale }) },
      uniquingKeysWith: { first, _ in first })
    var seen = Set<String>()
    let assets = panel.factors.compactMap { factor -> String? in
      guard case .spot(let asset) = factor, seen.insert(asset).inserted else { return nil }
      return asset
    }
    guard !assets.isEmpty else { throw .noAssets }
    self.horizonInDays = horizonInDays
    dates = panel.dates
    underlyings = assets.map { Underlying($0) }
    spots = assets.compactMap { columns[.spot($0)] }
    volatilities = assets.map { columns[.volatility($0)] }
    fixedVolatilities = zip(underlyings, volatilities).filter { $0.1 == nil }.map(\.0)
  }

  /// Copies the moves of the block's scenarios; see the protocol.
  public func fill(_ block: inout ScenarioBlock) {
    for u in underlyings.indices {
      let (spot, volatility) = (u * block.scenarios.count, (underlyings.count + u) * block.scenarios.count)
      for (i, scenario) in block.scenarios.enumerated() {
        block.values[spot + i] = spots[u][scenario]
        if let changes = volatilities[u] { block.values[volatility + i] = changes[scenario] }
      }
    }
  }
}
