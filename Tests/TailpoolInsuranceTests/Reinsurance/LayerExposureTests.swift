import Testing
import TailpoolInsurance
import TailpoolPoolEngine
import TailpoolRisk
import _TailpoolTestSupport

@Suite("Layers of a waterfall under a law of losses")
struct LayerExposureTests {
  @Test("three layers by hand")
  func byHand() throws {
    // A step is 30 base units: losses 0, 30 … 150; layers end at 30, 75 and 120.
    let law = try LossDistribution(step: 3, probabilities: [0.5, 0.2, 0.1, 0.1, 0.06, 0.04])
    let waterfall = try LossWaterfall([
      LossLayer(name: "stake", units: 30), LossLayer(name: "reserve", units: 45), LossLayer(name: "members", units: 45),
    ])
    let level = try #require(ConfidenceLevel(percent: 92))
    let rows = try waterfall.exposures(to: law, unitsPerStep: 30, level: level)
    #expect(rows.map(\.name) == ["stake", "reserve", "members", "uncovered"])
    #expect(rows.map(\.attachment) == [0, 30, 75, 120])
    #expect(rows.map(\.detachment) == [30, 75, 120, nil])
    expect(rows.map(\.touched), [0.5, 0.3, 0.2, 0.04])
    expect(rows.map(\.exhausted), [0.5, 0.2, 0.1, 0])
    // In units: stake 30 from 30 on; reserve 30, 45, 45, 45 from 60 on; members 15, 45, 45; uncovered 30.
    expect(rows.map(\.expectedLoss), [1.5, 0.3 + 0.2 * 4.5, 0.15 + 0.1 * 4.5, 0.04 * 3])
    // The worst 8 %: 150 with 4 %, 120 with 4 % of its 6 %.
    expect(rows.map(\.tailContribution), [3, 4.5, 4.5, 1.5])
    #expect(abs(rows.reduce(0) { $0 + $1.expectedLoss } - law.mean) < 1e-12)
    #expect(abs(rows.reduce(0) { $0 + $1.tailContribution } - (try law.tailValueAtRisk(level))) < 1e-12)
  }

  @Test("sums are the mean and the tail value at risk for any law and layers", arguments: 0..<40)
  func sums(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let raw = (0..<100).map { _ in Double.random(in: 0...1, using: &generator) }
    let total = raw.reduce(0, +) / 0.999
    let law = try LossDistribution(step: 0.7, probabilities: raw.map { $0 / total }, beyond: 0.001)
    let waterfall = try LossWaterfall(
      try (0..<5).map { try LossLayer(name: "\($0)", units: Int128.random(in: 0...400, using: &generator)) })
    let rows = try waterfall.exposures(to: law, unitsPerStep: 13, level: .percent99)
    let (mean, tail) = (rows.reduce(0) { $0 + $1.expectedLoss }, rows.reduce(0) { $0 + $1.tailContribution })
    #expect(abs(mean - law.mean) < 1e-12 * law.mean, "\(rows)")
    #expect(try abs(tail - law.tailValueAtRisk(.percent99)) < 1e-12 * tail, "\(rows)")
    for (row, next) in zip(rows, rows.dropFirst()) {
      #expect(row.touched >= row.exhausted && row.exhausted >= next.touched, "\(rows)")
    }
  }

  @Test("what has no answer is refused")
  func refused() throws {
    let law = try LossDistribution(step: 1, probabilities: [0.9], beyond: 0.1)
    let waterfall = try LossWaterfall([LossLayer(name: "all", units: .max), LossLayer(name: "more", units: 1)])
    #expect(throws: InsuranceError.amount(.overflow)) {
      try waterfall.exposures(to: law, unitsPerStep: 1, level: .percent95)
    }
    let one = try LossWaterfall([LossLayer(name: "all", units: .max)])
    #expect(throws: InsuranceError.tooCoarse("the tail beyond the grid", error: 0.1, bound: 1 - 0.95)) {
      try one.exposures(to: law, unitsPerStep: 1, level: .percent95)
    }
    #expect(throws: InsuranceError.self) { try one.exposures(to: law, unitsPerStep: 0, level: .percent95) }
    let wide = try LossDistribution(step: 1e308, probabilities: [0.5, 0.25, 0.25])
    #expect(throws: InsuranceError.self) { try one.exposures(to: wide, unitsPerStep: 1, level: .percent95) }
  }

  private func expect(_ answers: [Double], _ values: [Double]) {
    #expect(answers.count == values.count)
    for (answer, value) in zip(answers, values) { #expect(abs(answer - value) < 1e-12, "\(answers), \(values)") }
  }
}
