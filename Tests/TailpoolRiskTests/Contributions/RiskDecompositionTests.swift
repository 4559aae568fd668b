import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Risk decomposition")
struct RiskDecompositionTests {
  private func parts(_ seed: UInt64, count: Int = 400) -> [RiskDecomposition.Part] {
    var generator = SeededGenerator(seed: seed)
    return (0..<4).map { part in
      RiskDecomposition.Part(
        name: "\(part)", size: Double(part),
        profitAndLoss: (0..<count).map { _ in generator.uniform(-1, 1) * Double(part + 1) })
    }
  }

  @Test("Components add up; marginals are components by size; increments are the whole less the rest")
  func adds() throws {
    let parts = parts(1)
    let risk = try RiskDecomposition(.percent95, parts: parts)
    let whole = try ProfitAndLossDistribution(
      (0..<400).map { scenario in parts.reduce(0) { $0 + $1.profitAndLoss[scenario] } })
    #expect(abs(risk.expectedShortfall - whole.expectedShortfall(.percent95).value) < 1e-13)
    #expect(abs(risk.valueAtRisk - whole.harrellDavis(.percent95).value) < 1e-12)
    for (shares, total) in [
      (risk.valueAtRiskShares, risk.valueAtRisk), (risk.expectedShortfallShares, risk.expectedShortfall),
    ] {
      #expect(abs(shares.reduce(0) { $0 + $1.component } - total) < 1e-11)
      #expect(shares.map(\.name) == ["0", "1", "2", "3"] && shares[0].marginal.isNaN)
      #expect(abs(shares[3].marginal * 3 - shares[3].component) < 1e-14)
    }
    for (part, share) in zip(parts, risk.expectedShortfallShares) {
      let increment = try whole.incrementalRisk(.percent95, part: part.profitAndLoss).expectedShortfall
      #expect(abs(share.incremental - increment) < 1e-12)
      // Leaving a part out saves at least its component: the expected shortfall is convex.
      #expect(share.incremental <= share.component + 1e-12)
    }
  }

  @Test("A component is the change of the measure by a small growth of its part")
  func derivative() throws {
    let parts = parts(2, count: 4_001)
    let risk = try RiskDecomposition(.percent95, parts: parts)
    let step = 1e-7
    for index in parts.indices {
      func shortfall(_ factor: Double) throws -> Double {
        var grown = parts
        grown[index] = RiskDecomposition.Part(
          name: "", profitAndLoss: parts[index].profitAndLoss.map { $0 * factor })
        return try RiskDecomposition(.percent95, parts: grown).expectedShortfall
      }
      let slope = (try shortfall(1 + step) - shortfall(1 - step)) / (2 * step)
      #expect(abs(slope - risk.expectedShortfallShares[index].component) < 1e-5, "\(index)")
    }
  }

  @Test("No part and no scenario are errors")
  func errors() {
    #expect(throws: RiskError.empty) { try RiskDecomposition(.percent95, parts: []) }
    #expect(throws: RiskError.empty) {
      try RiskDecomposition(.percent95, parts: [.init(name: "", profitAndLoss: [])])
    }
  }
}
