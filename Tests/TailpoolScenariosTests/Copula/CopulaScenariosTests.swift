import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Copula scenarios")
struct CopulaScenariosTests {
  @Test("Keep the rank correlations of the past and its empirical margins")
  func ranks() throws {
    let panel = GeneratorCase.panel()
    let past = panel.kendallCorrelation()
    for kind in [GeneratorCase.gaussianCopula, .studentTCopula] {
      let moves = columns(try kind.source())
      let drawn = ReturnPanel(
        factors: GeneratorCase.factors, dates: (0..<2_000).map { CalendarDate(daysSinceEpoch: $0) },
        returns: Matrix(rows: 2_000, columns: 3, storage: [0, 1, 3].flatMap { moves[$0].prefix(2_000) }))
      let now = drawn.kendallCorrelation()
      // The standard error of τ is at most √(2 / n) (1 − τ²).
      for (actual, expected) in zip(now.storage, past.storage) { #expect(abs(actual - expected) < 4 * 0.032) }
      for (column, move) in [0, 1, 3].enumerated() {
        let sorted = panel.returns.column(column).sorted()
        #expect(moves[move].allSatisfy { $0 >= sorted[0] && $0 <= sorted[399] })
        let share = moves[move].map { $0 < 0.5 * (sorted[39] + sorted[40]) ? 1.0 : 0 }.mean
        #expect(abs(share - 0.1) < 4 * (0.09 / Double(moves[move].count)).squareRoot())
      }
    }
  }

  @Test("The t copula's extremes come together as often as its tail says; its fit finds the degrees of freedom")
  func tails() throws {
    let correlation = Matrix(rows: [[1, 0.6, 0], [0.6, 1, 0], [0, 0, 1]])
    let n = 20_000
    let scenarios = try CopulaScenarios(
      panel: GeneratorCase.panel(), copula: .studentT(degreesOfFreedom: 3), margins: .studentT,
      correlation: correlation, count: n, seed: 9)
    let moves = columns(scenarios)
    let bounds = [0, 1].map { moves[$0].sorted()[n / 50] }
    let both = Double(zip(moves[0], moves[1]).count { $0 < bounds[0] && $1 < bounds[1] }) / Double(n)
    let expected = BivariateCopula(correlation: 0.6, degreesOfFreedom: 3).cumulative(0.02, 0.02)
    #expect(abs(both - expected) < 4 * (expected / Double(n)).squareRoot(), "\(both), \(expected)")

    let panel = ReturnPanel(
      factors: GeneratorCase.factors, dates: (0..<1_000).map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: 1_000, columns: 3, storage: [0, 1, 3].flatMap { moves[$0].prefix(1_000) }))
    let fitted = try CopulaScenarios(panel: panel, count: 1, seed: 1)
    let degrees = try #require(fitted.degreesOfFreedom)
    #expect(degrees > 2.2 && degrees < 4.2, "\(degrees)")
  }

  @Test("Bad arguments are typed errors")
  func errors() throws {
    let panel = GeneratorCase.panel()
    func make(_ panel: ReturnPanel, _ copula: CopulaScenarios.Copula = .gaussian, _ correlation: Matrix? = nil) throws {
      _ = try CopulaScenarios(panel: panel, copula: copula, correlation: correlation, count: 10, seed: 1)
    }
    #expect(throws: ScenarioError.invalidScenarioCount(0)) { try CopulaScenarios(panel: panel, count: 0, seed: 1) }
    #expect(throws: ScenarioError.invalidHorizon(days: .infinity)) {
      try CopulaScenarios(panel: panel, count: 1, seed: 1, horizonInDays: .infinity)
    }
    #expect(throws: ScenarioError.tooFewObservations(found: 29, required: 30)) {
      try make(GeneratorCase.panel(29))
    }
    #expect(throws: ScenarioError.invalidDegreesOfFreedom(0)) { try make(panel, .studentT(degreesOfFreedom: 0)) }
    #expect(throws: ScenarioError.invalidCorrelation) { try make(panel, .gaussian, Matrix(rows: 2, columns: 2)) }
    let indefinite = Matrix(rows: [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    #expect(throws: ScenarioError.invalidCorrelation) { try make(panel, .gaussian, indefinite) }
    var returns = panel.returns
    returns[3, 1] = .nan
    let holed = ReturnPanel(factors: panel.factors, dates: panel.dates, returns: returns)
    #expect(throws: ScenarioError.nonFiniteReturn(row: 3, factor: .spot("B"))) { try make(holed) }
    for row in 0..<returns.rows { returns[row, 1] = 0.01 }
    let constant = ReturnPanel(factors: panel.factors, dates: panel.dates, returns: returns)
    #expect(throws: ScenarioError.constantFactor(.spot("B"))) { try make(constant) }
  }
}
