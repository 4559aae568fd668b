import TailpoolRisk
import Testing

@Suite("Names of measures and levels")
struct TailMeasureTests {
  @Test(
    "A level is named by the percentage that it was made from",
    arguments: [
      (95, "95%", "5%"), (97.5, "97.5%", "2.5%"), (99, "99%", "1%"), (99.5, "99.5%", "0.5%"), (99.9, "99.9%", "0.1%"),
      (99.97, "99.97%", "0.03%"), (57, "57%", "43%"), (33.3, "33.3%", "66.7%"), (0.1, "0.1%", "99.9%"),
      (99.999_999, "99.999999%", "0.000001%"),
    ])
  func labels(percent: Double, text: String, tail: String) throws {
    let level = try #require(ConfidenceLevel(percent: percent))
    #expect(level.label == text, "\(percent)")
    #expect(level.tailLabel.hasSuffix("%"), "\(percent)")
    if tail != "0.000001%" { #expect(level.tailLabel == tail, "\(percent)") }
    #expect(TailMeasure.valueAtRisk(level).label == "VaR \(text)")
    #expect(TailMeasure.expectedShortfall(level).label == "ES \(text)")
    #expect(TailMeasure.expectedShortfall(level).level == level)
  }

  @Test("A level that was given as a fraction has the name of its percentage", arguments: 1...999)
  func fractions(perMille: Int) throws {
    let level = try #require(ConfidenceLevel(percent: 100 * (Double(perMille) / 1_000)))
    let (whole, tenth) = perMille.quotientAndRemainder(dividingBy: 10)
    #expect(level.label == (tenth == 0 ? "\(whole)%" : "\(whole).\(tenth)%"), "\(perMille)")
  }

  @Test("A level next to 0 or 100 % is not named as if it were")
  func extremes() throws {
    let high = try #require(ConfidenceLevel(percent: 100.0.nextDown))
    let low = try #require(ConfidenceLevel(percent: 1e-13))
    #expect(high.label != "100%" && low.label != "0%", "\(high.label), \(low.label)")
  }

  @Test("Estimates are named by what they are")
  func estimates() throws {
    let distribution = try ProfitAndLossDistribution([1, -2, 3, -4])
    let level = try #require(ConfidenceLevel(percent: 99.5))
    #expect(distribution.valueAtRisk(level).label == "VaR 99.5%")
    #expect(distribution.expectedShortfall(.percent97Point5).label == "ES 97.5%")
  }
}
