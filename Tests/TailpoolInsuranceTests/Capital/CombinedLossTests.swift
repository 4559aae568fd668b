import Testing
import TailpoolInsurance
import TailpoolNumerics
import TailpoolRisk
import _TailpoolTestSupport

@Suite("Claims and assets in one law")
struct CombinedLossTests {
  @Test(
    "every sum of claims and scenarios, sorted", arguments: try ReferenceCase.cases("insurance_capital", fn: "atoms"))
  func atoms(row: ReferenceCase) throws {
    let loss = try Self.loss(row)
    let level = try #require(ConfidenceLevel(percent: row.double("percent")))
    let scale = abs(row.double("expectedShortfall"))
    let capital = try loss.capital(.expectedShortfall(level))
    #expect(abs(capital.amount - row.double("expectedShortfall")) < 1e-12 * scale, "\(capital) of \(row)")
    #expect(abs(capital.valueAtRisk.value - row.double("valueAtRisk")) < 1e-12 * scale, "\(capital) of \(row)")
    #expect(try loss.capital(.valueAtRisk(level)).amount == capital.valueAtRisk.value)
    #expect(abs(loss.mean - row.double("mean")) < 1e-12 * scale, "\(loss.mean) of \(row)")
    #expect(abs(capital.mean - capital.parts.reduce(0) { $0 + $1.mean }) < 1e-12 * scale, "\(capital)")
    let expected = row.doubles("contributions").enumerated().filter { $0.offset != 1 || capital.parts.count == 3 }
    #expect(capital.parts.count == expected.count)
    for (part, contribution) in zip(capital.parts, expected.map(\.element)) {
      #expect(abs(part.contribution - contribution) < 1e-12 * scale, "\(part), \(contribution) of \(row)")
    }
    #expect(capital.diversificationBenefit >= -1e-12 * scale, "\(capital) of \(row)")
    // The quantile is where the probability of more passes the level.
    let quantile = capital.valueAtRisk.value
    #expect(loss.exceedance(quantile) <= (1 - level.fraction) * (1 + 1e-12))
    #expect(loss.exceedance(quantile - 1e-6) > 1 - level.fraction, "\(row)")
  }

  @Test(
    "a normal result of the assets, at its quantiles",
    arguments: try ReferenceCase.cases("insurance_capital", fn: "normal"))
  func normal(row: ReferenceCase) throws {
    let count = 4_000
    let results = (0..<count).map { index in
      row.double("deviation") * NormalDistribution.quantile((Double(index) + 0.5) / Double(count))
    }
    let claims = try LossDistribution(step: row.double("step"), probabilities: row.doubles("masses"))
    let loss = try CombinedLoss(claims: claims, assets: ProfitAndLossDistribution(results))
    let level = try #require(ConfidenceLevel(percent: row.double("percent")))
    let (risk, shortfall) = (try loss.valueAtRisk(level), try loss.expectedShortfall(level))
    #expect(abs(risk.value / row.double("valueAtRisk") - 1) < 1e-3, "\(risk) of \(row)")
    #expect(abs(shortfall.value / row.double("expectedShortfall") - 1) < 2e-3, "\(shortfall) of \(row)")
  }

  @Test("errors from the number of scenarios cover the closed form", arguments: 0..<8)
  func errors(seed: UInt64) throws {
    let row = try #require(try ReferenceCase.cases("insurance_capital", fn: "normal").last)
    let field = RandomField(seed: seed, purpose: .marketScenarios)
    let results = (0..<1_000).map { row.double("deviation") * field.normal(scenario: $0, factor: 0) }
    let claims = try LossDistribution(step: row.double("step"), probabilities: row.doubles("masses"))
    let loss = try CombinedLoss(claims: claims, assets: ProfitAndLossDistribution(results))
    let (risk, shortfall) = (try loss.valueAtRisk(.percent99), try loss.expectedShortfall(.percent99))
    #expect(risk.low <= risk.value && risk.value <= risk.high)
    #expect(abs(risk.value - row.double("valueAtRisk")) < 4 * risk.standardError, "\(risk), seed \(seed)")
    #expect(
      abs(shortfall.value - row.double("expectedShortfall")) < 4 * shortfall.standardError, "\(shortfall), seed \(seed)"
    )
    #expect(shortfall.standardError > 0 && shortfall.standardError < 0.2 * shortfall.value, "\(shortfall)")
  }

  @Test("the standard error is the deviation of the estimate over many sets of scenarios")
  func errorIsTheDeviation() throws {
    let claims = try LossDistribution(step: 1, probabilities: [0.8, 0.1, 0.05, 0.03, 0.02])
    let estimates = try (0..<100).map { seed in
      let field = RandomField(seed: UInt64(seed), purpose: .marketScenarios)
      let results = (0..<300).map { field.normal(scenario: $0, factor: 0) }
      return try CombinedLoss(claims: claims, assets: ProfitAndLossDistribution(results)).expectedShortfall(.percent95)
    }
    let mean = estimates.reduce(0) { $0 + $1.value } / 100
    let deviation = (estimates.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / 99).squareRoot()
    let stated = estimates.reduce(0) { $0 + $1.standardError } / 100
    // The deviation of 100 estimates is known to 7 %.
    #expect(abs(stated / deviation - 1) < 0.2, "\(stated), \(deviation)")
  }

  @Test("without risk of assets or of claims there is what stands alone")
  func alone() throws {
    let claims = try LossDistribution(step: 10, probabilities: [0.9, 0.06, 0.03, 0.01])
    let still = try CombinedLoss(claims: claims, assets: ProfitAndLossDistribution([0, 0]))
    #expect(try still.valueAtRisk(.percent95).value == claims.valueAtRisk(.percent95))
    #expect(abs(try still.expectedShortfall(.percent95).value - claims.tailValueAtRisk(.percent95)) < 1e-12)
    #expect(try still.valueAtRisk(.percent95).standardError == 0)
    let results = (0..<500).map { Double(($0 * 7919) % 500) - 240 }
    let assets = try ProfitAndLossDistribution(results)
    let none = try CombinedLoss(claims: LossDistribution(step: 1, probabilities: [1]), assets: assets)
    #expect(try none.valueAtRisk(.percent99).value == assets.valueAtRisk(.percent99).value)
    #expect(abs(try none.expectedShortfall(.percent99).value - assets.expectedShortfall(.percent99).value) < 1e-12)
    let one = try CombinedLoss(claims: claims, assets: ProfitAndLossDistribution([5]))
    #expect(try one.valueAtRisk(.percent95).value == 5)
    #expect(
      try one.valueAtRisk(.percent95).standardError.isNaN && one.expectedShortfall(.percent95).standardError.isNaN)
  }

  @Test("claims that come with falling assets cost more, with rising ones less, by hand")
  func wrongWay() throws {
    let none = try LossDistribution(step: 1, probabilities: [1])
    let results: [Double] = [-4, 0, 0, 0, 0, 0, 0, 0, 0, 4]
    let assets = try ProfitAndLossDistribution(results)
    let measure = TailMeasure.expectedShortfall(try #require(ConfidenceLevel(percent: 90)))
    let with = try CombinedLoss(claims: none, assets: assets, triggeredClaims: [2.5] + [Double](repeating: 0, count: 9))
    let against = try CombinedLoss(
      claims: none, assets: assets, triggeredClaims: [Double](repeating: 0, count: 9) + [2.5])
    #expect(abs(try with.capital(measure).amount - 6.5) < 1e-12)
    #expect(abs(try against.capital(measure).amount - 4) < 1e-12)
    // The grid has 2.5 as 2 and 3 with a half each: apart it is (0.5 % · 7 + 0.5 % · 6 + 9 % · 4) / 10 %.
    let apart = (0.005 * 7 + 0.005 * 6 + 0.09 * 4) / 0.1
    #expect(abs(try with.wrongWayCharge(measure) - (6.5 - apart)) < 1e-12)
    #expect(abs(try against.wrongWayCharge(measure) - (4 - apart)) < 1e-12)
    #expect(abs(try with.capital(measure).claims - 2.5) < 1e-12)
  }

  @Test("what is out of range is refused")
  func refused() throws {
    let claims = try LossDistribution(step: 1, probabilities: [0.9], beyond: 0.1)
    let assets = try ProfitAndLossDistribution([1, -1])
    #expect(throws: InsuranceError.countMismatch("triggered claims", expected: 2, actual: 1)) {
      try CombinedLoss(claims: claims, assets: assets, triggeredClaims: [1])
    }
    #expect(throws: InsuranceError.countMismatch("probabilities of scenarios", expected: 2, actual: 3)) {
      try CombinedLoss(claims: claims, assets: assets, probabilities: [0.5, 0.25, 0.25])
    }
    for number in [-1, .nan, .infinity] {
      #expect(throws: InsuranceError.self, "\(number)") {
        try CombinedLoss(claims: claims, assets: assets, triggeredClaims: [0, number])
      }
      #expect(throws: InsuranceError.self, "\(number)") {
        try CombinedLoss(claims: claims, assets: assets, probabilities: [1, number])
      }
    }
    #expect(throws: InsuranceError.self) {
      try CombinedLoss(claims: claims, assets: assets, probabilities: [0.5, 0.4])
    }
    let huge = try ProfitAndLossDistribution([1e308, -1e308])
    #expect(throws: InsuranceError.self) { try CombinedLoss(claims: claims, assets: huge) }
    let loss = try CombinedLoss(claims: claims, assets: assets, triggeredClaims: [0, 1e9])
    #expect(throws: InsuranceError.tooCoarse("the tail beyond the grid", error: 0.1, bound: 1 - 0.95)) {
      try loss.valueAtRisk(.percent95)
    }
    let level = try #require(ConfidenceLevel(percent: 80))
    #expect(throws: InsuranceError.self) { try loss.wrongWayCharge(.valueAtRisk(level)) }
    #expect(loss.exceedance(.nan).isNaN)
    #expect(loss.exceedance(.infinity) == 0.1)
    #expect(loss.exceedance(-.infinity) == 1)
  }

  private static func loss(_ row: ReferenceCase) throws -> CombinedLoss {
    try CombinedLoss(
      claims: LossDistribution(step: row.double("step"), probabilities: row.doubles("masses")),
      assets: ProfitAndLossDistribution(row.doubles("results")), triggeredClaims: row.doubles("triggered"),
      probabilities: row.doubles("probabilities"))
  }
}
