import TailpoolAnalysis
import TailpoolScenarios
import Testing

@testable import TailpoolReport

@Suite("What a history leaves to be desired is said")
struct QualityNotesTests {
  private static func note(_ label: String, _ inputs: ReportInputs) async throws -> DataQualitySection.Note? {
    let report = try await PoolRiskReport.make(
      from: inputs,
      settings: AnalysisSettings(scenarios: 100, threads: 2, record: .none, marks: .quotes, model: .historical)
    ).report
    return report.dataQuality.notes.first { $0.label == label }
  }

  @Test("A volatility index that jumps more than threefold is named with its factor", arguments: [2.8, 3.3])
  func jump(factor: Double) async throws {
    var inputs = try ReportInputs.sample()
    let levels = try #require(inputs.volatilityHistory)
    let asset = try #require(levels.assets.firstIndex(of: "ETH"))
    let row = levels.dates.count - 20
    var prices = levels.prices
    // From the row on, so that its own move is that factor from the level before.
    let before = try #require(prices[asset][row - 1])
    let scale = factor * before / (try #require(prices[asset][row]))
    for day in row..<prices[asset].count { prices[asset][day] = prices[asset][day].map { $0 * scale } }
    inputs.volatilityHistory = PriceHistory(
      assets: levels.assets, dates: levels.dates, prices: prices, cutSecond: levels.cutSecond)
    let note = try await Self.note("jump of a volatility index", inputs)
    #expect((note?.count ?? 0) == (factor > 3 ? 1 : 0), "\(String(describing: note))")
    if factor > 3 {
      let text = try #require(note).explanation
      #expect(text.hasPrefix("That of ETH moves by a factor of 3.30 from one row to the next"), "\(text)")
    }
  }

  /// The sample with daily rows of its history up to so many days before the snapshot's day.
  private static func sample(_ age: Int, without missing: Int? = nil) throws -> ReportInputs {
    var inputs = try ReportInputs.sample()
    inputs.volatilityHistory = nil
    let (daily, last) = (inputs.history, inputs.snapshot.asOf.date.advanced(byDays: -age))
    let rows = daily.dates.indices.filter { daily.dates[$0] <= last }
    inputs.history = PriceHistory(
      assets: daily.assets, dates: rows.map { daily.dates[$0] },
      prices: daily.prices.enumerated().map { index, column in
        rows.map { index == 0 && rows.count - 1 - $0 == missing ? nil : column[$0] }
      }, cutSecond: daily.cutSecond)
    return inputs
  }

  @Test("A history that ends more than a week before the snapshot is told by its days", arguments: [7, 8, 12])
  func age(days: Int) async throws {
    let note = try await Self.note("days of history missing", Self.sample(days))
    #expect((note?.count ?? 0) == (days > 7 ? days : 0), "\(String(describing: note))")
  }

  @Test("A price that is missing leaves out the row that ends with it and the one that begins with it")
  func incomplete() async throws {
    let without = try await Self.note("incomplete history rows", Self.sample(1, without: 5))
    let with = try await Self.note("incomplete history rows", Self.sample(1))
    #expect((without?.count ?? 0) == (with?.count ?? 0) + 2, "\(String(describing: without))")
  }

  @Test("Rows more than three days apart are said not to be daily", arguments: [3, 4])
  func spacing(days: Int) async throws {
    var inputs = try ReportInputs.sample()
    inputs.volatilityHistory = nil
    let daily = inputs.history
    let rows = daily.dates.indices.filter { (daily.dates.count - 1 - $0).isMultiple(of: days) }
    inputs.history = PriceHistory(
      assets: daily.assets, dates: rows.map { daily.dates[$0] },
      prices: daily.prices.map { column in rows.map { column[$0] } }, cutSecond: daily.cutSecond)
    let note = try await Self.note("days between history rows", inputs)
    #expect((note?.count ?? 0) == (days > 3 ? 4 : 0), "\(String(describing: note))")
  }
}
