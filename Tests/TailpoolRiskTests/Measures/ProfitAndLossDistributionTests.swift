import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Profit and loss distribution")
struct ProfitAndLossDistributionTests {
  @Test("The moments and the extremes of 1 ... 5")
  func moments() throws {
    let distribution = try ProfitAndLossDistribution([3, 1, 5, 2, 4])
    #expect(distribution.mean == 3 && distribution.minimum == 1 && distribution.maximum == 5)
    #expect(distribution.standardDeviation == 2.5.squareRoot() && distribution.count == 5)
  }

  @Test("Large equal parts do not hide small ones")
  func compensated() throws {
    let distribution = try ProfitAndLossDistribution([1e16, 1, -1e16, 1])
    #expect(distribution.mean == 0.5)
  }

  @Test("One scenario has a mean and no standard deviation")
  func single() throws {
    let distribution = try ProfitAndLossDistribution([-7])
    #expect(distribution.mean == -7 && distribution.standardDeviation.isNaN)
  }

  @Test("No scenario is an error")
  func empty() {
    #expect(throws: RiskError.empty) { try ProfitAndLossDistribution([]) }
  }

  @Test(
    "Entries that are not finite are counted, and the first is named", arguments: [Double.nan, .infinity, -.infinity])
  func nonFinite(value: Double) {
    #expect(throws: RiskError.nonFinite(index: 1, count: 2)) {
      try ProfitAndLossDistribution([0, value, 1, value])
    }
  }

  @Test("The greatest finite numbers do not trap")
  func overflow() throws {
    let greatest = Double.greatestFiniteMagnitude
    let distribution = try ProfitAndLossDistribution([-greatest, greatest, greatest, -greatest])
    #expect(distribution.valueAtRisk(.percent99).value == greatest)
    #expect(!distribution.tailScenarios(.percent95).isEmpty)
    _ = distribution.expectedShortfall(ConfidenceLevel.percent95)
  }
}
