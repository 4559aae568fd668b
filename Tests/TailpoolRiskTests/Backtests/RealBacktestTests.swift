import Foundation
import TailpoolMarket
import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// A rolling backtest over two years of ten crypto assets: `crypto_daily_ohlc_binance_10.csv` of the shared folder.
///
/// Skipped where that folder is absent. The figures stand in Docs/Methods/Backtests.md and come from
/// `tailpool backtest --history`.
@Suite("Rolling backtest of a real history", .enabled(if: References.hasShared))
struct RealBacktestTests {
  private func panel() throws -> ReturnPanel {
    let table = try ReferenceTable(url: References.shared("data/crypto_daily_ohlc_binance_10.csv"))
    var closes: [String: [CalendarDate: Double]] = [:]
    var days = Set<CalendarDate>()
    for row in table.rows {
      let parts = row[text: "date"].split(separator: "-").compactMap { Int($0) }
      let date = try #require(CalendarDate(year: parts[0], month: parts[1], day: parts[2]))
      closes[row[text: "sym"], default: [:]][date] = row["close"]
      days.insert(date)
    }
    let (assets, dates) = (closes.keys.sorted(), days.sorted())
    let history = PriceHistory(
      assets: assets, dates: dates, prices: assets.map { asset in dates.map { closes[asset]?[$0] } })
    return try history.returns(for: assets)
  }

  private func record(_ forecaster: some TailForecaster, _ panel: ReturnPanel) async throws -> BacktestRecord {
    try await RollingBacktest(window: 250, level: .percent99).run(
      over: panel, exposures: [Double](repeating: 10, count: 10), forecaster: forecaster)
  }

  @Test("Normal forecasts with slow weights are rejected, scaled historical ones are not, and the scores say so")
  func tenAssets() async throws {
    let panel = try panel()
    #expect(panel.factors.count == 10 && panel.observations == 729, "\(panel.observations) days")
    let normal = try await record(CovarianceForecaster(estimator: LedoitWolf()), panel)
    let historical = try await record(HistoricalForecaster(), panel)
    let scaled = try await record(HistoricalForecaster(volatilityDecay: 0.94), panel)
    let pareto = try await record(ParetoTailForecaster(), panel)
    #expect([normal, historical, scaled, pareto].allSatisfy { $0.count == 479 && $0.losses == normal.losses })
    #expect([normal, historical, scaled, pareto].map(\.exceptions.exceptions) == [12, 7, 8, 5])
    #expect(normal.exceptions.exactKupiec().pValue < 0.05 && TrafficLight(normal.exceptions).zone == .yellow)
    #expect(normal.test(.acerbiSzekely2, replications: 999).pValue < 0.01)
    for record in [historical, scaled, pareto] {
      #expect(record.exceptions.exactKupiec().pValue > 0.05 && TrafficLight(record.exceptions).zone == .green)
      #expect(record.meanScore < normal.meanScore)
    }
  }
}
