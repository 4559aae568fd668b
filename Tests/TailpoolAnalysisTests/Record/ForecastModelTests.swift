import TailpoolMarket
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Ways to forecast a book's next day")
struct ForecastModelTests {
  @Test(
    "Names are read and printed",
    arguments: [
      "filtered-history", "gaussian@250", "filtered-history+historical", "filtered-history/pareto",
      "filtered-history+filtered-ewma:0.94@300/pareto", "student-t:5", "filtered-history:smoothed",
    ])
  func names(_ name: String) throws { #expect(try #require(ForecastModel(name)).description == name) }

  @Test(
    "What is no way to forecast is refused",
    arguments: ["", "importance", "gaussian+importance", "gaussian@29", "gaussian@x", "gaussian@", "+", "a", "/pareto"])
  func refused(_ name: String) { #expect(ForecastModel(name) == nil) }

  @Test("A blend has the scenarios of both models; what a model says of sold options is a loss")
  func comparison() async throws {
    let dates = (0..<700).map { CalendarDate(daysSinceEpoch: 18_000 + $0) }
    // A price that swings and an index that answers it.
    let moves = dates.indices.map { 0.02 * Double(($0 * 7_919 + 13) % 101 - 50) / 50 }
    let prices = moves.reduce(into: [100.0]) { $0.append($0[$0.count - 1] * (1 + $1)) }.dropLast()
    let levels = moves.map { 40 * (1 - 2 * $0) }
    let comparison = try await ModelComparison.run(
      ["filtered-history", "historical", "filtered-history+historical"].compactMap { ForecastModel($0) }, of: "A",
      prices: PriceHistory(assets: ["A"], dates: dates, prices: [prices.map { Optional($0) }]),
      volatilities: PriceHistory(assets: ["A"], dates: dates, prices: [levels.map { Optional($0) }]),
      books: [StandardBook.all[0], StandardBook.all[2]], settings: .init(window: 500, threads: 2))
    #expect(comparison.records.map(\.book.name) == ["short straddle", "short put"])
    for entry in comparison.records {
      let rows = entry.record.rows
      #expect(rows.count == 6 && entry.record.days == 199, "\(rows.count), \(entry.record.days)")
      for level in 0...1 {
        let own = [rows[level], rows[2 + level], rows[4 + level]].map(\.valueAtRisk)
        #expect(own.allSatisfy { $0 > 0 } && own[2] >= min(own[0], own[1]) && own[2] <= max(own[0], own[1]), "\(own)")
      }
    }
    await #expect(throws: AnalysisError.tooFewForecasts(found: 0, required: 100)) {
      try await ModelComparison.run(
        [ForecastModel(.historical)], of: "A",
        prices: PriceHistory(assets: ["A"], dates: dates, prices: [prices.map { Optional($0) }]),
        volatilities: PriceHistory(assets: ["A"], dates: dates, prices: [levels.map { Optional($0) }]),
        settings: .init(window: 800))
    }
  }
}
