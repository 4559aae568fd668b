import TailpoolLinearAlgebra
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

/// Ranks and margins by hand; what is fitted was found by SciPy from the same numbers.
@Suite("Ranks and margins of copula scenarios")
struct CopulaPartsTests {
  private static let panel = madePanel([[1, 10, 4], [2, 30, 3], [2, 20, 2], [5, 20, 1]])

  @Test("Kendall's τ counts a tie neither way, and the elliptical correlation is its sine")
  func kendall() {
    // Of six pairs of rows A0 and A1 agree in three, disagree in one and tie in two.
    let tau = Self.panel.kendallCorrelation()
    #expect(tau.diagonal == [1, 1, 1] && abs(tau[0, 1] - 2.0 / 6) < 1e-15 && tau[0, 1] == tau[1, 0], "\(tau)")
    // Against A2, which falls: five pairs disagree and one ties; three disagree, two agree and one ties.
    #expect(abs(tau[2, 0] + 5.0 / 6) < 1e-15 && abs(tau[2, 1] + 1.0 / 6) < 1e-15, "\(tau)")
    let correlation = Self.panel.ellipticalCorrelation()
    #expect(abs(correlation[1, 0] - 0.5) < 1e-15 && correlation.diagonal == [1, 1, 1], "\(correlation)")
    #expect(abs(correlation[0, 2] + 0.9659258262890683) < 1e-15, "\(correlation)")
    #expect(madePanel([[1, 2]]).kendallCorrelation() == .identity(2))
  }

  @Test("Ranks are over one more than the rows, and equal returns share the mean of theirs")
  func ranks() {
    #expect(Self.panel.pseudoObservations() == [[0.2, 0.5, 0.5, 0.8], [0.2, 0.8, 0.5, 0.5], [0.8, 0.6, 0.4, 0.2]])
  }

  @Test("The past as a margin: the i-th of n stands at (i + 1/2) / n, straight between and flat beyond")
  func empirical() throws {
    let margin = try Margin(.empirical, returns: [4, 1, 2, 8], factor: .spot("A"))
    let expected = [
      (0.0, 1.0), (0.125, 1), (0.25, 1.5), (0.375, 2), (0.5, 3), (0.625, 4), (0.75, 6), (0.875, 8), (1, 8),
    ]
    for (probability, quantile) in expected { #expect(margin.quantile(probability) == quantile, "\(probability)") }
    #expect(Margin.empirical([3]).quantile(0.9) == 3)
    #expect(abs(Margin.normal(deviation: 0.02).quantile(0.975) - 0.02 * 1.959963984540054) < 1e-15)
    #expect(throws: ScenarioError.constantFactor(.spot("A"))) {
      try Margin(.studentT, returns: [2, 2, 2], factor: .spot("A"))
    }
  }

  @Test("Student's t of greatest likelihood")
  func fittedMargin() throws {
    let returns = (0..<41).map { index -> Double in
      let u = (2 * Double(index) + 1) / 41 - 1
      let cube = u * u * u
      return 0.004 + 0.02 * (u + 2 * cube * cube * u) + 0.003 * u * u
    }
    let margin = try Margin(.studentT, returns: returns, factor: .spot("A"))
    guard case .studentT(let location, let scale, let distribution) = margin else {
      Issue.record("\(margin)")
      return
    }
    #expect(abs(location - 0.004385923) < 1e-6 && abs(scale - 0.014973939) < 1e-6, "\(margin)")
    #expect(abs(distribution.degreesOfFreedom - 3.7455478) < 1e-3, "\(margin)")
    #expect(abs(margin.quantile(0.01) + 0.05388632) < 5e-6 && abs(margin.quantile(0.3) + 0.00417647) < 1e-6)
  }

  /// Three columns with a scale in common, calm on three days in four.
  private static func returns() -> [[Double]] {
    var generator = SeededGenerator(seed: 11)
    return (0..<60).map { _ in
      let scale = generator.uniform() < 0.75 ? 0.4 : 3
      let common = generator.uniform(-1, 1)
      let (first, second) = (generator.uniform(-1, 1), generator.uniform(-1, 1))
      _ = generator.uniform(-1, 1)
      let third = -0.5 * common + generator.uniform(-1, 1)
      return [0.7 * common + first, 0.7 * common + second, third].map { scale * $0 }
    }
  }

  @Test("Degrees of freedom have the greatest likelihood of the ranks, whatever the order of the factors")
  func degrees() throws {
    let plain = madePanel(Self.returns())
    let factors: [RiskFactor] = [.spot("A"), .volatility("B"), .spot("B")]
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
      let panel = ReturnPanel(
        factors: order.map { factors[$0] }, dates: plain.dates,
        returns: Matrix(rows: 60, columns: 3, storage: order.flatMap { Array(plain.returns.column($0)) }))
      let found = try #require(try CopulaScenarios(panel: panel, count: 1, seed: 1).degreesOfFreedom)
      #expect(abs(found - 1.426421) < 2e-3, "\(order): \(found)")
    }
  }

  @Test("Moves grow with the root of the horizon over the days that a return spans")
  func horizon() throws {
    let daily = GeneratorCase.panel()
    var convention = ReturnConvention.dailyLog
    convention.span = 4
    let weekly = ReturnPanel(
      factors: daily.factors, dates: daily.dates, returns: daily.returns, convention: convention)
    func moves(_ panel: ReturnPanel, _ days: Double, _ copula: CopulaScenarios.Copula) throws -> [Double] {
      try CopulaScenarios(panel: panel, copula: copula, count: 40, seed: 2, horizonInDays: days)
        .block(of: Array(0..<40)).values
    }
    for copula in [CopulaScenarios.Copula.gaussian, .studentT(degreesOfFreedom: 5)] {
      let day = try moves(daily, 1, copula)
      for (nine, own) in zip(try moves(daily, 9, copula), day) { #expect(abs(nine - 3 * own) < 1e-15) }
      let four = try moves(weekly, 1, copula)
      for (index, own) in day.enumerated() {
        // The volatility of A has no factor, and moves by what is assumed of a day.
        let expected = index / 40 == 2 ? own : 0.5 * own
        #expect(abs(four[index] - expected) < 1e-15, "\(copula), \(index): \(four[index]), \(own)")
      }
      #expect(day[80..<120].contains { abs($0) > 0.02 })
    }
  }
}
