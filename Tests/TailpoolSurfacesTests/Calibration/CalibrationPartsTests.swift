import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolSurfaces

/// By hand.
@Suite("Parts of the calibrations")
struct CalibrationPartsTests {
  @Test("Parameters of a mixture: weights and means over their sums, deviations above the floor")
  func mixture() {
    let values: [Double] = [9, 8, 7, log(3), log(1.2), log(0.2), 0, log(0.9), log(0.5)]
    let parts = MixtureParameters.mixture(values[3...], floor: 0.05).components
    // Weights 3 and 1 of four; the mean is (3 · 1.2 + 0.9) / 4 = 1.125.
    let expected = [(0.75, 1.2 / 1.125, 0.25), (0.25, 0.9 / 1.125, 0.55)]
    for (part, (weight, mean, deviation)) in zip(parts, expected) {
      #expect(abs(part.weight - weight) < 1e-15 && abs(part.mean - mean) < 1e-15, "\(part)")
      #expect(abs(part.deviation - deviation) < 1e-15, "\(part)")
    }
    #expect(parts.count == 2)
    let far = MixtureParameters.mixture([1_000, 0, 0, 999, 0, 0][...], floor: 0).components
    #expect(abs(far[0].weight - 1 / (1 + exp(-1))) < 1e-15, "\(far)")
  }

  @Test("Raising one part raises total variance at its point by what is missing, to first order")
  func raised() throws {
    let mixture = try LognormalMixture(components: [
      .init(weight: 0.6, mean: 1.02, deviation: 0.1), .init(weight: 0.3, mean: 0.98, deviation: 0.25),
      .init(weight: 0.1, mean: 0.94, deviation: 0.5),
    ])
    // Only parts with a twentieth of the sensitivity count; of those the one with the least at the money.
    for (k, part) in [(-0.9, 2), (-0.1, 1), (0.05, 0), (0.3, 2)] {
      let w = mixture.totalVariance(at: k)
      let found = mixture.raised(at: k, totalVariance: w, by: 1e-7)
      let gain = found.totalVariance(at: k) - w
      #expect(abs(gain - 1e-7) < 2e-10, "\(k): \(gain)")
      let changed = zip(mixture.components, found.components).map { $0 != $1 }
      #expect(changed == (0..<3).map { $0 == part }, "\(k): \(changed)")
    }
  }

  @Test("Where no part matters enough alone, all are spread")
  func spreadAll() throws {
    // Thirty alike: each is a thirtieth of the sensitivity, less than a twentieth.
    let mixture = try LognormalMixture(
      components: (0..<30).map { .init(weight: 1, mean: 1 + 1e-9 * Double($0), deviation: 0.2) })
    let found = mixture.raised(at: 0.1, totalVariance: 0.04, by: 0.001)
    #expect(found.components.allSatisfy { abs($0.deviation - 0.041.squareRoot()) < 1e-12 })
  }

  @Test("Parameters of eSSVI start at the quoted variances, halfway between the bounds of ψ")
  func extendedStart() {
    let start = ExtendedSSVIParameters.start(thetas: [0.02, 0.05, 0.04], rho: -0.3)
    #expect(start.count == 9)
    let values = ExtendedSSVIParameters.values(start)
    for (value, theta) in zip(values, [0.02, 0.05, 0.050004]) {
      #expect(abs(value.theta - theta) < 1e-12 && abs(value.rho + 0.3) < 1e-15, "\(values)")
    }
    // Without butterflies ψ is at most 2 √(θ / 1.3); the first has no other bound but those of its successors.
    let psi = (0.02 / 1.3).squareRoot()
    #expect(abs(values[0].psi - psi) < 1e-12, "\(values)")
    // The second lies between ψ₁ and the least of 2 √(θ₂ / 1.3) and ψ₁ θ₂ / θ₁.
    let high = min(2 * (0.05 / 1.3).squareRoot(), psi * 2.5)
    #expect(abs(values[1].psi - (psi + high) / 2) < 1e-12, "\(values)")
  }

  @Test("Whatever the parameters, the expiries are free of arbitrage, and the names at an edge are told")
  func extendedDomain() throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<300 {
      let parameters = (0..<4).flatMap { _ in
        [generator.uniform(-2, 2), generator.uniform(-7, 0), generator.uniform(-6, 6)]
      }
      let values = ExtendedSSVIParameters.values(parameters)
      #expect(throws: Never.self, "\(parameters)") {
        try ExtendedSSVI(
          expiries: values.enumerated().map {
            .init(years: Double($0 + 1), theta: $1.theta, psi: $1.psi, rho: $1.rho)
          })
      }
    }
    func names(_ r: Double, _ alpha: Double, _ gamma: Double) -> [String] {
      let parameters = [0, 0, 0, r, alpha, gamma]
      return ExtendedSSVIParameters.bounds(
        parameters, 1, .init(theta: 0.04, rho: tanh(r), psi: 0.1))
    }
    #expect(names(0, log(4.1e-8), 0) == [] && names(0, log(3.9e-8), 0) == ["theta"])
    #expect(names(atanh(0.9979), 0, 0) == [] && names(atanh(-0.9981), 0, 0) == ["rho"])
    #expect(names(0, 0, 11.9) == [] && names(0, 0, 12.1) == ["psi"] && names(0, 0, -12.1) == ["psi"])
    #expect(names(4, -40, 20) == ["theta", "rho", "psi"])
  }

  @Test("Parameters of SVI are in units of the deviation at the money, and come back")
  func sviCore() {
    for smile in [
      RawSVI(unchecked: 0.01, 0.1, -0.4, 0.03, 0.15), RawSVI(unchecked: -0.001, 0.2, 0.7, -0.1, 0.05),
    ] {
      let parameters = SVICore.parameters(smile, width: 0.25)
      #expect(abs(exp(parameters[0]) - smile.minimum / 0.0625) < 1e-12)
      #expect(abs(exp(parameters[1]) - smile.b / 0.25) < 1e-12 && abs(tanh(parameters[2]) - smile.rho) < 1e-12)
      #expect(abs(parameters[3] - smile.m / 0.25) < 1e-12 && abs(exp(parameters[4]) - smile.sigma / 0.25) < 1e-12)
      let core = SVICore([7, 7] + parameters, 2, 0.25)
      for k in [-0.5, 0, 0.2] {
        let (values, point) = (smile.derivatives(at: k), SVIPoint(core, k))
        for found in [core.totalVariance(k), core.smile.totalVariance(at: k), point.w] {
          #expect(abs(found - values.totalVariance) < 1e-14, "\(k)")
        }
        #expect(abs(point.first - values.slope) < 1e-13 && abs(point.second - values.curvature) < 1e-11, "\(k)")
      }
    }
    // What lies at an edge is moved off it.
    let edge = SVICore.parameters(RawSVI(unchecked: 0, 0, -1, 0, 0), width: 0.1)
    for (found, expected) in zip(edge, [log(1e-6), log(1e-6), atanh(-0.999), 0, log(1e-6)]) {
      #expect(abs(found - expected) < 1e-9, "\(edge)")
    }
  }

  @Test("The points at which expiries are compared lie closer together near the money")
  func calendarPoints() {
    let points = SurfaceQuotes.calendarPoints(within: 1.5)
    #expect(points.count == 121 && points[0] == -1.5 && points[60] == 0 && points[120] == 1.5)
    #expect(abs(points[90] - 0.375) < 1e-15 && abs(points[30] + 0.375) < 1e-15)
  }
}
