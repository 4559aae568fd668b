import TailpoolAnalysis
import TailpoolRisk
import Testing

@testable import TailpoolReport

@Suite("Approximations of the report")
struct ApproximationSectionTests {
  @Test("The sample shows linear, delta-gamma and full side by side, and how far they are apart")
  func sample() async throws {
    let settings = AnalysisSettings(scenarios: 20_000, record: .none)
    let report = try await PoolRiskReport.make(from: .sample(), settings: settings).report
    let section = try #require(report.approximations)
    #expect(section.measures.map(\.name) == ["VaR 95%", "VaR 99%", "ES 97.5%"])
    #expect(section.measures[1].full == (try #require(report.gaussian)).headlineRisk.value)
    // Over a day the quadratic is near the full revaluation; far away it is not.
    for row in section.measures { #expect(abs(row.gap) < 0.25, "\(row)") }
    #expect(section.moves.contains { abs($0.gap) > 0.3 })
    let small = try #require(section.moves.first { $0.name.contains("10") })
    #expect(abs(small.deltaGamma - small.full) < abs(small.linear - small.full), "\(small)")
    #expect(report.text(width: 100).contains("delta-gamma") && report.html().contains("delta-gamma"))
  }

  @Test("A full result of zero has no gap")
  func zero() {
    #expect(ApproximationSection.Row(subject: .allSpots(move: 0), linear: 1, deltaGamma: 1, full: 0).gap.isNaN)
    #expect(ApproximationSection.Row(subject: .allSpots(move: 0), linear: 1, deltaGamma: -3, full: -2).gap == -0.5)
  }
}
