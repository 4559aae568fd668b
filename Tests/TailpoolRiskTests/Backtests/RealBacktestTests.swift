import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// A rolling backtest of two made-up assets, by four forecasters, against NumPy, SciPy and scikit-learn.
@Suite("Rolling backtest of a made-up history")
struct MadeUpBacktestTests {
  /// BTC and ETH, whose rows come one asset after the other.
  private func panel() throws -> ReturnPanel {
    let rows = try References.table("made-up/history_long.csv").rows
    let closes = ["BTC", "ETH"].map { asset in rows.filter { $0[text: "sym"] == asset }.map { $0["close"] } }
    try #require(closes.map(\.count) == [560, 560])
    let returns = closes.flatMap { prices in zip(prices, prices.dropFirst()).map { log($1 / $0) } }
    return ReturnPanel(
      factors: [.spot("BTC"), .spot("ETH")], dates: (0..<559).map { CalendarDate(daysSinceEpoch: 20_000 + $0) },
      returns: Matrix(rows: 559, columns: 2, storage: returns))
  }

  @Test(
    "Exceptions, forecasts and scores are those of the independent programs",
    arguments: ["normal", "historical", "scaled", "pareto"])
  func forecasters(_ name: String) async throws {
    let cases = try References.madeUpCases("rolling_backtest.json")
    #expect(cases.count == 4)
    let expected = ReferenceCase(fields: try #require(cases.first { $0["tag"] as? String == name }))
    let forecasters: [String: any TailForecaster] = [
      "normal": CovarianceForecaster(estimator: LedoitWolf()), "historical": HistoricalForecaster(),
      "scaled": HistoricalForecaster(volatilityDecay: 0.94), "pareto": ParetoTailForecaster(),
    ]
    func run(_ forecaster: some TailForecaster) async throws -> BacktestRecord {
      try await RollingBacktest(window: 250, level: .percent99).run(
        over: panel(), exposures: [10, -4], forecaster: forecaster)
    }
    let forecaster = try #require(forecasters[name])
    let record = try await run(forecaster)
    #expect(record.count == expected.int("days") && record.exceptions.exceptions == expected.int("exceptions"))
    let count = Double(record.count)
    // Likelihood's maximum is as exact as two optimizers agree.
    let tolerance = Tolerance.relative(name == "pareto" ? 1e-5 : 1e-11)
    let failures = [
      mismatch(
        "mean VaR", record.valuesAtRisk.reduce(0, +) / count, expected.double("meanVaR"), within: tolerance,
        inputs: name),
      mismatch(
        "mean ES", record.expectedShortfalls.reduce(0, +) / count, expected.double("meanES"), within: tolerance,
        inputs: name),
      mismatch("score", record.meanScore, expected.double("meanScore"), within: tolerance, inputs: name),
      mismatch("VaR", record.valuesAtRisk.last ?? .nan, expected.double("lastVaR"), within: tolerance, inputs: name),
      mismatch(
        "ES", record.expectedShortfalls.last ?? .nan, expected.double("lastES"), within: tolerance, inputs: name),
    ].compactMap(\.self)
    #expect(failures.isEmpty, "\(failures)")
  }
}

/// A rolling backtest over two years of ten crypto assets: `crypto_daily_ohlc_binance_10.csv` of the shared folder.
///
/// The counts of exceptions are our own values, unchanged since 2026-11-25: they stand in Docs/Methods/Backtests.md and come
/// from `tailpool backtest --history`. The suite above holds such counts against other programs.
@Suite("Rolling backtest of a real history", .enabled(if: References.hasShared, "real data are absent"))
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
