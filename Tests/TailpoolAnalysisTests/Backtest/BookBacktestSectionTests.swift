import Foundation
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

  /// Results whose deviation comes and goes, so that what is scaled to it differs from what is not.
  private static let bursts = results(240).enumerated().map { day, normal in
    (1.2 + sin(0.11 * Double(day))) * normal
  }

  /// The second worst of 120 days is the value at risk 99 %; its shortfall is the mean of the worst 1.2 days.
  private static func tail(_ window: [Double]) -> (risk: Double, shortfall: Double) {
    let losses = window.map { -$0 }.sorted()
    return (losses[118], losses[118] + (losses[119] - losses[118]) / 1.2)
  }

  /// Each day's result over its deviation times the next one's, by weights that fall by 6 % a day.
  private static func scaled(_ window: [Double]) -> [Double] {
    var variances = [window.reduce(0) { $0 + $1 * $1 } / Double(window.count)]
    for result in window { variances.append(0.94 * variances[variances.count - 1] + 0.06 * result * result) }
    let next = variances[window.count]
    return zip(window, variances).map { $0 * (next / $1).squareRoot() }
  }

  @Test("History as it was and scaled to today's volatility, day by day beside a second implementation")
  func secondImplementation() throws {
    let section = try #require(BookBacktestSection(past: Self.bursts))
    #expect(section.level == .percent99 && section.window == 120 && section.days == 120)
    let ways: [([Double]) -> [Double]] = [{ $0 }, Self.scaled]
    for (row, way) in zip(section.rows, ways) {
      let forecasts = (120..<240).map { Self.tail(way(Array(Self.bursts[($0 - 120)..<$0]))) }
      let losses = Self.bursts[120...].map { -$0 }
      #expect(row.exceptions == zip(losses, forecasts).count { $0 > $1.risk }, "\(row)")
      var score = 0.0
      for (loss, (risk, shortfall)) in zip(losses, forecasts) {
        let excess: Double = max(loss - risk, 0) / (0.01 * shortfall)
        score += excess + risk / shortfall + log(shortfall) - 1
      }
      #expect(abs(row.score - score / 120) < 1e-10, "\(row): \(score / 120)")
      let record = try BacktestRecord(
        level: .percent99, losses: losses, valuesAtRisk: forecasts.map(\.risk),
        expectedShortfalls: forecasts.map(\.shortfall))
      #expect(row.coveragePValue == record.exceptions.exactKupiec().pValue, "\(row)")
      let independence = record.exceptions.test(.independence).pValue
      #expect(row.independencePValue == independence || row.independencePValue.isNaN && independence.isNaN, "\(row)")
      #expect(row.trafficLight == TrafficLight(record.exceptions).zone, "\(row)")
      // Of 999 replications.
      #expect(abs(row.shortfallPValue - record.test(.acerbiSzekely2, replications: 999).pValue) < 1e-12, "\(row)")
    }
    #expect(abs(section.rows[0].score - section.rows[1].score) > 0.1, "\(section.rows.map(\.score))")
  }

  @Test("Half of the past is the window, at least a hundred days and at most two hundred and fifty")
  func windows() throws {
    #expect(BookBacktestSection(past: Self.results(199)) == nil)
    for (count, window) in [(200, 100), (201, 100), (499, 249), (500, 250), (503, 250)] {
      let section = try #require(BookBacktestSection(past: Self.results(count)), "\(count)")
      #expect(section.window == window && section.days == count - window, "\(count): \(section.window)")
    }
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
