import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// Expected values by a separate program in Python with SciPy's normal distribution.
@Suite("Margin by scenarios and rotations")
struct SkewMarginTests {
  private func parameters() throws -> SkewMargin.Parameters {
    SkewMargin.Parameters(
      rule: try VolatilityShockRule(rangeUp: 0.5, rangeDown: 0.35, shortPower: 0.3, longPower: 0.13),
      leastRaisedVolatility: 0.7, gain: .init(base: 0.97, rateMultiple: 2, addend: 0.03),
      loss: .init(base: 1.02, rateMultiple: 0.5, addend: 0.01), tilt: .init(slope: 0.3, base: 0.1),
      bend: .init(slope: 0.2, base: 0.15),
      width: .init(least: 0.1, multiple: 2, volatility: 0.6, volatilitySlope: -0.1), rotationWeight: 0.9,
      basisAddend: 0.25, basisSlope: 0.02, maintenanceFactor: 1.1, initialFactor: 1.3,
      maintenanceContingency: .init(perpetual: 0.03, option: 0.01, base: 0.02),
      initialContingency: .init(perpetual: 0.05, option: 0.02, base: 0.04))
  }

  @Test("Grid, rotations, basis, contingencies and both margins")
  func reference() throws {
    let margin = try SkewMargin(VenueMarginTests.account(), parameters: parameters(), doubt: 2)
    let found = [
      margin.profitAndLoss[0], margin.profitAndLoss[20], margin.tilt, margin.bend, margin.basis, margin.worst,
      margin.maintenanceContingency, margin.initialContingency, margin.maintenance, margin.initial,
    ]
    let expected = [
      -20.77655614531157, -14.180411566105269, -0.842078675125423, -4.317548492303894, -3.2872091270478387,
      -54.92273165915587, 23, 43, 135.953564120534, 79.96901778870281,
    ]
    for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-9, "\(found), \(expected)") }
  }

  @Test("Random accounts: rotations never gain, and the initial margin is at most the maintenance margin")
  func properties() throws {
    var random = SeededGenerator(seed: 11)
    for seed in 0..<200 {
      let options = (0..<6).map { _ in
        MarginAccount.Option(
          type: random.uniform() < 0.5 ? .call : .put, strike: random.uniform(50, 200),
          days: [0.0, 0.01, 7, 90][Int(random.uniform() * 4)], forward: random.uniform(80, 120),
          volatility: random.uniform(0, 1.5), rate: random.uniform(-0.05, 0.1), amount: random.uniform(-5, 5))
      }
      let account = try MarginAccount(spot: 100, options: options, perpetuals: random.uniform(-4, 4), base: 1)
      let margin = try SkewMargin(account, parameters: parameters())
      #expect(margin.tilt <= 0 && margin.bend <= 0 && margin.basis <= 0, "\(seed)")
      #expect(margin.initial <= margin.maintenance && margin.worst <= 0, "\(seed): \(margin)")
      #expect(margin.initial.isFinite, "\(seed): \(margin)")
    }
  }

  @Test("Names a number that is out of its range")
  func hostile() throws {
    var parameters = try parameters()
    parameters.initialFactor = 1
    #expect(throws: RiskError.invalidParameter(name: "initialFactor", value: 1)) {
      try SkewMargin(VenueMarginTests.account(), parameters: parameters)
    }
    parameters.initialFactor = 1.3
    parameters.width.least = 0
    #expect(throws: RiskError.invalidParameter(name: "width.least", value: 0)) {
      try SkewMargin(VenueMarginTests.account(), parameters: parameters)
    }
    #expect(throws: RiskError.empty) {
      try SkewMargin(VenueMarginTests.account(), scenarios: [], parameters: self.parameters())
    }
  }
}
