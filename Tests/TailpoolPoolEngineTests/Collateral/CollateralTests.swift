import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Collateral")
struct CollateralTests {
  private func schedule() throws -> CollateralSchedule {
    try CollateralSchedule([
      // 1 BTC (10⁸ units) at 71 000.000003 dollars of 10⁶ units.
      AcceptedCollateral(asset: "BTC", priceUnits: 71_000_000_003, assetUnits: 100_000_000, haircutBasisPoints: 1_000),
      AcceptedCollateral(asset: "USDC", priceUnits: 1, assetUnits: 1, haircutBasisPoints: 0),
      AcceptedCollateral(asset: "JUNK", priceUnits: 5, assetUnits: 1, haircutBasisPoints: 5_000, cap: 30),
    ])
  }

  @Test("Each asset counts at its price less its haircut, down to whole units and up to its cap")
  func value() throws {
    let schedule = try schedule()
    #expect(try schedule.value(of: ["USDC": 7]) == 7)
    #expect(try schedule.value(of: ["BTC": 1]) == 639)
    #expect(try schedule.value(of: ["BTC": 150_000_000, "USDC": 1, "JUNK": 8]) == 95_850_000_003 + 1 + 20)
    #expect(try schedule.value(of: ["JUNK": 1_000]) == 30)
    #expect(throws: CollateralError.unacceptedAsset("DOGE")) { try schedule.value(of: ["DOGE": 1]) }
    #expect(throws: CollateralError.amount(.negative(-1))) { try schedule.value(of: ["USDC": -1]) }
    #expect(throws: CollateralError.amount(.overflow)) { try schedule.value(of: ["BTC": .max]) }
  }

  @Test("POOL-112 Collateral split over two accounts never counts for more", arguments: [1, 2])
  func splitting(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let schedule = try schedule()
    for _ in 0..<5_000 {
      let whole = Int128.random(in: 0...1_000_000_000, using: &generator)
      let part = Int128.random(in: 0...whole, using: &generator)
      let parts = try schedule.value(of: ["BTC": part]) + schedule.value(of: ["BTC": whole - part])
      let together = try schedule.value(of: ["BTC": whole])
      #expect(parts <= together && together - parts <= 2)
    }
  }

  @Test("The ratios of sellers, of strangles and of buyers are the reference's")
  func utilization() throws {
    for vector in try ReferenceCase.cases("pools/23_panoptic_collateral") {
      let level = vector.int("utilisationBps")
      #expect(UtilizationRatio.seller.basisPoints(at: level) == vector.int("sellRatioBps"), "\(vector)")
      #expect(UtilizationRatio.strangleSeller.basisPoints(at: level) == vector.int("sellRatioStrangleBps"), "\(vector)")
      #expect(UtilizationRatio.buyer.basisPoints(at: level) == vector.int("buyRatioBps"), "\(vector)")
    }
    #expect(
      UtilizationRatio.seller.basisPoints(at: .min) == 2_000 && UtilizationRatio.buyer.basisPoints(at: .max) == 500)
    #expect(try UtilizationRatio.seller.requirement(notional: 11, utilization: 0) == 3)
    #expect(throws: CollateralError.invalidFraction(10)) { try UtilizationRatio(from: 10, to: 10, low: 0, high: 1) }
  }

  @Test(
    "POOL-113 The initial margin is never easier than the maintenance margin, and more cash eases both alike",
    arguments: [1, 2])
  func margin(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let parameters = try PortfolioMargin.Parameters(
        initialFactor: generator.uniform(1, 2), contingency: generator.uniform(0, 5), doubt: generator.uniform(0, 5))
      let profitAndLoss = (0..<Int.random(in: 1...30, using: &generator)).map { _ in generator.uniform(-50, 80) }
      let (value, cash) = (generator.uniform(-100, 100), generator.uniform(-100, 100))
      let margin = try PortfolioMargin(profitAndLoss: profitAndLoss, value: value, cash: cash, parameters: parameters)
      let richer = try PortfolioMargin(
        profitAndLoss: profitAndLoss, value: value, cash: cash + 7, parameters: parameters)
      #expect(margin.initial <= margin.maintenance && margin.worst <= 0)
      #expect(abs(richer.initial - margin.initial - 7) <= 1e-12 * 200)
      #expect(margin.worst == min(0, profitAndLoss.min() ?? 0))
    }
  }

  @Test("A portfolio's margin looks at its net result in each scenario, not at its legs")
  func portfolio() throws {
    let parameters = try PortfolioMargin.Parameters(initialFactor: 1.5, contingency: 2, doubt: 1)
    let margin = try PortfolioMargin(profitAndLoss: [3, -10, -4], value: -5, cash: 40, parameters: parameters)
    #expect(margin.worst == -10 && margin.worstScenario == 1)
    #expect(margin.maintenance == 23 && margin.initial == 16)
    #expect(throws: CollateralError.empty) {
      try PortfolioMargin(profitAndLoss: [], value: 0, cash: 0, parameters: parameters)
    }
    #expect(throws: CollateralError.invalid("profit and loss")) {
      try PortfolioMargin(profitAndLoss: [.nan], value: 0, cash: 0, parameters: parameters)
    }
    #expect(throws: CollateralError.invalid("initial factor")) { try PortfolioMargin.Parameters(initialFactor: 0.9) }
  }
}
