import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics
import TailpoolScenarios
import _TailpoolTestSupport

/// One of each kind of scenario source, on the same made-up market.
enum GeneratorCase: String, CaseIterable, Sendable {
  case gaussian, antithetic, sobol, pivoted, studentT, groupedT, gaussianCopula, studentTCopula, fittedMargins
  case studentTSobol, historical, filteredHistorical, filteredPath, momentMatched

  static let factors: [RiskFactor] = [.spot("A"), .spot("B"), .volatility("B")]
  static let matrix = Matrix(rows: [
    [0.0016, 0.0012, -0.0006], [0.0012, 0.0025, -0.001], [-0.0006, -0.001, 0.0036],
  ])
  static let count = 4_096

  static func covariance() throws -> Covariance {
    try Covariance(factors: factors, matrix: matrix, observations: 500)
  }

  /// Returns with the covariance above and t tails with 5 degrees of freedom.
  static func panel(_ observations: Int = 400) -> ReturnPanel {
    let field = RandomField(seed: 77, purpose: .marketScenarios)
    let lower = [[0.04, 0, 0], [0.03, 0.04, 0], [-0.015, -0.01375, 0.0563]]
    var returns = Matrix(rows: observations, columns: 3)
    for row in 0..<observations {
      let scale = (1.5 / GammaDistribution.quantile(field.uniform(scenario: row, factor: 9), shape: 2.5)).squareRoot()
      for i in 0..<3 {
        for k in 0...i { returns[row, i] += scale * lower[i][k] * field.normal(scenario: row, factor: k) }
      }
    }
    return ReturnPanel(
      factors: factors, dates: (0..<observations).map { CalendarDate(daysSinceEpoch: $0) }, returns: returns)
  }

  func source() throws -> any ScenarioSource {
    let (covariance, panel, count) = (try Self.covariance(), Self.panel(), Self.count)
    switch self {
    case .gaussian: return try GaussianScenarios(covariance: covariance, count: count, seed: 5)
    case .antithetic:
      return try GaussianScenarios(covariance: covariance, count: count, seed: 5, sampling: .antithetic)
    case .sobol: return try GaussianScenarios(covariance: covariance, count: count, seed: 5, sampling: .sobol)
    case .pivoted:
      return try GaussianScenarios(
        covariance: covariance, count: count, seed: 5, factorization: .pivotedCholesky())
    case .studentT:
      return try StudentTScenarios(covariance: covariance, degreesOfFreedom: 5, count: count, seed: 5)
    case .studentTSobol:
      return try StudentTScenarios(
        covariance: covariance, degreesOfFreedom: 5, count: count, seed: 5, sampling: .sobol)
    case .groupedT:
      return try StudentTScenarios(
        covariance: covariance,
        groups: [
          StudentTScenarios.Group(factors: [.spot("A")], degreesOfFreedom: 4),
          StudentTScenarios.Group(factors: [.spot("B"), .volatility("B")], degreesOfFreedom: 12),
        ], count: count, seed: 5)
    case .gaussianCopula: return try CopulaScenarios(panel: panel, copula: .gaussian, count: count, seed: 5)
    case .studentTCopula:
      return try CopulaScenarios(panel: panel, copula: .studentT(degreesOfFreedom: 4), count: count, seed: 5)
    case .fittedMargins:
      return try CopulaScenarios(panel: panel, copula: .gaussian, margins: .studentT, count: count, seed: 5)
    case .historical: return try HistoricalScenarios(panel: panel)
    case .filteredHistorical: return try FilteredHistoricalScenarios(panel: panel, count: nil)
    case .filteredPath:
      return try FilteredHistoricalScenarios(panel: panel, count: count, seed: 5, horizonInDays: 5)
    case .momentMatched:
      return try MomentMatchedScenarios(
        GaussianScenarios(covariance: covariance, count: count, seed: 5), covariance: covariance)
    }
  }
}

/// The moves of some scenarios.
func drawn(_ source: some ScenarioSource, _ scenarios: [Int]) -> ScenarioBlock {
  source.block(of: scenarios)
}

extension ScenarioBlock {
  /// The log returns of the spots, of a source of spots and levels of volatility.
  var spotLogReturns: [Double] { Array(values.prefix(values.count / 2)) }
  /// The log changes of the volatilities, likewise.
  var logVolatilityChanges: [Double] { Array(values.suffix(values.count / 2)) }
}

/// All moves of a source, one column a factor: the spots, then the volatilities.
func columns(_ source: some ScenarioSource) -> [[Double]] {
  let block = drawn(source, Array(0..<source.count))
  return (block.spotLogReturns + block.logVolatilityChanges).chunks(of: source.count)
}

extension [Double] {
  fileprivate func chunks(of length: Int) -> [[Double]] {
    stride(from: 0, to: count, by: length).map { Array(self[$0..<($0 + length)]) }
  }

  var mean: Double { reduce(0, +) / Double(count) }
}

/// The mean product of two columns about zero.
func product(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).map(*).mean }
