import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Rewards")
struct RewardTests {
  @Test("Streams to those who hold shares while they flow, file 43")
  func index() throws {
    let unit: UInt128 = 1_000_000_000_000_000_000
    for row in try poolCases("43_reward_index") {
      var pool = try PoolFixture.pool()
      let events = try #require(row["events"] as? [[String: Any]])
      let until = Int64(try #require(row["until"] as? Int))
      for (index, event) in events.enumerated() {
        let time = Int64(try #require(event["t"] as? Int))
        if event["op"] as? String == "rate" {
          // A stream is funded up to the next rate, or to the end.
          let next = events[(index + 1)...].first { $0["op"] as? String == "rate" }?["t"] as? Int
          let (rate, seconds) = (try #require(whole(event["value"])), (next.map { Int64($0) } ?? until) - time)
          if rate == 0 { continue }
          try pool.run(time, .fundRewards(from: "f", assets: rate * unit * UInt128(seconds), seconds: seconds))
          continue
        }
        let who = try #require(event["who"] as? String)
        let count = try #require(whole(event["shares"]))
        let isStake = event["op"] as? String == "stake"
        try pool.run(
          time,
          isStake
            ? .deposit(participant: who, assets: count, minimumShares: 0)
            : .redeem(participant: who, shares: count * 1_000, minimumAssets: 0))
      }
      for (who, expected) in try #require(row["expected"] as? [String: Double]) {
        let fund = pool.cash(.rewards)
        do { try pool.run(until, .claimRewards(participant: who)) } catch PoolRefusal.invalidQuantity {
          #expect(expected == 0, "\(who): none")
        }
        let reward = Double(fund - pool.cash(.rewards)) / 1e18
        #expect(abs(reward - expected) < 1e-12 * max(1, expected), "\(who): \(reward)")
      }
    }
  }

  @Test("POOL-014: what streams to nobody is kept, not given to the first who comes")
  func undistributed() throws {
    var pool = try PoolFixture.pool()
    try pool.run(0, .fundRewards(from: "f", assets: 100, seconds: 20))
    try pool.run(10, .deposit(participant: "a", assets: 1, minimumShares: 0))
    try pool.run(100, .claimRewards(participant: "a"))
    #expect(pool.cash(.rewards) == 50)
    #expect(
      pool.rewards.scaledUndistributed == 50_000_000 && pool.rewards.time == PoolFixture.at(100).secondsSinceEpoch)
  }
}
