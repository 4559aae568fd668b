import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct RiskNeutralDensityTests {
  @Test func aFlatSmileIsNormal() throws {
    let flat = try SliceSurface(expiries: [.init(years: 1, smile: try RawSVI(a: 0.04, b: 0, rho: 0, m: 0, sigma: 1))])
    let density = RiskNeutralDensity(of: flat, years: 1)
    for (k, value) in zip(density.logMoneyness, density.density) {
      let z = (k + 0.02) / 0.2
      #expect(abs(value - exp(-0.5 * z * z) / (0.2 * (2 * Double.pi).squareRoot())) <= 1e-14)
    }
    #expect(abs(density.integral - 1) <= 1e-12)
  }

  @Test func integralsAreOne() throws {
    let mixture = try MixtureSurfaceTests.surface()
    for years in [0.05, 0.1, 0.2, 1, 2] {
      let density = RiskNeutralDensity(of: mixture, years: years)
      #expect(abs(density.integral - 1) <= 1e-8, "\(years): \(density.integral)")
      #expect(density.least >= 0)
    }
    for interpolation in FittedSurface.TimeInterpolation.allCases {
      let density = RiskNeutralDensity(of: try SliceSurfaceTests.surface(interpolation), years: 0.2)
      #expect(abs(density.integral - 1) <= 1e-7, "\(density.integral)")
      #expect(density.least >= 0)
    }
  }

  @Test func aButterflyIsNegative() throws {
    let vogt = try RawSVI(a: -0.0410, b: 0.1331, rho: 0.3060, m: 0.3586, sigma: 0.4153)
    let density = RiskNeutralDensity(of: try SliceSurface(expiries: [.init(years: 1, smile: vogt)]), years: 1)
    #expect(density.least < 0)
    #expect(abs(density.integral - 1) <= 1e-6, "\(density.integral)")
  }
}
