import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import TailpoolScenarios

/// How much a spot moves in the scenarios of the headline, beside what its options imply: standard deviations a year.
///
///     σ = √(periods of a year / horizon) · standard deviation of the log return
///
/// The periods of a year are 365 where the history has Saturdays or Sundays, and 252 where it has not.
public struct ScenarioVolatility: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// That of the scenarios, weighted by likelihood ratios where there are some.
  public let scenarios: Double
  /// At the money and 30 days ahead by the options of the chain; nil without options that imply one.
  public let implied30Days: Double?
  /// The same 7 days ahead.
  public let implied7Days: Double?

  /// A volatility of scenarios that differs by more than this factor, either way, from the implied one is warned of.
  public static let widestFactor = 1.25

  /// The scenarios' volatility over that implied 30 days ahead; nil without one.
  public var factor: Double? { implied30Days.map { scenarios / $0 } }

  /// Whether the factor is more than 1.25 or less than 1/1.25.
  public var isFar: Bool { factor.map { !(1 / Self.widestFactor...Self.widestFactor).contains($0) } ?? false }

  /// Creates a comparison; see the properties for the meaning of each argument.
  public init(underlying: Underlying, scenarios: Double, implied30Days: Double?, implied7Days: Double?) {
    self.underlying = underlying
    self.scenarios = scenarios
    self.implied30Days = implied30Days
    self.implied7Days = implied7Days
  }
}

extension ScenarioVolatility {
  /// Scenarios that are drawn at a time.
  private static let blockLength = 4_096

  /// Compares all spots of some scenarios.
  ///
  /// - Complexity: That of drawing the scenarios once.
  static func all(
    of scenarios: DrawnScenarios, marks: VolatilityMarks, history: HistoryPanel, horizonInDays: Double
  ) -> [ScenarioVolatility] {
    let source = scenarios.source
    let columns = source.factors.enumerated().compactMap { column, factor -> (column: Int, underlying: Underlying)? in
      if case .spot(let asset) = factor { (column, Underlying(asset)) } else { nil }
    }
    var sums = [[CompensatedSum]](
      repeating: [CompensatedSum](repeating: CompensatedSum(), count: 2), count: columns.count)
    var weights = CompensatedSum()
    for start in stride(from: 0, to: source.count, by: blockLength) {
      let block = source.block(of: Array(start..<min(start + blockLength, source.count)))
      let ratios = scenarios.likelihoodRatios.map { Array($0[start..<(start + block.scenarios.count)]) }
      for i in block.scenarios.indices { weights.add(ratios?[i] ?? 1) }
      for (place, entry) in columns.enumerated() {
        for (i, move) in block.column(entry.column).enumerated() {
          let weight = ratios?[i] ?? 1
          sums[place][0].add(weight * move)
          sums[place][1].add(weight * move * move)
        }
      }
    }
    let perYear = history.periodsPerYear / horizonInDays
    return zip(columns, sums).map { entry, sums in
      let mean = sums[0].value / weights.value
      let variance = max(sums[1].value / weights.value - mean * mean, 0)
      func implied(_ days: Double) -> Double? {
        marks.volatilityLevel(of: entry.underlying, years: days / DayCount.daysPerYear)
      }
      return ScenarioVolatility(
        underlying: entry.underlying, scenarios: (variance * perYear).squareRoot(), implied30Days: implied(30),
        implied7Days: implied(7))
    }
  }
}
