import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing

@Suite("Historical scenarios")
struct HistoricalScenariosTests {
  let panel = ReturnPanel(
    factors: [.spot("A"), .spot("B"), .volatility("B")], dates: (0..<3).map { CalendarDate(daysSinceEpoch: $0) },
    returns: Matrix(rows: [[0.01, 0.02, -0.5], [-0.03, 0.04, 0.25], [0.05, -0.06, 0]]))

  @Test("Are the rows of the panel, scaled by the root of the horizon")
  func rows() throws {
    let scenarios = try HistoricalScenarios(panel: panel, horizonInDays: 4)
    #expect(scenarios.count == 3)
    #expect(scenarios.underlyings == ["A", "B"])
    #expect(scenarios.fixedVolatilities == ["A"])
    let block = scenarios.block(of: [2, 0])
    #expect(block.spotLogReturns == [0.1, 0.02, -0.12, 0.04])
    #expect(block.logVolatilityChanges == [0, 0, 0, -1])
  }

  @Test("Bad arguments are typed errors")
  func errors() {
    #expect(throws: ScenarioError.invalidHorizon(days: -1)) {
      try HistoricalScenarios(panel: panel, horizonInDays: -1)
    }
    #expect(throws: ScenarioError.tooFewObservations(found: 0, required: 1)) {
      try HistoricalScenarios(
        panel: ReturnPanel(factors: [.spot("A")], dates: [], returns: Matrix(rows: 0, columns: 1)))
    }
    let spotless = ReturnPanel(
      factors: [.volatility("A")], dates: [CalendarDate(daysSinceEpoch: 0)], returns: Matrix(rows: [[0.1]]))
    #expect(throws: ScenarioError.noAssets) { try HistoricalScenarios(panel: spotless) }
  }
}
