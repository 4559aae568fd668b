import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

/// The losses of real pools that `AttackTests` does not replay: on the limits, votes and loss rules by themselves, and
/// on what a pool's events can say at all.
@Suite("Attacks on the parts of a mutual pool")
struct ComponentAttackTests {
  typealias Fixture = PoolFixture
  let unit: UInt128 = 1_000_000

  @Test("ATTACK-09: the outflow limit is passed by money in transit, or used up for others by round trips")
  func breaker() throws {
    // What the attacker brings in through one name lets no other name take out more than the limit.
    var bypassed = try Fixture.limited(["accomplice": 1_000])
    try bypassed.run(2_000, .deposit(participant: "attacker", assets: 10_000, minimumShares: 0))
    #expect(throws: PoolRefusal.outflowLimit(available: 300)) {
      try bypassed.run(2_001, .redeem(participant: "accomplice", shares: 900_000, minimumAssets: 0))
    }
    // A thousand value-neutral round trips leave the others their whole capacity.
    var griefed = try Fixture.limited(["victim": 1_000])
    for time in 2_000..<3_000 as Range<Int64> {
      try griefed.run(time, .deposit(participant: "attacker", assets: 999, minimumShares: 0))
      try griefed.run(time, .redeem(participant: "attacker", shares: 999_000, minimumAssets: 999))
    }
    #expect(throws: PoolRefusal.outflowLimit(available: 300)) {
      try griefed.run(3_000, .redeem(participant: "victim", shares: 301_000, minimumAssets: 0))
    }
    try griefed.run(3_000, .redeem(participant: "victim", shares: 300_000, minimumAssets: 300))
  }

  @Test(
    "ATTACK-10: deleveraging takes more gains than the loss needs, or touches principal",
    arguments: [1, 2, 3, 4] as [UInt64])
  func overuse(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let accounts = (0..<8).map { index in
        GainsHaircut.Account(
          id: "\(index)", gain: Int128(random.next() % 2_000) - 1_000, leverage: random.uniform(0, 20))
      }
      let loss = Int128(random.next() % 6_000)
      for order in [GainsHaircut.Order.proportional, .ranked] {
        let haircut = try GainsHaircut(loss: loss, accounts: accounts, order: order)
        let taken = haircut.taken.reduce(Int128(0)) { $0 + $1.units }
        #expect(taken <= loss && taken + haircut.uncovered == loss)
        for (part, account) in zip(haircut.taken, accounts) { #expect(part.units <= max(account.gain, 0)) }
      }
    }
  }

  @Test("ATTACK-11: a position or an entry in many small pieces, to pay less or to pass a limit")
  func splitting() throws {
    func pool() throws -> MutualPool {
      var pool = try Fixture.pool { $0.limits.contractsPerExpiry = 8 }
      try pool.run(0, .deposit(participant: "a", assets: 1_000 * unit, minimumShares: 0))
      try pool.run(0, .list(Fixture.put()))
      return pool
    }
    var (whole, pieces) = (try pool(), try pool())
    try whole.run(1, Fixture.sale(8, premium: 80 * unit, bid: 9 * unit, ask: 11 * unit, spread: 8 * unit))
    for _ in 0..<8 {
      try pieces.run(1, Fixture.sale(1, premium: 10 * unit, bid: 9 * unit, ask: 11 * unit, spread: unit))
    }
    // The same cash, value, locked spread and locked collateral; and the limit is on the sum.
    for seconds in [1, 500_000] as [Int64] {
      let (one, many) = (try whole.value(at: Fixture.at(seconds)), try pieces.value(at: Fixture.at(seconds)))
      #expect(one.low == many.low && one.high == many.high && one.lockedSpread == many.lockedSpread)
    }
    #expect(throws: PoolRefusal.limit(.contractsPerExpiry)) {
      try pieces.run(1, Fixture.sale(1, premium: 10 * unit, bid: 9 * unit, ask: 11 * unit))
    }
    // Entered in a hundred pieces gives no more shares than entered at once.
    try whole.run(2, .deposit(participant: "x", assets: 12_345_600, minimumShares: 0))
    for _ in 0..<100 { try pieces.run(2, .deposit(participant: "x", assets: 123_456, minimumShares: 0)) }
    #expect(pieces.register.shares(of: "x") <= whole.register.shares(of: "x"))
  }

  @Test("ATTACK-15: a negative balance hides in a sum, so that liabilities look smaller than they are")
  func negativeBalances() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * unit, minimumShares: 0))
    // No event can say a negative amount: the reader names the field.
    let fields: [(PoolAction, String)] = [
      (.deposit(participant: "x", assets: 5, minimumShares: 0), "assets"),
      (.redeem(participant: "x", shares: 5, minimumAssets: 0), "shares"), (.gift(from: "x", assets: 5), "assets"),
      (.loss(reason: "x", assets: 5), "assets"), (.observe(underlying: "x", price: 5), "price"),
      (.requestEntry(participant: "x", assets: 5, minimumShares: 0), "assets"),
      (.requestExit(participant: "x", shares: 5, minimumAssets: 0), "shares"),
      (.fundRewards(from: "x", assets: 5, seconds: 9), "assets"),
    ]
    for (action, name) in fields {
      guard case .fields(let values) = PoolEvent(at: Fixture.at(1), action).eventValue else {
        Issue.record("\(action) has no fields")
        continue
      }
      #expect(values.contains { $0.name == name }, "\(action) has no \(name)")
      let changed = values.map { $0.name == name ? EventField(name, .text("-5")) : $0 }
      #expect(throws: EventFormatError.invalid(field: name)) { try PoolEvent(.fields(changed)) }
    }
    // And no event takes an account below zero: more than there is, is refused.
    #expect(throws: PoolRefusal.insufficientCash(held: Int128(1_000 * unit), required: 1_000 * unit + 1)) {
      try pool.run(1, .loss(reason: "x", assets: 1_000 * unit + 1))
    }
    #expect(throws: PoolRefusal.unknownParticipant("x")) {
      try pool.run(1, .redeem(participant: "x", shares: 1, minimumAssets: 0))
    }
    let total = PoolAccount.allCases.reduce(Int128(0)) { $0 + pool.cash($1) }
    #expect(total == 0 && pool.audit().isEmpty)
  }

  @Test("ATTACK-16: borrowed shares vote, and a borrowed price decides")
  func flashLoan() throws {
    var (holder, attacker) = (ShareHistory(), ShareHistory())
    try holder.set(100, at: 0)
    try attacker.set(0, at: 0)
    // A million times the holder's shares, for the instant of the proposal and of the vote.
    try attacker.set(100_000_000, at: 2_000)
    let rules = try VoteRules(
      lookback: 1_000, quorumBasisPoints: 1, majorityBasisPoints: 5_000, votingSeconds: 100, timelock: 50,
      executionWindow: 30)
    var tally = try VoteTally(histories: ["holder": holder, "attacker": attacker], proposedAt: 2_000, rules: rules)
    try tally.vote(.yes, by: "attacker", at: 2_000)
    try tally.vote(.no, by: "holder", at: 2_050)
    #expect(tally.weight(of: .yes) == 0 && tally.outcome(at: 2_100) == .rejected)
    // One read pushed to nothing for the last second moves the settlement price by a part in 1,800.
    var pool = try Fixture.pool()
    try pool.run(0, .list(Fixture.put()))
    try pool.run(998_200, .observe(underlying: "BTC", price: 9_000_000_000))
    try pool.run(999_999, .observe(underlying: "BTC", price: 1))
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    let price = try #require(pool.settlementPrices[MutualPool.ExpiryKey(underlying: "BTC", expiry: Fixture.expiry)])
    #expect(price >= 9_000_000_000 - 9_000_000_000 / 1_800)
  }

  @Test(
    "ATTACK-18: a run on a pool whose capital is needed, with gains for who is first",
    arguments: PoolTerms.QueuePolicy.allCases)
  func run(policy: PoolTerms.QueuePolicy) throws {
    var pool = try Fixture.pool { ($0.gateBasisPoints, $0.policy) = (10_000, policy) }
    let names = ["a", "b", "c", "d"]
    for name in names { try pool.run(0, .deposit(participant: name, assets: 250 * unit, minimumShares: 0)) }
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(6, premium: 60 * unit, bid: 10 * unit, ask: 10 * unit))
    for name in names {
      try pool.run(1, .requestExit(participant: name, shares: pool.register.shares(of: name), minimumAssets: 0))
    }
    // Exits go on, and never take what stands behind the options.
    for seconds in 2..<20 as Range<Int64> {
      try pool.run(seconds, .process)
      #expect(pool.cash() >= Int128(600 * unit))
    }
    // Who is paid and who waits have the same price: all of what was paid and what is left is worth the same a share.
    let paid = 1_060 * unit - UInt128(pool.cash())
    let gone = 1_000_000 * unit - pool.register.supply
    let claims = try names.reduce(UInt128(0)) { try $0 + pool.claim(of: $1, at: Fixture.at(20)) }
    let (before, after) = (Double(paid) / Double(gone), Double(claims) / Double(pool.register.supply))
    #expect(abs(before - after) < 2e-8 * before)  // a few units of 460,000,000
    for seconds in [998_200, 999_900] as [Int64] {
      try pool.run(seconds, .observe(underlying: "BTC", price: 20_000_000_000))
    }
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    try pool.run(1_000_001, .process)
    #expect(pool.tickets.isEmpty && pool.register.supply == 0 && pool.cash() <= 4)
  }

  @Test("ATTACK-20: a ticket that can be taken back is a free option", arguments: [true, false])
  func freeOption(rises: Bool) throws {
    var pool = try Fixture.pool { $0.noticeSeconds = 100 }
    try pool.run(0, .requestEntry(participant: "a", assets: 1_000 * unit, minimumShares: 0))
    try pool.run(100, .process)
    try pool.run(101, .requestEntry(participant: "x", assets: 100 * unit, minimumShares: 0))
    try pool.run(101, .requestEntry(participant: "y", assets: 100 * unit, minimumShares: 0))
    try pool.run(150, rises ? .gift(from: "g", assets: 500 * unit) : .loss(reason: "l", assets: 500 * unit))
    // Who goes gets back what was put in, and no more; who stays pays today's price, not that of the request.
    let outside = pool.cash(.outside)
    try pool.run(199, .cancel(participant: "x", ticket: 2))
    #expect(pool.cash(.outside) - outside == Int128(100 * unit))
    let claim = try pool.claim(of: "a", at: Fixture.at(199))
    try pool.run(201, .process)
    #expect(try pool.claim(of: "a", at: Fixture.at(201)) >= claim)
    #expect(try pool.claim(of: "y", at: Fixture.at(201)) <= 100 * unit)
    #expect(try pool.claim(of: "y", at: Fixture.at(201)) + 2 >= 100 * unit)
  }
}
