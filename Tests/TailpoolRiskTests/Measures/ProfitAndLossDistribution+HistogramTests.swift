import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Histogram")
struct ProfitAndLossDistributionHistogramTests {
  @Test("Edges belong to the bin above, the last to the last")
  func edges() throws {
    let histogram = try ProfitAndLossDistribution([0, 1, 1.5, 2, 3.999, 4]).histogram(bins: 4)
    #expect(histogram == Histogram(edges: [0, 1, 2, 3, 4], counts: [1, 2, 1, 2]))
  }

  @Test("Every scenario is in a bin, and in the right one")
  func counts() throws {
    var generator = SeededGenerator(seed: 21)
    for bins in [1, 2, 7, 60, 1000] {
      let values = (0..<5000).map { _ in generator.uniform(-1e6, 3e6) }
      let histogram = try ProfitAndLossDistribution(values).histogram(bins: bins)
      #expect(histogram.counts.reduce(0, +) == 5000 && histogram.edges.count == bins + 1)
      let below = values.count { $0 < histogram.edges[bins / 2] }
      #expect(abs(histogram.counts[..<(bins / 2)].reduce(0, +) - below) <= 1)
    }
  }

  @Test(
    "Equal values have one bin around them",
    arguments: [0, -7, 1e300, 1.7e308, -1.7e308, .leastNonzeroMagnitude] as [Double])
  func equal(value: Double) throws {
    let histogram = try ProfitAndLossDistribution([value, value, value]).histogram(bins: 9)
    #expect(histogram.counts == [3] && histogram.edges.count == 2)
    #expect(histogram.edges[0] < value && value < histogram.edges[1] && histogram.edges.allSatisfy(\.isFinite))
  }

  @Test("Neighboring numbers have one bin")
  func neighbors() throws {
    let histogram = try ProfitAndLossDistribution([1, 1.nextUp]).histogram(bins: 9)
    #expect(histogram.counts == [2])
  }
}
