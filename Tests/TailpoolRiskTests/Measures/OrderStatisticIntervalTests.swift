import Testing

@testable import TailpoolRisk

@Suite("Order-statistic interval")
struct OrderStatisticIntervalTests {
  /// SciPy 1.17.1: `max(binom.ppf(0.025, n, a), 1)` and `min(binom.ppf(0.975, n, a) + 1, n)`.
  @Test(
    "The ranks are SciPy's binomial quantiles",
    arguments: [
      (1, 50, 1, 1),
      (1, 95, 1, 1),
      (1, 97.5, 1, 1),
      (1, 99, 1, 1),
      (2, 50, 1, 2),
      (2, 95, 1, 2),
      (2, 97.5, 1, 2),
      (2, 99, 2, 2),
      (20, 50, 6, 15),
      (20, 95, 17, 20),
      (20, 97.5, 18, 20),
      (20, 99, 19, 20),
      (100, 50, 40, 61),
      (100, 95, 90, 100),
      (100, 97.5, 94, 100),
      (100, 99, 97, 100),
      (366, 50, 164, 203),
      (366, 95, 339, 356),
      (366, 97.5, 351, 363),
      (366, 99, 358, 366),
      (1_000, 50, 469, 532),
      (1_000, 95, 936, 964),
      (1_000, 97.5, 965, 985),
      (1_000, 99, 983, 997),
      (10_000, 50, 4_902, 5_099),
      (10_000, 95, 9_457, 9_543),
      (10_000, 97.5, 9_719, 9_781),
      (10_000, 99, 9_880, 9_920),
      (100_000, 50, 49_690, 50_311),
      (100_000, 95, 94_864, 95_136),
      (100_000, 97.5, 97_403, 97_597),
      (100_000, 99, 98_938, 99_062),
      (1_000_000, 50, 499_020, 500_981),
      (1_000_000, 95, 949_572, 950_428),
      (1_000_000, 97.5, 974_694, 975_307),
      (1_000_000, 99, 989_805, 990_196),
    ] as [(Int, Double, Int, Int)])
  func ranks(count: Int, percent: Double, low: Int, high: Int) throws {
    let interval = OrderStatisticInterval(count: count, level: try #require(ConfidenceLevel(percent: percent)))
    #expect([interval.low, interval.high] == [low, high])
  }

  @Test("The ranks enclose the quantile's rank and stay within the sample")
  func encloses() throws {
    for count in 1...300 {
      for percent in [1e-300, 0.1, 1, 5, 37.3, 50, 90, 95, 97.5, 99, 99.9, 99.999_999_999_999_99] {
        let level = try #require(ConfidenceLevel(percent: percent))
        let interval = OrderStatisticInterval(count: count, level: level)
        let rank = TailPosition(count: count, level: level).rank
        #expect(
          1 <= interval.low && interval.low <= rank && rank <= interval.high && interval.high <= count,
          "\(count) losses at \(percent) %: \(interval), rank \(rank)")
      }
    }
  }
}
