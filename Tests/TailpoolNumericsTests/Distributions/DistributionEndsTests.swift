import Foundation
import TailpoolNumerics
import Testing

@Suite("Ends of distributions")
struct DistributionEndsTests {
  @Test("With more degrees of freedom than a number tells apart, Student's law is the normal one")
  func manyDegrees() {
    let student = StudentTDistribution(degreesOfFreedom: 1e16)
    for x in [-3.0, -0.4, 1.7] {
      let density: Double = exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
      #expect(abs(student.density(x) / density - 1) < 1e-13, "\(x)")
      #expect(student.cumulative(x) == NormalDistribution.cumulative(x), "\(x)")
    }
    #expect(student.quantile(0.01) == NormalDistribution.quantile(0.01))
    // A million and a thousand are near it, by about x⁴ / 4ν.
    for (degrees, gap) in [(1e6, 2e-5), (1e3, 2e-2)] {
      let near = StudentTDistribution(degreesOfFreedom: degrees).density(1.7)
      let ratio: Double = near / student.density(1.7) - 1
      #expect(abs(ratio) < gap && ratio != 0, "\(degrees): \(ratio)")
    }
  }

  @Test("Where a square is beyond all numbers the tail is a power of the distance")
  func farTail() {
    for degrees in [0.3, 0.5, 0.8] {
      let half: Double = 0.5 * degrees
      // Half of x to the half of ν over its beta function, with x = ν / y².
      let beta: Double = lgamma(half) + lgamma(0.5) - lgamma(half + 0.5)
      let expected: Double = half * (log(degrees) - 2 * 200 * log(10.0)) - log(half) - beta - log(2.0)
      let found = StudentTDistribution(degreesOfFreedom: degrees).cumulative(-1e200)
      #expect(abs(log(found) - expected) < 1e-11, "\(degrees): \(found)")
    }
  }

  @Test("A gamma density at zero: infinite, one or none by its shape")
  func gammaAtZero() {
    for (shape, density) in [(0.2, Double.infinity), (0.7, .infinity), (1, 1), (1.5, 0), (4, 0)] {
      #expect(GammaDistribution.density(0, shape: shape) == density, "\(shape)")
    }
    #expect(GammaDistribution.density(-1, shape: 2) == 0 && GammaDistribution.density(.infinity, shape: 2) == 0)
  }
}
