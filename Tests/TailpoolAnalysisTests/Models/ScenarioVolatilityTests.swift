import TailpoolLibc
import TailpoolMarket
import TailpoolReport
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("How much spots move in the scenarios")
struct ScenarioVolatilityTests {
  @Test("It is the deviation of the scenarios' log returns by the days of a year, beside what the chain implies")
  func sample() async throws {
    let analysis = try await BookAnalysisTests.shared.value
    let source = analysis.scenarios.source
    for (place, row) in analysis.volatilities.enumerated() {
      let moves = source.block(of: Array(0..<source.count)).column(place)
      let mean = moves.reduce(0, +) / Double(moves.count)
      let variance = moves.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(moves.count)
      #expect(abs(row.scenarios / (365 * variance).squareRoot() - 1) < 1e-9, "\(row)")
      let implied = try #require(row.implied30Days)
      #expect(implied == analysis.marks.marks.volatilityLevel(of: row.underlying, years: 30 / 365.0))
      let factor = try #require(row.factor)
      #expect(factor == row.scenarios / implied)
    }
    #expect(analysis.volatilities.map(\.underlying) == ["BTC", "ETH"])
  }

  @Test("A factor above 1.25, or below its inverse, is far; without options nothing is")
  func far() {
    for (implied, isFar) in [(0.5, false), (0.41, false), (0.39, true), (0.62, false), (0.64, true)] {
      let row = ScenarioVolatility(underlying: "A", scenarios: 0.5, implied30Days: implied, implied7Days: nil)
      #expect(row.isFar == isFar, "\(row)")
    }
    #expect(!ScenarioVolatility(underlying: "A", scenarios: 0.5, implied30Days: nil, implied7Days: nil).isFar)
  }

  @Test("Rows of a week are told, and make the scenarios far from what options imply")
  func weekly() async throws {
    var inputs = try ReportInputs.sample().analysis()
    inputs.volatilityHistory = nil
    let daily = inputs.history
    let rows = daily.dates.indices.filter { $0 % 7 == 0 }
    inputs.history = PriceHistory(
      assets: daily.assets, dates: rows.map { daily.dates[$0] },
      prices: daily.prices.map { column in rows.map { column[$0] } })
    let analysis = try await BookAnalysis.run(
      inputs, settings: AnalysisSettings(threads: 2, record: .none, marks: .quotes, model: .historical))
    let far = analysis.volatilities.filter(\.isFar).count
    #expect(far == 2, "\(analysis.volatilities)")
  }
}
