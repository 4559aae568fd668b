import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// Spots beside volatilities, whose returns are five times as large.
@Suite("Covariance of unlike factors")
struct UnlikeFactorsTests {
  static let estimators = EstimatorPropertyTests.estimators

  /// Two spots and the volatility of one, which moves against it.
  static func rows(observations: Int = 60, volatilityScale: Double = 1) -> [[Double]] {
    var generator = SeededGenerator(seed: 8)
    return randomRows(observations: observations, factors: 2, seed: 7, scale: 0.01).map { row in
      row + [volatilityScale * (-4 * row[0] + 0.03 * generator.uniform(-1, 1))]
    }
  }

  @Test("The unit of one factor changes its deviation and nothing else", arguments: estimators.indices)
  func units(index: Int) throws {
    let (name, estimator) = Self.estimators[index]
    let plain = try estimator.covariance(ofUnlike: madePanel(Self.rows()))
    for scale in [1_000, 1e-6] {
      let scaled = try estimator.covariance(ofUnlike: madePanel(Self.rows(volatilityScale: scale)))
      var expected = plain.matrix
      for i in 0..<3 {
        expected[i, 2] *= scale
        expected[2, i] *= scale
      }
      let failures = mismatches("\(name), times \(scale)", scaled.matrix, expected, relative: 1e-12)
      #expect(failures.isEmpty, "\(failures)")
      #expect(scaled.shrinkage.map { abs($0 - (plain.shrinkage ?? .nan)) <= 1e-12 } ?? (plain.shrinkage == nil))
    }
  }

  @Test("Says which estimators depend on the unit", arguments: estimators.indices)
  func dependence(index: Int) throws {
    let (name, estimator) = Self.estimators[index]
    let plain = try estimator.covariance(of: madePanel(Self.rows())).correlation
    let scaled = try estimator.covariance(of: madePanel(Self.rows(volatilityScale: 1_000))).correlation
    let moved = mismatches(name, scaled, plain, relative: 1e-9)
    #expect(estimator.dependsOnUnits == !moved.isEmpty, "\(moved)")
  }

  @Test("Variances are the sample's, by the divisor of the estimator")
  func variances() throws {
    let panel = madePanel(Self.rows())
    let sample = try SampleCovariance().covariance(of: panel).matrix.diagonal
    let divisors: [(any CovarianceEstimator, Double)] = [
      (LedoitWolf(), 60), (OracleApproximatingShrinkage(), 60), (SingleFactorShrinkage(), 60),
      (ConstantCorrelationShrinkage(), 59),
    ]
    for (estimator, divisor) in divisors {
      let actual = try estimator.covariance(ofUnlike: panel).matrix.diagonal
      for (value, expected) in zip(actual, sample) {
        #expect(Tolerance.relative(1e-13).accepts(value, expected * 59 / divisor), "\(estimator)")
      }
    }
  }

  @Test(
    "A factor that never moved takes no part, with either way and in every estimator", arguments: estimators.indices)
  func motionless(index: Int) throws {
    let (name, estimator) = Self.estimators[index]
    let rows = Self.rows()
    for level in [0, 0.01] where level == 0 || !name.hasPrefix("EWMA") && !name.hasPrefix("split") {
      let alone = madePanel(rows)
      let beside = madePanel(rows.map { [$0[0], level, $0[1], $0[2]] })
      let pairs = try [
        (estimator.covariance(of: beside), estimator.covariance(of: alone)),
        (estimator.covariance(ofUnlike: beside), estimator.covariance(ofUnlike: alone)),
      ]
      for (with, without) in pairs {
        #expect(with.matrix.column(1).allSatisfy { $0 == 0 }, "\(name): \(with.matrix.column(1))")
        let failures = mismatches(name, with.matrix.submatrix([0, 2, 3]), without.matrix, relative: 1e-12)
        #expect(failures.isEmpty, "\(failures)")
        #expect(Tolerance.absolute(1e-12).accepts(with.shrinkage ?? 0, without.shrinkage ?? 0), "\(name)")
      }
    }
  }

  @Test("One moving factor beside still ones keeps its variance")
  func oneMoving() throws {
    let panel = madePanel(Self.rows().map { [0, $0[0], 0] })
    let sample = try SampleCovariance().covariance(of: panel).matrix[1, 1]
    for estimator in [LedoitWolf(), OracleApproximatingShrinkage()] as [any CovarianceEstimator] {
      let covariance = try estimator.covariance(of: panel)
      #expect(Tolerance.relative(1e-14).accepts(covariance.matrix[1, 1], sample * 59 / 60))
      #expect(covariance.shrinkage == 0)
    }
  }

  @Test("Implied volatilities are put to the correlations of unlike factors")
  func implied() throws {
    let panel = madePanel(Self.rows(volatilityScale: 100))
    let estimator = ImpliedVolatilityCovariance(volatilities: [.spot("A0"): 0.3, .spot("A1"): 0.4, .spot("A2"): 0.5])
    let (covariance, expected) = try (
      estimator.covariance(ofUnlike: panel), LedoitWolf().covariance(ofUnlike: panel).correlation
    )
    #expect(mismatches("implied", covariance.correlation, expected, relative: 1e-14).isEmpty)
    #expect(Tolerance.relative(1e-14).accepts(covariance.deviations[2], 0.5 / 365.0.squareRoot()))
  }

  @Test("What is wrong with a panel is said of the returns as they were given")
  func errors() throws {
    #expect(throws: CovarianceError.nonFiniteReturn(row: 1, factor: .spot("A1"))) {
      try LedoitWolf().covariance(ofUnlike: madePanel([[0.1, 0.2], [0.1, .nan], [0.2, 0.1]]))
    }
    #expect(throws: CovarianceError.tooFewObservations(found: 1, required: 2)) {
      try LedoitWolf().covariance(ofUnlike: madePanel([[0.1, 0.2]]))
    }
  }

  /// An index beside its volatility index, and what an independent reading of them says.
  private struct Index {
    let levels: [[Double]]
    let sampleCorrelation, rawRatio, rawCorrelation, correlation, shrinkage: Double
  }

  @Test("An index beside its volatility index keeps its deviation and its correlation, as scikit-learn has them")
  func index() throws {
    let item = try #require(References.madeUpCases("unlike_factors.json").first)
    func number(_ key: String) throws -> Double { try #require(item[key] as? Double) }
    let closes = try #require(item["closes"] as? [[Double]])
    #expect(closes.count == 501)
    try check(
      Index(
        levels: closes.map { $0.map { log($0) } }, sampleCorrelation: number("sample_correlation"),
        rawRatio: number("raw_deviation_ratio"), rawCorrelation: number("raw_correlation"),
        correlation: number("standardized_correlation"), shrinkage: number("standardized_shrinkage")),
      digits: 11, deviation: 0.02)
  }

  /// The 500 days before 12 July 2022, by a computation in Python with the formulas of scikit-learn: raw, the spot's
  /// deviation is 1.285 times the sample's and the correlation −0.585.
  @Test(
    "SPX beside VIX keeps its deviation and its correlation", .enabled(if: References.hasShared, "real data are absent")
  )
  func realIndex() throws {
    func closes(_ file: String) throws -> [String: Double] {
      let rows = try ReferenceTable(url: References.shared("data/\(file)")).rows
      return Dictionary(rows.map { ($0[text: "date"], $0["close"]) }, uniquingKeysWith: { first, _ in first })
    }
    let (spots, volatilities) = try (closes("spx_daily_close_1950.csv"), closes("vix_daily_ohlc_1990.csv"))
    let dates = spots.keys.filter { volatilities[$0] != nil && $0 < "2022-07-12" }.sorted().suffix(501)
    let levels = dates.map { [log(spots[$0] ?? .nan), log(volatilities[$0] ?? .nan)] }
    try check(
      Index(
        levels: levels, sampleCorrelation: -0.7667, rawRatio: 1.2854 * (499.0 / 500).squareRoot(),
        rawCorrelation: -0.58502, correlation: -0.747924, shrinkage: 0.0245297), digits: nil, deviation: 0.01)
  }

  /// With no number of digits, to those printed.
  private func check(_ index: Index, digits: Int?, deviation: Double) throws {
    func near(_ name: String, _ actual: Double, _ expected: Double, printed: Double) {
      let tolerance = digits.map { pow(10, -Double($0)) } ?? printed
      #expect(abs(actual - expected) < tolerance, "\(name): \(actual), expected \(expected)")
    }
    let panel = madePanel(zip(index.levels, index.levels.dropFirst()).map { [$1[0] - $0[0], $1[1] - $0[1]] })
    #expect(panel.observations == 500)
    let sample = try SampleCovariance().covariance(of: panel)
    near("sample", sample.correlation[0, 1], index.sampleCorrelation, printed: 5e-5)

    let raw = try LedoitWolf().covariance(of: panel)
    near("raw deviation", raw.deviations[0] / sample.deviations[0], index.rawRatio, printed: 5e-5)
    near("raw correlation", raw.correlation[0, 1], index.rawCorrelation, printed: 5e-6)

    let standardized = try LedoitWolf().covariance(ofUnlike: panel)
    #expect(abs(standardized.deviations[0] / sample.deviations[0] - 1) < deviation)
    near("correlation", standardized.correlation[0, 1], index.correlation, printed: 5e-7)
    near("shrinkage", standardized.shrinkage ?? .nan, index.shrinkage, printed: 5e-8)
  }
}
