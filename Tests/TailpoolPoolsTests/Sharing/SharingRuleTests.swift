import TailpoolRisk
import Testing
import _TailpoolTestSupport

@testable import TailpoolPools

@Suite("Sharing rules")
struct SharingRuleTests {
  /// Correlated losses of three participants, the third of whom gains when the pool loses.
  static func losses(seed: UInt64, scenarios: Int = 200, hedger: Bool = false) throws -> JointLosses {
    var generator = SeededGenerator(seed: seed)
    var rows: [[Double]] = [[], [], []]
    for _ in 0..<scenarios {
      let common = generator.uniform(0, 10)
      rows[0].append(common * generator.uniform(0.5, 1.5))
      rows[1].append(2 * common + generator.uniform(0, 5))
      rows[2].append(hedger ? 12 - common : generator.uniform(0, 20))
    }
    return try JointLosses(rows)
  }

  @Test("A quota share of 101 by 5, 3 and 2 is the reference's")
  func quotaVectors() throws {
    for vector in try ReferenceCase.cases("pools/33_allocation_rules", fn: "quotaShare") {
      let rule = try QuotaShare(weights: vector.unitsList("shares"))
      #expect(try rule.split(units: vector.units("loss")) == vector.unitsList("allocation"))
      let parts = try rule.shares(of: vector.double("loss"))
      #expect(zip(parts, vector.doubles("exact")).allSatisfy { abs($0 - $1) <= 1e-12 })
    }
  }

  @Test("POOL-102 Every rule's parts add up to the loss, in doubles and in units", arguments: [11, 12, 13])
  func fullAllocation(seed: UInt64) throws {
    let losses = try Self.losses(seed: seed)
    let euler = try RiskAllocation.eulerExpectedShortfall(losses, level: .percent95)
    var failures = addUp(try QuotaShare(weights: [5, 3, 2]), seed: seed, mayRefuse: false)
    failures += addUp(try ProportionalShare(meansOf: losses), seed: seed, mayRefuse: false)
    failures += addUp(try ProportionalShare(euler), seed: seed, mayRefuse: false)
    failures += addUp(try LinearCovarianceShare(losses, negativeParts: .clipped), seed: seed, mayRefuse: false)
    failures += addUp(try LinearCovarianceShare(losses), seed: seed, mayRefuse: true)
    failures += addUp(try ConditionalMeanShare(losses), seed: seed, mayRefuse: true)
    failures += addUp(try ConditionalMeanShare(losses, window: 21), seed: seed, mayRefuse: true)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
  }

  /// Losses whose parts do not add up; a rule that gives negative parts may refuse to split units.
  private func addUp(_ rule: some LossSharingRule, seed: UInt64, mayRefuse: Bool) -> [String] {
    var generator = SeededGenerator(seed: seed)
    var failures: [String] = []
    for _ in 0..<500 {
      let loss = generator.uniform(0, 80)
      let sum = ((try? rule.shares(of: loss)) ?? [.nan]).reduce(0, +)
      if !(abs(sum - loss) <= 1e-12 * max(loss, 50)) { failures.append("\(rule): \(loss) gives \(sum)") }
      let units = Int128(loss * 1e12) + 7
      guard let parts = try? rule.split(units: units) else {
        if !mayRefuse { failures.append("\(rule) refuses \(units)") }
        continue
      }
      if parts.reduce(0, +) != units || parts.contains(where: { $0 < 0 }) { failures.append("\(rule): \(units)") }
    }
    return failures
  }

  @Test("POOL-103 A linear share that clips takes from nobody what it gives to another")
  func clipping() throws {
    let losses = try Self.losses(seed: 5, hedger: true)
    let kept = try LinearCovarianceShare(losses).shares(of: 60)
    let clipped = try LinearCovarianceShare(losses, negativeParts: .clipped).shares(of: 60)
    #expect(kept.contains { $0 < 0 } && clipped.allSatisfy { $0 >= 0 })
    #expect(abs(clipped.reduce(0, +) - 60) <= 1e-12)
    #expect(throws: SharingError.self) { try LinearCovarianceShare(losses).split(units: 60) }
  }

  @Test("Between known totals the conditional mean is interpolated, beyond them the means share the rest")
  func interpolation() throws {
    let losses = try JointLosses([[0, 1, 2], [0, 1, 6]])
    let rule = try ConditionalMeanShare(losses)
    #expect(rule.totals == [0, 2, 8])
    #expect(try rule.shares(of: 2) == [1, 1])
    #expect(try rule.shares(of: 5) == [1.5, 3.5])
    let beyond = try rule.shares(of: 18)
    #expect(abs(beyond[0] - 5) <= 1e-15 * 10 && abs(beyond[1] - 13) <= 1e-14)
  }

  @Test("Scenarios with one total share by their average")
  func equalTotals() throws {
    let losses = try JointLosses([[4, 0, 5], [0, 4, 5]], probabilities: [0.75, 0.25, 1])
    #expect(try ConditionalMeanShare(losses).shares(of: 4) == [3, 1])
  }

  @Test("Losses and rules that cannot be used are typed errors")
  func errors() throws {
    #expect(throws: SharingError.empty) { try JointLosses([]) }
    #expect(throws: SharingError.empty) { try JointLosses([[]]) }
    #expect(throws: SharingError.countMismatch(expected: 2, actual: 1)) { try JointLosses([[1, 2], [1]]) }
    #expect(throws: SharingError.invalid("losses of a participant", index: 1)) { try JointLosses([[1], [.nan]]) }
    #expect(throws: SharingError.noBasis) { try JointLosses([[1]], probabilities: [0]) }
    #expect(throws: SharingError.noBasis) { try QuotaShare(weights: [0, 0]) }
    #expect(throws: SharingError.invalid("weight", index: 0)) { try QuotaShare(weights: [-1, 2]) }
    #expect(throws: SharingError.noBasis) { try ProportionalShare(basis: [1, -1]) }
    #expect(throws: SharingError.noBasis) { try LinearCovarianceShare(JointLosses([[1, 1]])) }
    #expect(throws: SharingError.invalid("window", index: 0)) {
      try ConditionalMeanShare(JointLosses([[1, 2]]), window: 2)
    }
    #expect(throws: SharingError.countMismatch(expected: 2, actual: 1)) {
      try ConditionalMeanShare(totals: [0, 1], conditionalMeans: [[0]], means: [1])
    }
    #expect(throws: SharingError.countMismatch(expected: 1, actual: 2)) {
      try ConditionalMeanShare(totals: [0], conditionalMeans: [[0, 0]], means: [1])
    }
    for totals in [[0, 0], [1, 0], [0, .nan], [.infinity, 1]] as [[Double]] {
      #expect(throws: SharingError.self) {
        try ConditionalMeanShare(totals: totals, conditionalMeans: [[0], [1]], means: [1])
      }
    }
    #expect(throws: SharingError.noBasis) { try ConditionalMeanShare(totals: [], conditionalMeans: [], means: [1]) }
    let rule = try QuotaShare(weights: [1, 1])
    #expect(throws: SharingError.invalidLoss(.infinity)) { try rule.shares(of: .infinity) }
    #expect(throws: SharingError.amount(.negative(-1))) { try rule.split(units: -1) }
    let hedged = try ProportionalShare(basis: [2, -1])
    #expect(throws: SharingError.negativeShare(index: 1, share: -10)) { try hedged.split(units: 10) }
  }
}
