import TailpoolMarket

/// Moves that are given one by one, such as the points that a search tries.
public struct ListedScenarios: ScenarioSource, Hashable {
  /// The factors, in the order of the moves.
  public let factors: [RiskFactor]
  /// Number of scenarios.
  public var count: Int { moves.count }
  private let moves: [[Double]]

  /// Creates scenarios.
  ///
  /// - Parameters:
  ///   - moves: One row a scenario, in the order of the factors and their units.
  ///   - factors: The factors, each once.
  /// - Precondition: Every row has a number for each factor.
  public init(_ moves: [[Double]], factors: [RiskFactor]) {
    for (index, row) in moves.enumerated() {
      precondition(row.count == factors.count, "\(row.count) moves in scenario \(index) of \(factors.count) factors")
    }
    self.moves = moves
    self.factors = factors
  }

  /// Creates scenarios of spots and levels of volatility.
  ///
  /// - Parameters:
  ///   - moves: One row a scenario: log returns of the spots in the order of `underlyings`, then as many log changes of
  ///     their volatilities.
  ///   - underlyings: The underlyings, unique.
  /// - Precondition: Every row has two numbers an underlying.
  public init(_ moves: [[Double]], underlyings: [Underlying]) {
    self.init(moves, factors: RiskFactor.spotsAndVolatilities(of: underlyings))
  }

  /// Copies the moves of the block's scenarios; see the protocol.
  public func fill(_ block: inout ScenarioBlock) {
    let rows = block.scenarios.count
    for (i, scenario) in block.scenarios.enumerated() {
      for (f, value) in moves[scenario].enumerated() { block.values[f * rows + i] = value }
    }
  }
}
