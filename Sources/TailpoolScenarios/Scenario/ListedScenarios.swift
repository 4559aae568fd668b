import TailpoolMarket

/// Moves that are given one by one, such as the points that a search tries.
public struct ListedScenarios: ScenarioSource, Hashable {
  /// The underlyings, in the order of the moves.
  public let underlyings: [Underlying]
  /// Number of scenarios.
  public var count: Int { moves.count }
  private let moves: [[Double]]

  /// Creates scenarios.
  ///
  /// - Parameters:
  ///   - moves: One row a scenario: log returns of the spots in the order of `underlyings`, then as many log changes of
  ///     their volatilities.
  ///   - underlyings: The underlyings, unique.
  /// - Precondition: Every row has two numbers an underlying.
  public init(_ moves: [[Double]], underlyings: [Underlying]) {
    for (index, row) in moves.enumerated() {
      precondition(
        row.count == 2 * underlyings.count,
        "\(row.count) moves in scenario \(index) of \(underlyings.count) underlyings")
    }
    self.moves = moves
    self.underlyings = underlyings
  }

  /// Copies the moves of the block's scenarios; see the protocol.
  public func fill(_ block: inout ScenarioBlock) {
    let rows = block.scenarios.count
    for (i, scenario) in block.scenarios.enumerated() {
      for u in underlyings.indices {
        block.spotLogReturns[u * rows + i] = moves[scenario][u]
        block.logVolatilityChanges[u * rows + i] = moves[scenario][underlyings.count + u]
      }
    }
  }
}
