import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// What every estimator must hold, whatever its formula.
@Suite("Properties of all covariance estimators")
struct EstimatorPropertyTests {
  static let estimators: [(name: String, estimator: any CovarianceEstimator)] = [
    ("sample", SampleCovariance()), ("Ledoit–Wolf", LedoitWolf()), ("OAS", OracleApproximatingShrinkage()),
    ("constant correlation", ConstantCorrelationShrinkage()), ("single factor", SingleFactorShrinkage()),
    ("nonlinear", NonlinearShrinkage()), ("denoising", RandomMatrixDenoising()),
    ("two factors", StatisticalFactorCovariance(count: 2)), ("EWMA", EWMACovariance(decay: 0.94)),
    ("EWMA recursive", EWMACovariance(decay: 0.9, convention: .recursive)),
    ("EWMA unbiased", EWMACovariance(decay: 0.97, convention: .unbiased)),
    ("split EWMA", SplitEWMACovariance(volatilityHalfLife: 10, correlationHalfLife: 30)),
  ]

  @Test("Positive semidefinite on 1,000 random panels, wide ones too", arguments: estimators.indices)
  func semidefinite(index: Int) throws {
    let name = Self.estimators[index].name
    var generator = SeededGenerator(seed: 77)
    var failures: [String] = []
    for seed in 0..<1_000 {
      let factors = 2 + Int(generator.uniform() * 8)
      let observations = 3 + Int(generator.uniform() * 20)
      // The nonlinear formula is not defined for few observations of many factors.
      if name == "nonlinear", factors >= observations, observations <= 12 { continue }
      let panel = randomPanel(observations: observations, factors: factors, seed: UInt64(seed))
      let matrix = try Self.estimators[index].estimator.covariance(of: panel).matrix
      let values = try matrix.symmetricEigenvalues()
      if (values.first ?? 0) < -1e-14 * (values.last ?? 0) { failures.append("\(name) \(seed): \(values)") }
      if matrix != matrix.transposed { failures.append("\(name) \(seed): not symmetric") }
    }
    #expect(failures.isEmpty, "\(failures.prefix(5))")
  }

  @Test("The order of the factors does not matter", arguments: estimators.indices)
  func permutation(index: Int) throws {
    let estimator = Self.estimators[index].estimator
    let rows = randomRows(observations: 40, factors: 5, seed: 21)
    let order = [3, 0, 4, 2, 1]
    let plain = try estimator.covariance(of: madePanel(rows))
    let permuted = try estimator.covariance(of: madePanel(rows.map { row in order.map { row[$0] } }))
    #expect(mismatches("permuted", permuted.matrix, plain.matrix.submatrix(order), relative: 1e-12).isEmpty)
  }

  @Test("The unit of the returns does not matter", arguments: estimators.indices)
  func scaling(index: Int) throws {
    let estimator = Self.estimators[index].estimator
    let rows = randomRows(observations: 40, factors: 4, seed: 22)
    let plain = try estimator.covariance(of: madePanel(rows))
    for scale in [100, 1e-40, 3.7] {
      let scaled = try estimator.covariance(of: madePanel(rows.map { $0.map { $0 * scale } }))
      let expected = Matrix(
        rows: 4, columns: 4, storage: plain.matrix.storage.map { $0 * (scale * scale) })
      let failures = mismatches("scaled by \(scale)", scaled.matrix, expected, relative: 1e-11)
      #expect(failures.isEmpty, "\(Self.estimators[index].name): \(failures.prefix(3))")
    }
  }

  @Test("Hostile panels are errors with names or finite, symmetric, semidefinite", arguments: estimators.indices)
  func hostile(index: Int) throws {
    let name = Self.estimators[index].name
    for hostile in HostilePanel.all {
      let what = "\(name), \(hostile.what)"
      guard let covariance = try? Self.estimators[index].estimator.covariance(of: hostile.panel) else {
        #expect(hostile.mayFail || hostile.mustFail, "\(what)")
        continue
      }
      #expect(!hostile.mustFail, "\(what)")
      #expect(covariance.matrix.storage.allSatisfy { $0.isFinite }, "\(what)")
      let values = try covariance.matrix.symmetricEigenvalues()
      #expect((values.first ?? 0) >= -1e-13 * (values.last ?? 0), "\(what): \(values)")
    }
  }
}

/// A panel that real files could hold and that formulas do not expect.
struct HostilePanel {
  let what: String
  let panel: ReturnPanel
  var mustFail = false
  var mayFail = false

  static let all: [HostilePanel] = [
    HostilePanel(what: "no observation", panel: madePanel([]), mustFail: false, mayFail: true),
    HostilePanel(what: "NaN", panel: madePanel([[0.1, .nan], [0.1, 0.2], [0.3, 0.1]]), mustFail: true),
    HostilePanel(what: "infinity", panel: madePanel([[0.1, 0.1], [-.infinity, 0.2], [0.3, 0.1]]), mustFail: true),
    HostilePanel(
      what: "squares overflow", panel: madePanel([[1e200, 0.1], [-1e200, 0.2], [0.5e200, 0.1]]), mustFail: true),
    HostilePanel(what: "all constant", panel: madePanel([[0.1, 0.1], [0.1, 0.1], [0.1, 0.1]]), mayFail: true),
    HostilePanel(what: "all zero", panel: madePanel([[0, 0], [0, 0], [0, 0], [0, 0]])),
    HostilePanel(
      what: "one zero",
      panel: madePanel([[0, 0.1, 0.3], [0, -0.1, 0.1], [0, 0.2, -0.4], [0, 0.1, 0.3], [0, 0.3, 0.2]])),
    HostilePanel(
      what: "twins", panel: madePanel(randomRows(observations: 20, factors: 1, seed: 1).map { $0 + $0 }), mayFail: true),
    HostilePanel(
      what: "opposites", panel: madePanel(randomRows(observations: 20, factors: 1, seed: 1).map { $0 + [-$0[0]] }),
      mayFail: true),
    HostilePanel(
      what: "sizes from 1e-30 to 1e30",
      panel: madePanel(randomRows(observations: 30, factors: 3, seed: 2).map { [$0[0] * 1e-30, $0[1], $0[2] * 1e30] }),
      mayFail: true),
    HostilePanel(
      what: "a peg of 1e-9 beside a coin",
      panel: madePanel(randomRows(observations: 30, factors: 2, seed: 3).map { [$0[0] * 1e-9, $0[1]] }), mayFail: true),
    HostilePanel(
      what: "one jump", panel: madePanel((0..<20).map { $0 == 7 ? [-9.2, 0.01] : [0.001 * Double($0), 0.02] })),
    HostilePanel(
      what: "two rows, six factors", panel: randomPanel(observations: 2, factors: 6, seed: 4), mayFail: true),
    HostilePanel(
      what: "subnormal", panel: madePanel([1, 2, -1].map { [$0 * 8_000 * Double.leastNonzeroMagnitude] }),
      mayFail: true),
  ]
}
