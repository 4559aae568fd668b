import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Gaussian scenarios")
struct GaussianScenariosTests {
  static let factors: [RiskFactor] = [.spot("A"), .spot("B"), .volatility("B")]
  static let matrix = Matrix(rows: [
    [0.0016, 0.0012, -0.0006], [0.0012, 0.0025, -0.001], [-0.0006, -0.001, 0.0036],
  ])

  func covariance() throws -> Covariance {
    try Covariance(factors: Self.factors, matrix: Self.matrix, observations: 500)
  }

  func draw(_ scenarios: some ScenarioSource, _ indexes: [Int]) -> ScenarioBlock {
    scenarios.block(of: indexes)
  }

  @Test("Have the covariance of their factors within 4 standard errors, and no mean")
  func moments() throws {
    let n = 40_000
    let scenarios = try GaussianScenarios(covariance: covariance(), count: n, seed: 11, horizonInDays: 4)
    #expect(scenarios.underlyings == ["A", "B"])
    #expect(scenarios.assumedVolatilities == ["A"])
    let block = draw(scenarios, Array(0..<n))
    let spots = [Array(block.spotLogReturns[0..<n]), Array(block.spotLogReturns[n..<(2 * n)])]
    let volatilities = [Array(block.logVolatilityChanges[0..<n]), Array(block.logVolatilityChanges[n..<(2 * n)])]
    let columns = [spots[0], spots[1], volatilities[1], volatilities[0]]
    let expected = Matrix(
      rows: (0..<4).map { i in
        (0..<4).map { j in i < 3 && j < 3 ? 4 * Self.matrix[i, j] : (i == j ? 4 * 0.0025 : 0) }
      })
    for i in 0..<4 {
      let deviation = (expected[i, i] / Double(n)).squareRoot()
      #expect(abs(columns[i].reduce(0, +) / Double(n)) < 4 * deviation, "mean \(i)")
      for j in 0...i {
        let product = zip(columns[i], columns[j]).map(*).reduce(0, +) / Double(n)
        let variance = expected[i, i] * expected[j, j] + expected[i, j] * expected[i, j]
        let error = (variance / Double(n)).squareRoot()
        #expect(abs(product - expected[i, j]) < 4 * error, "covariance (\(i), \(j))")
      }
    }
  }

  @Test("A scenario drawn alone has the bits it has in a block")
  func alone() throws {
    let scenarios = try GaussianScenarios(covariance: covariance(), count: 3_000, seed: 5)
    let block = draw(scenarios, Array(0..<3_000))
    for index in [0, 1, 7, 1_023, 1_024, 2_999] {
      let single = draw(scenarios, [index])
      #expect(single.spotLogReturns == [block.spotLogReturns[index], block.spotLogReturns[3_000 + index]])
      #expect(
        single.logVolatilityChanges
          == [block.logVolatilityChanges[index], block.logVolatilityChanges[3_000 + index]])
    }
    let shuffled = draw(scenarios, [2_999, 7])
    #expect(shuffled.spotLogReturns[1] == block.spotLogReturns[7])
  }

  @Test("The first factor is the random field times its deviation; the seed changes it")
  func field() throws {
    let scenarios = try GaussianScenarios(covariance: covariance(), count: 2, seed: 5)
    let field = RandomField(seed: 5, purpose: .marketScenarios)
    #expect(draw(scenarios, [1]).spotLogReturns[0] == 0.0016.squareRoot() * field.normal(scenario: 1, factor: 0))
    let other = try GaussianScenarios(covariance: covariance(), count: 2, seed: 6)
    #expect(draw(other, [1]) != draw(scenarios, [1]))
  }

  @Test("Bad arguments are typed errors")
  func errors() throws {
    let good = try covariance()
    #expect(throws: ScenarioError.invalidScenarioCount(0)) {
      try GaussianScenarios(covariance: good, count: 0, seed: 1)
    }
    #expect(throws: ScenarioError.invalidHorizon(days: 0)) {
      try GaussianScenarios(covariance: good, count: 1, seed: 1, horizonInDays: 0)
    }
    #expect(throws: ScenarioError.invalidStandardDeviation(-0.05)) {
      try GaussianScenarios(covariance: good, count: 1, seed: 1, assumedVolatilityDeviation: -0.05)
    }
    let singular = try Covariance(
      factors: [.spot("A"), .spot("B")], matrix: Matrix(rows: [[1, 1], [1, 1]]), observations: 2)
    #expect(throws: ScenarioError.notPositiveDefinite(leadingMinor: 2, factor: .spot("B"))) {
      try GaussianScenarios(covariance: singular, count: 1, seed: 1)
    }
    let spotless = try Covariance(factors: [.volatility("A")], matrix: Matrix(rows: [[1]]), observations: 2)
    #expect(throws: ScenarioError.noAssets) { try GaussianScenarios(covariance: spotless, count: 1, seed: 1) }
  }
}
