import Testing
import TailpoolInsurance
import _TailpoolTestSupport

@Suite("Ruin in closed form and between bounds")
struct SurplusProcessTests {
  @Test(
    "the published probabilities of ruin",
    arguments: try ReferenceCase.cases("pools/34_aggregate_claims_ruin", fn: "ruin"))
  func published(row: ReferenceCase) throws {
    let mixture = row.fields["mixture"] == nil ? [[1, row.double("claimRate")]] : row.rows("mixture")
    let process = try SurplusProcess(
      claimRate: row.double("lam"), premiumRate: row.double("premium"),
      claims: ExponentialMixture(weights: mixture.map { $0[0] }, rates: mixture.map { $0[1] }))
    let ruin = try process.ruinProbability(from: row.double("u"))
    #expect(abs(ruin - row.double("psi")) <= 1e-12 * row.double("psi"), "\(row) gave \(ruin)")
    if row.fields["adjustmentCoefficient"] != nil {
      let coefficient = try process.adjustmentCoefficient()
      #expect(abs(coefficient - row.double("adjustmentCoefficient")) <= 1e-12, "\(row) gave \(coefficient)")
    }
  }

  @Test(
    "mixtures by the matrix exponential: ruin, deficit, coefficient",
    arguments: try ReferenceCase.cases("ruin", fn: "mixture"))
  func mixtures(row: ReferenceCase) throws {
    let process = try Self.mixtureProcess(row)
    let surplus = row.double("surplus")
    let answers = [
      ("ruin", try process.ruinProbability(from: surplus)),
      ("deficitProbability", try process.deficitProbability(over: row.double("deficit"), from: surplus)),
      ("meanDeficit", try process.meanDeficit(from: surplus)), ("adjustment", try process.adjustmentCoefficient()),
      ("mean", process.meanClaim),
    ]
    // Roots a millionth from their rate, on both sides of it, have coefficients that are known to 1e-10 alone.
    let tolerance = row.doubles("weights").contains { $0 < 1e-9 } ? 2e-12 : 2e-14
    for (key, answer) in answers {
      #expect(abs(answer / row.double(key) - 1) <= tolerance, "\(key) is \(answer) in \(row)")
    }
    #expect(try process.lundbergBound(from: surplus) >= row.double("ruin"))
  }

  @Test(
    "bounds hold the closed form, and their middle is of second order",
    arguments: try ReferenceCase.cases("ruin", fn: "mixture"))
  func boundsOfMixtures(row: ReferenceCase) throws {
    guard row.double("surplus") > 0 else { return }
    let process = try Self.mixtureProcess(row)
    let ruin = row.double("ruin")
    let bounds = try [500, 1_000].map { try process.ruinBounds(to: row.double("surplus"), cells: $0)[$0] }
    for bound in bounds { #expect(bound.lower <= ruin && ruin <= bound.upper, "\(bound) in \(row)") }
    let errors = bounds.map { abs($0.middle / ruin - 1) }
    #expect(errors[1] < 0.4 * errors[0] + 1e-11, "\(errors) in \(row)")
    #expect(bounds[1].upper - bounds[1].lower < 0.6 * (bounds[0].upper - bounds[0].lower), "\(bounds) in \(row)")
  }

  @Test("bounds hold the series of claims on a grid", arguments: try ReferenceCase.cases("ruin", fn: "lattice"))
  func boundsOfGrids(row: ReferenceCase) throws {
    let masses = row.doubles("masses")
    let beyond = max(1 - masses.reduce(0, +), 0)
    let law = try LossDistribution(step: 1, probabilities: masses, beyond: beyond > 1e-12 ? beyond : 0)
    let process = try SurplusProcess(
      claimRate: row.double("rate"), premiumRate: row.double("premium"), claims: law, mean: row.double("mean"))
    let ruin = row.double("ruin")
    let errors = try [16, 32].map { perUnit in
      let cells = Int(row.double("surplus") * perUnit)
      let bounds = try #require(process.ruinBounds(to: row.double("surplus"), cells: cells).last)
      #expect(bounds.lower <= ruin && ruin <= bounds.upper, "\(bounds) in \(row)")
      return abs(bounds.middle / ruin - 1)
    }
    #expect(errors[1] < 0.4 * errors[0], "\(errors) in \(row)")
    if law.beyond > 0 {
      #expect(throws: InsuranceError.self, "\(row)") { try process.adjustmentCoefficient() }
      #expect(throws: InsuranceError.self, "\(row)") {
        try process.importanceSampledRuinProbability(from: 1, paths: 10, seed: 1)
      }
      #expect(throws: InsuranceError.self, "\(row)") { try process.ruinBounds(to: 40.5, cells: 100) }
    } else {
      #expect(try process.lundbergBound(from: row.double("surplus")) >= ruin, "\(row)")
    }
  }

  @Test("the coefficient of claims on a grid", arguments: try ReferenceCase.cases("ruin", fn: "coefficient"))
  func coefficients(row: ReferenceCase) throws {
    let law = try LossDistribution(step: 1, probabilities: row.doubles("masses"))
    let process = try SurplusProcess(claimRate: row.double("rate"), premiumRate: row.double("premium"), claims: law)
    let answer = try process.adjustmentCoefficient()
    // 1 − ρ keeps 1e-16 / (1 − ρ) of its digits.
    #expect(
      abs(answer / row.double("adjustment") - 1) <= 1e-14 + 4e-16 / (1 - process.lossRatio), "\(answer) in \(row)")
  }

  @Test("a step of any size, and probabilities next to nothing", arguments: [1e-200, 1, 1e150])
  func scales(step: Double) throws {
    let unit = try SurplusProcess(
      claimRate: 0.5, premiumRate: 1, claims: LossDistribution(step: 1, probabilities: [0.5, 0.25, 0.25]))
    let masses = [0.5, 0.25, 0.25] + [Double](repeating: 0, count: 2_000) + [.leastNonzeroMagnitude]
    let law = try LossDistribution(step: step, probabilities: masses)
    let scaled = try SurplusProcess(claimRate: 0.5, premiumRate: step, claims: law)
    let coefficient = try scaled.adjustmentCoefficient() * step
    // The last claim, 2,003 with 5e-324, counts from a coefficient of 0.37 on.
    let without = try unit.adjustmentCoefficient()
    #expect(coefficient > 0.35 && coefficient < min(0.38, without), "\(coefficient), \(without)")
    let estimate = try scaled.importanceSampledRuinProbability(from: 5 * step, paths: 200, seed: 1)
    #expect(estimate.probability > 0 && estimate.probability < 1, "\(estimate)")
  }

  @Test("without net profit ruin is certain and there is no coefficient")
  func certainRuin() throws {
    let process = try SurplusProcess(claimRate: 2, premiumRate: 1, claims: ExponentialMixture(rate: 2))
    #expect(!process.hasNetProfit)
    #expect(process.safetyLoading == 0)
    #expect(try process.ruinProbability(from: 100) == 1)
    #expect(try process.ruinBounds(to: 4, cells: 2).map(\.lower) == [1, 1, 1])
    #expect(
      throws: InsuranceError.noAdjustmentCoefficient("claims are 1.0 of the premium in the mean; expected less than 1")
    ) {
      try process.adjustmentCoefficient()
    }
    #expect(throws: InsuranceError.self) { try process.meanDeficit(from: 1) }
    #expect(throws: InsuranceError.self) { try process.importanceSampledRuinProbability(from: 1, paths: 10, seed: 1) }
  }

  @Test("what is out of range is refused")
  func refused() throws {
    let law = try LossDistribution(step: 1, probabilities: [0.5, 0.4], beyond: 0.1)
    #expect(throws: InsuranceError.tooCoarse("a grid of claims whose mean is not given", error: 0.1, bound: 0)) {
      try SurplusProcess(claimRate: 1, premiumRate: 1, claims: law)
    }
    #expect(throws: InsuranceError.infiniteMean("claims")) {
      try SurplusProcess(claimRate: 1, premiumRate: 1, claims: law, mean: .infinity)
    }
    for mean in [0.4, .nan, -1] {
      #expect(throws: InsuranceError.self, "\(mean)") {
        try SurplusProcess(claimRate: 1, premiumRate: 1, claims: law, mean: mean)
      }
    }
    let none = try LossDistribution(step: 1, probabilities: [1])
    #expect(throws: InsuranceError.self) { try SurplusProcess(claimRate: 1, premiumRate: 1, claims: none) }
    let whole = try SurplusProcess(
      claimRate: 1, premiumRate: 1, claims: LossDistribution(step: 1, probabilities: [0.5, 0.5]))
    #expect(throws: InsuranceError.noClosedForm("ruin by claims on a grid")) { try whole.ruinProbability(from: 1) }
    for surplus in [-1, .nan, .infinity] {
      #expect(throws: InsuranceError.self, "\(surplus)") { try whole.ruinBounds(to: surplus, cells: 10) }
      #expect(throws: InsuranceError.self, "\(surplus)") { try whole.lundbergBound(from: surplus) }
    }
    #expect(throws: InsuranceError.self) { try whole.ruinBounds(to: 1, cells: 0) }
    for rate in [0, -1, .nan, .infinity] {
      #expect(throws: InsuranceError.self, "\(rate)") {
        try SurplusProcess(claimRate: rate, premiumRate: 1, claims: ExponentialMixture(rate: 1))
      }
      #expect(throws: InsuranceError.self, "\(rate)") { try ExponentialMixture(rate: rate) }
    }
    #expect(throws: InsuranceError.self) { try ExponentialMixture(weights: [0.5, 0.4], rates: [1, 2]) }
    #expect(throws: InsuranceError.countMismatch("rates", expected: 2, actual: 1)) {
      try ExponentialMixture(weights: [0.5, 0.5], rates: [1])
    }
  }

  @Test("equal rates are one law, weightless ones none")
  func merged() throws {
    let mixture = try ExponentialMixture(weights: [0.25, 0.5, 0, 0.25], rates: [2, 1, 7, 2])
    #expect(mixture.rates == [1, 2])
    #expect(mixture.weights == [0.5, 0.5])
    #expect(mixture.exceedance(-1) == 1)
    #expect(mixture.exceedance(.nan).isNaN)
  }

  private static func mixtureProcess(_ row: ReferenceCase) throws -> SurplusProcess {
    try SurplusProcess(
      claimRate: row.double("rate"), premiumRate: row.double("premium"),
      claims: ExponentialMixture(weights: row.doubles("weights"), rates: row.doubles("rates")))
  }
}
