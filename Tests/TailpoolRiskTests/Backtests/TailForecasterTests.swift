import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Forecasters beside second implementations")
struct TailForecasterTests {
  private static let results = (0..<60).map { day -> Double in
    let wave = sin(1.7 * Double(day)) + 0.4 * cos(5.3 * Double(day))
    return (0.5 + 0.03 * Double(day)) * wave - 0.1
  }

  /// Each result over the deviation of its day, times that of the next.
  private static func scaled(_ results: [Double], _ decay: Double) -> [Double] {
    var variances = [results.reduce(0) { $0 + $1 * $1 } / 60]
    for result in results { variances.append(decay * variances[variances.count - 1] + (1 - decay) * result * result) }
    return results.indices.map { results[$0] / variances[$0].squareRoot() * variances[60].squareRoot() }
  }

  @Test("Results scaled by their volatility: VaR 95 of sixty is the fourth worst, ES the mean of the three beyond")
  func historical() throws {
    for decay in [0.8, 0.94] {
      let losses = Self.scaled(Self.results, decay).map { -$0 }.sorted()
      let found = try HistoricalForecaster(volatilityDecay: decay).forecast(
        fromResults: Self.results, level: .percent95)
      #expect(abs(found.valueAtRisk - losses[56]) < 1e-12, "\(decay): \(found)")
      #expect(abs(found.expectedShortfall - losses[57...].reduce(0, +) / 3) < 1e-12, "\(decay): \(found)")
    }
  }

  @Test("A Pareto tail begins at the loss before the tail's share, of scaled or plain results")
  func pareto() throws {
    var generator = SeededGenerator(seed: 31)
    let results = (0..<60).map { _ in 3 - 2 * pow(generator.uniform(0.02, 1), -0.4) }
    for decay in [nil, 0.9] {
      let losses = (decay.map { Self.scaled(results, $0) } ?? results).map { -$0 }.sorted()
      let tail = try GeneralizedParetoTail(losses: losses, threshold: losses[47])
      #expect(tail.excesses.count == 12)
      let found = try ParetoTailForecaster(volatilityDecay: decay, tailShare: 0.2).forecast(
        fromResults: results, level: .percent95)
      #expect(try abs(found.valueAtRisk - tail.valueAtRisk(.percent95)) < 1e-6, "\(found)")
      #expect(try abs(found.expectedShortfall - tail.expectedShortfall(.percent95)) < 1e-6, "\(found)")
    }
    let usual = ParetoTailForecaster()
    #expect(usual.volatilityDecay == 0.94 && usual.tailShare == 0.1 && HistoricalForecaster().volatilityDecay == nil)
  }

  @Test("A covariance gives the tail of the normal law, or of Student's with the same deviation")
  func covariance() throws {
    let matrix = Matrix(rows: [[4e-4, 1e-4, -2e-4], [1e-4, 9e-4, 3e-4], [-2e-4, 3e-4, 16e-4]])
    let factors: [RiskFactor] = [.spot("A"), .spot("B"), .spot("C")]
    let estimator = try ExplicitCovariance(factors: factors, matrix: matrix)
    let window = try RollingBacktestTests.panel(Matrix(rows: 3, columns: 3), names: ["A", "B", "C"])
    let exposures = [60.0, -20, 35]
    // w'Σw: squares 1.44, 0.36 and 1.96; twice the products −0.12, −0.42 and −0.21.
    let deviation = (1.44 + 0.36 + 1.96 + 2 * (-0.12 - 0.42 - 0.21)).squareRoot()
    let normal = try CovarianceForecaster(estimator: estimator).forecast(
      from: window, exposures: exposures, level: .percent99)
    // Quantiles, and densities over tails, by SciPy 1.17.1.
    #expect(abs(normal.valueAtRisk - 2.3263478740408408 * deviation) < 1e-12, "\(normal)")
    #expect(abs(normal.expectedShortfall - 2.665214220345808 * deviation) < 1e-12, "\(normal)")
    let heavy = try CovarianceForecaster(estimator: estimator, degreesOfFreedom: 5).forecast(
      from: window, exposures: exposures, level: .percent99)
    let scale = deviation * 0.6.squareRoot()
    #expect(abs(heavy.valueAtRisk - 3.3649299989072174 * scale) < 1e-11, "\(heavy)")
    #expect(abs(heavy.expectedShortfall - 4.452429111817973 * scale) < 1e-11, "\(heavy)")
    #expect(throws: RiskError.invalidParameter(name: "degreesOfFreedom", value: 2)) {
      try CovarianceForecaster(estimator: estimator, degreesOfFreedom: 2).forecast(
        from: window, exposures: exposures, level: .percent99)
    }
  }

  @Test("A walk tells the part that is done, and a part of a panel keeps its days")
  func walk() async throws {
    let panel = ReturnPanel(
      factors: [.spot("A"), .spot("B")], dates: (0..<45).map { CalendarDate(daysSinceEpoch: 20_000 + $0) },
      returns: Matrix(rows: 45, columns: 2, storage: (0..<90).map { 0.01 * sin(Double($0)) }))
    let part = panel.days(7..<12)
    #expect(part.dates == (7..<12).map { CalendarDate(daysSinceEpoch: 20_000 + $0) })
    #expect((0..<5).allSatisfy { part.returns[$0, 1] == panel.returns[7 + $0, 1] && part.returns[$0, 0] != 0 })
    let told = Told()
    let record = try await RollingBacktest(window: 25, level: .percent95).run(
      over: panel, exposures: [2, -1], forecaster: HistoricalForecaster(), progress: { told.add($0) })
    #expect(told.fractions == [0.8, 1] && record.count == 20)
    let last = -2 * expm1(panel.returns[44, 0]) + expm1(panel.returns[44, 1])
    #expect(abs(record.losses[19] - last) < 1e-15)
  }

  /// What a walk has told.
  private final class Told: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [Double] = []
    func add(_ value: Double) { lock.withLock { values.append(value) } }
    var fractions: [Double] { lock.withLock { values } }
  }
}
