import TailpoolRisk
import Testing
import _TailpoolTestSupport

@testable import TailpoolPools

/// A rule of two parts that are so many times the loss.
private struct Multiples: LossSharingRule {
  let factors: [Double]
  var participantCount: Int { factors.count }
  func shares(of loss: Double) throws(SharingError) -> [Double] { factors.map { $0 * loss } }
}

@Suite("Sharing rules by hand")
struct SharingByHandTests {
  private func isNear(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-13 * 30 }
  }

  @Test("A linear share is the mean and the covariance's part of the surprise; clipped parts are scaled to the loss")
  func linear() throws {
    // Means 2 and 4; covariances with the total 4/3 and 10/3 of 14/3.
    let plain = try LinearCovarianceShare(JointLosses([[1, 2, 3], [4, 2, 6]]))
    #expect(isNear(plain.slopes, [2 / 7.0, 5 / 7.0]) && plain.means == [2, 4])
    #expect(try isNear(plain.shares(of: 13), [4, 9]) && isNear(plain.shares(of: -1), [0, -1]))
    // Means 2, slopes 3/4, −1/4 and 1/2: 26 is a surprise of 20.
    let losses = try JointLosses([[0, 1, 5], [3, 2, 1], [1, 1, 4]])
    #expect(try isNear(LinearCovarianceShare(losses).shares(of: 26), [17, -3, 12]))
    let clipped = try LinearCovarianceShare(losses, negativeParts: .clipped)
    #expect(try isNear(clipped.shares(of: 26), [26 * 17 / 29.0, 0, 26 * 12 / 29.0]))
    // A gain is not clipped: −2 is a surprise of −8.
    #expect(try isNear(clipped.shares(of: -2), [-4, 4, -2]))
  }

  @Test("A window averages its neighbors on both sides; below the least total the means share what is missing")
  func window() throws {
    let rows: [[Double]] = [(0..<7).map { Double($0) }, (0..<7).map { Double($0 * $0) }]
    let rule = try ConditionalMeanShare(JointLosses(rows), window: 3)
    let means: [[Double]] = [
      [0, 0], [1, 5 / 3.0], [2, 14 / 3.0], [3, 29 / 3.0], [4, 50 / 3.0], [5, 77 / 3.0], [6, 36],
    ]
    #expect(rule.conditionalMeans.count == 7)
    for (found, expected) in zip(rule.conditionalMeans, means) { #expect(isNear(found, expected), "\(found)") }
    let two = try ConditionalMeanShare(JointLosses([[1, 2], [3, 8]]))
    #expect(try isNear(two.shares(of: 0), [1 - 6 / 7.0, 3 - 22 / 7.0]))
    #expect(try isNear(two.shares(of: 17), [2 + 1.5, 8 + 5.5]))
    // A sixth of the way from 4 to 10.
    #expect(try isNear(two.shares(of: 5), [1 + 1 / 6.0, 3 + 5 / 6.0]))
  }

  @Test("What a report says of a rule that pays one by the other is as large as it is, in losses and in gains")
  func axioms() throws {
    let rule = Multiples(factors: [2, -1])
    // Totals 2 and 4: parts 4, −2 and 8, −4.
    let losses = try AxiomReport(rule, losses: JointLosses([[1, 2], [1, 2]]))
    #expect(losses.violations[.noReversal] == 4 && losses.violations[.comonotonicity] == 2)
    #expect(losses.violations[.noRipOff] == 6 && losses.violations[.fullAllocation] == 0)
    #expect(losses.violations[.fairnessInMean] == 4.5)
    // Totals −4 and −2: parts −8, 4 and −4, 2.
    let gains = try AxiomReport(rule, losses: JointLosses([[-1, -2], [-1, -2]]))
    #expect(gains.violations[.noReversal] == 4 && gains.violations[.comonotonicity] == 2)
    #expect(gains.violations[.noRipOff] == 5)
  }

  @Test("A part below nothing by rounding is nothing, by more it is refused")
  func dust() throws {
    let rounding = Multiples(factors: [1 + 5e-13, -5e-13])
    #expect(try rounding.split(units: 1_000_000_007) == [1_000_000_007, 0])
    let wrong = Multiples(factors: [1 + 1e-9, -1e-9])
    #expect(throws: SharingError.self) { try wrong.split(units: 1_000_000_007) }
    #expect(try wrong.split(units: 0) == [0, 0])
    #expect(throws: SharingError.noBasis) { try Multiples(factors: [0, 0]).split(units: 3) }
  }

  @Test("A game whose empty coalition costs something shares what the others add; no risk has no parts")
  func games() throws {
    // Nobody 5, the first 7, the second 6, both 11: 3.5 and 2.5 of 6.
    let values = [5.0, 7, 6, 11]
    let exact = try RiskAllocation.shapley(count: 2) { values[Int($0)] }
    #expect(exact.contributions == [3.5, 2.5] && exact.total == 6)
    var generator = SeededGenerator(seed: 4)
    let sampled = try RiskAllocation.sampledShapley(count: 2, pairs: 3, using: &generator) { members in
      values[(members[0] ? 1 : 0) + (members[1] ? 2 : 0)]
    }
    #expect(isNear(sampled.contributions, [3.5, 2.5]) && sampled.total == 6)
    let none = try RiskAllocation.eulerStandardDeviation(covariance: [[0, 0], [0, 0]], weights: [1, 2])
    #expect(none.contributions == [0, 0] && none.total == 0)
  }
}
