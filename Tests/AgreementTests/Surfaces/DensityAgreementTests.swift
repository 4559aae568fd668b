import Foundation
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite("The density of a surface and the prices off it")
struct DensityAgreementTests {
  private static func surface(_ interpolation: FittedSurface.TimeInterpolation) throws -> SliceSurface<RawSVI> {
    try SliceSurface(
      expiries: [
        .init(years: 0.1, smile: try RawSVI(a: 0.002, b: 0.03, rho: -0.3, m: 0.01, sigma: 0.1)),
        .init(years: 0.3, smile: try RawSVI(a: 0.006, b: 0.06, rho: -0.35, m: 0.02, sigma: 0.2)),
        .init(years: 1, smile: try RawSVI(a: 0.02, b: 0.1, rho: -0.4, m: 0.03, sigma: 0.4)),
      ], interpolation: interpolation)
  }

  private static func call(_ surface: SliceSurface<RawSVI>, _ strike: Double, _ years: Double) -> Double {
    Black76.price(
      .call, forward: 1, strike: strike, years: years,
      volatility: surface.volatility(logMoneyness: log(strike), years: years))
  }

  private static let times = [0.05, 0.1, 0.2, 1, 1.5]

  @Test(
    "K ∂²C/∂K² by differences of Black-76 prices is the density", arguments: FittedSurface.TimeInterpolation.allCases)
  func density(_ interpolation: FittedSurface.TimeInterpolation) throws {
    let surface = try Self.surface(interpolation)
    for years in Self.times {
      let found = RiskNeutralDensity(of: surface, years: years, reach: 4, points: 41)
      let peak = found.density.max() ?? .nan
      for (k, density) in zip(found.logMoneyness, found.density) {
        let strike = exp(k)
        let h = 0.02 * strike * surface.totalVariance(logMoneyness: 0, years: years).squareRoot()
        let prices = (-2...2).map { Self.call(surface, strike + Double($0) * h, years) }
        let curvature = (16 * (prices[1] + prices[3]) - prices[0] - prices[4] - 30 * prices[2]) / (12 * h * h)
        // Differences of fourth order: truncation of some 1e-7 of the peak, rounding of the prices over h².
        #expect(
          abs(strike * curvature - density) <= 1e-5 * peak,
          "k \(k), years \(years): \(strike * curvature), \(density)")
      }
    }
  }

  @Test("The mean of call payoffs over the density is the Black-76 price off the surface")
  func means() throws {
    let surface = try Self.surface(.price)
    for years in Self.times {
      let density = RiskNeutralDensity(of: surface, years: years, reach: 14, points: 28_001)
      let step = density.logMoneyness[1] - density.logMoneyness[0]
      for strike in [0.8, 0.95, 1, 1.1, 1.3] {
        let sum = zip(density.logMoneyness, density.density).reduce(0) { $0 + max(exp($1.0) - strike, 0) * $1.1 }
        let expected = Self.call(surface, strike, years)
        // The trapezoid rule across the kink at the strike: step² of the density.
        #expect(abs(sum * step - expected) <= 2e-6, "strike \(strike), years \(years): \(sum * step), \(expected)")
      }
    }
  }
}
