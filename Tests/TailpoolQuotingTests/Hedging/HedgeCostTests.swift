import TailpoolQuoting
import Testing

struct HedgeCostTests {
  @Test("A cost is a part below one, and funding is finite", arguments: [-0.1, 1, .nan, .infinity])
  func range(part: Double) {
    #expect(HedgeCost(proportional: part, fundingRate: 0) == nil, "\(part)")
    #expect(
      HedgeCost(proportional: 0, fundingRate: part)?.fundingRate.isFinite == (part.isFinite ? true : nil), "\(part)")
  }
}
