import Testing
import TailpoolInsurance
import _TailpoolTestSupport

@Suite("Reinsurance")
struct ReinsuranceProgramTests {
  @Test("a quota share, then two layers of what is kept, by hand")
  func program() throws {
    // Losses 0, 100 … 500; half of each is ceded; of 0, 50 … 250 the layers take 100 above 50 and 60 % of 100 above 150.
    let law = try LossDistribution(step: 100, probabilities: [0.5, 0.2, 0.1, 0.1, 0.06, 0.04])
    let program = try ReinsuranceProgram(stages: [
      [.quotaShare(name: "quota", ceded: 0.5)],
      [
        ReinsuranceTreaty(name: "first", limit: 100, above: 50),
        ReinsuranceTreaty(name: "second", limit: 100, above: 150, share: 0.6),
      ],
    ])
    let outcome = try program.outcome(of: law)
    #expect(outcome.ceded.map(\.name) == ["quota", "first", "second"])
    #expect(outcome.ceded[0].law.probabilities == law.probabilities)
    #expect(outcome.ceded[0].law.step == 50)
    #expect(abs(outcome.ceded[0].mean - 57) < 1e-12)
    let first = outcome.ceded[1].law
    #expect(first.step == 50)
    for (answer, value) in zip(first.probabilities, [0.7, 0.1, 0.2]) {
      #expect(abs(answer - value) < 1e-15, "\(first)")
    }
    #expect(abs(outcome.ceded[1].mean - 25) < 1e-12)
    #expect(abs(outcome.ceded[2].mean - (0.06 * 30 + 0.04 * 60)) < 1e-12)
    #expect(abs(outcome.ceded[2].variance - (0.06 * 900 + 0.04 * 3600 - 4.2 * 4.2)) < 1e-9)
    #expect(abs(outcome.retained.mean - (114 - 57 - 25 - 4.2)) < 1e-12)
    // 0, 50, 50, 50, 70, 90: 70 and 90 lie between points of 50.
    let retained = outcome.retained.law.probabilities
    for (answer, value) in zip(retained, [0.5, 0.4 + 0.06 * 0.6 + 0.04 * 0.2, 0.06 * 0.4 + 0.04 * 0.8]) {
      #expect(abs(answer - value) < 1e-15, "\(retained)")
    }
    #expect(
      abs(outcome.ceded[1].price(meanLoading: 0.2, deviationLoading: 0.1) - (30 + 0.1 * 40.311288741492746)) < 1e-12)
    let (ceded, kept) = program.split(450)
    #expect(
      abs(ceded[0] - 225) < 1e-12 && abs(ceded[1] - 100) < 1e-12 && abs(ceded[2] - 45) < 1e-12 && abs(kept - 80) < 1e-12
    )
  }

  @Test("what is ceded and what is kept are the gross loss, for any program", arguments: 0..<40)
  func conserved(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let raw = (0..<200).map { _ in Double.random(in: 0...1, using: &generator) }
    let total = raw.reduce(0, +) / 0.99
    let law = try LossDistribution(
      step: Double.random(in: 0.1...1e4, using: &generator), probabilities: raw.map { $0 / total }, beyond: 0.01)
    let top = law.greatest
    let stages: [[ReinsuranceTreaty]] = try (0..<3).map { stage in
      try (0..<2).map { index in
        try ReinsuranceTreaty(
          name: "\(stage) \(index)",
          limit: Bool.random(using: &generator) ? .infinity : Double.random(in: 1...top, using: &generator),
          above: Double.random(in: 0...top, using: &generator), share: Double.random(in: 0.01...0.5, using: &generator))
      }
    }
    let outcome = try ReinsuranceProgram(stages: stages).outcome(of: law)
    let parts = outcome.ceded + [outcome.retained]
    let mean = parts.reduce(0) { $0 + $1.mean }
    #expect(abs(mean - law.mean) <= 1e-12 * law.mean, "\(stages), \(mean) of \(law.mean)")
    #expect(outcome.grossMean == law.mean && outcome.grossVariance == law.variance)
    for part in parts {
      let sum = part.law.probabilities.reduce(part.law.beyond, +)
      #expect(abs(sum - 1) < 1e-12, "\(part.name): \(sum) of \(stages)")
      // Exhausted layers have what lies beyond the grid, others leave it there, at what is their greatest amount.
      let lawMean = part.law.mean
      let slack = part.law.beyond * part.law.step + 1e-11 * law.mean
      #expect(abs(lawMean - part.mean) <= slack, "\(part.name): \(lawMean), \(part.mean) of \(stages)")
      let growth = part.law.variance - part.variance
      let wide = part.law.step * part.law.step * (0.25 + part.law.beyond * 2 * Double(part.law.probabilities.count))
      #expect(growth >= -wide && growth <= wide, "\(part.name): \(growth) of \(stages)")
    }
    // Comonotone: standard deviations add up to at least that of the sum.
    let deviations = parts.reduce(0) { $0 + $1.standardDeviation }
    #expect(deviations >= law.standardDeviation * (1 - 1e-12), "\(stages)")
  }

  @Test("an exhausted layer takes what lies beyond the grid, a full stop loss leaves none to the pool")
  func beyond() throws {
    let law = try LossDistribution(step: 1, probabilities: [0.5, 0.2, 0.1, 0.1], beyond: 0.1)
    let layer = try ReinsuranceProgram(stages: [[ReinsuranceTreaty(name: "layer", limit: 1, above: 1)]]).outcome(
      of: law)
    #expect(layer.ceded[0].law.beyond == 0)
    #expect(abs(layer.ceded[0].law.probabilities[1] - 0.3) < 1e-15)
    #expect(layer.retained.law.beyond == 0.1)
    let stop = try ReinsuranceProgram(stages: [[.stopLoss(name: "stop", above: 2)]]).outcome(of: law)
    #expect(stop.retained.law.beyond == 0)
    #expect(stop.ceded[0].law.beyond == 0.1)
    #expect(abs(stop.retained.law.probabilities[2] - 0.3) < 1e-15)
  }

  @Test("the pool alone when there is no treaty")
  func none() throws {
    let law = try LossDistribution(step: 2, probabilities: [0.5, 0.25, 0.25])
    let outcome = try ReinsuranceProgram(stages: []).outcome(of: law)
    #expect(outcome.retained.law == law)
    #expect(outcome.ceded.isEmpty)
  }

  @Test("premiums of reinstatements, by hand")
  func reinstatements() throws {
    let aggregate = try LossDistribution(step: 50, probabilities: [0.6, 0.2, 0.1, 0.05, 0.03, 0.02])
    let terms = try Reinstatements(limit: 100, count: 1, rate: 0.5)
    // min(A, 200): 0, 50, 100, 150, 200, 200; min(A, 100): 0, 50, 100, 100, 100, 100.
    let recovery = 0.2 * 50 + 0.1 * 100 + 0.05 * 150 + 0.05 * 200
    #expect(abs(terms.expectedRecovery(of: aggregate) - recovery) < 1e-12)
    #expect(abs(terms.initialPremium(worth: recovery, of: aggregate) - recovery / (1 + 0.5 * 30 / 100)) < 1e-12)
  }

  @Test("what is out of range is refused")
  func refused() throws {
    for share in [0, -0.1, 1.1, .nan] {
      #expect(throws: InsuranceError.self, "\(share)") { try ReinsuranceTreaty.quotaShare(name: "q", ceded: share) }
    }
    for attachment in [-1, .nan, .infinity] {
      #expect(throws: InsuranceError.self, "\(attachment)") {
        try ReinsuranceTreaty.stopLoss(name: "s", above: attachment)
      }
    }
    for limit in [0, -1, .nan] {
      #expect(throws: InsuranceError.self, "\(limit)") { try ReinsuranceTreaty(name: "l", limit: limit, above: 0) }
    }
    let quota = try ReinsuranceTreaty.quotaShare(name: "q", ceded: 0.5)
    #expect(throws: InsuranceError.duplicate("treaty", name: "q")) {
      try ReinsuranceProgram(stages: [[quota], [quota]])
    }
    let layer = try ReinsuranceTreaty(name: "l", limit: 5, above: 3, share: 0.6)
    #expect(throws: InsuranceError.invalid("sum of shares at treaty", index: 1, value: 1.1, expected: "at most 1")) {
      try ReinsuranceProgram(stages: [[quota, layer]])
    }
    let wide = try LossDistribution(step: 1e308, probabilities: [0.5, 0.25, 0, 0, 0.25])
    #expect(throws: InsuranceError.self) { try ReinsuranceProgram(stages: [[quota]]).outcome(of: wide) }
    for rate in [-1, .nan, .infinity] {
      #expect(throws: InsuranceError.self, "\(rate)") { try Reinstatements(limit: 1, count: 1, rate: rate) }
    }
    #expect(throws: InsuranceError.self) { try Reinstatements(limit: 1, count: -1, rate: 1) }
  }
}
