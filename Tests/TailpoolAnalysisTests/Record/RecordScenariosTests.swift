import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Scenarios of the days of a record, and what is told of them")
struct RecordScenariosTests {
  @Test("Each day's draws are its own source's, from its own level")
  func fill() {
    let factors: [RiskFactor] = [.spot("A"), .volatility("A")]
    var days: [ListedScenarios] = []
    for day in 0..<3 {
      var draws: [[Double]] = []
      for draw in 0..<4 { draws.append([Double(10 * day + draw), 100 + Double(10 * day + draw)]) }
      days.append(ListedScenarios(draws, factors: factors))
    }
    let levels = [0.5, 0.25, -0.125]
    let source = RecordScenarios(factors: factors, days: days, draws: 4, shifts: [[0, 0, 0], levels])
    #expect(source.count == 12)
    let wanted = [1, 2, 3, 4, 7, 8, 11, 0]
    let block = source.block(of: wanted)
    for (place, scenario) in wanted.enumerated() {
      let (day, draw) = (scenario / 4, scenario % 4)
      let own = Double(10 * day + draw)
      let level: Double = 100 + own + levels[day]
      #expect(block.values[place] == own && block.values[8 + place] == level, "\(scenario)")
    }
  }

  @Test("A row expects the share beyond the level of its days, and tells what the record tests")
  func row() throws {
    let losses: [Double] = (0..<200).map { day -> Double in day % 40 == 7 ? 3 : day % 3 == 0 ? 0.5 : -1 }
    let record = try BacktestRecord(
      level: .percent97Point5, losses: losses, valuesAtRisk: (0..<200).map { day -> Double in 1 + 0.001 * Double(day) },
      expectedShortfalls: (0..<200).map { day -> Double in 1.5 + 0.002 * Double(day) })
    let row = ModelRecord.Row("m", record, today: TailForecast(valueAtRisk: 4, expectedShortfall: 6))
    #expect(abs(row.expected - 5) < 1e-12 && row.valueAtRisk == 4 && row.expectedShortfall == 6)
    #expect(row.backtest.exceptions == 5 && row.backtest.name == "m" && row.level == .percent97Point5)
    #expect(
      row.backtest.score == record.meanScore && row.backtest.coveragePValue == record.exceptions.exactKupiec().pValue)
    #expect(row.backtest.independencePValue == record.exceptions.test(.independence).pValue)
    #expect(row.backtest.independencePValue != record.exceptions.test(.conditionalCoverage).pValue)
    #expect(row.backtest.shortfallPValue == record.test(.acerbiSzekely2, replications: 999).pValue)
    #expect(row.backtest.shortfallPValue != record.test(.acerbiSzekely1, replications: 999).pValue)
    #expect(row.backtest.trafficLight == .green)
  }

  @Test("A backtest's window is half of the days, between a hundred and two hundred and fifty")
  func windows() throws {
    func section(_ days: Int) -> BookBacktestSection? {
      let past: [Double] = (0..<days).map { day -> Double in
        let result = Double((day * 37) % 101) - 70
        return result + 0.01 * Double(day % 7)
      }
      return BookBacktestSection(past: past)
    }
    #expect(section(199) == nil)
    for (days, window) in [(200, 100), (330, 165), (520, 250)] {
      let found = try #require(section(days))
      #expect(found.window == window && found.days == days - window && found.level == .percent99, "\(days)")
      #expect(found.rows.map(\.name).first == "historical" && found.rows.count + found.leftOut.count == 3)
    }
  }

  @Test("An approximation's gap is of the full loss's size, whatever its sign")
  func gap() {
    func row(_ deltaGamma: Double, _ full: Double) -> ApproximationSection.Row {
      .init(subject: .allSpots(move: 0.1), linear: 0, deltaGamma: deltaGamma, full: full)
    }
    #expect(row(-6, -4).gap == -0.5 && row(6, 4).gap == 0.5 && row(-2, -4).gap == 0.5 && row(1, 0).gap.isNaN)
  }
}
