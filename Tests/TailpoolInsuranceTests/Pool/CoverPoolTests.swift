import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

/// The life of a cover pool, step by step, with numbers by hand.
@Suite("Cover pool")
struct CoverPoolTests {
  private let day = CoverFixture.day

  /// Buys a hundred days of 365,000 of cover at two percent: a premium of 2,000.
  private func bought(_ terms: CoverTerms? = nil) throws -> CoverPool {
    var pool = try CoverFixture.pool(terms)
    try pool.run(
      0, .buy(holder: "eve", product: "custody", amount: 365_000, seconds: 100 * day, maximumPremium: 2_000))
    return pool
  }

  @Test("A premium is written, parted among those who back the cover, and earned evenly to the last unit")
  func premium() throws {
    let pool = try bought(CoverFixture.terms(feeBasisPoints: 1_000))
    #expect(pool.totals.written == 2_000 && pool.totals.fees == 200 && pool.totals.net == 1_800)
    // Capacities are twice 1,000,000, 500,000 and 250,000: cover stands on them as 4 : 2 : 1, of 365,000 ÷ 7 = 52,142.857.
    let backings = pool.covers[0].backings
    #expect(backings.map(\.cover) == [208_571, 104_286, 52_143])
    // The stakes back 156,429 of 365,000, so that they earn ⌊900 · 156,429 / 365,000⌋ = 385, as 2 : 1.
    #expect(backings.map(\.premium) == [1_800 - 385, 257, 128])
    for (after, left) in [(0, 1_800), (25, 1_350), (50, 900), (99, 18), (100, 0), (1_000, 0)] as [(Int64, Int128)] {
      let now = CoverFixture.at(after * day)
      // Each of three parts is earned in whole units.
      let unearned = try pool.unearnedPremium(at: now)
      #expect((left == 0 ? 0...0 : left...left + 3).contains(unearned), "after \(after) days: \(unearned)")
      let assets = try ["capital", "stake A", "stake B"].map { name in try pool.assets(of: name, at: now) }
      #expect(assets.reduce(0, +) == 1_750_000 + 1_800 - unearned, "after \(after) days")
    }
    #expect(try pool.assets(of: "stake A", at: CoverFixture.at(100 * day)) == 500_257)
    let statement = try pool.coverStatements(at: CoverFixture.at(50 * day))[0]
    #expect(statement.earned + statement.unearned == 1_800 && statement.status == .active)
    #expect(pool.audit().isEmpty)
  }

  @Test("A quote is what a purchase costs; the price rises with it and falls back by the day")
  func quote() throws {
    var pool = try CoverFixture.pool()
    let first = try pool.quote(350_000, of: "custody", for: 365 * day, at: CoverFixture.at(0))
    // Capacity is 3,500,000: a tenth of it lifts the price by 50.
    #expect(first.premium == 7_000 && first.basisPoints == 200 && first.basisPointsAfter == 250)
    #expect(first.available == 3_500_000)
    try pool.run(
      0, .buy(holder: "eve", product: "custody", amount: 350_000, seconds: 365 * day, maximumPremium: first.premium))
    let now = try pool.quote(350_000, of: "custody", for: 365 * day, at: CoverFixture.at(0))
    #expect(now.basisPoints == 250 && now.available == 3_150_000)
    #expect(try pool.quote(100_000, of: "custody", for: day, at: CoverFixture.at(day)).basisPoints == 200)
  }

  @Test("Cancelled cover gives back what is not earned, rounded down, and keeps its grace")
  func cancel() throws {
    var pool = try bought()
    try pool.run(25 * day + 1, .cancel(holder: "eve", cover: 1))
    // Of 1,572, 285 and 143 each ⌊· (75 days − 1 s) / 100 days⌋.
    let parts: [UInt128] = [1_572, 285, 143]
    #expect(pool.covers[0].backings.map(\.cover) == [208_571, 104_286, 52_143])
    let refund = parts.reduce(UInt128(0)) { $0 + $1 * UInt128(75 * day - 1) / UInt128(100 * day) }
    #expect(pool.totals.refunded == Int128(refund))
    #expect(try pool.unearnedPremium(at: pool.time) == 0)
    #expect(pool.totals.exposure == 365_000)
    #expect(pool.refusal(25 * day + 1, .cancel(holder: "eve", cover: 1)) == .coverEnded(CoverFixture.at(25 * day + 1)))
    // A loss before the end may still be claimed in the grace; then the capacity is free.
    var claimed = pool
    try claimed.run(
      54 * day, .fileClaim(holder: "eve", cover: 1, amount: 365_000, occurred: CoverFixture.at(25 * day)))
    #expect(claimed.audit().isEmpty)
    try pool.run(55 * day + 1, .advance)
    #expect(pool.totals.exposure == 0 && pool.audit().isEmpty)
  }

  @Test("Renewed cover pays for its new time less what it had not used, and goes on")
  func renew() throws {
    var pool = try bought()
    // Half is used: of 1,572, 285 and 143 come back 786, 142 and 71.
    let cost = try pool.quote(365_000, of: "custody", for: 100 * day, at: CoverFixture.at(50 * day))
    #expect(cost.premium == 2_000)
    #expect(
      pool.refusal(50 * day, .renew(holder: "eve", cover: 1, seconds: 100 * day, maximumPremium: 1_000))
        == .premiumAboveMaximum(premium: 1_001, maximum: 1_000))
    try pool.run(50 * day, .renew(holder: "eve", cover: 1, seconds: 100 * day, maximumPremium: 1_001))
    #expect(pool.covers[0].end == CoverFixture.at(150 * day) && pool.totals.exposure == 365_000)
    #expect(pool.totals.refunded == 999 && pool.totals.written == 4_000)
    // A loss in the first period is still covered.
    try pool.run(120 * day, .fileClaim(holder: "eve", cover: 1, amount: 5, occurred: CoverFixture.at(10 * day)))
    #expect(try pool.unearnedPremium(at: CoverFixture.at(150 * day)) == 0 && pool.audit().isEmpty)
  }

  @Test("An assessed claim is voted on, decided once, paid through the layers in parts, and never twice")
  func claim() throws {
    var pool = try bought()
    try pool.run(10 * day, .fileClaim(holder: "eve", cover: 1, amount: 70_000, occurred: CoverFixture.at(9 * day)))
    #expect(pool.totals.openClaims == 70_000 && pool.totals.deposits == 100)
    #expect(pool.refusal(10 * day, .pay(claim: 1, amount: 1)) == .notAccepted(1))
    try pool.run(10 * day, .vote(member: "ann", claim: 1, vote: .accept))
    try pool.run(10 * day, .vote(member: "bob", claim: 1, vote: .deny))
    #expect(
      pool.refusal(10 * day, .vote(member: "bob", claim: 1, vote: .accept))
        == .stake(.duplicate("vote of", name: "bob")))
    let close = 13 * day
    #expect(
      pool.refusal(close, .vote(member: "bob", claim: 1, vote: .deny))
        == .stake(.tooLate(since: CoverFixture.at(close).secondsSinceEpoch)))
    #expect(
      pool.refusal(close, .decide(claim: 1))
        == .stake(.tooEarly(until: CoverFixture.at(close + day).secondsSinceEpoch)))
    try pool.run(close + day, .decide(claim: 1))
    #expect(pool.claims[0].status == .accepted && pool.totals.deposits == 0)
    #expect(pool.refusal(close + day, .decide(claim: 1)) == .stake(.alreadyDecided))

    let before = try ["capital", "stake A", "stake B"].map { name in
      try pool.assets(of: name, at: CoverFixture.at(14 * day))
    }
    try pool.run(14 * day, .pay(claim: 1, amount: 30_000))
    #expect(pool.refusal(14 * day, .pay(claim: 1, amount: 40_001)) == .overpayment(left: 40_000))
    try pool.run(14 * day, .pay(claim: 1, amount: 40_000))
    #expect(pool.refusal(14 * day, .pay(claim: 1, amount: 1)) == .overpayment(left: 0))
    let after = try ["capital", "stake A", "stake B"].map { name in
      try pool.assets(of: name, at: CoverFixture.at(14 * day))
    }
    // As 4 : 2 : 1 of 70,000.
    #expect(zip(before, after).map { $0 - $1 } == [40_000, 20_000, 10_000])
    #expect(pool.totals.exposure == 295_000 && pool.totals.openClaims == 0 && pool.audit().isEmpty)

    // What comes back goes to those who bore it.
    try pool.run(20 * day, .recover(claim: 1, amount: 7_000))
    #expect(pool.funds.map(\.borne) == [36_000, 18_000, 9_000])
    #expect(
      pool.refusal(20 * day, .recover(claim: 1, amount: 63_001)) == .recoveryAbovePaid(greatest: 63_000))
    #expect(pool.audit().isEmpty)
  }

  @Test("A denied claim loses its deposit; an appeal by a bond opens a second round, which may turn the verdict")
  func appeal() throws {
    var pool = try bought()
    try pool.run(10 * day, .fileClaim(holder: "eve", cover: 1, amount: 70_000, occurred: CoverFixture.at(9 * day)))
    try pool.run(10 * day, .vote(member: "ann", claim: 1, vote: .deny))
    var denied = pool
    try denied.run(14 * day, .decide(claim: 1))
    #expect(denied.claims[0].status == .denied && denied.totals.openClaims == 0 && denied.totals.forfeited == 100)
    #expect(denied.refusal(14 * day, .pay(claim: 1, amount: 1)) == .notAccepted(1))
    #expect(denied.refusal(14 * day, .appeal(appellant: "eve", claim: 1)) == .stake(.alreadyDecided))
    #expect(denied.audit().isEmpty)

    try pool.run(13 * day, .appeal(appellant: "eve", claim: 1))
    #expect(pool.totals.deposits == 150)
    try pool.run(13 * day, .vote(member: "ann", claim: 1, vote: .accept))
    try pool.run(16 * day, .decide(claim: 1))
    #expect(pool.claims[0].status == .accepted && pool.totals.deposits == 0 && pool.totals.forfeited == 0)
    #expect(pool.audit().isEmpty)
  }

  @Test("A parametric claim is what a declared incident costs, once, and within the time for it")
  func parametric() throws {
    var pool = try CoverFixture.pool()
    try pool.run(0, .buy(holder: "eve", product: "depeg", amount: 100_000, seconds: 200 * day, maximumPremium: .max))
    let occurred = CoverFixture.at(70 * day)
    #expect(
      pool.refusal(70 * day, .fileClaim(holder: "eve", cover: 1, amount: 1, occurred: occurred))
        == .noIncident(occurred))
    try pool.run(71 * day, .declareIncident(product: "depeg", occurred: occurred, severityBasisPoints: 1_250))
    #expect(
      pool.refusal(71 * day, .fileClaim(holder: "eve", cover: 1, amount: 12_501, occurred: occurred))
        == .claimAboveCover(greatest: 12_500))
    #expect(
      pool.refusal(101 * day, .fileClaim(holder: "eve", cover: 1, amount: 1, occurred: occurred))
        == .claimAfterExpiry(CoverFixture.at(101 * day)))
    try pool.run(72 * day, .fileClaim(holder: "eve", cover: 1, amount: 12_500, occurred: occurred))
    #expect(
      pool.refusal(72 * day, .fileClaim(holder: "eve", cover: 1, amount: 1, occurred: occurred))
        == .alreadyClaimed(claim: 1))
    #expect(pool.refusal(72 * day, .vote(member: "ann", claim: 1, vote: .deny)) == .notAssessed(1))
    try pool.run(72 * day, .pay(claim: 1, amount: 12_500))
    #expect(pool.covers[0].amount == 87_500 && pool.audit().isEmpty)
  }

  @Test("Exits stay at risk until known losses are borne, and leave no less than the requirement")
  func exits() throws {
    var pool = try bought(CoverFixture.terms(gearing: 10_000, deposit: 0))
    let shares = pool.funds[0].register.shares(of: "ann")
    try pool.run(0, .requestExit(member: "ann", fund: "capital", shares: shares, minimumAssets: 0))
    try pool.run(5 * day, .payExits)
    #expect(pool.exits.count == 1, "the cooldown is not over")
    try pool.run(9 * day, .fileClaim(holder: "eve", cover: 1, amount: 365_000, occurred: CoverFixture.at(9 * day)))
    // The window would be from day 10 to day 12; it does not run while the claim is open.
    #expect(pool.refusal(11 * day, .payExits) == .lossesOpen(units: 365_000, incidents: 0))
    try pool.run(9 * day, .vote(member: "bob", claim: 1, vote: .accept))
    try pool.run(13 * day, .decide(claim: 1))
    #expect(pool.refusal(13 * day, .payExits) == .lossesOpen(units: 365_000, incidents: 0))
    try pool.run(14 * day, .pay(claim: 1, amount: 365_000))
    var late = pool
    try pool.run(15 * day, .payExits)
    // Ann bore 60 % of the capital's four sevenths of the loss. What she got is what is left of her part.
    let holder = try #require(pool.funds[0].register.holders.first { $0.name == "ann" })
    #expect(holder.shares == 0 && holder.paidOut < 600_000 - 125_000 && holder.paidOut > 600_000 - 126_000)
    #expect(pool.exits.isEmpty && pool.audit().isEmpty)
    // Who is not paid in the window stays.
    try late.run(16 * day, .payExits)
    #expect(late.exits.isEmpty && late.funds[0].register.shares(of: "ann") == shares && late.audit().isEmpty)
  }

  @Test("An exit is paid in part as far as the surplus goes, and its rest has a window anew")
  func surplus() throws {
    var pool = try bought(CoverFixture.terms(gearing: 10_000, openingRequirement: 900_000, dailyStep: 0))
    let shares = pool.funds[0].register.shares(of: "ann")
    try pool.run(0, .requestExit(member: "ann", fund: "capital", shares: shares, minimumAssets: 0))
    try pool.run(10 * day, .payExits)
    let held = try pool.assets(of: "capital", at: pool.time)
    #expect(held >= 900_000 && held < 900_002 && pool.exits.count == 1)
    #expect(pool.exits[0].opens == pool.time && pool.audit().isEmpty)
    // A stake that backs cover cannot leave below what the cover needs.
    let stake = pool.funds[1].register.shares(of: "cid")
    try pool.run(10 * day, .requestExit(member: "cid", fund: "stake A", shares: stake, minimumAssets: 0))
    try pool.run(20 * day, .payExits)
    // 104,286 of cover stands on twice the stake; whole shares leave.
    let left = try pool.assets(of: "stake A", at: pool.time)
    #expect(52_143...52_144 ~= left && pool.audit().isEmpty, "\(left)")
  }

  @Test("A pause stops sales and not exits, and is no longer than it may be")
  func pause() throws {
    var pool = try bought()
    #expect(
      pool.refusal(0, .pause(until: CoverFixture.at(8 * day), reason: "drill")) == .pauseTooLong(greatest: 7 * day))
    try pool.run(0, .pause(until: CoverFixture.at(7 * day), reason: "incident"))
    let purchase = CoverAction.buy(
      holder: "eve", product: "custody", amount: 10, seconds: 365 * day, maximumPremium: 10)
    #expect(pool.refusal(day, purchase) == .paused(until: CoverFixture.at(7 * day)))
    #expect(
      pool.refusal(day, .pause(until: CoverFixture.at(8 * day), reason: "again")) == .pauseTooLong(greatest: 7 * day))
    try pool.run(day, .requestExit(member: "ann", fund: "capital", shares: 1_000, minimumAssets: 0))
    try pool.run(day, .payExits)
    try pool.run(
      7 * day, .buy(holder: "eve", product: "custody", amount: 1_000, seconds: 365 * day, maximumPremium: 50))
  }
}
