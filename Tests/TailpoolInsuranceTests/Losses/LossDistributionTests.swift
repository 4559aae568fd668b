import Testing
import TailpoolInsurance
import TailpoolRisk

@Suite("Loss distributions")
struct LossDistributionTests {
  @Test("moments, quantile and tail of four losses")
  func fourLosses() throws {
    let law = try LossDistribution(step: 100, probabilities: [0.7, 0.2, 0.08, 0.02])
    #expect(abs(law.mean - 42) < 1e-12)
    #expect(abs(law.variance - (0.2 * 1e4 + 0.08 * 4e4 + 0.02 * 9e4 - 42 * 42)) < 1e-9)
    #expect(try law.valueAtRisk(.percent95) == 200)
    #expect(abs(try law.tailValueAtRisk(.percent95) - (0.02 * 300 + 0.03 * 200) / 0.05) < 1e-9)
    #expect(abs(try law.stopLoss(above: 150) - (0.08 * 50 + 0.02 * 150)) < 1e-12)
    #expect(abs(try law.layer(100, above: 150) - (0.08 * 50 + 0.02 * 100)) < 1e-12)
    #expect(law.exceedances.map { ($0 * 100).rounded() } == [30, 10, 2, 0])
    #expect(law.exceedance(-1) == 1)
    #expect(law.exceedance(300) == 0)
    #expect(law.exceedance(.nan).isNaN)
  }

  @Test("a quantile beyond the grid is refused")
  func beyond() throws {
    let law = try LossDistribution(step: 1, probabilities: [0.9, 0.08], beyond: 0.02)
    #expect(try law.valueAtRisk(.percent95) == 1)
    #expect(throws: InsuranceError.tooCoarse("the tail beyond the grid", error: 0.02, bound: 1 - 0.99)) {
      try law.valueAtRisk(.percent99)
    }
  }

  @Test("what is no law is refused with its place")
  func refused() {
    #expect(throws: InsuranceError.invalid("probability", index: 1, value: -0.1, expected: "0 … 1")) {
      try LossDistribution(step: 1, probabilities: [1.1 - 1e-10, -0.1].map { min($0, 1) })
    }
    #expect(throws: InsuranceError.empty("probabilities")) { try LossDistribution(step: 1, probabilities: []) }
    #expect(throws: InsuranceError.self) { try LossDistribution(step: .nan, probabilities: [1]) }
    #expect(throws: InsuranceError.self) { try LossDistribution(step: 1, probabilities: [0.5]) }
  }
}
