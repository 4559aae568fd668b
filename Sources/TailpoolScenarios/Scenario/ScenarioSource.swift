import TailpoolMarket

/// Moves of the market, any of which can be asked for alone.
public protocol ScenarioSource: Sendable {
  /// Number of scenarios, ≥ 0.
  var count: Int { get }
  /// The underlyings that move, unique; the order of a block's columns.
  var underlyings: [Underlying] { get }
  /// Writes the moves of the scenarios that the block names.
  ///
  /// The moves of a scenario must not depend on which others are in the block.
  ///
  /// - Parameter block: Its `scenarios` are indexes from 0 to `count − 1`; its columns are in the order of
  ///   `underlyings`, and zero on entry.
  func fill(_ block: inout ScenarioBlock)
}

/// The moves of a few scenarios, one column an underlying.
///
/// Element `(i, u)`, scenario i of the block and underlying u of the source, stands at `i + u * scenarios.count`.
public struct ScenarioBlock: Hashable, Sendable {
  /// Indexes of the scenarios in their source, in any order.
  public let scenarios: [Int]
  /// Number of underlyings.
  public let underlyings: Int
  /// Scenarios × underlyings, column-major: log returns of the spots.
  public var spotLogReturns: [Double]
  /// Scenarios × underlyings, column-major: log changes of the volatilities.
  public var logVolatilityChanges: [Double]

  /// Creates a block without moves.
  ///
  /// - Parameters:
  ///   - scenarios: Indexes of the scenarios in their source.
  ///   - underlyings: Number of underlyings, ≥ 0.
  public init(scenarios: [Int], underlyings: Int) {
    self.scenarios = scenarios
    self.underlyings = underlyings
    spotLogReturns = [Double](repeating: 0, count: scenarios.count * underlyings)
    logVolatilityChanges = spotLogReturns
  }
}
