import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
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

  @Test(
    "A position's part is its mean loss over the tail's scenarios alone, by their weights, for any number of threads")
  func tail() async throws {
    let asOf = Timestamp(secondsSinceEpoch: 1_778_844_451)
    let snapshot = MarketSnapshot(
      asOf: asOf,
      markets: [("A", 100.0), ("B", 50)].map { UnderlyingMarket(underlying: $0, spot: $1, expiries: []) })
    let book = try Book(
      positions: [("A", 2.0), ("B", -3)].map {
        Position(id: $0, contract: SpotHolding(Underlying($0)), quantity: $1)
      }
    ).valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    // Factors on the spots: only the second and the fourth scenario are in the tail.
    let factors = [(2.0, 3.0), (0.8, 1.1), (0.1, 0.2), (0.5, 0.9), (7, 7)]
    let source = ListedScenarios(
      factors.map { [log($0.0), log($0.1), 0.3, -0.2] }, underlyings: ["A", "B"])
    let tail = [TailScenario(index: 1, weight: 0.75), TailScenario(index: 3, weight: 0.25)]
    for threads in [1, 3] {
      let found = try await ShortfallAttribution(
        tail: tail, of: book, over: source, settings: AnalysisSettings(threads: threads), rule: .stickyStrike)
      // A loses 40 and 100, mean 55; B, sold, loses 15 and gains 15, mean 7.5.
      #expect(zip(found.positionLosses, [55, 7.5]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
      #expect(abs(found.total - 62.5) < 1e-12)
      #expect(found.byExpiry.map(\.subject) == [.expiry("A", nil), .expiry("B", nil)])
      #expect(found.byPosition.map(\.subject) == [.position("A-SPOT"), .position("B-SPOT")])
      #expect(abs(found.byPosition[1].share - 0.12) < 1e-13, "\(found)")
    }
  }

  @Test("Contracts of one underlying and one expiry are one part; the parts stand by underlying and then by expiry")
  func expiries() throws {
    func option(_ underlying: Underlying, _ day: Int64, _ strike: Double) throws -> Contract {
      Contract(
        try OptionContract(
          underlying: underlying, type: .call, strike: strike,
          expiry: Timestamp(secondsSinceEpoch: 1_800_000_000 + 86_400 * day)))
    }
    let contracts = try [
      Contract(SpotHolding("A")), option("B", 1, 90), option("A", 30, 90), option("A", 7, 100), option("A", 30, 110),
    ]
    let found = ShortfallAttribution(positionLosses: [5, 16, -2, 8, 3], contracts: contracts)
    let expected: [(ShortfallPart.Subject, Double)] = [
      (.expiry("A", contracts[3].expiry), 8), (.expiry("A", contracts[2].expiry), 1), (.expiry("A", nil), 5),
      (.expiry("B", contracts[1].expiry), 16),
    ]
    #expect(found.byExpiry.map(\.subject) == expected.map(\.0), "\(found.byExpiry)")
    #expect(found.byExpiry.map(\.expectedShortfall) == expected.map(\.1) && found.total == 30)
    #expect(found.byExpiry.map(\.share) == expected.map { $0.1 / 30 })
    // Ten positions are shown without a part for others; equal ones in the order of the book.
    let ten = ShortfallAttribution(
      positionLosses: [Double](repeating: -1, count: 10), contracts: (0..<10).map { Contract(Self.contract($0)) })
    #expect(ten.byPosition.map(\.subject) == (0..<10).map { .position("X\($0)-SPOT") }, "\(ten.byPosition)")
  }
}
