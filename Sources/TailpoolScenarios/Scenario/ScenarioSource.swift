import TailpoolMarket

/// Moves of the market, any of which can be asked for alone.
public protocol ScenarioSource: Sendable {
  /// Number of scenarios, ≥ 0.
  var count: Int { get }
  /// The factors that move, each once; the order of a block's columns. What is not among them stays where it is.
  var factors: [RiskFactor] { get }
  /// The past days that its scenarios are put together from; nil, which is what a source says that does not say otherwise,
  /// where they are not.
  var pastDays: PastDays? { get }
  /// Writes the moves of the scenarios that the block names.
  ///
  /// The moves of a scenario must not depend on which others are in the block.
  ///
  /// - Parameter block: Its `scenarios` are indexes from 0 to `count − 1`; its columns are in the order of `factors`, and
  ///   zero on entry.
  func fill(_ block: inout ScenarioBlock)
}

extension ScenarioSource {
  /// None.
  public var pastDays: PastDays? { nil }

  /// The underlyings whose spots move, in the order of the factors.
  public var underlyings: [Underlying] {
    factors.compactMap { factor in
      if case .spot(let asset) = factor { Underlying(asset) } else { nil }
    }
  }

  /// The moves of some scenarios.
  ///
  /// - Parameter scenarios: Indexes from 0 to `count − 1`, in any order.
  package func block(of scenarios: [Int]) -> ScenarioBlock {
    var block = ScenarioBlock(scenarios: scenarios, factors: factors)
    fill(&block)
    return block
  }
}

/// The moves of a few scenarios, one column a factor, in the units of `RiskFactor`.
///
/// Element `(i, f)`, scenario i of the block and factor f of the source, stands at `i + f * scenarios.count`.
public struct ScenarioBlock: Hashable, Sendable {
  /// Indexes of the scenarios in their source, in any order.
  public let scenarios: [Int]
  /// The factors that move, in the order of the columns.
  public let factors: [RiskFactor]
  /// Scenarios × factors, column-major.
  public var values: [Double]

  /// Creates a block without moves.
  ///
  /// - Parameters:
  ///   - scenarios: Indexes of the scenarios in their source.
  ///   - factors: The factors that move.
  public init(scenarios: [Int], factors: [RiskFactor]) {
    self.scenarios = scenarios
    self.factors = factors
    values = [Double](repeating: 0, count: scenarios.count * factors.count)
  }

  /// The moves of one factor, one element a scenario.
  ///
  /// - Parameter factor: Its index in `factors`.
  public func column(_ factor: Int) -> ArraySlice<Double> {
    values[(factor * scenarios.count)..<((factor + 1) * scenarios.count)]
  }
}
