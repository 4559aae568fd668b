import TailpoolLibc
import TailpoolMarket
import TailpoolScenarios

/// What coins are worth in each scenario, in dollars.
struct ScenarioSpots {
  private let spots: [Underlying: [Double]]

  /// Draws the spots of some underlyings again; nothing is drawn for none.
  ///
  /// - Parameters:
  ///   - underlyings: Whose spots; those that the source does not move stay at today's.
  ///   - today: Today's spots.
  ///   - source: The scenarios.
  /// - Complexity: One draw a scenario; memory O(scenarios × underlyings).
  init(of underlyings: [Underlying], today: [Underlying: Double], over source: some ScenarioSource) {
    var spots: [Underlying: [Double]] = [:]
    for underlying in underlyings { spots[underlying] = [] }
    let columns = spots.keys.map { ($0, source.factors.firstIndex(of: .spot($0.name)), today[$0] ?? .nan) }
    let size = 1_024
    for start in stride(from: 0, to: columns.isEmpty ? 0 : source.count, by: size) {
      let block = source.block(of: Array(start..<min(start + size, source.count)))
      for (underlying, column, spot) in columns {
        spots[underlying]? +=
          column.map { block.column($0).map { spot * exp($0) } }
          ?? [Double](repeating: spot, count: block.scenarios.count)
      }
    }
    self.spots = spots
  }

  /// What a unit is worth in each scenario; nil for dollars.
  func prices(of unit: UnitOfAccount) -> [Double]? { unit.underlying.map { spots[$0] ?? [] } }

  /// What coins gain in each scenario, in dollars, beside what a book gains.
  func adding(_ coins: [Underlying: Double], today: [Underlying: Double], to profitAndLoss: [Double]) -> [Double] {
    var result = profitAndLoss
    for (underlying, amount) in coins.sorted(by: { $0.key < $1.key }) {
      let spot = today[underlying] ?? .nan
      for (index, moved) in (spots[underlying] ?? []).enumerated() { result[index] += amount * (moved - spot) }
    }
    return result
  }
}
