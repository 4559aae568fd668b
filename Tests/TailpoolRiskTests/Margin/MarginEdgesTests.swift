import Foundation
import Testing

@testable import TailpoolRisk

@Suite("Ends of the margin rules, by hand")
struct MarginEdgesTests {
  private static func parameters() throws -> SkewMargin.Parameters {
    SkewMargin.Parameters(
      rule: .derive, gain: .init(), loss: .init(), tilt: .init(slope: 0.3, base: 0.1),
      bend: .init(slope: 0.2, base: 0.15),
      width: .init(least: 0.1, multiple: 2, volatility: 0.6, volatilitySlope: -0.1),
      basisAddend: 0.25, basisSlope: 0.02, initialFactor: 1.3,
      maintenanceContingency: .init(perpetual: 0.03, option: 0.01, base: 0.02),
      initialContingency: .init(perpetual: 0.05, option: 0.02, base: 0.04))
  }

  @Test("Volatilities are raised and lowered by a power of thirty days over the time left, of a day at least")
  func volatilities() throws {
    let (up, down) = (0.45 * pow(30, 0.3), 0.3 * pow(30, 0.3))
    for days in [0, 0.2, 1] {
      #expect(abs(VolatilityShockRule.derive.factor(.up, days: days) - (1 + up)) < 1e-14, "\(days)")
      #expect(abs(VolatilityShockRule.derive.factor(.down, days: days) - (1 - down)) < 1e-14, "\(days)")
      #expect(VolatilityShockRule.derive.factor(.unchanged, days: days) == 1)
    }
    #expect(abs(VolatilityShockRule.deribit.factor(.up, days: 120) - (1 + 0.5 * pow(0.25, 0.13))) < 1e-14)
    #expect(abs(VolatilityShockRule.deribit.factor(.down, days: 30) - 0.75) < 1e-14)
    let own = try VolatilityShockRule(rangeUp: 0.2, rangeDown: 0.5, shortPower: 0.4, longPower: 0.1)
    #expect(abs(own.factor(.up, days: 0.5) - (1 + 0.2 * pow(30, 0.4))) < 1e-14 && own.leastDays == 1)
    // 0.5 · 30^0.4 is more than one: nothing is left.
    #expect(own.factor(.down, days: 1) == 0)
  }

  @Test("The buckets of a perpetual are even steps, and beyond the range its move is cut back to it")
  func perpetual() throws {
    let margin = try BucketMargin(MarginAccount(spot: 100, options: [], perpetuals: -2, perpetualPrice: 101))
    #expect(margin.profitAndLoss.count == 35)
    for (index, profit) in margin.profitAndLoss.prefix(27).enumerated() {
      #expect(abs(profit + 202 * 0.04 * Double(index / 3 - 4)) < 1e-12, "\(index): \(profit)")
    }
    for (profit, sign) in zip(margin.profitAndLoss.dropFirst(27), [-1, -1, 1, 1, 1, 1, 1, 1.0]) {
      #expect(abs(profit + 202 * 0.16 * sign) < 1e-12, "\(margin)")
    }
    #expect(abs(margin.worstLoss - 32.32) < 1e-12 && abs(margin.maintenance - 0.8 * 32.32) < 1e-12)
    var parameters = BucketMargin.Parameters()
    parameters.buckets = 1
    #expect(throws: RiskError.invalidParameter(name: "buckets", value: 1)) {
      try BucketMargin(MarginAccount(spot: 100, options: []), parameters: parameters)
    }
  }

  @Test("The extended moves are those of the table, weighed by the range over the move")
  func extended() throws {
    let account = try MarginAccount(
      spot: 100, options: [.init(type: .put, strike: 100, days: 30, forward: 100, volatility: 0.6, amount: -1)])
    let margin = try BucketMargin(account)
    let value = -account.options[0].value()
    #expect(value > 5)
    // At five times the price and more the put is worth nothing.
    let weights = [0.16 / 3, 0.16 / 4, 0.16 / 5]
    for (profit, weight) in zip(margin.profitAndLoss.suffix(3), weights) {
      #expect(abs(profit - weight * value) < 1e-6, "\(margin)")
    }
    // A third of the price: 67 of intrinsic value, and 24.2 % of the loss counts.
    #expect(abs(margin.profitAndLoss[27] + 0.16 / 0.66 * (66 - value)) < 0.02, "\(margin)")
  }

  @Test("An account without risk has no worst scenario, and a doubt counts against the initial margin alone")
  func doubt() throws {
    let still = try ScenarioMargin(MarginAccount(spot: 100, options: [], cash: 5))
    #expect(still.worst == 0 && still.worstScenario == nil && still.maintenance == 5 && still.initial == 5)
    let account = try VenueMarginTests.account()
    let (sure, doubted) = (try ScenarioMargin(account), try ScenarioMargin(account, doubt: 7))
    #expect(abs(doubted.initial - (sure.initial - 7)) < 1e-10 && doubted.maintenance == sure.maintenance)
    let (plain, other) = try (
      SkewMargin(account, parameters: Self.parameters()), SkewMargin(account, parameters: Self.parameters(), doubt: 7)
    )
    #expect(abs(other.initial - (plain.initial - 7)) < 1e-10 && other.maintenance == plain.maintenance)
  }

  @Test("A negative rate discounts nothing")
  func rate() throws {
    func margin(_ rate: Double) throws -> SkewMargin {
      try SkewMargin(
        MarginAccount(
          spot: 100,
          options: [
            .init(type: .call, strike: 95, days: 200, forward: 101, volatility: 0.6, rate: rate, amount: 2),
            .init(type: .put, strike: 90, days: 200, forward: 101, volatility: 0.7, rate: rate, amount: -3),
          ]), parameters: Self.parameters())
    }
    let none = try margin(0)
    #expect(try margin(-0.08) == none)
    #expect(try margin(0.08).maintenance != none.maintenance)
  }
}
