import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Rolling backtest")
struct RollingBacktestTests {
  private func panel(_ seed: UInt64, days: Int, factors: Int = 2) throws -> ReturnPanel {
    var generator = SeededGenerator(seed: seed)
    var returns = Matrix(rows: days, columns: factors)
    for i in 0..<days {
      for j in 0..<factors {
        let radius = (-2 * log(1 - generator.uniform())).squareRoot()
        returns[i, j] = 0.03 * radius * cos(2 * Double.pi * generator.uniform())
      }
    }
    return try Self.panel(returns, names: (0..<factors).map { "A\($0)" })
  }

  static func panel(_ returns: Matrix, names: [String]) throws -> ReturnPanel {
    let start = try #require(CalendarDate(year: 2020, month: 1, day: 1))
    return ReturnPanel(
      factors: names.map(RiskFactor.spot), dates: [CalendarDate](repeating: start, count: returns.rows),
      returns: returns)
  }

  @Test("Right forecasts are accepted, and every forecaster walks the same days")
  func normal() async throws {
    let panel = try panel(8, days: 900)
    let rolling = try RollingBacktest(window: 250, level: .percent95)
    let forecasters: [any TailForecaster] = [
      CovarianceForecaster(estimator: SampleCovariance()), HistoricalForecaster(),
      HistoricalForecaster(volatilityDecay: 0.94),
      CovarianceForecaster(estimator: EWMACovariance(decay: 0.94), degreesOfFreedom: 5),
    ]
    var records: [BacktestRecord] = []
    for forecaster in forecasters {
      records.append(try await rolling.run(over: panel, exposures: [60, 40], forecaster: forecaster))
    }
    #expect(records.allSatisfy { $0.count == 650 && $0.losses == records[0].losses })
    #expect(records[0].exceptions.test(.kupiec).pValue > 0.05)
    #expect(records[1].exceptions.test(.kupiec).pValue > 0.05)
    #expect(records[0].compareScores(with: records[3]).difference < 0)
  }

  @Test("A forecast does not know its own day")
  func noForesight() async throws {
    let panel = try panel(9, days: 60)
    var changed = panel.returns
    changed[59, 0] = -0.9
    let other = try Self.panel(changed, names: ["A0", "A1"])
    let rolling = try RollingBacktest(window: 50, level: .percent95)
    let first = try await rolling.run(over: panel, exposures: [1, 1], forecaster: HistoricalForecaster())
    let second = try await rolling.run(over: other, exposures: [1, 1], forecaster: HistoricalForecaster())
    #expect(first.valuesAtRisk == second.valuesAtRisk && first.losses != second.losses)
  }

  @Test("Too short a history, a bad parameter and a canceled run are errors")
  func errors() async throws {
    let panel = try panel(10, days: 40)
    let rolling = try RollingBacktest(window: 40, level: .percent95)
    await #expect(throws: RiskError.tooFewScenarios(found: 40, required: 41)) {
      try await rolling.run(over: panel, exposures: [1, 1], forecaster: HistoricalForecaster())
    }
    let short = try RollingBacktest(window: 20, level: .percent95)
    await #expect(throws: RiskError.invalidParameter(name: "volatilityDecay", value: 2)) {
      try await short.run(over: panel, exposures: [1, 1], forecaster: HistoricalForecaster(volatilityDecay: 2))
    }
    let task = Task {
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      return try await short.run(over: panel, exposures: [1, 1], forecaster: HistoricalForecaster())
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(throws: RiskError.tooFewScenarios(found: 0, required: 1)) {
      try RollingBacktest(window: 0, level: .percent95)
    }
  }
}
