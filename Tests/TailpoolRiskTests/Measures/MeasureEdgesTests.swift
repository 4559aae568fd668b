import Foundation
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Measures beside second implementations")
struct MeasureEdgesTests {
  @Test(
    "The jackknife of Harrell and Davis leaves out each loss in turn", arguments: [(12, 90.0), (60, 99), (1_700, 50)])
  func jackknife(count: Int, percent: Double) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let losses = (0..<count).map { _ in 1 / generator.uniform(0.05, 1) + generator.uniform(-3, 0) }.sorted()
    let level = try #require(ConfidenceLevel(percent: percent))
    let found = try ProfitAndLossDistribution(losses.map { -$0 }).harrellDavis(level)
    // The weights of one loss less, before the loss left out and after it.
    let weights = HarrellDavisWeights(
      count: count - 1, a: level.fraction * Double(count), b: (1 - level.fraction) * Double(count))
    var all = [Double](repeating: 0, count: count - 1)
    for (place, weight) in weights.values.enumerated() { all[weights.first + place] = weight }
    var (before, after) = ([0.0], [0.0])
    for j in 0..<(count - 1) {
      before.append(before[j] + all[j] * losses[j])
      after.append(after[j] + all[count - 2 - j] * losses[count - 1 - j])
    }
    let estimates = (0..<count).map { before[$0] + after[count - 1 - $0] }
    let mean = estimates.reduce(0, +) / Double(count)
    let squares = estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let expected = (squares * Double(count - 1) / Double(count)).squareRoot()
    #expect(abs(found.standardDeviation / expected - 1) < 1e-7, "\(count): \(found), \(expected)")
  }

  @Test("Probabilities that sum to a millionth more than one are refused")
  func probabilities() throws {
    #expect(throws: RiskError.self) {
      try DiscreteLossDistribution(losses: [1, 2], probabilities: [0.5, 0.5 + 1e-6])
    }
    let sound = try DiscreteLossDistribution(losses: [1, 2], probabilities: [0.5, 0.5 + 1e-10])
    #expect(sound.valueAtRisk(.percent95) == 2)
  }

  @Test("The least number of outcomes for an interval, below the median too")
  func leastCount() throws {
    // 0.025 of outcomes all on one side: log 0.025 over the log of the likelier side.
    for (percent, expected) in [(95.0, 72), (99, 368), (1, 368), (30, 11), (50, 6)] {
      let level = try #require(ConfidenceLevel(percent: percent))
      #expect(ProfitAndLossDistribution.leastCountForInterval(level) == expected, "\(percent)")
    }
  }

  /// Twenty-four outcomes of paths of two days out of five.
  private static let steps = (0..<24).map { [($0 * 7 + $0 / 5) % 5, ($0 * $0 + 3) % 5] }

  private static func tail() throws -> (outcomes: [Double], tail: PastDayTail) {
    let results = [0.4, -3, 1.5, -0.7, -1.9]
    let outcomes = steps.enumerated().map { index, days in
      results[days[0]] + results[days[1]] + 0.013 * Double(index)
    }
    let days = PastDays(drawnFrom: 5, perScenario: 2) { steps[$0][$1] }
    return (outcomes, PastDayTail(try ProfitAndLossDistribution(outcomes), of: days))
  }

  /// D/(D − 1) (Σ Cov(N(·, d), Y)² − k Var(Y)/n) + Var(Y)/n.
  private static func variance(_ values: [Double]) -> Double {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n / n
    let ofDays = (0..<5).reduce(0.0) { sum, day in
      let times = steps.map { steps in Double(steps.count { $0 == day }) }
      let usual = times.reduce(0, +) / n
      let covariance = zip(times, values).reduce(0) { $0 + ($1.0 - usual) * ($1.1 - mean) } / n
      return sum + covariance * covariance
    }
    return 1.25 * max(ofDays - 2 * spread, 0) + spread
  }

  @Test("The error of drawn days is the infinitesimal jackknife of the times that each day stands in a scenario")
  func pastDays() throws {
    let (outcomes, tail) = try Self.tail()
    let level = try #require(ConfidenceLevel(percent: 75))
    let losses = outcomes.map { -$0 }.sorted()
    // The eighteenth of twenty-four, and six beyond it.
    let (risk, shortfall) = (tail.valueAtRisk(level), tail.expectedShortfall(level))
    #expect(risk.value == losses[17] && abs(shortfall.value - losses[18...].reduce(0, +) / 6) < 1e-12)
    let ofShortfall = Self.variance(outcomes.map { max(-$0 - losses[17], 0) / 0.25 })
    #expect(abs(shortfall.standardError - ofShortfall.squareRoot()) < 1e-12, "\(shortfall), \(ofShortfall)")
    let width = 1.96 * Self.variance(outcomes.map { -$0 > losses[17] ? 1 : 0 }).squareRoot()
    let (low, high) = (
      losses[Int(((0.75 - width) * 24).rounded(.up)) - 1], losses[min(Int(((0.75 + width) * 24).rounded(.up)), 24) - 1]
    )
    #expect(width > 0.15 && low < risk.value && risk.value < high)
    #expect(risk.low == low && risk.high == high, "\(risk), \(width)")
    #expect(abs(risk.standardError - (high - low) / 3.92) < 1e-12)
    let chance = tail.probability(ofLosing: losses[15])
    #expect(chance.value == 9.0 / 24)
    #expect(abs(chance.standardError - Self.variance(outcomes.map { -$0 >= losses[15] ? 1 : 0 }).squareRoot()) < 1e-12)
    let days = Set(outcomes.indices.filter { -outcomes[$0] >= losses[17] }.flatMap { Self.steps[$0] })
    #expect(risk.distinctDays == days.count && shortfall.distinctDays == days.count)
  }
}
