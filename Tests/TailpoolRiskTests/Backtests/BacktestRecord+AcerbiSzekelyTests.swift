import Foundation
import Testing

@testable import TailpoolRisk

/// Four days at 60 %: many exceptions, and forecasts that differ from day to day.
@Suite("Tests of the expected shortfall")
struct AcerbiSzekelyTests {
  private static let risks = [2, 1, 3, 0.5]
  private static let shortfalls = [2.5, 2, 5, 0.8]

  private static func record(_ losses: [Double]) throws -> BacktestRecord {
    try BacktestRecord(
      level: #require(ConfidenceLevel(percent: 60)), losses: losses, valuesAtRisk: risks, expectedShortfalls: shortfalls
    )
  }

  @Test("The three statistics by hand")
  func statistics() throws {
    // Exceptions on the first and third day: 3 / 2.5 + 4.5 / 5 = 2.1, on two of 4 · 0.4 expected days.
    let record = try Self.record([3, 0.5, 4.5, -1])
    #expect(abs(record.statistic(of: .acerbiSzekely1) - (1 - 2.1 / 2)) < 1e-14)
    #expect(abs(record.statistic(of: .acerbiSzekely2) - (1 - 2.1 / 1.6)) < 1e-14)
    // 0.4 · 6.5 and excesses of 1 and 1.5, over 0.4 · 10.3.
    #expect(abs(record.minimallyBiasedStatistic - (1 - 5.1 / 4.12)) < 1e-14)
    let calm = try Self.record([1, 0.5, 1, -1])
    #expect(calm.statistic(of: .acerbiSzekely1).isNaN && calm.statistic(of: .acerbiSzekely2) == 1)
    #expect(calm.test(.acerbiSzekely1).pValue.isNaN)
  }

  /// The probability that v + Σ cᵢ Eᵢ is at least s, for independent exponential numbers E of mean 1 and unequal c: the
  /// tail of a hypoexponential number.
  private static func tail(_ days: [Int], _ sum: Double) -> Double {
    let ratios = days.map { risks[$0] / shortfalls[$0] }
    let left = sum - ratios.reduce(0, +)
    guard left > 0 else { return 1 }
    let scales = ratios.map { 1 - $0 }
    return scales.indices.reduce(0) { total, i in
      let weight = scales.indices.filter { $0 != i }.reduce(1) { $0 * scales[i] / (scales[i] - scales[$1]) }
      return total + weight * exp(-left / scales[i])
    }
  }

  @Test(
    "P-values are those of the exact law of exceptions and excesses",
    arguments: [[3, 0.5, 8.5, -1], [2.6, 3, 3.5, 0.1], [4, 0.5, 1, 1.2], [2.2, 1.3, 3.2, 1.1]])
  func law(losses: [Double]) throws {
    let record = try Self.record(losses)
    let days = losses.indices.filter { losses[$0] > Self.risks[$0] }
    let sum = days.reduce(0) { $0 + losses[$1] / Self.shortfalls[$1] }
    var exact = (first: Self.tail(days, sum), second: 0.0)
    for mask in 0..<16 {
      let drawn = (0..<4).filter { mask >> $0 & 1 == 1 }
      let probability = pow(0.4, Double(drawn.count)) * pow(0.6, Double(4 - drawn.count))
      exact.second += probability * Self.tail(drawn, sum)
    }
    let draws = 12_000
    for (test, expected) in [
      (BacktestRecord.ShortfallTest.acerbiSzekely1, exact.first), (.acerbiSzekely2, exact.second),
    ] {
      let found = record.test(test, replications: draws, seed: 5).pValue
      let error = (expected * (1 - expected) / Double(draws)).squareRoot()
      #expect(abs(found - expected) < 4 * error + 1e-4, "\(test) of \(losses): \(found), exactly \(expected)")
    }
  }

  @Test("The record itself counts among the draws")
  func ends() throws {
    let extreme = try Self.record([1e6, 0, 0, 0])
    for test in BacktestRecord.ShortfallTest.allCases {
      #expect(extreme.test(test, replications: 9).pValue == 0.1, "\(test)")
      #expect(extreme.test(test, replications: 0).pValue.isNaN, "\(test)")
    }
    #expect(extreme.test(.acerbiSzekely1).pValue == 1e-4)
    let mild = try Self.record([2 + 1e-12, 0, 0, 0])
    #expect(mild.test(.acerbiSzekely1, replications: 50).pValue == 1)
  }
}
