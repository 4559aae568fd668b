import TailpoolLedger
import Testing

@testable import TailpoolInsurance

/// The ladder by hand: every number follows from the formulas on paper.
@Suite("Stake ladder")
struct StakeLadderTests {
  static let day: Int64 = 86_400
  static let tranche: Int64 = 91 * day

  static func ladder(unit: Int128 = 10, maximumWeight: Int = 200_000, reduction: Int = 0) throws -> StakeLadder {
    try StakeLadder(
      terms: StakeLadderTerms(reductionBasisPoints: reduction, unit: unit, maximumWeight: maximumWeight), at: 0)
  }

  @Test("Tranches and buckets are counted from zero, and an end that does not fit is the last time")
  func maturities() throws {
    let ladder = MaturityLadder.quarterly
    #expect(
      ladder.tranche(at: 0) == 0 && ladder.tranche(at: Self.tranche - 1) == 0 && ladder.tranche(at: Self.tranche) == 1)
    #expect(ladder.end(ofTranche: 1) == 2 * Self.tranche && ladder.end(ofTranche: .max) == .max)
    #expect(ladder.tranches(at: Self.tranche) == 1...8)
    let bucket = 28 * Self.day
    #expect([0, 1, bucket, bucket + 1].map(ladder.release) == [0, bucket, bucket, 2 * bucket])
    #expect(ladder.release(after: .max) == .max)
    #expect(throws: StakeError.invalid("number of tranches", value: 33, expected: "1 to 32")) {
      try MaturityLadder(trancheSeconds: Self.day, trancheCount: 33, bucketSeconds: 1)
    }
    #expect(throws: StakeError.self) { try MaturityLadder(trancheSeconds: 10, trancheCount: 1, bucketSeconds: 1) }
    #expect(throws: StakeError.self) {
      try MaturityLadder(trancheSeconds: Self.day, trancheCount: 1, bucketSeconds: 2 * Self.day)
    }
  }

  @Test("The square root is the greatest whole number that is not above it")
  func roots() {
    for n in [0, 1, 2, 3, 4, 8, 9, 15, 16, 99, 100] as [Int128] {
      let root = integerSquareRoot(n)
      #expect(root * root <= n && (root + 1) * (root + 1) > n, "\(n)")
    }
    #expect(integerSquareRoot(.max) == 13_043_817_825_332_782_212 && integerSquareRoot(-4) == 0)
    #expect(integerSquareRoot(1_000_000_000_000_000_000_000_000_000_000) == 1_000_000_000_000_000)
  }

  @Test(
    "The first deposit gets the root of its amount in shares, the next in proportion; a tranche pays what it has at its end"
  )
  func deposits() throws {
    var ladder = try Self.ladder()
    #expect(try ladder.deposit(10_000, of: "a", inTranche: 0, at: 0) == 100)
    #expect(try ladder.deposit(5_050, of: "b", inTranche: 1, at: 10) == 50)
    #expect(try ladder.stake(ofTranche: 0) == 10_033 && ladder.stake(ofTranche: 1) == 5_016)
    try ladder.slash(3_050, at: 20)
    #expect(ladder.activeStake == 12_000)
    #expect(try ladder.stake(of: "a", inTranche: 0) == 8_000 && ladder.stake(of: "b", inTranche: 1) == 4_000)
    #expect(throws: StakeError.tooEarly(until: Self.tranche)) {
      try ladder.withdraw(fromTranche: 0, of: "a", at: Self.tranche - 1)
    }
    #expect(try ladder.withdraw(fromTranche: 0, of: "a", at: Self.tranche) == 8_000)
    #expect(ladder.activeStake == 4_000 && ladder.sharesSupply == 50 && ladder.totalStake == 4_000)
    #expect(throws: StakeError.unknown("stake of", name: "a")) {
      try ladder.withdraw(fromTranche: 0, of: "a", at: Self.tranche)
    }
    #expect(try ladder.withdraw(fromTranche: 1, of: "b", at: 5 * Self.tranche) == 4_000)
    #expect(ladder.totalStake == 0 && ladder.sharesSupply == 0)
  }

  @Test(
    "Cover takes its capacity from the earliest tranche that outlives it with its grace, and carries the rest to later ones"
  )
  func capacity() throws {
    var ladder = try Self.ladder()
    for tranche in 0...2 as ClosedRange<Int64> { try ladder.deposit(1_000_000, of: "a", inTranche: tranche, at: 0) }
    try ladder.setWeight(5_000, of: "p")
    // Each tranche: 1,000,000 · 2 · 0.5 / 10 = 100,000 units, but for a unit of rounding of shares.
    let units = try ladder.available(to: "p", until: 0, grace: 0, at: 0)
    #expect(units == 300_000)
    // It ends ten days before the first tranche does, but its grace is longer: tranches 1 and 2 only.
    let end = Self.tranche - 10 * Self.day
    #expect(try ladder.available(to: "p", until: end, grace: 9 * Self.day, at: 0) == 300_000)
    #expect(try ladder.available(to: "p", until: end, grace: 10 * Self.day, at: 0) == 200_000)
    let allocation = try ladder.allocate("c", of: "p", amount: 1_499_991, until: end, grace: 10 * Self.day, at: 0)
    #expect(allocation.units == [1: 100_000, 2: 50_000] && allocation.total == 150_000)
    #expect(try ladder.available(to: "p", until: end, grace: 10 * Self.day, at: 0) == 50_000)
    let before = ladder
    #expect(throws: StakeError.capacityExceeded(product: "p", requested: 50_001, available: 50_000)) {
      try ladder.allocate("d", of: "p", amount: 500_001, until: end, grace: 10 * Self.day, at: 5)
    }
    #expect(throws: StakeError.duplicate("cover", name: "c")) {
      try ladder.allocate("c", of: "p", amount: 1, until: end, grace: 0, at: 5)
    }
    #expect(throws: StakeError.capacityExceeded(product: "q", requested: 1, available: 0)) {
      try ladder.allocate("d", of: "q", amount: 1, until: end, grace: 0, at: 5)
    }
    #expect(ladder == before)
    // A slash of a half leaves 50,000 units a tranche: tranche 1 has 50,000 too much, which stand against tranche 2.
    try ladder.slash(1_500_000, at: 10)
    #expect(try ladder.available(to: "p", until: end, grace: 10 * Self.day, at: 10) == 0)
    try ladder.deallocate("c", at: 20)
    #expect(try ladder.available(to: "p", until: end, grace: 10 * Self.day, at: 20) == 100_000)
    #expect(throws: StakeError.unknown("cover", name: "c")) { try ladder.deallocate("c", at: 20) }
  }

  @Test("Capacity comes free at the start of the bucket after the cover's end, and the name with it")
  func release() throws {
    var ladder = try Self.ladder()
    try ladder.deposit(1_000_000, of: "a", inTranche: 2, at: 0)
    try ladder.setWeight(10_000, of: "p")
    let bucket = 28 * Self.day
    try ladder.allocate("c", of: "p", amount: 2_000_000, until: bucket + 1, grace: 0, at: 0)
    #expect(ladder.allocation(of: "c")?.releasedAt == 2 * bucket)
    #expect(try ladder.available(to: "p", until: 2 * bucket, grace: 0, at: 2 * bucket - 1) == 0)
    #expect(try ladder.available(to: "p", until: 2 * bucket, grace: 0, at: 2 * bucket) == 200_000)
    try ladder.allocate("c", of: "p", amount: 10, until: 2 * bucket, grace: 0, at: 2 * bucket)
    #expect(ladder.allocated(to: "p") == [2: 1])
  }

  @Test("Weights are at most one a product and twenty in all")
  func weights() throws {
    var ladder = try Self.ladder(maximumWeight: 20_000)
    try ladder.setWeight(10_000, of: "p")
    try ladder.setWeight(10_000, of: "q")
    #expect(throws: StakeError.invalid("sum of weights", value: 20_001, expected: "0 to 20000")) {
      try ladder.setWeight(1, of: "r")
    }
    try ladder.setWeight(9_999, of: "q")
    try ladder.setWeight(1, of: "r")
    #expect(throws: StakeError.invalid("weight", value: 10_001, expected: "0 to 10000")) {
      try ladder.setWeight(10_001, of: "r")
    }
    #expect(ladder.weights == ["p": 10_000, "q": 9_999, "r": 1])
    var reduced = try Self.ladder(reduction: 2_500)
    try reduced.deposit(1_000_000, of: "a", inTranche: 0, at: 0)
    try reduced.setWeight(10_000, of: "p")
    #expect(try reduced.available(to: "p", until: 0, grace: 0, at: 0) == 150_000)
  }

  @Test("A burn of all there is leaves one unit and halts; withdrawals go on")
  func halt() throws {
    var ladder = try Self.ladder()
    try ladder.deposit(10_000, of: "a", inTranche: 0, at: 0)
    try ladder.setWeight(10_000, of: "p")
    try ladder.file(claim: "x", at: 0)
    let burn = try ladder.settle(claim: "x", burning: 10_000, at: 1)
    #expect(burn == StakeBurn(taken: 9_999, uncovered: 1) && ladder.activeStake == 1 && ladder.isHalted)
    #expect(throws: StakeError.halted) { try ladder.deposit(5, of: "a", inTranche: 0, at: 1) }
    #expect(throws: StakeError.halted) { try ladder.allocate("c", of: "p", amount: 5, until: 9, grace: 0, at: 1) }
    #expect(try ladder.withdraw(fromTranche: 0, of: "a", at: Self.tranche) == 1)
    var other = try Self.ladder()
    try other.deposit(10_000, of: "a", inTranche: 0, at: 0)
    try other.file(claim: "x", at: 0)
    #expect(try other.settle(claim: "x", burning: 9_999, at: 1) == StakeBurn(taken: 9_999, uncovered: 0))
    #expect(!other.isHalted)
  }

  @Test("A tranche that ends after a claim was filed waits and burns with it; one that ended before does neither")
  func holds() throws {
    var ladder = try Self.ladder()
    for (name, tranche) in [("early", 0), ("leaver", 1), ("stayer", 3)] as [(String, Int64)] {
      try ladder.deposit(1_000_000, of: name, inTranche: tranche, at: 0)
    }
    try ladder.file(claim: "x", at: Self.tranche)
    #expect(throws: StakeError.heldByClaims(["x"])) {
      try ladder.withdraw(fromTranche: 1, of: "leaver", at: 2 * Self.tranche)
    }
    #expect(try ladder.withdraw(fromTranche: 0, of: "early", at: 2 * Self.tranche) == 1_000_000)
    // Filed after the leaver's tranche ended: only the stayer is behind it.
    try ladder.file(claim: "y", at: 2 * Self.tranche)
    #expect(try ladder.settle(claim: "y", burning: 300_000, at: 2 * Self.tranche + 1).taken == 300_000)
    #expect(ladder.activeStake == 700_000 && ladder.ended[1]?.stake == 1_000_000)
    #expect(throws: StakeError.heldByClaims(["x"])) {
      try ladder.withdraw(fromTranche: 1, of: "leaver", at: 2 * Self.tranche + 1)
    }
    // In proportion to 1,000,000 and 700,000 (less the unit that stays): 100,000 and 70,000.
    #expect(try ladder.settle(claim: "x", burning: 170_000, at: 2 * Self.tranche + 2).taken == 170_000)
    #expect(ladder.activeStake == 630_000)
    #expect(try ladder.withdraw(fromTranche: 1, of: "leaver", at: 2 * Self.tranche + 2) == 900_000)
    #expect(throws: StakeError.unknown("open claim", name: "x")) { try ladder.settle(claim: "x", burning: 0, at: .max) }
  }

  @Test("Rewards stream to the shares while they are active, second by second")
  func rewards() throws {
    var ladder = try Self.ladder()
    let (a, b) = (Self.tranche - 100, Self.tranche + 100)
    try ladder.deposit(1_000_000, of: "a", inTranche: 0, at: a)
    try ladder.deposit(4_000_000, of: "b", inTranche: 1, at: a)
    // Eight a second for 200 seconds, of which a has a fifth of the first hundred.
    try ladder.streamRewards(1_600, over: 200, at: a)
    #expect(throws: StakeError.tooEarly(until: b)) { try ladder.streamRewards(1, over: 1, at: a + 1) }
    #expect(try ladder.takeRewards(of: "a", at: a + 50) == 80)
    #expect(try ladder.takeRewards(of: "a", at: b) == 80 && ladder.takeRewards(of: "a", at: b) == 0)
    #expect(try ladder.withdraw(fromTranche: 0, of: "a", at: b) == 1_000_000)
    #expect(try ladder.takeRewards(of: "b", at: b) == 640 + 800)
    #expect(try ladder.takeRewards(of: "nobody", at: b) == 0)
  }

  @Test("What is not positive, not in its range or in the past is refused, and nothing changes")
  func refusals() throws {
    var ladder = try Self.ladder()
    try ladder.deposit(100, of: "a", inTranche: 0, at: 50)
    try ladder.setWeight(10_000, of: "p")
    let before = ladder
    let attempts: [(inout StakeLadder) throws -> Void] = [
      { try $0.deposit(0, of: "a", inTranche: 0, at: 50) },
      { try $0.deposit(-1, of: "a", inTranche: 0, at: 50) },
      { try $0.deposit(5, of: "a", inTranche: 8, at: 50) },
      { try $0.deposit(5, of: "a", inTranche: 0, at: Self.tranche) },
      { try $0.deposit(5, of: "a", inTranche: 0, at: 49) },
      { try $0.deposit(9, of: "a", inTranche: 0, at: 50) },  // less than a share
      { try $0.deposit(100, of: "a", inTranche: 0, minimumShares: 11, at: 50) },
      { try $0.deposit(1 << 100, of: "a", inTranche: 0, at: 50) },
      { try $0.deposit(.max, of: "a", inTranche: 0, at: 50) },
      { try $0.slash(0, at: 50) }, { try $0.slash(100, at: 50) }, { try $0.slash(-5, at: 50) },
      { try $0.slash(1, at: 0) },
      { try $0.advance(to: 49) },
      { try $0.allocate("c", of: "p", amount: 0, until: 60, grace: 0, at: 50) },
      { try $0.allocate("c", of: "p", amount: .max, until: 60, grace: 0, at: 50) },
      { try $0.allocate("c", of: "p", amount: 1, until: 49, grace: 0, at: 50) },
      { try $0.allocate("c", of: "p", amount: 1, until: 60, grace: -1, at: 50) },
      { try $0.allocate("c", of: "p", amount: 1, until: .max, grace: .max, at: 50) },
      { try $0.streamRewards(0, over: 5, at: 50) }, { try $0.streamRewards(5, over: 0, at: 50) },
      { try $0.streamRewards(1, over: 1_000_001, at: 50) },
      { try $0.streamRewards(.max, over: 1, at: 50) },
      { _ = try $0.settle(claim: "x", burning: 1, at: 50) },
      { _ = try $0.withdraw(fromTranche: 0, of: "a", at: 60) },
    ]
    for (index, attempt) in attempts.enumerated() {
      #expect(throws: StakeError.self, "attempt \(index)") { try attempt(&ladder) }
      #expect(ladder == before, "attempt \(index)")
    }
    try ladder.file(claim: "x", at: 50)
    #expect(throws: StakeError.duplicate("open claim", name: "x")) { try ladder.file(claim: "x", at: 51) }
    #expect(throws: StakeError.amount(.negative(-1))) { try ladder.settle(claim: "x", burning: -1, at: 51) }
    #expect(ladder.openClaims == ["x"] && ladder.time == 50)
    #expect(throws: StakeError.self) { try StakeLadder(terms: ladder.terms, at: -1) }
    for bad in [(9_999, 0, 1, 10_000), (20_000, 10_001, 1, 10_000), (20_000, 0, 0, 10_000), (20_000, 0, 1, 1)]
      as [(Int, Int, Int128, Int)]
    {
      #expect(throws: StakeError.self, "\(bad)") {
        try StakeLadderTerms(
          capacityRatioBasisPoints: bad.0, reductionBasisPoints: bad.1, unit: bad.2, maximumWeight: bad.3)
      }
    }
  }

  @Test("Rewards too great for a stake of one share do not lock the ladder")
  func rewardsOfOneShare() throws {
    var ladder = try Self.ladder()
    try ladder.deposit(1, of: "a", inTranche: 0, at: 0)
    try ladder.streamRewards(StakeLadder.maximumStake, over: 100, at: 0)
    try ladder.deposit(1_000_000, of: "b", inTranche: 1, at: 50)
    #expect(try ladder.takeRewards(of: "a", at: Self.tranche) >= 0)
    #expect(try ladder.withdraw(fromTranche: 0, of: "a", at: Self.tranche) >= 0)
    let before = ladder
    #expect(throws: StakeError.self) { try ladder.streamRewards(.max, over: 1 << 40, at: Self.tranche) }
    #expect(ladder == before)
  }

  @Test("A claim against a ladder without stake is settled with nothing taken, and halts it")
  func claimWithoutStake() throws {
    var ladder = try Self.ladder()
    try ladder.file(claim: "x", at: 1)
    #expect(try ladder.settle(claim: "x", burning: 5, at: 2) == StakeBurn(taken: 0, uncovered: 5))
    #expect(ladder.isHalted)
  }
}
