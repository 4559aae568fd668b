import TailpoolQuoting
import Testing

struct HedgeCostTests {
  @Test("A cost is a part below one, and funding is finite", arguments: [-0.1, 1, .nan, .infinity])
  func range(part: Double) {
    #expect(HedgeCost(proportional: part, fundingRate: 0) == nil, "\(part)")
    #expect(
      HedgeCost(proportional: 0, fundingRate: part)?.fundingRate.isFinite == (part.isFinite ? true : nil), "\(part)")
  }

  @Test("Funding is the rate times the spot for the part of a year")
  func funding() throws {
    let cost = try #require(HedgeCost(proportional: 0, fundingRate: 0.073))
    #expect(
      abs(cost.funding(spot: 50_000, days: 1) - 10) < 1e-12 && abs(cost.funding(spot: 50_000, days: 3) - 30) < 1e-12)
    let paid = try #require(HedgeCost(proportional: 0, fundingRate: -0.073))
    #expect(abs(paid.funding(spot: 50_000, days: 1) + 10) < 1e-12)
  }
}
