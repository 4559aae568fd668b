import TailpoolNumerics
import TailpoolRisk
import Testing

@testable import TailpoolAnalysis

@Suite("The backtest of today's book")
struct BookBacktestSectionTests {
  private static func results(_ count: Int) -> [Double] {
    let field = RandomField(seed: 5, purpose: .backtests)
    return (0..<count).map { field.normal(scenario: $0, factor: 0) }
  }

  @Test("Names the forecasters that could not forecast, and has a row of each other")
  func leftOut() throws {
    let whole = try #require(BookBacktestSection(past: Self.results(500)))
    #expect(whole.rows.count == 3 && whole.leftOut.isEmpty)
    // Losses on one day in fifty alone: too few for a tail to be fitted to.
    let rare = Self.results(500).enumerated().map { $0.offset % 25 == 0 ? -1 - 0.01 * abs($0.element) : 0.5 }
    let section = try #require(BookBacktestSection(past: rare))
    #expect(section.rows.count + section.leftOut.count == 3)
    #expect(section.leftOut.contains("scaled, with a generalized Pareto tail"), "\(section.rows.map(\.name))")
  }

  @Test("Is nothing where no forecaster can forecast, or the past is short")
  func nothing() {
    #expect(BookBacktestSection(past: [Double](repeating: 1, count: 500)) == nil)
    #expect(BookBacktestSection(past: Self.results(150)) == nil)
  }
}
