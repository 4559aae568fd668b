import TailpoolLedger
import Testing

@testable import TailpoolInsurance

/// Income, burns of claims that stay open, and capacity that comes free earlier, by hand.
@Suite("Income and open claims of a stake ladder")
struct StakeLadderIncomeTests {
  private let tranche = StakeLadderTests.tranche

  /// 10,000 in tranche 0 and 30,000 in tranche 1, in shares of 100 and 300.
  private func ladder() throws -> StakeLadder {
    var ladder = try StakeLadderTests.ladder(unit: 1)
    try ladder.setWeight(10_000, of: "p")
    try ladder.deposit(10_000, of: "a", inTranche: 0, at: 0)
    try ladder.deposit(30_000, of: "b", inTranche: 1, at: 0)
    return ladder
  }

  @Test("Income raises every tranche in proportion, and nobody gains without active shares")
  func income() throws {
    var ladder = try ladder()
    #expect(try ladder.credit(4_000, at: 10) == 4_000)
    #expect(try ladder.stake(ofTranche: 0) == 11_000 && ladder.stake(ofTranche: 1) == 33_000)
    #expect(ladder.tranches(of: "a") == [0] && ladder.tranches(of: "c") == [])
    // The tranche that has ended gains no more.
    #expect(try ladder.credit(1_000, at: tranche) == 1_000)
    #expect(try ladder.stake(of: "a", inTranche: 0) == 11_000 && ladder.stake(of: "b", inTranche: 1) == 34_000)
    #expect(try ladder.credit(1_000, at: 2 * tranche) == 0 && ladder.totalStake == 45_000 && ladder.isConsistent)
    var full = try self.ladder()
    #expect(try full.credit(.max, at: 0) == StakeLadder.maximumStake - 40_000)
    #expect(try full.credit(1, at: 0) == 0)
    let before = full
    #expect(throws: StakeError.amount(.negative(-1))) { try full.credit(-1, at: 0) }
    #expect(throws: StakeError.outOfOrder(time: -1, latest: 0)) { try full.credit(1, at: -1) }
    #expect(full == before)
  }

  @Test("A claim that is paid in parts holds its tranches until it is settled, and the parts burn what the whole would")
  func parts() throws {
    var ladder = try ladder()
    #expect(throws: StakeError.unknown("open claim", name: "c")) { try ladder.burn(1, for: "c", at: 0) }
    try ladder.file(claim: "c", at: tranche - 1)
    #expect(try ladder.stakeAtRisk(for: "c", at: tranche) == 39_999)
    #expect(try ladder.burn(4_000, for: "c", at: tranche).taken == 4_000)
    #expect(throws: StakeError.heldByClaims(["c"])) { _ = try ladder.withdraw(fromTranche: 0, of: "a", at: tranche) }
    // A later claim does not hold it, but for one that was known by the first.
    try ladder.file(claim: "d", at: tranche)
    try ladder.file(claim: "e", knownAs: "c", at: tranche)
    #expect(ladder.ended[0]?.heldBy == ["c", "e"])
    #expect(try ladder.stakeAtRisk(for: "d", at: tranche) == ladder.activeStake - 1)
    #expect(throws: StakeError.unknown("open claim", name: "f")) {
      try ladder.file(claim: "g", knownAs: "f", at: tranche)
    }
    let burn = try ladder.settle(claim: "c", burning: 4_000, at: tranche)
    _ = try ladder.settle(claim: "e", burning: 0, at: tranche)
    #expect(burn.uncovered == 0 && ladder.totalStake == 32_000)
    let left = try ladder.withdraw(fromTranche: 0, of: "a", at: tranche)
    #expect((7_999...8_001).contains(left), "\(left)")
  }

  @Test("Capacity is free and used, and comes free earlier where a cover is shortened")
  func shortened() throws {
    var ladder = try ladder()
    let day = StakeLadderTests.day
    try ladder.allocate("x", of: "p", amount: 50_000, until: 50 * day, grace: 0, at: 0)
    #expect(try ladder.capacity(of: "p", until: 50 * day, grace: 0, at: 0) == 80_000)
    #expect(try ladder.capacity(of: "p", until: 100 * day, grace: 0, at: 0) == 60_000)
    #expect(try ladder.available(to: "p", until: 50 * day, grace: 0, at: 0) == 30_000)
    #expect(ladder.allocation(of: "x")?.releasedAt == 56 * day)
    try ladder.shorten("x", until: 60 * day, at: 0)
    #expect(ladder.allocation(of: "x")?.releasedAt == 56 * day)
    try ladder.shorten("x", until: 20 * day, at: 0)
    #expect(ladder.allocation(of: "x")?.releasedAt == 28 * day && ladder.isConsistent)
    #expect(try ladder.available(to: "p", until: 50 * day, grace: 0, at: 28 * day) == 80_000)
    try ladder.shorten("none", until: day, at: 0)
    #expect(throws: StakeError.self) { try ladder.shorten("x", until: -1, at: 0) }
    var now = ladder
    try now.shorten("x", until: 0, at: 0)
    #expect(now.allocation(of: "x") == nil && now.isConsistent)
    // A halted ladder has none to give.
    try ladder.file(claim: "c", at: 0)
    #expect(try ladder.settle(claim: "c", burning: 50_000, at: 0).uncovered == 10_001 && ladder.isHalted)
    #expect(try ladder.available(to: "p", until: day, grace: 0, at: 0) == 0)
  }
}
