import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Weighted outcomes beside a second implementation")
struct WeightedTailTests {
  /// Losses and ratios, the greatest loss first.
  private static func rows() -> [(loss: Double, ratio: Double)] {
    var generator = SeededGenerator(seed: 17)
    let rows = (0..<240).map { _ -> (loss: Double, ratio: Double) in
      (generator.uniform(-2, 6) + generator.uniform(0, 4), generator.uniform(0.05, 1.8))
    }
    return rows.sorted { $0.loss > $1.loss }
  }

  private static func tail(_ rows: [(loss: Double, ratio: Double)]) throws -> WeightedTail {
    let mixed = rows.indices.map { ($0 * 77) % rows.count }
    return try WeightedTail(
      profitAndLoss: mixed.map { -rows[$0].loss }, likelihoodRatios: mixed.map { rows[$0].ratio })
  }

  /// The mean of values over all rows, and its standard error.
  private static func mean(_ values: [Double]) -> (value: Double, error: Double) {
    let (sum, squares) = (values.reduce(0, +) / 240, values.reduce(0) { $0 + $1 * $1 } / 240)
    return (sum, ((squares - sum * sum) / 240).squareRoot())
  }

  @Test("An interval's ends are where the tail has passed the level by two errors, or might have")
  func valueAtRisk() throws {
    let rows = Self.rows()
    let level = ConfidenceLevel.percent95
    let found = try Self.tail(rows).valueAtRisk(level)
    var (low, value, high): (Double?, Double?, Double?)
    for (index, row) in rows.enumerated() {
      let part = Self.mean(rows.indices.map { $0 <= index ? rows[$0].ratio : 0 })
      if high == nil, part.value + 1.96 * part.error >= 0.05 { high = row.loss }
      if value == nil, part.value > 0.05 { value = row.loss }
      if low == nil, part.value - 1.96 * part.error >= 0.05 { low = row.loss }
    }
    #expect(found.low == low && found.value == value && found.high == high, "\(found)")
    #expect(found.low < found.value && found.value < found.high)
    #expect(abs(found.standardError - (found.high - found.low) / 3.92) < 1e-14)
  }

  @Test("The shortfall is the value at risk and the mean excess over the tail, with the error of that mean")
  func shortfall() throws {
    let rows = Self.rows()
    let tail = try Self.tail(rows)
    let risk = try tail.valueAtRisk(.percent95).value
    let excess = Self.mean(rows.map { $0.ratio * max($0.loss - risk, 0) })
    let found = try tail.expectedShortfall(.percent95)
    #expect(abs(found.value - (risk + excess.value / 0.05)) < 1e-12, "\(found)")
    #expect(abs(found.standardError - excess.error / 0.05) < 1e-12, "\(found)")
    let scenarios = try tail.tailScenarios(.percent95)
    #expect(abs(scenarios.reduce(0) { $0 + $1.weight } - 1) < 1e-14)
  }

  @Test("Moments, and the probability of a loss beyond an amount that some loss equals")
  func moments() throws {
    let rows = Self.rows()
    let tail = try Self.tail(rows)
    let total = rows.reduce(0) { $0 + $1.ratio }
    let mean = -rows.reduce(0) { $0 + $1.ratio * $1.loss } / total
    var squares = 0.0
    for row in rows { squares += row.ratio * (-row.loss - mean) * (-row.loss - mean) }
    #expect(abs(tail.moments.mean - mean) < 1e-12)
    #expect(abs(tail.moments.standardDeviation - (squares / total).squareRoot()) < 1e-12)
    #expect(abs(tail.meanWeight - total / 240) < 1e-14)
    let part = Self.mean(rows.indices.map { $0 < 30 ? rows[$0].ratio : 0 })
    let found = tail.probability(ofLossBeyond: rows[30].loss)
    #expect(abs(found.value - part.value) < 1e-14 && abs(found.standardError - part.error) < 1e-14, "\(found)")
  }
}
