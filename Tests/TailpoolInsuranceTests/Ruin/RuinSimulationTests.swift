import Testing
import TailpoolInsurance
import _TailpoolTestSupport

@Suite("Ruin by simulation and by periods")
struct RuinSimulationTests {
  @Test("importance sampling of ruin down to 1e-8 meets the closed form within its errors", arguments: [2.0, 5, 9, 12])
  func rareRuin(surplus: Double) throws {
    let process = try SurplusProcess(
      claimRate: 3, premiumRate: 1, claims: ExponentialMixture(weights: [0.5, 0.5], rates: [4, 20 / 3.0]))
    let exact = try process.ruinProbability(from: surplus)
    let estimate = try process.importanceSampledRuinProbability(from: surplus, paths: 4_000, seed: 7)
    let context = "\(estimate) from \(surplus); exactly \(exact)"
    #expect(estimate.standardError < 0.02 * exact, "\(context)")
    #expect(abs(estimate.probability - exact) < 4 * estimate.standardError, "\(context)")
    #expect(estimate.tilt == (try process.adjustmentCoefficient()))
  }

  @Test("ruin of 1e-8 to 5 percent, against 0.6 exp(−2 u)", arguments: [1, 2] as [UInt64])
  func gate(seed: UInt64) throws {
    let process = try SurplusProcess(claimRate: 3, premiumRate: 1, claims: ExponentialMixture(rate: 5))
    // 0.6 exp(−2 u) = 1e-8.
    let estimate = try process.importanceSampledRuinProbability(from: 8.954927560093191, paths: 10_000, seed: seed)
    #expect(abs(estimate.probability / 1e-8 - 1) < 0.05, "\(estimate), seed \(seed)")
    #expect(estimate.standardError < 0.005 * 1e-8, "\(estimate), seed \(seed)")
  }

  @Test("claims on a grid, rare ruin within the bounds")
  func grid() throws {
    let law = try LossDistribution(step: 1, probabilities: [0, 0.5, 0, 0, 0.5])
    let process = try SurplusProcess(claimRate: 0.375, premiumRate: 1.25, claims: law)
    let bounds = try #require(process.ruinBounds(to: 60, cells: 3_000).last)
    let estimate = try process.importanceSampledRuinProbability(from: 60, paths: 4_000, seed: 3)
    #expect(bounds.upper < 1e-4)
    #expect(abs(estimate.probability - bounds.middle) < 4 * estimate.standardError, "\(estimate), \(bounds)")
    #expect(estimate.standardError < 0.02 * bounds.middle, "\(estimate)")
  }

  @Test(
    "until a horizon, as they are and tilted, against the integral",
    arguments: try ReferenceCase.cases("ruin", fn: "horizon"))
  func horizon(row: ReferenceCase) throws {
    let process = try SurplusProcess(
      claimRate: row.double("rate"), premiumRate: 1, claims: ExponentialMixture(rate: 1))
    let (surplus, time) = (row.double("surplus"), row.double("time"))
    for estimate in [
      try process.simulatedRuinProbability(from: surplus, within: time, paths: 8_000, seed: 5),
      try process.importanceSampledRuinProbability(from: surplus, within: time, paths: 8_000, seed: 5),
    ] {
      #expect(abs(estimate.probability - row.double("ruin")) < 4 * estimate.standardError, "\(estimate) in \(row)")
    }
  }

  @Test("a path is the same however many there are")
  func reproducible() throws {
    let process = try SurplusProcess(claimRate: 3, premiumRate: 1, claims: ExponentialMixture(rate: 5))
    func ruined(_ paths: Int) throws -> Double {
      try process.simulatedRuinProbability(from: 0.1, within: 2, paths: paths, seed: 1).probability * Double(paths)
    }
    let added = try ruined(501) - ruined(500)
    #expect(abs(added) < 1e-9 || abs(added - 1) < 1e-9, "\(added)")
    #expect(
      try ruined(500) != process.simulatedRuinProbability(from: 0.1, within: 2, paths: 500, seed: 2).probability * 500)
  }

  @Test("what is out of range is refused")
  func refused() throws {
    let process = try SurplusProcess(claimRate: 3, premiumRate: 1, claims: ExponentialMixture(rate: 5))
    for paths in [0, 1, 100_000_001] {
      #expect(throws: InsuranceError.self, "\(paths)") {
        try process.importanceSampledRuinProbability(from: 1, paths: paths, seed: 1)
      }
    }
    for horizon in [0, -1, .nan, .infinity, 1e8] {
      #expect(throws: InsuranceError.self, "\(horizon)") {
        try process.simulatedRuinProbability(from: 1, within: horizon, paths: 10, seed: 1)
      }
    }
    for surplus in [-1, .nan, .infinity, 1e8] {
      #expect(throws: InsuranceError.self, "\(surplus)") {
        try process.importanceSampledRuinProbability(from: surplus, paths: 10, seed: 1)
      }
    }
    let law = try LossDistribution(step: 1, probabilities: [0.9], beyond: 0.1)
    let heavy = try SurplusProcess(claimRate: 1, premiumRate: 1, claims: law, mean: 0.5)
    #expect(throws: InsuranceError.tooCoarse("a grid of claims to draw from", error: 0.1, bound: 0)) {
      try heavy.simulatedRuinProbability(from: 1, within: 1, paths: 10, seed: 1)
    }
  }

  @Test("ruin at the ends of periods, exactly", arguments: try ReferenceCase.cases("ruin", fn: "periods"))
  func periods(row: ReferenceCase) throws {
    let law = try LossDistribution(step: 0.1, probabilities: row.doubles("masses"))
    let process = try DiscreteSurplusProcess(premium: 0.1 * row.double("premium"), claims: law)
    let expected = row.doubles("ruin")
    let answers = try process.ruinProbabilities(from: 0.1 * row.double("surplus"), periods: expected.count)
    #expect(answers.count == expected.count)
    for (answer, value) in zip(answers, expected) { #expect(abs(answer - value) <= 1e-14, "\(answers) in \(row)") }
  }

  @Test("what lies beyond the grid is ruin; amounts between the steps are refused")
  func periodsRefused() throws {
    let law = try LossDistribution(step: 1, probabilities: [0.9], beyond: 0.1)
    let process = try DiscreteSurplusProcess(premium: 0, claims: law)
    let answers = try process.ruinProbabilities(from: 5, periods: 2)
    #expect(abs(answers[0] - 0.1) < 1e-15 && abs(answers[1] - 0.19) < 1e-15, "\(answers)")
    for amount in [0.5, -1, .nan, .infinity, 1e9] {
      #expect(throws: InsuranceError.self, "\(amount)") { try DiscreteSurplusProcess(premium: amount, claims: law) }
      #expect(throws: InsuranceError.self, "\(amount)") { try process.ruinProbabilities(from: amount, periods: 1) }
    }
    #expect(throws: InsuranceError.self) { try process.ruinProbabilities(from: 1, periods: 0) }
  }

  @Test("claims a few units in the last place below the premium are no endless walk", arguments: 1...8)
  func nearlyNoProfit(ulps: Int) throws {
    let process = try SurplusProcess(
      claimRate: 1, premiumRate: 1 + Double(ulps) * .ulpOfOne, claims: ExponentialMixture(rate: 1))
    #expect(throws: InsuranceError.self) {
      try process.importanceSampledRuinProbability(from: 1, paths: 2, seed: 1)
    }
  }
}
