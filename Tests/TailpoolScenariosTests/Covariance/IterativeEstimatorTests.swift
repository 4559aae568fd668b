import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// Implied volatilities of any panel: the estimator itself wants exactly the panel's factors.
private struct ImpliedForAnyPanel: CovarianceEstimator {
  func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let volatilities = Dictionary(
      uniqueKeysWithValues: panel.factors.enumerated().map { ($0.element, 0.3 + 0.1 * Double($0.offset)) })
    return try ImpliedVolatilityCovariance(volatilities: volatilities).covariance(of: panel)
  }
}

/// What the estimators that iterate, or need more than returns, must hold.
@Suite("Properties of iterative covariance estimators")
struct IterativeEstimatorTests {
  /// The fits take most of a second in a debug build: a part of the panels unless long tests are asked for.
  static let dynamicPanels = isLongRun ? 1_000 : 25

  @Test("Implied volatilities: positive semidefinite on 1,000 random panels, wide ones too")
  func implied() throws {
    var generator = SeededGenerator(seed: 78)
    for seed in 0..<1_000 {
      let (factors, observations) = (2 + Int(generator.uniform() * 8), 3 + Int(generator.uniform() * 20))
      let panel = randomPanel(observations: observations, factors: factors, seed: UInt64(seed))
      let values = try ImpliedForAnyPanel().covariance(of: panel).matrix.symmetricEigenvalues()
      #expect((values.first ?? -1) >= -1e-14 * (values.last ?? 0), "\(seed): \(values)")
    }
  }

  @Test("GARCH with DCC: positive semidefinite on random panels, wide ones too")
  func dynamic() throws {
    var generator = SeededGenerator(seed: 79)
    for seed in 0..<Self.dynamicPanels {
      let wide = seed % 25 == 0
      let (factors, observations) = (wide ? 33 : 2 + seed % 3, 30 + Int(generator.uniform() * (wide ? 2 : 20)))
      let panel = randomPanel(observations: observations, factors: factors, seed: UInt64(seed))
      let values = try DynamicCovariance().covariance(of: panel).matrix.symmetricEigenvalues()
      #expect((values.first ?? -1) >= -1e-13 * (values.last ?? 0), "\(seed): \(values)")
    }
  }

  @Test("GARCH with DCC: neither order nor unit matters, to the accuracy of the fits")
  func dynamicInvariance() throws {
    let rows = randomRows(observations: 60, factors: 3, seed: 23)
    let plain = try DynamicCovariance().covariance(of: madePanel(rows)).matrix
    let order = [2, 0, 1]
    let permuted = try DynamicCovariance().covariance(of: madePanel(rows.map { row in order.map { row[$0] } }))
    #expect(mismatches("permuted", permuted.matrix, plain.submatrix(order), relative: 1e-3).isEmpty)
    let scaled = try DynamicCovariance().covariance(of: madePanel(rows.map { $0.map { $0 * 0x1p7 } })).matrix
    let expected = Matrix(rows: 3, columns: 3, storage: plain.storage.map { $0 * 0x1p14 })
    #expect(mismatches("scaled", scaled, expected, relative: 1e-3).isEmpty)
  }

  /// Rows in which a fifth of the returns is missing, or with unequal starts.
  static func gappy(_ seed: UInt64, observations: Int, factors: Int, starts: Bool) -> [[Double?]] {
    var generator = SeededGenerator(seed: seed + 500)
    let first = (0..<factors).map { _ in Int(generator.uniform() * Double(observations) * 0.5) }
    return randomRows(observations: observations, factors: factors, seed: seed).enumerated().map { index, row in
      row.enumerated().map { column, value in
        (starts ? index >= first[column] : generator.uniform() < 0.8) ? value : nil
      }
    }
  }

  /// Iterations on 1,000 panels take 15 seconds in a debug build: a part of them unless long tests are asked for.
  static let gappyPanels = isLongRun ? 1_000 : 250

  @Test("Missing data: positive semidefinite on random panels, 1,000 with unequal starts", arguments: [false, true])
  func missing(starts: Bool) throws {
    for seed in 0..<(starts ? 1_000 : Self.gappyPanels) {
      let factors = 2 + seed % 3
      let rows = Self.gappy(UInt64(seed), observations: 20, factors: factors, starts: starts)
      let estimator: any IncompleteCovarianceEstimator =
        starts ? UnequalStartCovariance() : MaximumLikelihoodCovariance(tolerance: 1e-6)
      let values = try estimator.covariance(of: gappyPanel(rows)).matrix.symmetricEigenvalues()
      #expect((values.first ?? -1) > 0, "\(seed): \(values)")
    }
  }

  @Test("Missing data: neither order nor unit matters", arguments: [false, true])
  func missingInvariance(starts: Bool) throws {
    let rows = Self.gappy(3, observations: 60, factors: 4, starts: starts)
    let estimator: any IncompleteCovarianceEstimator =
      starts ? UnequalStartCovariance() : MaximumLikelihoodCovariance(tolerance: 1e-12)
    let plain = try estimator.covariance(of: gappyPanel(rows)).matrix
    let order = [3, 1, 0, 2]
    let permuted = try estimator.covariance(of: gappyPanel(rows.map { row in order.map { row[$0] } })).matrix
    #expect(mismatches("permuted", permuted, plain.submatrix(order), relative: 1e-10).isEmpty)
    for scale in [100, 1e-40, 3.7] {
      let scaled = try estimator.covariance(of: gappyPanel(rows.map { $0.map { $0.map { $0 * scale } } })).matrix
      let expected = Matrix(rows: 4, columns: 4, storage: plain.storage.map { $0 * (scale * scale) })
      #expect(mismatches("scaled by \(scale)", scaled, expected, relative: 1e-10).isEmpty)
    }
  }

  @Test("Maximum likelihood: what the accelerated steps find does not move by another plain step")
  func fixedPoint() throws {
    let panel = gappyPanel(Self.gappy(9, observations: 80, factors: 5, starts: true))
    let fine = try MaximumLikelihoodCovariance(tolerance: 1e-13).covariance(of: panel)
    let closed = try UnequalStartCovariance().covariance(of: panel)
    #expect(mismatches("closed form", fine.matrix, closed.matrix, relative: 1e-9).isEmpty)
    // Fewer steps than plain ones would take: the slowest share of missing information is above 0.4 here.
    #expect(throws: Never.self) {
      try MaximumLikelihoodCovariance(tolerance: 1e-13, mostSteps: 80).covariance(of: panel)
    }
  }
}
