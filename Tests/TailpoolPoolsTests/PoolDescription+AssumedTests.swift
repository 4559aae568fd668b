import Testing

@testable import TailpoolPools

@Suite("Assumed pool")
struct PoolDescriptionAssumedTests {
  @Test("Three members hold 50, 30 and 20 % of three times the expected shortfall")
  func shares() throws {
    let pool = try PoolDescription.assumed(expectedShortfall: 1000, unit: "EUR")
    #expect(pool.unit == "EUR" && pool.assets == nil && pool.limits == PoolDescription.Limits())
    #expect(pool.participants.map(\.contribution) == [1500, 900, 600])
    let status = pool.status(
      optionAssets: 0, optionLiabilities: 70, expectedShortfall97Point5: 1000, valueAtRisk99: 900, worstStressLoss: nil)
    #expect(status.capital == 3000 && status.expectedShortfallOverCapital == 1.0 / 3)
  }

  @Test(
    "An expected shortfall that says nothing about capital is an error",
    arguments: [0, -1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude] as [Double])
  func noCapital(expectedShortfall: Double) {
    #expect(throws: PoolError.noCapital) { try PoolDescription.assumed(expectedShortfall: expectedShortfall) }
  }
}
