import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("The past and the normal law, where the past is normal")
struct HistoricalGaussianAgreementTests {
  private static let factors: [RiskFactor] = [.spot("A"), .spot("B"), .volatility("A"), .volatility("B")]
  private static let positions = [3_000.0, -2_000, 500, 800]

  /// Past days drawn from a normal law.
  private static func past(_ count: Int) throws -> ReturnPanel {
    let law = try Covariance(
      factors: factors,
      matrix: Matrix(rows: [
        [0.0016, 0.001, -0.0004, 0], [0.001, 0.0012, 0, -0.0003], [-0.0004, 0, 0.002, 0.001],
        [0, -0.0003, 0.001, 0.0025],
      ]), observations: 500)
    let block = try GaussianScenarios(covariance: law, count: count, seed: 71).block(of: Array(0..<count))
    return ReturnPanel(
      factors: factors, dates: (0..<count).map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: (0..<count).map { row in (0..<4).map { block.values[$0 * count + row] } }))
  }

  private static func results(_ source: some ScenarioSource) -> [Double] {
    let block = source.block(of: Array(0..<source.count))
    let columns = (0..<4).map { Array(block.column($0)) }
    return (0..<source.count).map { row in zip(positions, columns).reduce(0) { $0 + $1.0 * $1.1[row] } }
  }

  @Test("A linear position deviates over the past days by what the sample covariance says, to rounding")
  func deviation() throws {
    let panel = try Self.past(750)
    let covariance = try SampleCovariance().covariance(of: panel)
    let normal = try EllipticalRisk(
      positions: Self.positions, mean: [0, 0, 0, 0], covariance: covariance.matrix)
    for days in [1.0, 10] {
      let results = Self.results(try HistoricalScenarios(panel: panel, horizonInDays: days))
      let mean = results.reduce(0, +) / 750
      let deviation = (results.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 749).squareRoot()
      #expect(Tolerance.relative(1e-12).accepts(deviation, normal.standardDeviation * days.squareRoot()), "\(days)")
    }
  }

  @Test("Measures of normal past days, of Gaussian scenarios and of the formula are within their errors")
  func measures() throws {
    let panel = try Self.past(20_000)
    let covariance = try SampleCovariance().covariance(of: panel)
    let past = try ProfitAndLossDistribution(Self.results(HistoricalScenarios(panel: panel)))
    let drawn = try ProfitAndLossDistribution(
      Self.results(GaussianScenarios(covariance: covariance, count: 20_000, seed: 72)))
    let formula = try EllipticalRisk(
      positions: Self.positions, mean: [0, 0, 0, 0], covariance: covariance.matrix)
    for level in [ConfidenceLevel.percent95, .percent99] {
      let exact = (formula.valueAtRisk(level).total, formula.expectedShortfall(level).total)
      for distribution in [past, drawn] {
        let (value, shortfall) = (distribution.valueAtRisk(level), distribution.expectedShortfall(level))
        // Four standard errors; the seeds are fixed.
        #expect(abs(value.value - exact.0) <= 4 * value.standardError, "\(level): \(value), \(exact.0)")
        #expect(abs(shortfall.value - exact.1) <= 4 * shortfall.standardError, "\(level): \(shortfall), \(exact.1)")
      }
    }
  }
}
