import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

/// A smile that is the same at each time, with total variance scaled by a function of time.
private struct StretchedSmile: VolatilitySurface {
  let smile: RawSVI
  let scale: @Sendable (Double) -> Double

  func totalVariance(logMoneyness: Double, years: Double) -> Double {
    derivatives(logMoneyness: logMoneyness, years: years).totalVariance
  }

  func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
    smile.derivatives(at: logMoneyness).scaled(by: scale(years))
  }

  func timeSlope(logMoneyness: Double, years: Double) -> Double {
    slope(at: years, step: 1e-3 * years) { totalVariance(logMoneyness: logMoneyness, years: $0) }
  }
}

/// Total variance that rises for a while up to a kink and is level before and after.
private struct KinkedSmile: VolatilitySurface {
  let kink: Double

  func totalVariance(logMoneyness: Double, years: Double) -> Double {
    (0.08 + 0.1 * min(max(logMoneyness - kink, -0.3), 0)) * years
  }

  func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
    TotalVarianceDerivatives(
      totalVariance: totalVariance(logMoneyness: logMoneyness, years: years),
      slope: logMoneyness < kink && logMoneyness > kink - 0.3 ? 0.1 * years : 0, curvature: 0)
  }

  func timeSlope(logMoneyness: Double, years: Double) -> Double { totalVariance(logMoneyness: logMoneyness, years: 1) }
}

@Suite struct ArbitrageReportTests {
  private static let grid = ArbitrageReport.Grid(range: 1.5, points: 301, from: 0.5, to: 2, times: 5)

  @Test func findsTheButterfliesOfVogtsSmile() throws {
    let vogt = try RawSVI(a: -0.0410, b: 0.1331, rho: 0.3060, m: 0.3586, sigma: 0.4153)
    let report = ArbitrageReport(checking: StretchedSmile(smile: vogt) { _ in 1 }, on: Self.grid)
    #expect(!report.butterfly.isEmpty)
    #expect(report.calendar.isEmpty)
    #expect(report.wings.isEmpty)
    // The same strikes fail in prices.
    #expect(!report.convexity.isEmpty && !report.isFree)
    #expect(report.convexity.allSatisfy { $0.logMoneyness > 0.5 && $0.logMoneyness < 1.4 && $0.amount < 0 })
    // Gatheral and Jacquier (2014), figure 1: the density is negative for k around 0.6 to 1.2.
    #expect(report.butterfly.allSatisfy { $0.logMoneyness > 0.5 && $0.logMoneyness < 1.4 && $0.amount < 0 })
  }

  @Test func findsFallingTotalVariance() throws {
    let smile = try RawSVI(a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.2)
    let report = ArbitrageReport(checking: StretchedSmile(smile: smile) { 1 / $0 }, on: Self.grid)
    #expect(report.calendar.count == 4 * 301)
    #expect(report.calendar.allSatisfy { $0.amount < 0 })
  }

  @Test func aSmileWithoutButterfliesHasConvexPrices() throws {
    let smile = try RawSVI(a: 0.04, b: 0.1, rho: -0.3, m: 0, sigma: 0.2)
    let report = ArbitrageReport(checking: StretchedSmile(smile: smile) { $0 }, on: Self.grid)
    #expect(report.isFree && report.convexity.isEmpty)
  }

  @Test func findsADearPriceBetweenPointsWhereGIsPositive() throws {
    // A kink downward between two points of the grid: g, which looks at points alone, does not see it.
    let kinked = KinkedSmile(kink: 0.1037)
    let report = ArbitrageReport(checking: kinked, on: Self.grid)
    #expect(report.butterfly.isEmpty)
    #expect(!report.convexity.isEmpty)
    #expect(report.convexity.allSatisfy { abs($0.logMoneyness - 0.1037) < 0.011 })
  }

  @Test func findsWingsSteeperThanTwo() throws {
    let smile = try RawSVI(a: 0.04, b: 2.5, rho: 0, m: 0, sigma: 0.2)
    let report = ArbitrageReport(checking: StretchedSmile(smile: smile) { $0 }, on: Self.grid)
    #expect(report.wings.contains { $0.logMoneyness > 0 })
    #expect(report.wings.contains { $0.logMoneyness < 0 })
    #expect(!report.isFree)
  }
}
