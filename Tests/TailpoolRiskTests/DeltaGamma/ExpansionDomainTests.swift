import TailpoolLinearAlgebra
import Testing

@testable import TailpoolRisk

@Suite("Domains of expansions and forms")
struct ExpansionDomainTests {
  /// The derivative of the expansion in the normal number, at its least over a fine grid and at its vertex.
  private static func leastSlope(_ s: Double, _ k: Double) -> Double {
    func slope(_ z: Double) -> Double {
      1 + z * s / 3 + (3 * z * z - 3) * k / 24 - (6 * z * z - 5) * s * s / 36
    }
    return stride(from: -60.0, through: 60, by: 0.01).reduce(.infinity) { min($0, slope($1)) }
  }

  @Test("The quantile of Cornish and Fisher rises everywhere in its domain, and nowhere else")
  func cornishFisher() {
    var inside = 0
    for s in [-2.3, -1.1, -0.45, 0.3, 0.9, 1.7] {
      for k in [-0.4, 0.2, 1.3, 2.6, 3.9, 5.3, 6.9, 7.7, 8.6, 11] {
        let rises = Self.leastSlope(s, k) >= 0
        inside += rises ? 1 : 0
        #expect(CornishFisher.isMonotone(skewness: s, excessKurtosis: k) == rises, "\(s), \(k)")
      }
    }
    #expect(inside > 10 && inside < 50)
    // The ends belong to it: the normal law, and the greatest kurtosis without skewness.
    #expect(CornishFisher.isMonotone(skewness: 0, excessKurtosis: 0))
    #expect(CornishFisher.isMonotone(skewness: 0, excessKurtosis: 8))
    #expect(!CornishFisher.isMonotone(skewness: 0, excessKurtosis: 8.001))
  }

  @Test("A covariance that is off by more than rounding is refused")
  func covariance() throws {
    func loss(_ product: Double) throws -> DeltaGammaLoss {
      try DeltaGammaLoss(
        theta: 0, delta: [1, 1], gamma: Matrix(rows: 2, columns: 2),
        covariance: Matrix(rows: [[1, product], [product, 1]]))
    }
    #expect(try abs(loss(1).linearStandardDeviation - 2) < 1e-12)
    #expect(throws: RiskError.self) { try loss(1 + 1e-8) }
  }

  @Test("Beyond the ends of a bounded form all is certain")
  func ends() throws {
    // 3 − z²: at most 3.
    let form = try QuadraticForm(shift: 3, terms: [.init(weight: -1)])
    let (above, below) = (try form.tail(3.5), try form.tail(-.infinity))
    #expect(above.probability == 0 && above.excess == 0 && below.probability == 1 && below.excess == .infinity)
    // 3 + z²: at least 3, and 4 in the mean.
    let rising = try QuadraticForm(shift: 3, terms: [.init(weight: 1)])
    let sure = try rising.tail(1)
    #expect(sure.probability == 1 && sure.excess == 3 && sure.density == 0)
    #expect(try rising.tail(.infinity).excess == 0 && rising.tail(.nan).probability.isNaN)
  }
}
