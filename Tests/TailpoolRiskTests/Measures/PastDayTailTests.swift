import Foundation
import TailpoolNumerics
import TailpoolScenarios
import Testing

@testable import TailpoolRisk

@Suite("Tails of scenarios that are put together from past days")
struct PastDayTailTests {
  /// Results of past days, with a fat tail.
  private static func results(_ count: Int, seed: UInt64) -> [Double] {
    let field = RandomField(seed: seed, purpose: .marketScenarios)
    return (0..<count).map { day in
      let normal = field.normal(scenario: day, factor: 0)
      return normal < 0 ? normal * (1 + 0.1 * normal * normal) : normal
    }
  }

  /// The day that a scenario draws at a step.
  private static func drawn(_ days: Int, seed: UInt64, steps: Int) -> PastDays {
    let field = RandomField(seed: seed, purpose: .resampling)
    return PastDays(drawnFrom: days, perScenario: steps) {
      Int(field.bits(scenario: $0, factor: $1).multipliedFullWidth(by: UInt64(days)).high)
    }
  }

  private static func outcomes(_ results: [Double], _ days: PastDays, count: Int) -> [Double] {
    (0..<count).map { scenario in days.days(of: scenario).reduce(0) { $0 + results[$1] } }
  }

  @Test("Days that stand once each have the measures and errors of any outcomes, and are counted")
  func onceEach() throws {
    let distribution = try ProfitAndLossDistribution(Self.results(500, seed: 3))
    let tail = PastDayTail(distribution, of: PastDays(onceEach: 500))
    let (risk, plain) = (tail.valueAtRisk(.percent99), distribution.valueAtRisk(.percent99))
    #expect((risk.value, risk.low, risk.high) == (plain.value, plain.low, plain.high))
    #expect(risk.standardError == plain.standardError && plain.distinctDays == nil)
    // The loss of rank 495 and the five beyond it; of rank 488 and the twelve.
    #expect(risk.distinctDays == 6)
    #expect(tail.expectedShortfall(.percent97Point5).distinctDays == 13)
    #expect(
      tail.expectedShortfall(.percent97Point5).standardError
        == distribution.expectedShortfall(.percent97Point5).standardError)
  }

  @Test("However often the days are drawn again, the error is that of the days", arguments: [20_000, 200_000])
  func redrawn(count: Int) throws {
    let results = Self.results(500, seed: 3)
    let days = Self.drawn(500, seed: 9, steps: 1)
    let once = try ProfitAndLossDistribution(results).expectedShortfall(.percent97Point5)
    let distribution = try ProfitAndLossDistribution(Self.outcomes(results, days, count: count))
    let error = PastDayTail(distribution, of: days).expectedShortfall(.percent97Point5)
    // The days that fall into the tail, and so the error, still differ a little from draw to draw.
    #expect(abs(error.standardError / once.standardError - 1) < 0.2, "\(error), once each \(once)")
    // What the draws alone would claim.
    #expect(distribution.expectedShortfall(.percent97Point5).standardError < 0.3 * error.standardError)
    let risk = PastDayTail(distribution, of: days).valueAtRisk(.percent99)
    let plain = try ProfitAndLossDistribution(results).valueAtRisk(.percent99)
    // Five days lie beyond it: two ways to an interval from them differ by what a day or two more are worth.
    #expect(
      risk.standardError > plain.standardError / 3 && risk.standardError < 3 * plain.standardError,
      "\(risk), once each \(plain)")
    #expect(risk.low <= risk.value && risk.value <= risk.high)
    #expect(try #require(risk.distinctDays) <= 7)
  }

  /// The standard deviation of the measure over histories that are each drawn anew, which no estimate can know.
  @Test("The error of ten-day paths is that which other histories show")
  func paths() throws {
    let (days, count) = (400, 20_000)
    var (values, errors) = ([Double](), [Double]())
    for history in 0..<40 {
      let results = Self.results(days, seed: UInt64(100 + history))
      let source = Self.drawn(days, seed: UInt64(history), steps: 10)
      let tail = PastDayTail(
        try ProfitAndLossDistribution(Self.outcomes(results, source, count: count)), of: source)
      let shortfall = tail.expectedShortfall(.percent97Point5)
      values.append(shortfall.value)
      errors.append(shortfall.standardError)
      #expect(try #require(shortfall.distinctDays) > 390)
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    let typical = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    // Forty histories tell a deviation to about 11 %; what the draws alone claim is a tenth of it.
    #expect(typical / spread > 0.7 && typical / spread < 1.35, "error \(typical), histories \(spread)")
  }

  @Test("The chance of losing an amount has the error of the days, however many scenarios are drawn")
  func probability() throws {
    let results = Self.results(500, seed: 3)
    let amount = -results.sorted()[24]
    let once = PastDayTail(try ProfitAndLossDistribution(results), of: PastDays(onceEach: 500))
    let share = once.probability(ofLosing: amount)
    #expect(share.value == 0.05 && abs(share.standardError - (0.05 * 0.95 / 500).squareRoot()) < 1e-15)
    let days = Self.drawn(500, seed: 9, steps: 1)
    let many = PastDayTail(try ProfitAndLossDistribution(Self.outcomes(results, days, count: 100_000)), of: days)
    let redrawn = many.probability(ofLosing: amount)
    #expect(abs(redrawn.value - 0.05) < 0.003)
    #expect(abs(redrawn.standardError / share.standardError - 1) < 0.1, "\(redrawn)")
  }
}
