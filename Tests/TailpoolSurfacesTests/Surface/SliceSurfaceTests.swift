import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct SliceSurfaceTests {
  static func surface(_ interpolation: FittedSurface.TimeInterpolation) throws -> SliceSurface<RawSVI> {
    try SliceSurface(
      expiries: [
        .init(years: 0.1, smile: try RawSVI(a: 0.002, b: 0.03, rho: -0.3, m: 0.01, sigma: 0.1)),
        .init(years: 0.3, smile: try RawSVI(a: 0.006, b: 0.06, rho: -0.35, m: 0.02, sigma: 0.2)),
        .init(years: 1, smile: try RawSVI(a: 0.02, b: 0.1, rho: -0.4, m: 0.03, sigma: 0.4)),
      ], interpolation: interpolation)
  }

  @Test(arguments: FittedSurface.TimeInterpolation.allCases)
  func isFreeOfArbitrageAtBetweenBeforeAndAfterItsExpiries(_ interpolation: FittedSurface.TimeInterpolation) throws {
    let report = ArbitrageReport(
      checking: try Self.surface(interpolation), on: .init(range: 1.5, points: 101, from: 0.01, to: 3, times: 41))
    #expect(report.isFree, "\(report.butterfly.prefix(2)) \(report.calendar.prefix(2)) \(report.wings.prefix(2))")
  }

  @Test(arguments: FittedSurface.TimeInterpolation.allCases)
  func derivativesAreSlopes(_ interpolation: FittedSurface.TimeInterpolation) throws {
    let surface = try Self.surface(interpolation)
    for years in [0.05, 0.1, 0.17, 0.3, 0.7, 2] {
      for k in [-1.2, -0.3, -0.02, 0.04, 0.5, 1.3] {
        let values = surface.derivatives(logMoneyness: k, years: years)
        let first = slope(at: k, step: 1e-3) { surface.totalVariance(logMoneyness: $0, years: years) }
        let second = slope(at: k, step: 1e-3) { surface.derivatives(logMoneyness: $0, years: years).slope }
        #expect(values.totalVariance == surface.totalVariance(logMoneyness: k, years: years))
        #expect(abs(values.slope - first) <= 1e-7, "\(k), \(years): \(values.slope), \(first)")
        #expect(abs(values.curvature - second) <= 1e-6, "\(k), \(years): \(values.curvature), \(second)")
      }
    }
  }

  @Test(arguments: FittedSurface.TimeInterpolation.allCases)
  func timeSlopeIsTheSlopeInTime(_ interpolation: FittedSurface.TimeInterpolation) throws {
    let surface = try Self.surface(interpolation)
    for k in [-1.2, -0.3, 0, 0.04, 1.3] {
      for years in [0.05, 0.17, 0.29, 0.6, 1.5] {
        let expected = slope(at: years, step: 1e-3 * years) { surface.totalVariance(logMoneyness: k, years: $0) }
        let actual = surface.timeSlope(logMoneyness: k, years: years)
        #expect(abs(actual - expected) <= 1e-7 * max(expected, 1e-2), "\(k), \(years): \(actual), \(expected)")
      }
    }
  }

  @Test func pricesOfTheMiddleAreMixturesOfTheNeighbors() throws {
    let surface = try Self.surface(.price)
    func price(_ k: Double, _ years: Double) -> Double {
      Black76.price(
        k >= 0 ? .call : .put, forward: 1, strike: exp(k), years: 1,
        volatility: surface.totalVariance(logMoneyness: k, years: years).squareRoot())
    }
    func weight(_ k: Double) -> Double { (price(k, 0.2) - price(k, 0.1)) / (price(k, 0.3) - price(k, 0.1)) }
    for k in [-0.5, -0.1, 0.1, 0.4] { #expect(abs(weight(k) - weight(0)) <= 1e-10, "\(k)") }
  }

  @Test func badExpiriesAreRejected() throws {
    let smile = try RawSVI(a: 0.04, b: 0, rho: 0, m: 0, sigma: 0.1)
    let empty = try RawSVI(a: 0, b: 0, rho: 0, m: 0, sigma: 0.1)
    #expect(throws: SurfaceError.empty) { try SliceSurface<RawSVI>(expiries: []) }
    #expect(throws: SurfaceError.unorderedExpiries(index: 1)) {
      try SliceSurface(expiries: [.init(years: 1, smile: smile), .init(years: 0.5, smile: smile)])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "totalVariance", value: 0)) {
      try SliceSurface(expiries: [.init(years: 1, smile: empty)])
    }
    #expect(try Self.surface(.price).derivatives(logMoneyness: 0, years: -1).slope.isNaN)
  }
}
