import TailpoolLedger
import TailpoolPoolEngine
import Testing

/// Streams that begin and end while shares change hands; every number by hand.
@Suite("Ends of reward streams")
struct RewardStreamTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  private func rewards(_ pool: MutualPool, at seconds: Int64) throws -> [UInt128] {
    try pool.statements(at: Fixture.at(seconds)).filter { $0.participant != "manager" }.map(\.reward)
  }

  @Test("A stream flows from its second to its end, by the shares there are meanwhile, and nothing flows behind it")
  func ends() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: coin, minimumShares: 0))
    // Eight units a second for a hundred seconds.
    try pool.run(0, .fundRewards(from: "s", assets: 800, seconds: 100))
    #expect(try [0, 1, 49, 50].map { try rewards(pool, at: $0) } == [[0], [8], [392], [400]])
    try pool.run(50, .deposit(participant: "b", assets: 3 * coin, minimumShares: 0))
    // A quarter and three quarters from now on.
    #expect(try rewards(pool, at: 50) == [400, 0] && rewards(pool, at: 51) == [402, 6])
    for seconds in [100, 101, 150, 1_000_000] as [Int64] {
      #expect(try rewards(pool, at: seconds) == [500, 300], "\(seconds)")
    }
    #expect(throws: PoolRefusal.invalidQuantity(field: "a stream that has not ended")) {
      try pool.run(99, .fundRewards(from: "s", assets: 360, seconds: 30))
    }
    // The next begins in the second in which the first ends: twelve a second.
    try pool.run(100, .fundRewards(from: "s", assets: 360, seconds: 30))
    #expect(
      try [101, 129, 130, 131].map { try rewards(pool, at: $0) } == [
        [503, 309], [587, 561], [590, 570], [590, 570],
      ])
    // After a pause nothing of the pause is paid.
    try pool.run(200, .fundRewards(from: "s", assets: 64, seconds: 8))
    #expect(
      try [200, 203, 208, 500].map { try rewards(pool, at: $0) } == [
        [590, 570], [596, 588], [606, 618], [606, 618],
      ])
    try pool.run(208, .claimRewards(participant: "a"))
    try pool.run(300, .claimRewards(participant: "b"))
    #expect(pool.cash(.rewards) == 0 && pool.audit().isEmpty)
    #expect(throws: PoolRefusal.invalidQuantity(field: "no reward")) {
      try pool.run(400, .claimRewards(participant: "a"))
    }
  }

  @Test("Who leaves before the end keeps what has flowed, and who stays gets the rest from then on")
  func leaving() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: coin, minimumShares: 0))
    try pool.run(0, .deposit(participant: "b", assets: 3 * coin, minimumShares: 0))
    try pool.run(0, .fundRewards(from: "s", assets: 800, seconds: 100))
    try pool.run(40, .redeem(participant: "b", shares: pool.register.shares(of: "b"), minimumAssets: 0))
    #expect(try rewards(pool, at: 40) == [80, 240] && rewards(pool, at: 100) == [560, 240])
    try pool.run(100, .claimRewards(participant: "b"))
    try pool.run(100, .claimRewards(participant: "a"))
    #expect(pool.cash(.rewards) == 0 && pool.audit().isEmpty)
  }

  @Test("The manager's shares take part: what it claims is its own and nobody else's")
  func manager() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: coin, minimumShares: 0))
    try pool.run(0, .deposit(participant: "manager", assets: 3 * coin, minimumShares: 0))
    try pool.run(0, .fundRewards(from: "s", assets: 800, seconds: 100))
    try pool.run(50, .claimRewards(participant: "manager"))
    #expect(pool.cash(.rewards) == 500)
    try pool.run(60, .claimRewards(participant: "a"))
    #expect(pool.cash(.rewards) == 380)
    try pool.run(100, .claimRewards(participant: "manager"))
    try pool.run(100, .claimRewards(participant: "a"))
    #expect(pool.cash(.rewards) == 0 && pool.audit().isEmpty)
  }

  @Test("A reward by risk counts at once and with what streams, and a claim takes both")
  func risk() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: coin, minimumShares: 0))
    try pool.run(0, .deposit(participant: "b", assets: 3 * coin, minimumShares: 0))
    try pool.run(0, .fundRewards(from: "s", assets: 800, seconds: 100))
    try pool.run(
      10,
      .rewardRisk(
        from: "s", assets: 70,
        contributions: [ShortfallContribution(participant: "b", units: 2), .init(participant: "a", units: 5)]))
    #expect(try rewards(pool, at: 10) == [70, 80] && pool.audit().isEmpty)
    try pool.run(10, .claimRewards(participant: "a"))
    #expect(pool.cash(.rewards) == 800 && pool.audit().isEmpty)
    #expect(try rewards(pool, at: 100) == [180, 620])
  }
}
