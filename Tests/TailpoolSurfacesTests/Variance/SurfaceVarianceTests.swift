import Foundation
import TailpoolSurfaces
import Testing

struct SurfaceVarianceTests {
  /// The smile of a volatility that is drawn once is a mixture of lognormals: its fair variance is the mean of the squares.
  @Test(
    "Of a mixture of lognormals around one forward it is the mean of the squares, between two expiries their difference"
  )
  func mixtureOfLognormals() {
    struct Flat: VolatilitySurface {
      func totalVariance(logMoneyness: Double, years: Double) -> Double {
        years > 0 ? 0.04 * years + 0.02 * years * years : .nan
      }
      func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
        TotalVarianceDerivatives(totalVariance: totalVariance(logMoneyness: 0, years: years), slope: 0, curvature: 0)
      }
      func timeSlope(logMoneyness: Double, years: Double) -> Double { 0.04 + 0.04 * years }
    }
    let surface = Flat()
    #expect(abs(surface.varianceReplication(years: 2).variance - 0.08) < 1e-12)
    #expect(abs(surface.varianceReplication(years: 2).volatility - 0.08.squareRoot()) < 1e-12)
    #expect(abs(surface.forwardVariance(from: 1, to: 2) - 0.1) < 1e-11)
    #expect(abs(surface.forwardVariance(from: 0, to: 2) - 0.08) < 1e-12)
    #expect(surface.forwardVariance(from: 2, to: 1).isNaN && surface.forwardVariance(from: -1, to: 1).isNaN)
    #expect(surface.varianceReplication(years: -1).variance.isNaN)
  }

  /// E[−2 log(S/F)] by the density of the surface.
  @Test("Of a smile it is twice the mean of the fall of the logarithm under its density")
  func byDensity() throws {
    let slice = try RawSVI(a: 0.01, b: 0.1, rho: -0.4, m: 0.02, sigma: 0.15)
    let surface = SingleSlice(slice: slice)
    let density = RiskNeutralDensity(of: surface, years: 1, reach: 30, points: 40_001)
    let step = density.logMoneyness[1] - density.logMoneyness[0]
    let mean = zip(density.logMoneyness, density.density).reduce(0) { $0 + $1.0 * $1.1 } * step
    let found = surface.varianceReplication(years: 1)
    #expect(abs(found.variance + 2 * mean) < 1e-6, "\(found.variance) \(-2 * mean)")
    #expect(found.volatility < found.variance.squareRoot())
  }

  private struct SingleSlice: VolatilitySurface {
    let slice: RawSVI
    func totalVariance(logMoneyness: Double, years: Double) -> Double { slice.totalVariance(at: logMoneyness) }
    func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
      slice.derivatives(at: logMoneyness)
    }
    func timeSlope(logMoneyness: Double, years: Double) -> Double { 0 }
  }
}
