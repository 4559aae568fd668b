import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolAnalysis

@Suite("Parts of an expected shortfall")
struct ShortfallPartTests {
  private static func contract(_ index: Int) -> SpotHolding { SpotHolding(Underlying("X\(index)")) }

  @Test("The ten greatest parts by size, gains too, and the rest together")
  func positions() {
    // Sizes 1 to 13; those that divide by three are gains.
    let losses = (1...13).map { Double($0 % 3 == 0 ? -$0 : $0) }
    let found = ShortfallAttribution(
      positionLosses: losses, contracts: (1...13).map { Contract(Self.contract($0)) })
    #expect(found.total == 31)
    #expect(found.byPosition.count == 11)
    let shown = (4...13).reversed().map { "X\($0)" }
    for (part, name) in zip(found.byPosition, shown) {
      guard case .position(let text) = part.subject else {
        Issue.record("\(part)")
        continue
      }
      #expect(text.contains(name), "\(part)")
    }
    #expect(found.byPosition.prefix(10).map(\.expectedShortfall) == [13, -12, 11, 10, -9, 8, 7, -6, 5, 4])
    #expect(found.byPosition[10].subject == .otherPositions(3) && found.byPosition[10].expectedShortfall == 0)
    #expect(abs(found.byPosition[1].share + 12.0 / 31) < 1e-15)
    #expect(found.byExpiry.count == 13 && found.byExpiry.reduce(0) { $0 + $1.expectedShortfall } == 31)
  }

  @Test("Parts of a gain keep its sign, and parts of nothing have no share")
  func signs() {
    let gain = ShortfallAttribution(
      positionLosses: [-3, 1], contracts: [Contract(Self.contract(1)), Contract(Self.contract(2))])
    #expect(gain.total == -2 && gain.byPosition.map(\.share) == [1.5, -0.5])
    let none = ShortfallAttribution(
      positionLosses: [-1, 1], contracts: [Contract(Self.contract(1)), Contract(Self.contract(2))])
    #expect(none.byPosition.map(\.share) == [0, 0])
  }
}
