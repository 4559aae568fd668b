import TailpoolMarket
import TailpoolScenarios

/// Scenarios given as lists of moves, by underlying.
struct PairedMoves: ScenarioSource {
  var underlyings: [Underlying]
  /// Log returns of the spot and log changes of the volatility, by underlying.
  var moves: [[(x: Double, y: Double)]]

  var count: Int { moves.first?.count ?? 0 }
  var factors: [RiskFactor] { RiskFactor.spotsAndVolatilities(of: underlyings) }

  func fill(_ block: inout ScenarioBlock) {
    for u in underlyings.indices {
      for (i, scenario) in block.scenarios.enumerated() {
        block.values[i + u * block.scenarios.count] = moves[u][scenario].x
        block.values[i + (underlyings.count + u) * block.scenarios.count] = moves[u][scenario].y
      }
    }
  }
}
