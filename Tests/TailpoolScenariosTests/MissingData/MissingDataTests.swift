import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

/// A panel of made-up names and dates with gaps, from rows.
func gappyPanel(_ rows: [[Double?]], convention: ReturnConvention = .dailyLog) -> IncompletePanel {
  let width = rows.first?.count ?? 0
  return IncompletePanel(
    factors: (0..<width).map { .spot("A\($0)") },
    dates: rows.indices.map { CalendarDate(daysSinceEpoch: 20_000 + $0) },
    returns: (0..<width).map { column in rows.map { $0[column] } }, convention: convention)
}

@Suite("Covariance of incomplete panels")
struct MissingDataTests {
  struct Case {
    let tag: String
    let isMonotone: Bool
    let panel: IncompletePanel
    let covariance: Matrix

    static func load() throws -> [Case] {
      let cases = try #require(References.json("missing_data.json")["cases"] as? [[String: Any]])
      return try cases.map { entry in
        let rows = try #require(entry["returns"] as? [[Any]])
        return Case(
          tag: try #require(entry["tag"] as? String), isMonotone: try #require(entry["monotone"] as? Bool),
          panel: gappyPanel(rows.map { $0.map { $0 as? Double } }),
          covariance: Matrix(rows: try #require(entry["cov"] as? [[Double]])))
      }
    }
  }

  @Test("Agree with the likelihood maximized directly by SciPy")
  func references() throws {
    let cases = try Case.load()
    #expect(cases.count == 3)
    for reference in cases {
      let estimate = try MaximumLikelihoodCovariance(tolerance: 1e-12).covariance(of: reference.panel)
      let failures = mismatches(reference.tag, estimate.matrix, reference.covariance, relative: 1e-8)
      #expect(failures.isEmpty, "\(failures)")
      if reference.isMonotone {
        let closed = try UnequalStartCovariance().covariance(of: reference.panel)
        let failures = mismatches(reference.tag, closed.matrix, reference.covariance, relative: 1e-8)
        #expect(failures.isEmpty, "\(failures)")
        #expect(closed.observations == 50 && closed.effectiveObservations == 23)
      }
    }
  }

  @Test("Without gaps they are the sample covariance with divisor n")
  func complete() throws {
    let rows = randomRows(observations: 30, factors: 4, seed: 1)
    let sample = try SampleCovariance().covariance(of: madePanel(rows)).matrix
    let biased = Matrix(rows: 4, columns: 4, storage: sample.storage.map { $0 * 29 / 30 })
    let panel = gappyPanel(rows)
    let likeliest = try MaximumLikelihoodCovariance().covariance(of: panel).matrix
    #expect(mismatches("EM", likeliest, biased, relative: 1e-12).isEmpty)
    let stambaugh = try UnequalStartCovariance().covariance(of: panel).matrix
    #expect(mismatches("unequal starts", stambaugh, biased, relative: 1e-12).isEmpty)
  }

  @Test("Unequal starts agree with EM in any order of the factors, beside one that does not move")
  func monotone() throws {
    let rows = randomRows(observations: 60, factors: 6, seed: 2).enumerated().map { index, row in
      [0, 20, 20, 7, 40, 0].enumerated().map { column, start -> Double? in index >= start ? row[column] : nil } + [0.25]
    }
    let panel = gappyPanel(rows)
    let closed = try UnequalStartCovariance().covariance(of: panel)
    let iterated = try MaximumLikelihoodCovariance(tolerance: 1e-13).covariance(of: panel)
    #expect(mismatches("monotone", iterated.matrix, closed.matrix, relative: 1e-9).isEmpty)
    #expect(closed.matrix.column(6).allSatisfy { $0 == 0 })
    #expect(closed.diagnostics.smallestCorrelationEigenvalue > 0)
    let order = [6, 4, 2, 0, 1, 3, 5]
    let permuted = try UnequalStartCovariance().covariance(of: gappyPanel(rows.map { row in order.map { row[$0] } }))
    #expect(mismatches("permuted", permuted.matrix, closed.matrix.submatrix(order), relative: 1e-12).isEmpty)
  }

  @Test("Returns of several days give the covariance of one, and the factor with fewest says how much is known")
  func span() throws {
    let rows = randomRows(observations: 40, factors: 3, seed: 6).enumerated().map { index, row in
      [0, 9, 25].enumerated().map { column, start -> Double? in index >= start ? row[column] : nil }
    }
    var weekly = ReturnConvention.dailyLog
    weekly.span = 4
    let estimators: [any IncompleteCovarianceEstimator] = [
      UnequalStartCovariance(), MaximumLikelihoodCovariance(tolerance: 1e-12),
    ]
    for estimator in estimators {
      let (day, four) = try (
        estimator.covariance(of: gappyPanel(rows)), estimator.covariance(of: gappyPanel(rows, convention: weekly))
      )
      for (own, whole) in zip(four.matrix.storage, day.matrix.storage) {
        #expect(abs(own - whole / 4) < 1e-17, "\(estimator): \(four.matrix), \(day.matrix)")
      }
      // 15 returns of four days that overlap are worth 4/11 as many.
      #expect(day.effectiveObservations == 15 && abs(four.effectiveObservations - 60.0 / 11) < 1e-13, "\(estimator)")
      #expect(day.observations == 40 && four.convention.span == 4)
    }
  }

  @Test("Two returns in common leave nothing of one beside the other, and no maximum; steps are counted")
  func limits() throws {
    let rows: [[Double?]] = [[1, 2], [3, 1], [2, nil], [5, nil], [4, nil]]
    #expect(throws: CovarianceError.notPositiveDefinite(leadingMinor: 2, factor: .spot("A1"))) {
      try MaximumLikelihoodCovariance(tolerance: 1e-13).covariance(of: gappyPanel(rows))
    }
    #expect(throws: CovarianceError.noConvergence) {
      try MaximumLikelihoodCovariance(tolerance: 1e-13, mostSteps: 2).covariance(of: gappyPanel(rows))
    }
    #expect(throws: CovarianceError.insufficientOverlap(first: .spot("A1"), second: .spot("A0"), found: 2, required: 3))
    { try UnequalStartCovariance().covariance(of: gappyPanel(rows.reversed())) }
    let three = gappyPanel([[1, nil], [2, nil], [4, 1], [3, 3], [8, 2]])
    #expect(throws: Never.self) { try UnequalStartCovariance().covariance(of: three) }
  }

  @Test("Rows in which only still factors have a return say nothing of the others")
  func stillRows() throws {
    let rows = randomRows(observations: 12, factors: 2, seed: 8)
    let plain = try MaximumLikelihoodCovariance(tolerance: 1e-12).covariance(of: gappyPanel(rows)).matrix
    let with = rows.map { [$0[0], $0[1], 0.5] as [Double?] } + [[nil, nil, 0.5], [nil, nil, 0.5]]
    let found = try MaximumLikelihoodCovariance(tolerance: 1e-12).covariance(of: gappyPanel(with))
    #expect(mismatches("moving", found.matrix.submatrix([0, 1]), plain, relative: 1e-12).isEmpty)
    #expect(found.matrix.column(2).allSatisfy { $0 == 0 } && found.effectiveObservations == 12)
    let still = try MaximumLikelihoodCovariance().covariance(of: gappyPanel([[1, 2], [1, 2]]))
    #expect(still.matrix == Matrix(rows: 2, columns: 2) && still.observations == 2)
  }

  @Test("Rows with a gap can be left out, so that only unequal starts remain")
  func gaps() throws {
    let panel = gappyPanel([[1, nil], [2, nil], [nil, nil], [3, 1], [4, nil], [2, 3], [1, 2], [5, 1]])
    #expect(throws: CovarianceError.gap(factor: .spot("A0"), row: 2)) {
      try UnequalStartCovariance().covariance(of: panel)
    }
    let kept = panel.withoutGaps
    #expect(kept.dates.map { $0.daysSinceEpoch - 20_000 } == [0, 1, 3, 5, 6, 7])
    #expect(try UnequalStartCovariance().covariance(of: kept).observations == 6)
  }

  @Test("Overlaps are counted, and too small ones are errors with names and counts")
  func overlaps() throws {
    let panel = gappyPanel(
      (0..<130).map { row in
        [value(row % 7, if: row < 70), value(row % 5, if: row >= 69), value(row % 3, if: row % 2 == 0)]
      })
    #expect(panel.overlaps == [[70, 1, 35], [1, 61, 30], [35, 30, 65]])
    #expect(panel.returnsByFactor == [70, 61, 65])
    let error = CovarianceError.insufficientOverlap(first: .spot("A0"), second: .spot("A1"), found: 1, required: 2)
    #expect(throws: error) { try MaximumLikelihoodCovariance().covariance(of: panel) }
    let separate = gappyPanel([[1, nil], [2, nil], [nil, 1], [nil, 3]])
    #expect(
      throws: ScenarioError.noCommonReturn(
        first: .spot("A0"), second: .spot("A1"), firstReturns: 2, secondReturns: 2)
    ) { try separate.completeCase() }
    let bad = gappyPanel([[1, 2], [2, .infinity], [3, 1]])
    #expect(throws: CovarianceError.nonFiniteReturn(row: 1, factor: .spot("A1"))) {
      try MaximumLikelihoodCovariance().covariance(of: bad)
    }
    let young = gappyPanel((0..<8).map { row in [value(row), value(row * row), value(row % 2, if: row >= 5)] })
    #expect(
      throws: CovarianceError.insufficientOverlap(first: .spot("A2"), second: .spot("A0"), found: 3, required: 4)
    ) { try UnequalStartCovariance().covariance(of: young) }
    let twins = gappyPanel((0..<9).map { row in [value(row % 4), value(row % 4), value(row, if: row > 3)] })
    #expect(throws: CovarianceError.notPositiveDefinite(leadingMinor: 2, factor: .spot("A1"))) {
      try MaximumLikelihoodCovariance().covariance(of: twins)
    }
  }

  private func value(_ number: Int, if isThere: Bool = true) -> Double? { isThere ? Double(number) : nil }
}
