import TailpoolMarket
import TailpoolReport
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("The history of an analysis")
struct HistoryPanelTests {
  private static func day(_ day: Int) throws -> CalendarDate {
    try #require(CalendarDate(year: 2024, month: 1, day: 1)).advanced(byDays: day)
  }

  /// Prices on days 0, 1, 4, 5, … as of an index, and levels that lack day 4.
  private static func histories() throws -> (prices: PriceHistory, levels: PriceHistory) {
    let days = (0..<40).filter { $0 % 7 != 2 && $0 % 7 != 3 }
    let prices = days.map { 100 + Double($0 * 7 % 11) }
    let kept = days.filter { $0 != 4 }
    return try (
      PriceHistory(assets: ["BTC"], dates: days.map(day), prices: [prices]),
      PriceHistory(assets: ["BTC"], dates: kept.map(day), prices: [kept.map { 50 + Double($0 % 5) }])
    )
  }

  @Test("Begins with the price that the first return begins with, not with that it ends with")
  func firstDate() async throws {
    var inputs = try ReportInputs.sample().analysis()
    let (prices, levels) = try Self.histories()
    inputs.history = prices
    inputs.volatilityHistory = nil
    var settings = AnalysisSettings(returns: 20, record: .none)
    settings.fewestReturns = 5
    let plain = try HistoryPanel(inputs, underlyings: ["BTC"], settings: settings, last: 20)
    let summary = try #require(plain.summary)
    // 29 prices, the last 21 of which begin and end 20 returns.
    #expect(summary.firstDate == prices.dates[prices.dates.count - 21] && summary.observations == 20)
    #expect(summary.lastDate == prices.dates.last)

    inputs.volatilityHistory = levels
    let joined = try HistoryPanel(inputs, underlyings: ["BTC"], settings: settings, last: 100)
    #expect(try #require(joined.summary).firstDate == prices.dates[0])
    // The return that ends on day 5 begins on day 1: day 4 has no level.
    let short = try HistoryPanel(
      inputs, underlyings: ["BTC"], settings: settings, last: joined.returns.observations - 1)
    #expect(try #require(short.summary).firstDate == Self.day(1))
    #expect(short.returns.firstDate == (try Self.day(5)))
  }
}
