import Testing
import _TailpoolTestSupport

@testable import TailpoolAnalysis

@Suite struct ProfitHistogramTests {
  @Test func countsEveryFiniteOutcomeOnce() {
    var generator = SeededGenerator(seed: 3)
    let outcomes = (0..<10_000).map { _ in generator.uniform(-1, 1) * generator.uniform(0, 5_000) }
    let histogram = ProfitHistogram(of: outcomes + [.nan, .infinity])
    #expect(histogram.total == 10_000)
    #expect(histogram.below <= 10)
    #expect(histogram.above <= 10)
    #expect((30...65).contains(histogram.counts.count))
    for (bin, count) in histogram.counts.enumerated() {
      let left = histogram.start + histogram.width * Double(bin)
      let inside = outcomes.count { $0 >= left && $0 < left + histogram.width }
      #expect(abs(inside - count) <= 1)  // an outcome on an edge may fall either way by rounding
    }
  }

  @Test func edgesAreRoundNumbers() {
    let histogram = ProfitHistogram(of: (0...100).map { Double($0) }, binCount: 20)
    #expect(histogram.width == 5)
    #expect(histogram.start == 0)
    #expect(histogram.counts == [Int](repeating: 5, count: 20) + [1])
  }

  @Test func oneExtremeOutcomeDoesNotFlattenTheRest() {
    let histogram = ProfitHistogram(of: (0..<2_000).map { Double($0) } + [-1e12])
    #expect(histogram.below >= 1)
    #expect(histogram.width <= 50)
  }

  @Test(arguments: [[], [.nan], [5.0], [0, 0, 0], [-1e300, 1e300], [1e-300, 2e-300]])
  func degenerateOutcomesAreCounted(outcomes: [Double]) {
    let histogram = ProfitHistogram(of: outcomes)
    #expect(histogram.total == outcomes.count(where: \.isFinite))
    #expect(histogram.width > 0)
  }

  @Test("Outcomes that are all alike stand in one bin, a thousandth of them wide and a dollar at least")
  func constantOutcomes() {
    for (value, width) in [(500_000.0, 500.0), (-2_000, 2), (30, 1), (0, 1)] {
      let histogram = ProfitHistogram(of: [value, value, value])
      #expect(histogram.width == width && histogram.counts == [3] && histogram.start == value, "\(histogram)")
    }
  }

  @Test func weightedOutcomesCountByTheirWeights() {
    let outcomes = (0..<1_000).map { Double($0 % 100) }
    let histogram = ProfitHistogram(of: outcomes, weights: outcomes.map { $0 < 50 ? 0.5 : 1.5 }, binCount: 10)
    #expect(histogram.width == 10)
    #expect(histogram.counts == [50, 50, 50, 50, 50, 150, 150, 150, 150, 150])
    #expect(histogram.total == 1_000)
    #expect(ProfitHistogram(of: outcomes, weights: outcomes.map { _ in 1 }) == ProfitHistogram(of: outcomes))
  }
}
