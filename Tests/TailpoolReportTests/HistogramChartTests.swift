import TailpoolAnalysis
import TailpoolRisk
import Testing

@testable import TailpoolReport

@Suite struct HistogramChartTests {
  @Test func theDomainHoldsTheMeasuresButNotEveryLoss() throws {
    let section = try Self.section((0..<1_000).map { Double($0 % 100) - 30 } + [-5_000, -5_000])
    let domain = Self.domain(of: section)
    #expect(domain.contains(-section.headlineShortfall.value))
    #expect(domain.contains(-section.headlineRisk.value))
    #expect(domain.lowerBound > -2_000)
    #expect(domain.upperBound >= 69)
  }

  @Test func whatIsNotDrawnIsCounted() throws {
    let section = try Self.section((0..<1_000).map { Double($0 % 100) - 30 } + [-5_000, -5_000])
    #expect(Self.chart(of: section).remark.text.hasPrefix("2 of 1,002 lie beyond the bars"))
    let tame = try Self.section((0..<500).map { Double($0 % 100) - 30 })
    #expect(Self.chart(of: tame).remark.isEmpty)
  }

  @Test func nothingAtAllHasADomain() throws {
    #expect(HistogramChart.domain(of: [], losses: []) == 0...1)
    let empty = try MadeUpReport().empty().monteCarlo
    #expect(Self.domain(of: empty).contains(0))
  }

  private static func domain(of section: TailRiskSection) -> ClosedRange<Double> {
    HistogramChart.domain(
      of: [section.histogram], losses: section.valuesAtRisk.map(\.value) + [section.headlineShortfall.value])
  }

  private static func chart(of section: TailRiskSection) -> HistogramChart {
    HistogramChart(
      histogram: section.histogram, outcomes: section.outcomes, worst: section.worst, marks: [], name: "x",
      domain: domain(of: section))
  }

  private static func section(_ outcomes: [Double]) throws -> TailRiskSection {
    TailRiskSection(try ProfitAndLossDistribution(outcomes), contributions: [])
  }
}
