import TailpoolLedger
import TailpoolPools
import Testing
import _TailpoolTestSupport

@Suite("Rewards")
struct RewardTests {
  @Test("The emission curve, file 22, exactly")
  func emission() throws {
    for row in try poolCases("22_umbrella_emission") {
      let curve = try EmissionCurve(
        maximum: try #require(whole(row["maxEmissionPerSecond"])), target: try #require(whole(row["targetLiquidity"])))
      let assets = try #require(whole(row["totalAssets"]))
      #expect(try curve.scaledEmission(for: assets) == whole(row["expectedScaled1e18"]))
    }
    #expect(throws: LedgerError.divisionByZero) { try EmissionCurve(maximum: 1, target: 0) }
  }

  @Test("Streams to those who hold shares while they flow, file 43")
  func index() throws {
    let unit: UInt128 = 1_000_000_000_000_000_000
    for row in try poolCases("43_reward_index") {
      var index = RewardIndex(at: 0)
      var shares: [String: UInt128] = [:]
      let events = try #require(row["events"] as? [[String: Any]])
      for event in events {
        let time = try #require(event["t"] as? Int)
        try index.advance(to: Int64(time), supply: shares.values.reduce(0, +))
        if event["op"] as? String == "rate" {
          index.setRate(try #require(whole(event["value"])) * unit * 1_000_000)
          continue
        }
        let who = try #require(event["who"] as? String)
        let count = try #require(whole(event["shares"])) * 1_000
        try index.touch(who, shares: shares[who] ?? 0)
        if event["op"] as? String == "stake" {
          shares[who, default: 0] += count
        } else {
          shares[who, default: 0] -= count
        }
      }
      try index.advance(to: Int64(try #require(row["until"] as? Int)), supply: shares.values.reduce(0, +))
      for (who, expected) in try #require(row["expected"] as? [String: Double]) {
        let reward = Double(try index.reward(of: who, shares: shares[who] ?? 0)) / 1e18
        #expect(abs(reward - expected) < 1e-12 * max(1, expected), "\(who): \(reward)")
      }
    }
  }

  @Test("POOL-014: what streams to nobody is kept, not given to the first who comes")
  func undistributed() throws {
    var index = RewardIndex(at: 0)
    index.setRate(5_000_000, until: 20)
    try index.advance(to: 10, supply: 0)
    try index.advance(to: 100, supply: 1)
    #expect(try index.reward(of: "a", shares: 1) == 50)
    #expect(index.scaledUndistributed == 50_000_000)
  }
}
