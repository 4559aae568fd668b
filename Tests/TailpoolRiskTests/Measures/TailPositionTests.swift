import Testing

@testable import TailpoolRisk

@Suite("Tail position")
struct TailPositionTests {
  @Test("Whole products of count and level do not move the rank")
  func wholeProducts() throws {
    // percent = per mille / 10, so that count · percent / 100 = count · perMille / 1000 is known exactly.
    for perMille in 1..<1000 {
      let level = try #require(ConfidenceLevel(percent: Double(perMille) / 10))
      for count in [1, 7, 10, 40, 100, 200, 250, 366, 999, 1000, 3000, 10_000, 123_000, 1_000_000, 1_000_001] {
        let position = TailPosition(count: count, level: level)
        let (whole, rest) = (count * perMille).quotientAndRemainder(dividingBy: 1000)
        let mass = Double(count * (1000 - perMille)) / 1000
        #expect(position.rank == whole + (rest > 0 ? 1 : 0), "\(count) losses at \(level)")
        #expect(abs(position.mass - mass) <= 4e-16 * Double(count), "\(count) losses at \(level)")
      }
    }
  }

  @Test("Extreme levels keep the rank within the sample and the tail positive")
  func extremes() throws {
    for percent in [.leastNonzeroMagnitude, 1e-300, 1e-20, 99.999_999_999_999_98] {
      let level = try #require(ConfidenceLevel(percent: percent))
      for count in [1, 2, 3, 10, 1_000_003] {
        let position = TailPosition(count: count, level: level)
        #expect((1...count).contains(position.rank) && position.mass > 0, "\(count) losses at \(percent) %")
      }
    }
  }
}
