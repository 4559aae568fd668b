import TailpoolRisk
import Testing
import _TailpoolTestSupport

@testable import TailpoolPools

@Suite("Axiom reports")
struct AxiomReportTests {
  @Test("POOL-105 The conditional mean is full, fair and rips nobody off", arguments: [1, 2, 3, 4])
  func conditionalMean(seed: UInt64) throws {
    for hedger in [false, true] {
      let losses = try SharingRuleTests.losses(seed: seed, hedger: hedger)
      let report = try AxiomReport(ConditionalMeanShare(losses), losses: losses)
      #expect(report.holds(.fullAllocation) && report.holds(.fairnessInMean) && report.holds(.noRipOff))
    }
  }

  @Test("The mean-proportional share moves with the pool; a quota is fair to the equal only")
  func proportional() throws {
    let losses = try SharingRuleTests.losses(seed: 1)
    let mean = try AxiomReport(ProportionalShare(meansOf: losses), losses: losses)
    #expect(mean.holds(.fullAllocation) && mean.holds(.fairnessInMean) && mean.holds(.comonotonicity))
    #expect(mean.holds(.noReversal))
    let quota = try AxiomReport(QuotaShare(weights: [1, 1, 1]), losses: losses)
    #expect(quota.holds(.fullAllocation) && quota.holds(.comonotonicity) && !quota.holds(.fairnessInMean))
    let expected = losses.means.map { abs(losses.means.reduce(0, +) / 3 - $0) }.max() ?? 0
    #expect(abs((quota.violations[.fairnessInMean] ?? 0) - expected) <= 1e-12 * expected)
  }

  @Test("A participant that hedges is paid by a linear share, and the report says by how much")
  func hedger() throws {
    let losses = try SharingRuleTests.losses(seed: 2, hedger: true)
    let linear = try AxiomReport(LinearCovarianceShare(losses), losses: losses)
    #expect(linear.holds(.fullAllocation) && linear.holds(.fairnessInMean) && !linear.holds(.comonotonicity))
    let clipped = try AxiomReport(LinearCovarianceShare(losses, negativeParts: .clipped), losses: losses)
    #expect(clipped.holds(.noReversal) && clipped.holds(.fullAllocation))
  }

  @Test("An unfair share is a rip-off where somebody pays more than it can lose")
  func ripOff() throws {
    let losses = try JointLosses([[0, 1], [10, 100]])
    let report = try AxiomReport(QuotaShare(weights: [1, 1]), losses: losses)
    #expect(report.violations[.noRipOff] == 49.5 && !report.holds(.noRipOff))
    #expect(report.violations[.fairnessInMean] == 27.25)
  }

  @Test("A rule that leaves something over is found out, and one for others is refused")
  func broken() throws {
    struct Half: LossSharingRule {
      let participantCount = 1
      func shares(of loss: Double) throws(SharingError) -> [Double] { [loss / 2] }
    }
    let losses = try JointLosses([[2, 4]])
    let report = try AxiomReport(Half(), losses: losses)
    #expect(report.violations[.fullAllocation] == 2 && !report.holds(.fullAllocation))
    #expect(throws: SharingError.countMismatch(expected: 1, actual: 2)) {
      try AxiomReport(QuotaShare(weights: [1, 1]), losses: losses)
    }
  }
}
