import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Cooldown stake")
struct CooldownStakeTests {
  private static func stake(_ amounts: [(String, Int128)], offset: Int128 = 0) throws -> CooldownStake {
    var stake = CooldownStake(
      terms: try CooldownTerms(cooldownSeconds: 100, windowSeconds: 20, residue: 10, deficitOffset: offset), at: 0)
    for (name, amount) in amounts { try stake.deposit(amount, of: name, at: 0) }
    return stake
  }

  @Test("Shares leave within their window, not before and not after, and who misses it gives notice again")
  func window() throws {
    var stake = try Self.stake([("a", 1_000), ("b", 3_000)])
    let shares = try #require(stake.shares["a"])
    #expect(shares == 1_000_000 && stake.sharesSupply == 4_000_000)
    #expect(throws: StakeError.unknown("notice of", name: "a")) { try stake.withdraw(1, of: "a", at: 0) }
    try stake.giveNotice(for: shares, of: "a", at: 5)
    #expect(throws: StakeError.tooEarly(until: 105)) { try stake.withdraw(1, of: "a", at: 104) }
    #expect(throws: StakeError.tooLate(since: 125)) { try stake.withdraw(1, of: "a", at: 125) }
    #expect(try stake.withdraw(shares / 4, of: "a", at: 105) == 250)
    #expect(try stake.withdraw(shares / 4, of: "a", at: 124) == 250)
    #expect(throws: StakeError.tooLate(since: 125)) { try stake.withdraw(1, of: "a", at: 125) }
    try stake.giveNotice(for: shares / 2, of: "a", at: 130)
    #expect(try stake.withdraw(shares / 2, of: "a", at: 230) == 500)
    #expect(stake.assets == 3_000 && stake.shares["a"] == nil && stake.notices.isEmpty)
  }

  @Test("What is under notice only shrinks: deposits do not join it, and a new notice starts the clock again")
  func shrinks() throws {
    var stake = try Self.stake([("a", 1_000), ("b", 3_000)])
    try stake.giveNotice(for: 400_000, of: "a", at: 0)
    try stake.deposit(5_000, of: "a", at: 50)
    #expect(stake.notices["a"]?.shares == 400_000)
    #expect(throws: StakeError.insufficient("shares under notice of a", held: 400_000, required: 400_001)) {
      try stake.withdraw(400_001, of: "a", at: 100)
    }
    _ = try stake.withdraw(300_000, of: "a", at: 100)
    #expect(stake.notices["a"]?.shares == 100_000)
    try stake.giveNotice(for: 1_000_000, of: "a", at: 110)
    #expect(stake.notices["a"] == CooldownStake.Notice(shares: 1_000_000, opensAt: 210, closesAt: 230))
  }

  @Test("A claim holds every exit, and a window that it kept shut opens anew in full")
  func holds() throws {
    var stake = try Self.stake([("a", 1_000), ("b", 3_000), ("c", 4_000)])
    try stake.giveNotice(for: 1_000_000, of: "a", at: 0)
    try stake.giveNotice(for: 10, of: "b", at: 60)
    try stake.file(claim: "x", at: 90)
    try stake.file(claim: "y", at: 95)
    #expect(throws: StakeError.heldByClaims(["x", "y"])) { try stake.withdraw(1, of: "a", at: 110) }
    let slash = try stake.slash(deficit: 4_000, deficitPrice: 1, stakePrice: 1, at: 120)
    #expect(slash.slashed == 4_000 && stake.assets == 4_000)
    try stake.close(claim: "x", at: 121)
    #expect(throws: StakeError.heldByClaims(["y"])) { try stake.withdraw(1, of: "a", at: 121) }
    try stake.close(claim: "y", at: 130)
    // The first window was over at 120, the second opens at 160 whatever was held.
    #expect(stake.notices["a"]?.opensAt == 130 && stake.notices["a"]?.closesAt == 150)
    #expect(stake.notices["b"]?.opensAt == 160 && stake.notices["b"]?.closesAt == 180)
    #expect(throws: StakeError.belowRequirement(capital: 3_500, requirement: 3_501)) {
      try stake.withdraw(1_000_000, of: "a", keeping: 3_501, at: 140)
    }
    #expect(try stake.withdraw(1_000_000, of: "a", keeping: 3_500, at: 140) == 500)
    #expect(stake.heldSince == nil)
  }

  @Test("STAKE-05 Who gives notice before or after a claim bears what who stays bears, to a unit", arguments: [1, 2])
  func sameLoss(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<2_000 {
      let amount = Int128.random(in: 1_000...1_000_000_000, using: &generator)
      let others = Int128.random(in: 1_000...1_000_000_000, using: &generator)
      let offset = Int128.random(in: 0...1_000_000, using: &generator)
      var stake = try Self.stake([("first", others), ("leaver", amount), ("stayer", amount)], offset: offset)
      let shares = try #require(stake.shares["leaver"])
      #expect(shares == stake.shares["stayer"])
      let filed = Int64.random(in: 0...100, using: &generator)
      let notice = Int64.random(in: 0...99, using: &generator)
      if notice <= filed { try stake.giveNotice(for: shares, of: "leaver", at: notice) }
      try stake.file(claim: "x", at: filed)
      if notice > filed { try stake.giveNotice(for: shares, of: "leaver", at: notice) }
      let decided = Int64.random(in: 100...400, using: &generator)
      let deficit = Int128.random(in: 0...(2 * others), using: &generator)
      let slash = try stake.slash(deficit: deficit, deficitPrice: 1, stakePrice: 1, at: decided)
      #expect(slash.slashed <= max(deficit - offset, 0))
      try stake.close(claim: "x", at: decided)
      let opens = try #require(stake.notices["leaver"]).opensAt
      let stays = try stake.worth(of: shares)
      let left = try stake.withdraw(shares, of: "leaver", at: max(opens, decided))
      let after = try stake.worth(of: shares)
      #expect(left == stays && after - stays <= 1 && after >= stays, "seed \(seed), round \(round): \(left), \(after)")
    }
  }

  @Test("STAKE-06 Sequences keep every unit, and refusals change nothing", arguments: [3, 4])
  func conservation(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var stake = try Self.stake([("a", 1_000)])
    var (now, total, refused): (Int64, Int128, Int) = (0, 1_000, 0)
    for operation in 0..<6_000 {
      let before = stake
      now += Int64.random(in: -1...30, using: &generator)
      let name = ["a", "b", "c"].randomElement(using: &generator) ?? "a"
      let count = Int128.random(in: -10...2_000_000, using: &generator)
      do {
        switch Int.random(in: 0..<7, using: &generator) {
        case 0, 1:
          try stake.deposit(count, of: name, at: now)
          total += count
        case 2: try stake.giveNotice(for: count, of: name, at: now)
        case 3: total -= try stake.withdraw(min(count, stake.notices[name]?.shares ?? 1), of: name, at: now)
        case 4:
          total -= try stake.slash(deficit: count / 8, deficitPrice: 3, stakePrice: 2, at: now).slashed
        case 5: try stake.file(claim: "x", at: now)
        default: try stake.close(claim: "x", at: now)
        }
      } catch {
        refused += 1
        #expect(stake == before, "seed \(seed), operation \(operation)")
      }
      now = max(now, stake.time)
      #expect(stake.assets == total && stake.shares.values.reduce(0, +) == stake.sharesSupply, "operation \(operation)")
      for (name, notice) in stake.notices {
        #expect(notice.shares <= stake.shares[name] ?? 0, "operation \(operation)")
      }
    }
    #expect(refused > 500 && refused < 5_500)
  }

  @Test("Terms, amounts and times out of range are refused, and nothing changes")
  func refusals() throws {
    #expect(throws: StakeError.invalid("window", value: 0, expected: "1 to 7776000")) {
      try CooldownTerms(cooldownSeconds: 1, windowSeconds: 0)
    }
    #expect(throws: StakeError.self) { try CooldownTerms(cooldownSeconds: -1, windowSeconds: 1) }
    #expect(throws: StakeError.self) { try CooldownTerms(cooldownSeconds: 1, windowSeconds: 1, deficitOffset: -1) }
    var stake = try Self.stake([("a", 1_000)])
    try stake.file(claim: "x", at: 5)
    let before = stake
    let attempts: [(inout CooldownStake) throws -> Void] = [
      { try $0.deposit(0, of: "a", at: 5) }, { try $0.deposit(-5, of: "a", at: 5) },
      { try $0.deposit(5, of: "a", at: 4) },
      { try $0.deposit(.max, of: "a", at: 5) },
      { try $0.giveNotice(for: 0, of: "a", at: 5) }, { try $0.giveNotice(for: 1_000_001, of: "a", at: 5) },
      { try $0.giveNotice(for: 1, of: "b", at: 5) }, { try $0.file(claim: "x", at: 5) },
      { try $0.close(claim: "y", at: 5) },
      { _ = try $0.slash(deficit: -1, deficitPrice: 1, stakePrice: 1, at: 5) },
      { _ = try $0.slash(deficit: 1, deficitPrice: 0, stakePrice: 1, at: 5) },
      { _ = try $0.slash(deficit: 1, deficitPrice: 1, stakePrice: 1, at: 4) },
    ]
    for (index, attempt) in attempts.enumerated() {
      #expect(throws: StakeError.self, "attempt \(index)") { try attempt(&stake) }
      #expect(stake == before, "attempt \(index)")
    }
    #expect(throws: StakeError.amount(.negative(-1))) { try stake.worth(of: -1) }
  }
}
