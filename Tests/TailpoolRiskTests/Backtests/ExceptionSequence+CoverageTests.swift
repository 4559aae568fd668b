import Foundation
import Testing

@testable import TailpoolRisk

@Suite("Tests of exceptions beside second implementations")
struct ExceptionCoverageTests {
  private static func sequence(_ text: String, _ percent: Double) throws -> ExceptionSequence {
    try ExceptionSequence(hits: text.map { $0 == "x" }, level: #require(ConfidenceLevel(percent: percent)))
  }

  /// log of rate to the hits times the rest to the misses.
  private static func likelihood(_ hits: Int, _ misses: Int, _ rate: Double) -> Double {
    log(pow(rate, Double(hits)) * pow(1 - rate, Double(misses)))
  }

  @Test("Independence and conditional coverage count what follows what")
  func markov() throws {
    let text = "..x.xx...xxx....x....x.....x"
    let sequence = try Self.sequence(text, 90)
    // Pairs of days: 13 quiet after quiet, 6 exceptions after quiet, 5 quiet after an exception and 3 exceptions.
    let pairs = zip(text, text.dropFirst()).map { "\($0)\($1)" }
    let counts = ["..", ".x", "x.", "xx"].map { pair in pairs.count { $0 == pair } }
    #expect(counts == [13, 6, 5, 3])
    let (quiet, first, calm, second) = (counts[0], counts[1], counts[2], counts[3])
    let chain =
      Self.likelihood(first, quiet, Double(first) / Double(first + quiet))
      + Self.likelihood(second, calm, Double(second) / Double(second + calm))
    let plain = Self.likelihood(first + second, quiet + calm, Double(first + second) / 27)
    let independence = 2 * (chain - plain)
    let hits = text.count { $0 == "x" }
    let coverage =
      2 * (Self.likelihood(hits, 28 - hits, Double(hits) / 28) - Self.likelihood(hits, 28 - hits, 0.1))
    let (found, both) = (sequence.test(.independence), sequence.test(.conditionalCoverage))
    #expect(abs(found.statistic - independence) < 1e-12 && independence > 0.05, "\(found), \(independence)")
    // Chi-squared with one degree of freedom, and with two.
    #expect(abs(found.pValue - erfc((independence / 2).squareRoot())) < 1e-12)
    #expect(abs(both.statistic - independence - coverage) < 1e-11, "\(both), \(coverage)")
    #expect(abs(both.pValue - exp(-(independence + coverage) / 2)) < 1e-12)
  }

  @Test("Kupiec's exact p-value sums the numbers of exceptions that are no likelier", arguments: [0, 1, 4, 5, 11])
  func exactKupiec(exceptions: Int) throws {
    let n = 20
    let sequence = try Self.sequence(
      String(repeating: "x", count: exceptions) + String(repeating: ".", count: n - exceptions), 90)
    func ratio(_ x: Int) -> Double {
      2 * (Self.likelihood(x, n - x, Double(x) / Double(n)) - Self.likelihood(x, n - x, 0.1))
    }
    var (ways, pValue) = (1.0, 0.0)
    for x in 0...n {
      if ratio(x) >= ratio(exceptions) - 1e-9 { pValue += ways * pow(0.1, Double(x)) * pow(0.9, Double(n - x)) }
      ways *= Double(n - x) / Double(x + 1)
    }
    let found = sequence.exactKupiec()
    #expect(abs(found.pValue / pValue - 1) < 1e-10, "\(exceptions): \(found), \(pValue)")
    #expect(abs(found.statistic - ratio(exceptions)) < 1e-10)
  }

  @Test("The day of the first exception")
  func first() throws {
    let found = try #require(try Self.sequence("......x..x", 90).timeUntilFirstException())
    let expected = 2 * (Self.likelihood(1, 6, 1.0 / 7) - Self.likelihood(1, 6, 0.1))
    #expect(abs(found.statistic - expected) < 1e-12, "\(found), \(expected)")
    #expect(abs(found.pValue - erfc((expected / 2).squareRoot())) < 1e-12)
    #expect(try Self.sequence("......", 90).timeUntilFirstException() == nil)
    // On the first day, with certainty in hindsight.
    let sudden = try #require(try Self.sequence("x...", 90).timeUntilFirstException())
    #expect(abs(sudden.statistic + 2 * log(0.1)) < 1e-12)
  }

  @Test("A loss that equals the value at risk is no exception")
  func ties() throws {
    let sequence = try ExceptionSequence(losses: [1, 2, -3], valuesAtRisk: [1, 1.5, -3], level: .percent95)
    #expect(sequence.hits == [false, true, false] && sequence.exceptions == 1)
  }

  /// The likelihood ratio of a Weibull fit, by scipy.optimize on the same likelihood with its cut-off ends (SciPy 1.17.1).
  @Test(
    "Times cut off at either end count, a single day too, and none where an exception is at the end",
    arguments: [
      ([1, 5, 6, 19, 40], 0.009650823652108897), ([7, 9, 20, 58], 0.07042280308234794),
      ([0, 4, 30, 59], 0.7830404086132994),
    ])
  func cutOff(places: [Int], expected: Double) throws {
    let hits = (0..<60).map(places.contains)
    let ratio = try ExceptionSequence(hits: hits, level: .percent95).test(.duration).statistic
    #expect(abs(ratio - expected) < 1e-7, "\(places): \(ratio)")
  }
}
