import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct MixtureSurfaceTests {
  static func surface() throws -> MixtureSurface {
    let first = try LognormalMixtureTests.mixture()
    return try MixtureSurface(expiries: [
      .init(years: 0.1, smile: first), .init(years: 0.3, smile: first.spread(by: 0.03)),
      .init(years: 1, smile: first.spread(by: 0.12)),
    ])
  }

  @Test func isFreeOfArbitrageBetweenBeforeAndAfterItsExpiries() throws {
    let report = ArbitrageReport(
      checking: try Self.surface(), on: .init(range: 1.5, points: 101, from: 0.01, to: 3, times: 41))
    #expect(report.isFree, "\(report.butterfly.prefix(2)) \(report.calendar.prefix(2)) \(report.wings.prefix(2))")
    #expect(report.points == 101 * 41)
  }

  @Test func totalVarianceAtTheMoneyIsLinearInTime() throws {
    let surface = try Self.surface()
    let (low, high) = (
      surface.totalVariance(logMoneyness: 0, years: 0.3), surface.totalVariance(logMoneyness: 0, years: 1)
    )
    for share in [0.1, 0.5, 0.9] {
      let w = surface.totalVariance(logMoneyness: 0, years: 0.3 + share * 0.7)
      #expect(abs(w - (low + share * (high - low))) <= 1e-12)
    }
  }

  @Test func volatilityDoesNotDependOnTimeBeforeTheFirstExpiry() throws {
    let surface = try Self.surface()
    let (early, first) = (
      surface.volatility(logMoneyness: -0.2, years: 0.001), surface.volatility(logMoneyness: -0.2, years: 0.1)
    )
    #expect(abs(early - first) <= 1e-14)
  }

  @Test func timeSlopeIsTheSlopeInTime() throws {
    let surface = try Self.surface()
    for k in [-0.7, -0.1, 0, 0.2, 0.6] {
      for years in [0.05, 0.2, 0.29, 0.6, 1.5] {
        let expected = slope(at: years, step: 1e-3 * years) { surface.totalVariance(logMoneyness: k, years: $0) }
        let actual = surface.timeSlope(logMoneyness: k, years: years)
        #expect(abs(actual - expected) <= 1e-7 * max(expected, 1e-2), "\(k), \(years): \(actual), \(expected)")
      }
    }
    #expect(surface.timeSlope(logMoneyness: 0, years: 0).isNaN)
  }

  @Test func badTimesAreRejected() throws {
    let smile = try LognormalMixtureTests.mixture()
    #expect(throws: SurfaceError.empty) { try MixtureSurface(expiries: []) }
    #expect(throws: SurfaceError.unorderedExpiries(index: 1)) {
      try MixtureSurface(expiries: [.init(years: 1, smile: smile), .init(years: 1, smile: smile)])
    }
    #expect(try Self.surface().totalVariance(logMoneyness: 0, years: -1).isNaN)
    #expect(try Self.surface().totalVariance(logMoneyness: .nan, years: 1).isNaN)
  }
}
