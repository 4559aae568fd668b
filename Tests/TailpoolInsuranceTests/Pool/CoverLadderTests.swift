import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolInsurance

/// Stakes in tranches behind a cover pool, by hand: tranches of a hundred days, of which the 197th ends on day 124 and the 198th on
/// day 224 of the pool.
@Suite("A cover pool's stakes in tranches")
struct CoverLadderTests {
  private let day = CoverFixture.day

  /// A million of capital that carries no cover, 100,000 in tranche 197 and 300,000 in tranche 198.
  private func pool(_ terms: CoverTerms? = nil, unit: UInt128 = 1) throws -> CoverPool {
    var pool = try CoverPool(terms ?? CoverFixture.terms(backing: .stakes))
    let ladder = try MaturityLadder(trancheSeconds: 100 * day, trancheCount: 3, bucketSeconds: day)
    try pool.run(0, .openProduct(CoverFixture.product()))
    try pool.run(0, .openLadder(name: "ladder", ladder: ladder, reductionBasisPoints: 0, unit: unit))
    try pool.run(0, .openProduct(CoverFixture.product("depeg", kind: .parametric, target: 300, opening: 300)))
    try pool.run(0, .deposit(member: "ann", fund: "capital", assets: 1_000_000, minimumShares: 0))
    try pool.run(0, .stake(member: "cid", fund: "ladder", tranche: 197, assets: 100_000, minimumShares: 316))
    try pool.run(0, .stake(member: "dan", fund: "ladder", tranche: 198, assets: 300_000, minimumShares: 948))
    return pool
  }

  private func buy(_ amount: UInt128, days: Int64, _ product: String = "custody") -> CoverAction {
    .buy(holder: "eve", product: product, amount: amount, seconds: days * day, maximumPremium: .max)
  }

  private func stakes(_ pool: CoverPool, _ seconds: Int64) throws -> [Int64: Int128] {
    let statements = try pool.trancheStatements(at: CoverFixture.at(seconds))
    return Dictionary(uniqueKeysWithValues: statements.map { ($0.tranche, $0.stake) })
  }

  @Test("Cover takes its capacity from the tranches that outlive it with its grace, the earliest first")
  func capacity() throws {
    var pool = try pool()
    // Twice the stake; until day 90 both tranches stand, until day 130 the later one.
    #expect(try pool.quote(1_000, of: "custody", for: 60 * day, at: pool.time).available == 800_000)
    #expect(try pool.quote(1_000, of: "custody", for: 100 * day, at: pool.time).available == 600_000)
    #expect(pool.refusal(0, buy(1_000, days: 200)) == .capacityExceeded(available: 0))
    try pool.run(0, buy(365_000, days: 60))
    let allocation = try #require(pool.funds[1].ladder?.allocation(of: "1"))
    #expect(allocation.units == [197: 200_000, 198: 165_000])
    #expect(pool.refusal(0, buy(435_001, days: 100)) == .capacityExceeded(available: 435_000))
    // The capital stands on nothing of it, and another product has capacity of its own.
    #expect(pool.covers[0].backings.map(\.cover) == [0, 365_000])
    #expect(try pool.quote(1_000, of: "depeg", for: 60 * day, at: pool.time).available == 800_000)
    // Who cancels is at risk until the grace is over, on day 40; a renewal takes a later tranche.
    var cancelled = pool
    try cancelled.run(10 * day, .cancel(holder: "eve", cover: 1))
    #expect(
      try cancelled.quote(1_000, of: "custody", for: 30 * day, at: CoverFixture.at(39 * day)).available < 600_000)
    #expect(
      try cancelled.quote(1_000, of: "custody", for: 30 * day, at: CoverFixture.at(42 * day)).available >= 800_000)
    try pool.run(10 * day, .renew(holder: "eve", cover: 1, seconds: 100 * day, maximumPremium: .max))
    #expect(pool.funds[1].ladder?.allocation(of: "1")?.units == [198: 365_000])
    #expect(pool.audit().isEmpty && cancelled.audit().isEmpty)
  }

  @Test("Premium is added to the active stake as it is earned, and each tranche takes its part when it ends")
  func premium() throws {
    var pool = try pool()
    // 365,000 · 2 % · 60 / 365 = 1,200, half of it for the stakes.
    try pool.run(0, buy(365_000, days: 60))
    // Half of it, a unit behind: earned premium is never too much.
    #expect(try stakes(pool, 30 * day) == [197: 100_074, 198: 300_224])
    #expect(try stakes(pool, 60 * day) == [197: 100_150, 198: 300_450])
    #expect(try stakes(pool, 125 * day) == [197: 100_150, 198: 300_450])
    #expect(pool.refusal(124 * day, .unstake(member: "cid", fund: "ladder", tranche: 197)) != nil)
    try pool.run(125 * day, .unstake(member: "cid", fund: "ladder", tranche: 197))
    #expect(pool.totals.paidOut == 100_150)
    #expect(pool.refusal(125 * day, .unstake(member: "cid", fund: "ladder", tranche: 197)) != nil)
    #expect(
      pool.refusal(125 * day, .unstake(member: "ann", fund: "ladder", tranche: 198)) == .unknownMember("ann"))
    try pool.run(225 * day, .unstake(member: "dan", fund: "ladder", tranche: 198))
    #expect(pool.totals.paidOut == 400_600 && pool.audit().isEmpty)
    #expect(try pool.assets(of: "ladder", at: pool.time) == 0)
  }

  @Test("Who leaves after a claim is filed bears what who stays bears, paid in parts")
  func claim() throws {
    var pool = try pool(CoverFixture.terms(backing: .stakes, deposit: 0, bond: 0))
    try pool.run(0, buy(73_000, days: 120))
    try pool.run(119 * day, .fileClaim(holder: "eve", cover: 1, amount: 40_000, occurred: CoverFixture.at(118 * day)))
    #expect(pool.funds[1].ladder?.openClaims == ["claim 1"])
    try pool.run(119 * day, .vote(member: "ann", claim: 1, vote: .accept))
    let leave = CoverAction.unstake(member: "cid", fund: "ladder", tranche: 197)
    #expect(pool.refusal(125 * day, leave) == .stake(.heldByClaims(["claim 1"])))
    try pool.run(125 * day, .decide(claim: 1))
    let before = try stakes(pool, 125 * day)
    try pool.run(125 * day, .pay(claim: 1, amount: 15_000))
    #expect(pool.refusal(125 * day, leave) == .stake(.heldByClaims(["claim 1"])))
    try pool.run(125 * day, .pay(claim: 1, amount: 25_000))
    let after = try stakes(pool, 125 * day)
    // Forty of four hundred thousand and what was earned, a quarter of it on the tranche that has ended.
    let borne = before.mapValues { $0 }.merging(after) { $0 - $1 }
    #expect(abs((borne[197] ?? 0) - 10_000) <= 2 && borne.values.reduce(0, +) == 40_000, "\(borne)")
    #expect(pool.funds[1].ladder?.openClaims == [] && pool.funds[1].borne == 40_000)
    try pool.run(125 * day, leave)
    #expect(pool.totals.paidOut == after[197] && pool.audit().isEmpty)
    // What comes back goes to the stake that is active.
    try pool.run(130 * day, .recover(claim: 1, amount: 4_000))
    #expect(try stakes(pool, 130 * day) == [198: (after[198] ?? 0) + 4_000])
    #expect(pool.audit().isEmpty)
  }

  @Test("A denied claim lets go of the tranches, and a tranche that ends behind an incident is behind its claims")
  func holds() throws {
    var denied = try pool()
    try denied.run(0, buy(73_000, days: 120))
    try denied.run(119 * day, .fileClaim(holder: "eve", cover: 1, amount: 1, occurred: CoverFixture.at(118 * day)))
    try denied.run(119 * day, .vote(member: "ann", claim: 1, vote: .deny))
    try denied.run(125 * day, .decide(claim: 1))
    try denied.run(125 * day, .unstake(member: "cid", fund: "ladder", tranche: 197))
    #expect(denied.audit().isEmpty)

    var pool = try pool()
    try pool.run(0, buy(73_000, days: 130, "depeg"))
    let occurred = CoverFixture.at(120 * day)
    try pool.run(120 * day, .declareIncident(product: "depeg", occurred: occurred, severityBasisPoints: 5_000))
    // Claimed for after the tranche has ended, and paid by it all the same.
    try pool.run(126 * day, .fileClaim(holder: "eve", cover: 1, amount: 36_500, occurred: occurred))
    let leave = CoverAction.unstake(member: "cid", fund: "ladder", tranche: 197)
    #expect(pool.refusal(126 * day, leave) == .stake(.heldByClaims(["claim 1", "incident 1 0"])))
    let before = try stakes(pool, 126 * day)
    try pool.run(126 * day, .pay(claim: 1, amount: 36_500))
    let borne = try (before[197] ?? 0) - (stakes(pool, 126 * day)[197] ?? 0)
    #expect(abs(borne - 9_125) <= 2, "\(borne)")
    #expect(pool.refusal(149 * day, leave) == .stake(.heldByClaims(["incident 1 0"])))
    try pool.run(150 * day, leave)
    #expect(pool.audit().isEmpty)
    // A refusal brings back the tranches that time has ended and let go.
    #expect(pool.refusal(230 * day, leave) != nil && pool.refusal(230 * day, .pay(claim: 1, amount: 1)) != nil)
  }

  @Test("A claim that takes all halts the ladder at its last unit, and the members' capital bears the rest")
  func halt() throws {
    var pool = try pool(CoverFixture.terms(backing: .stakes, deposit: 0, bond: 0))
    try pool.run(0, buy(800_000, days: 60, "depeg"))
    try pool.run(0, .declareIncident(product: "depeg", occurred: pool.time, severityBasisPoints: 10_000))
    // Cover of the second of an incident, but bought before it was declared.
    try pool.run(0, .fileClaim(holder: "eve", cover: 1, amount: 800_000, occurred: pool.time))
    try pool.run(0, .pay(claim: 1, amount: 800_000))
    #expect(pool.funds.map(\.borne) == [400_001, 399_999])
    let stake = CoverAction.stake(member: "cid", fund: "ladder", tranche: 197, assets: 5_000, minimumShares: 0)
    #expect(pool.refusal(0, stake) == .stake(.halted) && pool.funds[1].ladder?.isHalted == true)
    #expect(pool.refusal(0, buy(1_000, days: 60)) == .capacityExceeded(available: 0))
    #expect(pool.refusal(0, .slash(fund: "ladder", amount: 1, reason: "fraud")) == .slashAboveStake(greatest: 0))
    #expect(pool.audit().isEmpty)
    // With a residue nothing halts: it stays.
    var kept = try self.pool(CoverFixture.terms(backing: .stakes, residue: 1_000))
    try kept.run(0, buy(800_000, days: 60, "depeg"))
    try kept.run(0, .declareIncident(product: "depeg", occurred: kept.time, severityBasisPoints: 10_000))
    try kept.run(0, .fileClaim(holder: "eve", cover: 1, amount: 800_000, occurred: kept.time))
    try kept.run(0, .pay(claim: 1, amount: 800_000))
    #expect(kept.funds[1].ladder?.activeStake == 1_001 && kept.funds[1].ladder?.isHalted == false)
  }

  @Test("Rewards stream at the emission of the active stake, by shares, and are taken to the unit that was gained")
  func rewards() throws {
    var pool = try pool()
    // Ten a second at the target, which is staked: a day.
    let reward = CoverAction.reward(from: "treasury", fund: "ladder", assets: 864_000, maximum: 10, target: 400_000)
    try pool.run(0, reward)
    #expect(pool.refusal(day / 2, reward) == .stake(.tooEarly(until: CoverFixture.at(day).secondsSinceEpoch)))
    #expect(pool.refusal(0, .takeReward(member: "cid", fund: "ladder")) == .noReward("cid"))
    let held = try pool.assets(of: "ladder", at: CoverFixture.at(day))
    // A quarter of 432,000, less what an index of 18 digits rounds off.
    try pool.run(day / 2, .takeReward(member: "cid", fund: "ladder"))
    #expect(pool.totals.rewardsTaken == 107_999 && pool.funds[1].rewards == 864_000 - 107_999)
    try pool.run(2 * day, .takeReward(member: "dan", fund: "ladder"))
    #expect(pool.totals.rewardsTaken == 107_999 + 647_999)
    #expect(try pool.assets(of: "ladder", at: CoverFixture.at(2 * day)) == held && pool.audit().isEmpty)
    try pool.run(2 * day, reward)
    // At half of the target three quarters of the greatest: 4.32 of 5.76 a second.
    let half = CoverAction.reward(from: "t", fund: "ladder", assets: 864_000, maximum: 10, target: 800_000)
    try pool.run(4 * day, half)
    #expect(pool.funds[1].ladder?.rewards.end == CoverFixture.at(4 * day).secondsSinceEpoch + 115_200)
  }

  @Test("What a ladder cannot take is refused by its bound, and nothing changes")
  func refusals() throws {
    var pool = try pool()
    let ladder = try MaturityLadder(trancheSeconds: 100 * day, trancheCount: 3, bucketSeconds: day)
    let tranches = try #require(pool.funds[1].ladder?.terms.ladder.tranches(at: pool.time.secondsSinceEpoch))
    #expect(tranches == 196...198)
    let expected: [(CoverAction, CoverRefusal)] = [
      (.openLadder(name: "ladder", ladder: ladder, reductionBasisPoints: 0, unit: 1), .duplicate("ladder")),
      (.openLadder(name: "", ladder: ladder, reductionBasisPoints: 0, unit: 1), .emptyName),
      (
        .openLadder(name: "b", ladder: ladder, reductionBasisPoints: 10_001, unit: 1),
        .invalidQuantity(field: "reductionBasisPoints")
      ),
      (.openLadder(name: "b", ladder: ladder, reductionBasisPoints: 0, unit: 0), .invalidQuantity(field: "unit")),
      (.openLadder(name: "b", ladder: ladder, reductionBasisPoints: 0, unit: .max), .invalidQuantity(field: "unit")),
      (.stake(member: "", fund: "ladder", tranche: 197, assets: 1, minimumShares: 0), .emptyName),
      (
        .stake(member: "a", fund: "ladder", tranche: 197, assets: 0, minimumShares: 0),
        .invalidQuantity(field: "assets")
      ),
      (
        .stake(member: "a", fund: "ladder", tranche: 199, assets: 9_000, minimumShares: 0),
        .stake(.invalid("tranche", value: 199, expected: "196 to 198"))
      ),
      (
        .stake(member: "a", fund: "ladder", tranche: 197, assets: 9_000, minimumShares: 29),
        .stake(.belowMinimum(result: 28, minimum: 29))
      ),
      (
        .stake(member: "a", fund: "ladder", tranche: .min, assets: 9_000, minimumShares: .max),
        .stake(.invalid("tranche", value: Int128(Int64.min), expected: "196 to 198"))
      ),
      (.stake(member: "a", fund: "none", tranche: 197, assets: 1, minimumShares: 0), .unknownFund("none")),
      (
        .stake(member: "a", fund: "capital", tranche: 197, assets: 1, minimumShares: 0),
        .withoutTranches(fund: "capital")
      ),
      (.unstake(member: "cid", fund: "capital", tranche: 197), .withoutTranches(fund: "capital")),
      (
        .unstake(member: "cid", fund: "ladder", tranche: 197),
        .stake(.tooEarly(until: 198 * 100 * day))
      ),
      (.unstake(member: "cid", fund: "ladder", tranche: 198), .stake(.unknown("stake of", name: "cid"))),
      (.deposit(member: "a", fund: "ladder", assets: 1, minimumShares: 0), .inTranches(fund: "ladder")),
      (.requestExit(member: "cid", fund: "ladder", shares: 1, minimumAssets: 0), .inTranches(fund: "ladder")),
      (
        .reward(from: "t", fund: "ladder", assets: 1, maximum: 1, target: 0), .invalidQuantity(field: "target")
      ),
      (
        .reward(from: "t", fund: "ladder", assets: 1 << 79, maximum: 1, target: 400_000),
        .periodOutOfRange(least: 1, greatest: 3_650 * day)
      ),
      (
        .reward(from: "t", fund: "ladder", assets: 1, maximum: 1, target: 1 << 79),
        .periodOutOfRange(least: 1, greatest: 3_650 * day)
      ),
      (.takeReward(member: "cid", fund: "capital"), .withoutTranches(fund: "capital")),
      (.slash(fund: "ladder", amount: 400_000, reason: ""), .slashAboveStake(greatest: 399_999)),
    ]
    for (action, refusal) in expected { #expect(pool.refusal(0, action) == refusal, "\(action)") }
    // Without active stake there is nobody to gain.
    try pool.run(0, .openLadder(name: "b", ladder: ladder, reductionBasisPoints: 0, unit: 1))
    #expect(pool.refusal(0, .gift(from: "x", fund: "b", assets: 5)) == .noStake(fund: "b"))
    #expect(
      pool.refusal(0, .reward(from: "x", fund: "b", assets: 5, maximum: 1, target: 1)) == .noStake(fund: "b"))
    try pool.run(0, .gift(from: "x", fund: "ladder", assets: 4_000))
    try pool.run(0, .slash(fund: "ladder", amount: 2_000, reason: "fraud"))
    #expect(try stakes(pool, 0) == [197: 100_500, 198: 301_500] && pool.totals.slashed == 2_000)
    #expect(pool.audit().isEmpty)
  }

  @Test("A product's weight is the ladder's, and a closed one has no capacity there")
  func weights() throws {
    var pool = try pool()
    try pool.run(0, .changeProduct(product: "custody", targetBasisPoints: 200, weightBasisPoints: 2_500))
    #expect(try pool.quote(10_000, of: "custody", for: 60 * day, at: pool.time).available == 200_000)
    try pool.run(0, .closeProduct(product: "depeg"))
    #expect(pool.funds[1].ladder?.weights == ["custody": 2_500, "depeg": 0])
    try pool.run(
      0, .openProduct(CoverFixture.product("depeg", kind: .parametric, weight: 5_000, target: 300, opening: 300)))
    #expect(pool.funds[1].ladder?.weights == ["custody": 2_500, "depeg": 5_000])
    // Units of a thousand are rounded up.
    var coarse = try self.pool(unit: 1_000)
    try coarse.run(0, buy(73_001, days: 60))
    #expect(coarse.funds[1].ladder?.allocation(of: "1")?.units == [197: 74] && coarse.audit().isEmpty)
  }
}
