import Foundation
import Testing

@testable import TailpoolNumerics

@Suite("Gamma, beta and Student t")
struct SpecialFunctionsTests {
  /// mpmath 1.4.1 at 30 digits.
  @Test(
    "The logarithm of the gamma function",
    arguments: [
      (1e-10, 23.025_850_929_882_735_237), (0.25, 1.288_022_524_698_077_457_4), (0.5, 0.572_364_942_924_700_087_07),
      (1, 0), (1.5, -0.120_782_237_635_245_222_35), (2, 0), (3.25, 0.935_801_931_108_725_358_26),
      (9.75, 12.242_204_940_050_762_559), (10, 12.801_827_480_081_469_611), (100.5, 361.435_540_467_777_621_56),
      (1e6, 12_815_504.569_147_611_66), (1e15, 33_538_776_394_910_668.91),
    ] as [(Double, Double)])
  func gamma(x: Double, expected: Double) {
    let actual = GammaFunction.logarithm(x)
    #expect(abs(actual - expected) <= 4e-15 * max(1, abs(expected)), "\(x): \(actual), expected \(expected)")
  }

  /// mpmath 1.4.1 at 30 digits.
  @Test(
    "The regularized incomplete beta function",
    arguments: [
      (0.5, 2.5, 0.5, 0.075_586_818_421_612_437_95), (0.01, 2, 9.99, 0.005_170_176_983_614_437_209_5),
      (0.25, 0.125, 10.875, 0.997_974_120_533_408_879_76), (0.99, 990.99, 10.01, 0.458_578_717_597_641_851_54),
      (0.989_5, 990, 11, 0.520_412_213_219_350_773_14),
    ] as [(Double, Double, Double, Double)])
  func beta(x: Double, a: Double, b: Double, expected: Double) {
    let actual = BetaFunction.regularized(x, a: a, b: b)
    #expect(abs(actual - expected) <= 2e-13 * expected, "\(x), \(a), \(b): \(actual), expected \(expected)")
    #expect(abs(BetaFunction.regularized(1 - x, a: b, b: a) - (1 - expected)) <= 2e-13)
  }

  @Test("Binomial probabilities are the sums of their terms")
  func binomial() {
    for n in [1, 5, 40, 250] {
      for p in [0.01, 0.3, 0.5, 0.975] {
        var tail = 0.0
        for k in stride(from: n, through: 1, by: -1) {
          let (a, b) = (Double(k), Double(n - k))
          let logarithm =
            GammaFunction.logarithm(Double(n) + 1) - GammaFunction.logarithm(a + 1) - GammaFunction.logarithm(b + 1)
          tail += exp(logarithm + a * log(p) + b * log1p(-p))
          let actual = BetaFunction.regularized(p, a: a, b: b + 1)
          // Terms near the least number have no digits left.
          #expect(abs(actual - tail) <= max(1e-11 * tail, 1e-300), "\(n), \(p), \(k): \(actual), sum \(tail)")
        }
      }
    }
  }

  @Test("The quantile of Student's t inverts its tail, and is known for one and two degrees of freedom")
  func student() {
    for degrees in [0.7, 1, 2, 3.5, 10, 200, 1_000] {
      let distribution = StudentTDistribution(degreesOfFreedom: degrees)
      for tail in [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.999] {
        let x = distribution.quantile(upperTail: tail)
        #expect(abs(distribution.complementary(x) - tail) <= 1e-12 * tail, "\(degrees), \(tail)")
      }
    }
    for tail in [1e-9, 1e-4, 0.01, 0.2] {
      let cauchy = StudentTDistribution(degreesOfFreedom: 1).quantile(upperTail: tail)
      #expect(abs(cauchy * tan(Double.pi * tail) - 1) < 1e-13)
      let two = StudentTDistribution(degreesOfFreedom: 2).quantile(upperTail: tail)
      #expect(abs(two / ((1 - 2 * tail) / (2 * tail * (1 - tail)).squareRoot()) - 1) < 1e-13)
    }
  }

  @Test("Arguments out of range are limits or NaN")
  func limits() {
    #expect(GammaFunction.logarithm(0) == .infinity && GammaFunction.logarithm(-1).isNaN)
    #expect(GammaFunction.logarithm(.infinity) == .infinity && GammaFunction.logarithm(.nan).isNaN)
    #expect(BetaFunction.regularized(-1, a: 1, b: 1) == 0 && BetaFunction.regularized(2, a: 1, b: 1) == 1)
    #expect(BetaFunction.regularized(0.5, a: 0, b: 1).isNaN && BetaFunction.regularized(.nan, a: 1, b: 1).isNaN)
    let student = StudentTDistribution(degreesOfFreedom: 4)
    #expect(student.quantile(upperTail: 0) == .infinity && student.quantile(upperTail: 1) == -.infinity)
    #expect(student.quantile(upperTail: 1.5).isNaN)
    #expect(StudentTDistribution(degreesOfFreedom: -1).quantile(upperTail: 0.1).isNaN)
  }
}
