import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

/// Sequences of thousands of operations on a ladder, each checked after.
@Suite("Properties of the stake ladder")
struct StakeLadderPropertyTests {
  private static let day: Int64 = 86_400
  private static let names = (0..<6).map { "s\($0)" }

  /// A ladder with short tranches, and what it took in and gave out.
  private struct Walk {
    var ladder: StakeLadder
    var now: Int64 = 0
    var (paidIn, paidOut, burned): (Int128, Int128, Int128) = (0, 0, 0)
    var (rewarded, rewards): (Int128, Int128) = (0, 0)
    var (count, refused) = (0, 0)

    init() throws {
      let maturities = try MaturityLadder(trancheSeconds: 4 * day, trancheCount: 4, bucketSeconds: day)
      ladder = try StakeLadder(terms: StakeLadderTerms(ladder: maturities, unit: 7), at: 0)
      for (product, weight) in [("p", 10_000), ("q", 3_000)] { try ladder.setWeight(weight, of: product) }
    }

    /// One random operation; refused ones must change nothing.
    mutating func step(_ generator: inout SeededGenerator) throws {
      let before = ladder
      if Int.random(in: 0..<3, using: &generator) == 0 { now += Int64.random(in: 0...day, using: &generator) }
      count += 1
      do { try operate(&generator) } catch let error as StakeError {
        refused += 1
        #expect(ladder == before, "operation \(count): \(error)")
      }
    }

    private mutating func operate(_ generator: inout SeededGenerator) throws {
      let name = names.randomElement(using: &generator) ?? "s0"
      let amount = Int128.random(in: -5...1_000_000, using: &generator)
      let tranche = ladder.terms.ladder.tranche(at: now) + Int64.random(in: -4...4, using: &generator)
      switch Int.random(in: 0..<10, using: &generator) {
      case 0, 1, 2:
        try ladder.deposit(amount, of: name, inTranche: tranche, at: now)
        paidIn += amount
      case 3, 4: paidOut += try ladder.withdraw(fromTranche: tranche, of: name, at: now)
      case 5:
        try ladder.allocate(
          "c\(count)", of: count % 2 == 0 ? "p" : "q", amount: amount,
          until: now + Int64.random(in: 0...(10 * day), using: &generator), grace: day, at: now)
      case 6: try ladder.file(claim: "x\(Int.random(in: 0..<3, using: &generator))", at: now)
      case 7:
        let units = Int128.random(in: 0...(max(ladder.activeStake, 1) / 2 + 1), using: &generator)
        let claim = "x\(Int.random(in: 0..<3, using: &generator))"
        burned += try ladder.settle(claim: claim, burning: units, at: now).taken
      case 8:
        try ladder.streamRewards(amount, over: day, at: now)
        rewarded += amount
      default: rewards += try ladder.takeRewards(of: name, at: now)
      }
    }
  }

  @Test(
    "STAKE-01 No unit appears or is lost, shares and stakes agree, refusals change nothing",
    arguments: 1...4 as ClosedRange<UInt64>)
  func conservation(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var walk = try Walk()
    for _ in 0..<2_000 {
      try walk.step(&generator)
      let ladder = walk.ladder
      let place = "seed \(seed), operation \(walk.count)"
      #expect(ladder.totalStake == walk.paidIn - walk.paidOut - walk.burned, "\(place)")
      #expect(ladder.trancheShares.values.reduce(0, +) == ladder.sharesSupply, "\(place)")
      #expect(ladder.sharesSupply == 0 || ladder.activeStake > 0, "\(place)")
      #expect(walk.rewards <= walk.rewarded, "\(place)")
      for (tranche, shares) in ladder.trancheShares.merging(ladder.ended.mapValues(\.shares), uniquingKeysWith: { $1 })
      {
        let sum = Self.names.reduce(0) { $0 + ladder.shares(of: $1, inTranche: tranche) }
        #expect(sum == shares, "\(place), tranche \(tranche)")
      }
      let inForce = ladder.allocations.values
      for product in ["p", "q"] {
        let used = inForce.filter { $0.product == product }.reduce(0) { $0 + $1.total }
        #expect(used == ladder.allocated(to: product).values.reduce(0, +), "\(place), \(product)")
      }
    }
    #expect(walk.refused > 200 && walk.refused < 1_800 && walk.paidOut > 0 && walk.burned > 0 && walk.rewards > 0)
  }

  @Test("STAKE-02 Who leaves after a claim is filed bears what who stays bears", arguments: [5, 6])
  func exits(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<1_500 {
      var ladder = try StakeLadder(terms: StakeLadderTerms(), at: 0)
      let stake = Int128.random(in: 1_000...(1 << 48), using: &generator)
      // The same shares in a tranche that ends while the claim is open and in one that does not, among others.
      try ladder.deposit(stake * stake, of: "first", inTranche: 5, at: 0)
      let shares = try ladder.deposit(stake * 1_000, of: "leaver", inTranche: 0, at: 0)
      #expect(try ladder.deposit(stake * 1_000, of: "stayer", inTranche: 7, at: 0) == shares)
      let end = ladder.terms.ladder.end(ofTranche: 0)
      try ladder.file(claim: "x", at: Int64.random(in: 0..<end, using: &generator))
      try ladder.advance(to: end + 1)
      let loss = Int128.random(in: 0...ladder.totalStake, using: &generator)
      #expect(throws: StakeError.heldByClaims(["x"])) { try ladder.withdraw(fromTranche: 0, of: "leaver", at: end + 1) }
      let decided = end + Int64.random(in: 1...1_000, using: &generator)
      let burn = try ladder.settle(claim: "x", burning: loss, at: decided)
      let stays = try ladder.stake(of: "stayer", inTranche: 7)
      let left = try ladder.withdraw(fromTranche: 0, of: "leaver", at: decided)
      // Roundings: the unit that stays, one of the tranche's end, one of the split and one of each worth.
      #expect(
        abs(left - stays) <= 4, "seed \(seed), round \(round): stake \(stake), loss \(loss), \(left) and \(stays)")
      #expect(burn.taken + burn.uncovered == loss)
    }
  }

  @Test("STAKE-03 Deposits and withdrawals alone give nobody more than was put in", arguments: [7, 8])
  func noGain(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      var ladder = try StakeLadder(terms: StakeLadderTerms(), at: 0)
      var paidIn: [String: Int128] = [:]
      var paidOut: [String: Int128] = [:]
      var rounded: Int128 = 0
      for _ in 0..<20 {
        let name = Self.names.randomElement(using: &generator) ?? "s0"
        let amount = Int128.random(in: 1...100_000, using: &generator)
        let shares = try? ladder.deposit(amount, of: name, inTranche: Int64.random(in: 0...7, using: &generator), at: 0)
        guard shares != nil else { continue }
        paidIn[name, default: 0] += amount
        // A deposit is rounded down by less than a share, which is the others' gain.
        rounded += ladder.activeStake / ladder.sharesSupply + 1
      }
      let pot = ladder.totalStake
      for tranche in 0...7 as ClosedRange<Int64> {
        for name in Self.names where ladder.shares(of: name, inTranche: tranche) > 0 {
          paidOut[name, default: 0] += try ladder.withdraw(fromTranche: tranche, of: name, at: 1 << 40)
        }
      }
      #expect(paidOut.values.reduce(0, +) == pot && ladder.totalStake == 0, "seed \(seed), round \(round)")
      // And each of up to 48 payments by less than a unit.
      for (name, out) in paidOut {
        #expect(out <= (paidIn[name] ?? 0) + rounded + 48, "seed \(seed), round \(round), \(name)")
      }
    }
  }
}
