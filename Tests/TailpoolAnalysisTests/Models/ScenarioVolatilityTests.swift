import TailpoolLibc
import TailpoolMarket
import TailpoolPricing
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

  @Test("What the options imply is taken 7 and 30 days ahead, between expiries of unlike volatilities")
  func tenors() async throws {
    let analysis = try await BookAnalysisTests.shared.value
    let expiries = try [(4.0, 0.9), (12, 0.6), (60, 0.4)].map { days, volatility in
      let expiry = analysis.snapshot.asOf.advanced(bySeconds: Int64(days * 86_400))
      let option = try OptionContract(
        underlying: "BTC", type: .call, strike: 100, expiry: expiry, settlement: .cash)
      return ExpiryMarket(
        expiry: expiry, years: days / 365, forward: 100, discountFactor: 1, forwardSource: .quoted,
        quotes: [
          OptionQuote(contract: option, bid: nil, ask: nil, mark: nil, markVolatility: volatility, openInterest: 0)
        ])
    }
    let snapshot = MarketSnapshot(
      asOf: analysis.snapshot.asOf, markets: [UnderlyingMarket(underlying: "BTC", spot: 100, expiries: expiries)])
    let rows = ScenarioVolatility.all(
      of: analysis.scenarios, marks: snapshot.volatilityMarks(), history: analysis.history, horizonInDays: 1)
    let row = try #require(rows.first { $0.underlying == "BTC" })
    // Straight in total variance: 4 · 0.9² = 3.24, 12 · 0.6² = 4.32, 60 · 0.4² = 9.6.
    let (week, month) = ((3.645 / 7).squareRoot(), (6.3 / 30).squareRoot())
    #expect(try abs(#require(row.implied7Days) - week) < 1e-12, "\(row), \(week)")
    #expect(try abs(#require(row.implied30Days) - month) < 1e-12, "\(row), \(month)")
    #expect(rows.first { $0.underlying == "ETH" }?.implied7Days == nil)
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
