import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Liquidation")
struct LiquidationTests {
  @Test(
    "The auction's fractions, insolvent bids and greatest parts are the reference's"
  )
  func vectors() throws {
    var failures: [String] = []
    for vector in try ReferenceCase.cases("pools/19_liquidation_auction_derive") {
      let actual: Double
      switch vector.text("fn") {
      case "discount":
        actual = try LiquidationAuction(
          startingFraction: vector.double("start"), cutoffFraction: vector.double("cutoff"),
          fastSeconds: vector.double("fast"), slowSeconds: vector.double("slow")
        ).fraction(after: vector.double("t"))
      case "insolventBid":
        actual = LiquidationAuction.insolventBid(
          after: vector.double("t"), length: vector.double("length"), value: vector.double("mtm"),
          maintenance: vector.double("maintenance"))
      case "maxProportion":
        actual = LiquidationAuction.greatestFraction(
          value: vector.double("mtm"), bufferedMargin: vector.double("bufferMargin"),
          fraction: vector.double("discount"), reservedCash: vector.double("reservedCash"))
      default: actual = .nan
      }
      failures += [
        mismatch("auction", actual, vector.double("expected"), within: .absolute(1e-12), inputs: "\(vector)")
      ].compactMap { $0 }
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test(
    "POOL-114 No account is liquidated by a lot more than it needs, and whatever can be restored is",
    arguments: [1, 2, 3])
  func minimal(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let lots = Int128.random(in: 1...1_000, using: &generator)
      let margin = Int128.random(in: -1_000_000...(-1), using: &generator)
      let income = Int128.random(in: -1_000_000...3_000_000, using: &generator)
      let plan = try PartialLiquidation(lots: lots, bufferedMargin: margin, income: income)
      #expect((1...lots).contains(plan.sold) && plan.marginOneLotFewerTimesLots < 0)
      #expect(plan.restores || plan.sold == lots)
      #expect(plan.restores == (income >= 0))
      #expect(plan.marginAfterTimesLots == (lots - plan.sold) * margin + plan.sold * income)
    }
  }

  @Test("A plan in many lots sells the auction's greatest fraction")
  func fraction() throws {
    let plan = try PartialLiquidation(lots: 1_000_000_000, bufferedMargin: -140, income: 300)
    #expect(plan.sold == 318_181_819)
    #expect(throws: CollateralError.notLiquidatable) { try PartialLiquidation(lots: 1, bufferedMargin: 0, income: 1) }
    #expect(throws: CollateralError.amount(.overflow)) {
      try PartialLiquidation(lots: 1 << 100, bufferedMargin: -(1 << 100), income: 1 << 100)
    }
    #expect(throws: CollateralError.amount(.overflow)) {
      try PartialLiquidation(lots: 3, bufferedMargin: .min, income: 1)
    }
  }

  @Test("The five splits of a liquidated short's collateral are the reference's")
  func splits() throws {
    let terms = try LiquidationSplit.Terms(penalty: 2_000, security: 3_000, liquidator: 4_000)
    for vector in try ReferenceCase.cases("pools/42_liquidation_split_lyra") {
      let split = try LiquidationSplit(
        collateral: vector.tenths("collateral"), premium: vector.tenths("gwavPremium"),
        minimumFee: vector.tenths("minFee"), terms: terms)
      let expected = vector.object("expected")
      #expect(split.returned == expected.tenths("returnCollateral") && split.penalty == expected.tenths("penalty"))
      #expect(split.security == expected.tenths("smFee") && split.liquidator == expected.tenths("liquidatorFee"))
      #expect(split.poolFee == expected.tenths("lpFee") && split.poolPremium == expected.tenths("lpPremium"))
      #expect(split.insolvent == expected.tenths("insolvent"), "\(vector)")
    }
  }

  @Test(
    "POOL-115 The parts of liquidated collateral add up to it, and what is owed is paid or insolvent",
    arguments: [1, 2])
  func splitIdentity(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let security = Int.random(in: 0...10_000, using: &generator)
      let terms = try LiquidationSplit.Terms(
        penalty: Int.random(in: 0...10_000, using: &generator), security: security,
        liquidator: Int.random(in: 0...(10_000 - security), using: &generator))
      let collateral = Int128.random(in: 0...10_000, using: &generator)
      let premium = Int128.random(in: 0...10_000, using: &generator)
      let fee = Int128.random(in: 0...1_000, using: &generator)
      let split = try LiquidationSplit(collateral: collateral, premium: premium, minimumFee: fee, terms: terms)
      let parts = [split.returned, split.security, split.liquidator, split.poolFee, split.poolPremium]
      #expect(parts.reduce(0, +) == collateral && parts.allSatisfy { $0 >= 0 })
      #expect(split.poolPremium + split.insolvent == premium && split.insolvent >= 0)
      #expect(split.insolvent == 0 || split.returned == 0)
    }
  }
}
