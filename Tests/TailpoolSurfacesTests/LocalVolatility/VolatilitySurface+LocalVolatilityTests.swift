import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

/// A smile whose total variance grows with a power of time.
private struct GrowingSmile: VolatilitySurface {
  let a: Double
  let b: Double
  let power: Double

  func totalVariance(logMoneyness k: Double, years: Double) -> Double {
    derivatives(logMoneyness: k, years: years).totalVariance
  }

  func derivatives(logMoneyness k: Double, years: Double) -> TotalVarianceDerivatives {
    let root = (k * k + 0.04).squareRoot()
    return TotalVarianceDerivatives(
      totalVariance: a + b * (root - 0.3 * k), slope: b * (k / root - 0.3), curvature: b * 0.04 / (root * root * root)
    ).scaled(by: pow(years, power))
  }

  func timeSlope(logMoneyness k: Double, years: Double) -> Double {
    power * totalVariance(logMoneyness: k, years: years) / years
  }
}

@Suite struct LocalVolatilityTests {
  @Test(arguments: [0.6, 1, 1.3]) func withoutSmileItIsTheForwardVolatility(power: Double) {
    let surface = GrowingSmile(a: 0.09, b: 0, power: power)
    for years in [0.01, 0.5, 3] {
      for k in [-1.0, 0, 0.7] {
        let expected = (0.09 * power * pow(years, power - 1)).squareRoot()
        let found = surface.localVolatility(logMoneyness: k, years: years)
        #expect(Tolerance.relative(1e-14).accepts(found, expected), "k \(k), years \(years): \(found), \(expected)")
      }
    }
  }

  /// ∂C/∂T = ½ σ² K² ∂²C/∂K² for undiscounted calls on a forward of 1, by differences of Black-76 prices.
  @Test func agreesWithDupiresEquationInPrices() {
    let surface = GrowingSmile(a: 0.02, b: 0.12, power: 0.9)
    func call(_ strike: Double, _ years: Double) -> Double {
      Black76.price(
        .call, forward: 1, strike: strike, years: years,
        volatility: surface.volatility(logMoneyness: log(strike), years: years))
    }
    for years in [0.1, 0.5, 2] {
      for strike in [0.7, 0.9, 1, 1.15, 1.5] {
        let h = 1e-3 * strike
        let t = 1e-4 * years
        let timeSlope = (call(strike, years + t) - call(strike, years - t)) / (2 * t)
        let curvature = (call(strike + h, years) - 2 * call(strike, years) + call(strike - h, years)) / (h * h)
        let expected = 2 * timeSlope / (strike * strike * curvature)
        let found = surface.localVariance(logMoneyness: log(strike), years: years)
        #expect(
          Tolerance.relative(2e-4).accepts(found, expected), "strike \(strike), years \(years): \(found), \(expected)")
      }
    }
  }

  @Test func arbitrageHasNoLocalVolatility() {
    let falling = GrowingSmile(a: 0.09, b: 0.1, power: -0.5)
    #expect(falling.localVariance(logMoneyness: 0.1, years: 1).isNaN)
    let steep = GrowingSmile(a: -0.1, b: 2, power: 1)
    #expect(steep.derivatives(logMoneyness: -0.5, years: 1).durrleman(at: -0.5) < 0)
    #expect(steep.localVariance(logMoneyness: -0.5, years: 1).isNaN)
  }
}
