import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// Expected values by a separate program in Python with SciPy's normal distribution.
@Suite("Margins in the manner of the venues")
struct VenueMarginTests {
  static func account() throws -> MarginAccount {
    func option(
      _ type: OptionType, _ strike: Double, _ days: Double, _ forward: Double, _ volatility: Double, _ rate: Double,
      _ amount: Double
    ) -> MarginAccount.Option {
      .init(
        type: type, strike: strike, days: days, forward: forward, volatility: volatility, rate: rate, amount: amount)
    }
    return try MarginAccount(
      spot: 100,
      options: [
        option(.call, 110, 30, 101, 0.6, 0.04, -5), option(.put, 90, 30, 101, 0.7, 0.04, -4),
        option(.call, 90, 30, 101, 0.65, 0.04, 1), option(.call, 100, 7, 100.2, 0.8, 0.03, 3),
        option(.put, 100, 180, 104, 0.55, 0.05, -2),
      ], perpetuals: -3, perpetualPrice: 100.5, base: 2, cash: 50)
  }

  @Test("Scenario margin: grid, basis, contingency, maintenance and initial margin")
  func scenarios() throws {
    let margin = try ScenarioMargin(Self.account())
    #expect(margin.profitAndLoss.count == 21)
    #expect(abs(margin.profitAndLoss[0] + 18.015100467340698) < 1e-9, "\(margin)")
    #expect(abs(margin.profitAndLoss[20] + 15.673921383662876) < 1e-9, "\(margin)")
    #expect(abs(margin.basis + 3.2928568705369647) < 1e-9)
    #expect(abs(margin.worst + 51.80718428862897) < 1e-9 && margin.worstScenario == 18)
    #expect(try Self.account().nakedShorts == 10 && abs(margin.contingency - 20) < 1e-12)
    #expect(abs(margin.maintenance - 147.5613846569765) < 1e-9)
    #expect(abs(margin.initial - 126.01922937038779) < 1e-9)
  }

  @Test("Bucket margin: table, extended table and contingency")
  func buckets() throws {
    let margin = try BucketMargin(Self.account(), offsettingFutures: 1.5)
    #expect(margin.profitAndLoss.count == 35)
    #expect(abs(margin.worstLoss - 61.63235442867709) < 1e-9, "\(margin)")
    #expect(abs(margin.contingency - 11.5) < 1e-12)
    #expect(abs(margin.initial - 73.13235442867709) < 1e-9)
    #expect(abs(margin.maintenance - 58.505883542941675) < 1e-9)
  }

  @Test("Standard margin of a short option, by hand")
  func standard() throws {
    // At the money: 15 % of spot and the mark.
    let at = try StandardMargin(shortOf: .call, spot: 100, strike: 100, mark: 4)
    #expect(at.initial == 19 && at.maintenance == 11.5)
    // 3 % out of the money: 12 %; far out: 10 %.
    #expect(abs(try StandardMargin(shortOf: .call, spot: 100, strike: 103, mark: 4).initial - 16) < 1e-12)
    #expect(abs(try StandardMargin(shortOf: .put, spot: 100, strike: 70, mark: 1, units: 2).initial - 22) < 1e-12)
    // A put worth more than the spot: 7.5 % of the mark.
    let deep = try StandardMargin(shortOf: .put, spot: 10, strike: 300, mark: 290)
    #expect(abs(deep.maintenance - 311.75) < 1e-9 && deep.initial == deep.maintenance)
  }

  @Test("More of a short position asks for no less; the initial margin is never easier than the maintenance margin")
  func monotone() throws {
    for amount in [1.0, 2, 5, 20] {
      func margin(_ amount: Double) throws -> ScenarioMargin {
        try ScenarioMargin(
          MarginAccount(
            spot: 100,
            options: [
              .init(type: .put, strike: 90, days: 20, forward: 100, volatility: 0.7, amount: -amount),
              .init(type: .call, strike: 130, days: 60, forward: 101, volatility: 0.6, amount: 1),
            ]))
      }
      let (less, more) = (try margin(amount), try margin(1.5 * amount))
      #expect(less.initial <= less.maintenance && more.maintenance <= less.maintenance)
    }
  }

  @Test("In the last half hour only what is left of the settlement average moves")
  func settlement() throws {
    func profit(_ days: Double) throws -> Double {
      let account = try MarginAccount(
        spot: 100, options: [.init(type: .call, strike: 50, days: days, forward: 100, volatility: 0.5, amount: 1)])
      return try ScenarioMargin(account).profitAndLoss[0]
    }
    // 15 minutes: half of the forward is fixed, and 15 % more of the rest is 7.5.
    let discount = 0.95
    #expect(abs(try profit(15.0 / 1440) - (discount * 57.5 - 50)) < 0.01)
    #expect(abs(try profit(0) - (discount * 50 - 50)) < 1e-12)
  }

  @Test("Numbers out of their range are typed errors")
  func errors() throws {
    #expect(throws: RiskError.invalidParameter(name: "spot", value: 0)) { try MarginAccount(spot: 0, options: []) }
    #expect(throws: RiskError.invalidParameter(name: "strike", value: -1)) {
      try MarginAccount(
        spot: 1, options: [.init(type: .put, strike: -1, days: 1, forward: 1, volatility: 1, amount: 1)])
    }
    #expect(throws: RiskError.empty) { try ScenarioMargin(Self.account(), scenarios: []) }
    #expect(throws: RiskError.invalidParameter(name: "initialFactor", value: 0.9)) {
      try ScenarioMargin(Self.account(), initialFactor: 0.9)
    }
    #expect(throws: RiskError.invalidParameter(name: "rangeUp", value: -1)) {
      try VolatilityShockRule(rangeUp: -1, rangeDown: 0, shortPower: 0.3, longPower: 0.1)
    }
    var parameters = BucketMargin.Parameters()
    parameters.buckets = 4
    #expect(throws: RiskError.invalidParameter(name: "buckets", value: 4)) {
      try BucketMargin(Self.account(), parameters: parameters)
    }
    #expect(throws: RiskError.invalidParameter(name: "mark", value: -1)) {
      try StandardMargin(shortOf: .put, spot: 1, strike: 1, mark: -1)
    }
  }
}
