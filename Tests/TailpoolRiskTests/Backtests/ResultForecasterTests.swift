import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Forecasts from past results")
struct ResultForecasterTests {
  private func results(_ seed: UInt64, days: Int) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<days).map { _ in 1 - 1 / generator.uniform(0.01, 1).squareRoot() + generator.uniform(0, 1) }
  }

  private let forecasters: [any ResultForecaster] = [
    HistoricalForecaster(), HistoricalForecaster(volatilityDecay: 0.94), AgeWeightedForecaster(decay: 0.99),
    ParetoTailForecaster(),
  ]

  @Test("Linear positions and their results are forecast alike")
  func agreement() async throws {
    var generator = SeededGenerator(seed: 3)
    var returns = Matrix(rows: 160, columns: 2)
    for i in 0..<160 {
      for j in 0..<2 {
        returns[i, j] = 0.01 - 0.01 / generator.uniform(0.01, 1).squareRoot() * generator.uniform(-0.3, 1)
      }
    }
    let panel = try RollingBacktestTests.panel(returns, names: ["A", "B"])
    let rolling = try RollingBacktest(window: 120, level: .percent95)
    let results = (0..<160).map { panel.profitAndLoss([60, -20], on: $0) }
    for forecaster in forecasters {
      let one = try await rolling.run(over: panel, exposures: [60, -20], forecaster: forecaster)
      let other = try rolling.run(overResults: results, forecaster: forecaster)
      #expect(one == other)
    }
  }

  @Test("Equal ages are the plain history; young days weigh more")
  func ages() throws {
    let results = results(5, days: 300)
    let plain = try HistoricalForecaster().forecast(fromResults: results, level: .percent95)
    let equal = try AgeWeightedForecaster(decay: 1).forecast(fromResults: results, level: .percent95)
    #expect(abs(plain.expectedShortfall - equal.expectedShortfall) < 1e-12 * plain.expectedShortfall)
    let recent = results + [-50]
    let weighted = try AgeWeightedForecaster(decay: 0.95).forecast(fromResults: recent, level: .percent95)
    let unweighted = try HistoricalForecaster().forecast(fromResults: recent, level: .percent95)
    #expect(weighted.expectedShortfall > unweighted.expectedShortfall)
  }

  @Test("The Pareto tail is near the empirical one inside the data, and reaches beyond it")
  func pareto() throws {
    let results = results(6, days: 2_000)
    let tail = ParetoTailForecaster(volatilityDecay: 0.999_999)
    let (fit, plain) = (
      try tail.forecast(fromResults: results, level: .percent95),
      try HistoricalForecaster(volatilityDecay: 0.999_999).forecast(fromResults: results, level: .percent95)
    )
    #expect(abs(fit.valueAtRisk - plain.valueAtRisk) < 0.1 * plain.valueAtRisk, "\(fit) \(plain)")
    #expect(abs(fit.expectedShortfall - plain.expectedShortfall) < 0.15 * plain.expectedShortfall)
  }

  @Test("Too few results, bad parameters and results that are not finite are typed errors")
  func errors() throws {
    let results = results(7, days: 50)
    #expect(throws: RiskError.tooFewScenarios(found: 50, required: 100)) {
      try ParetoTailForecaster().forecast(fromResults: results, level: .percent95)
    }
    #expect(throws: RiskError.invalidParameter(name: "tailShare", value: 1)) {
      try ParetoTailForecaster(tailShare: 1).forecast(fromResults: results, level: .percent95)
    }
    #expect(throws: RiskError.invalidParameter(name: "decay", value: 0)) {
      try AgeWeightedForecaster(decay: 0).forecast(fromResults: results, level: .percent95)
    }
    for forecaster in forecasters {
      #expect(throws: RiskError.self) {
        try forecaster.forecast(fromResults: results + [.nan], level: .percent95)
      }
    }
    #expect(throws: RiskError.tooFewScenarios(found: 50, required: 51)) {
      try RollingBacktest(window: 50, level: .percent95).run(overResults: results, forecaster: HistoricalForecaster())
    }
  }
}
