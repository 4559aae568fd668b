import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct LognormalMixtureTests {
  static func mixture() throws -> LognormalMixture {
    try LognormalMixture(components: [
      .init(weight: 0.5, mean: 1.05, deviation: 0.08), .init(weight: 0.4, mean: 0.98, deviation: 0.15),
      .init(weight: 0.1, mean: 0.8, deviation: 0.4),
    ])
  }

  @Test func oneComponentIsBlack() throws {
    let flat = try LognormalMixture(components: [.init(weight: 3, mean: 2, deviation: 0.2)])
    for k in [-1.5, -0.3, 0, 0.4, 1.5] {
      #expect(abs(flat.totalVariance(at: k) - 0.04) <= 1e-14)
      let values = flat.derivatives(at: k)
      #expect(abs(values.slope) <= 1e-12)
      #expect(abs(flat.durrleman(at: k) - 1) <= 1e-11)
    }
  }

  @Test func callLessPutIsForwardLessStrike() throws {
    let mixture = try Self.mixture()
    for k in [-1.0, -0.2, 0, 0.1, 0.9] {
      let difference = mixture.price(.call, logMoneyness: k) - mixture.price(.put, logMoneyness: k)
      #expect(abs(difference - (1 - exp(k))) <= 1e-15 * 4)
    }
  }

  @Test func totalVarianceGivesThePriceBack() throws {
    let mixture = try Self.mixture()
    for k in [-1.2, -0.4, -0.05, 0, 0.05, 0.3, 1.1] {
      let s = mixture.totalVariance(at: k).squareRoot()
      let type: OptionType = k >= 0 ? .call : .put
      let black = Black76.price(type, forward: 1, strike: exp(k), years: 1, volatility: s)
      let price = mixture.price(type, logMoneyness: k)
      #expect(abs(black - price) <= 1e-11 * price, "\(k)")
    }
  }

  @Test func derivativesAreSlopes() throws {
    let mixture = try Self.mixture()
    for k in [-0.8, -0.2, -0.01, 0.02, 0.3, 0.8] {
      let values = mixture.derivatives(at: k)
      let first = slope(at: k, step: 1e-3) { mixture.totalVariance(at: $0) }
      let second = slope(at: k, step: 1e-3) { mixture.derivatives(at: $0).slope }
      #expect(abs(values.slope - first) <= 1e-6 * max(abs(first), 1e-2), "\(k)")
      #expect(abs(values.curvature - second) <= 1e-6 * max(abs(second), 1e-1), "\(k)")
      #expect(abs(values.durrleman(at: k) - mixture.durrleman(at: k)) <= 1e-10)
    }
  }

  @Test func farWingsStayFiniteAndNearTheWidestPart() throws {
    let mixture = try LognormalMixture(components: [
      .init(weight: 0.9, mean: 1, deviation: 0.01), .init(weight: 0.1, mean: 1, deviation: 0.03),
    ])
    // The price at k = 1.5 is of the order of exp(−1250).
    let w = mixture.totalVariance(at: 1.5)
    #expect(w < 0.0009 && w > 0.0008, "\(w)")
    #expect(mixture.durrleman(at: 1.5) > 0)
    #expect(mixture.price(.call, logMoneyness: 1.5) == 0)
  }

  @Test func everyButterflyCostsSomething() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<50 {
      let mixture = try LognormalMixture(
        components: (0..<4).map { _ in
          .init(
            weight: generator.uniform(0.01, 1), mean: generator.uniform(0.5, 1.5),
            deviation: generator.uniform(0.02, 0.6))
        })
      for step in -10...10 { #expect(mixture.durrleman(at: 0.1 * Double(step)) > 0) }
    }
  }

  @Test func spreadingRaisesEveryPrice() throws {
    let mixture = try Self.mixture()
    let wider = mixture.spread(by: 1e-4)
    for k in [-1.5, -0.3, 0, 0.2, 1.5] { #expect(wider.totalVariance(at: k) > mixture.totalVariance(at: k)) }
  }

  @Test func partsOutsideTheirDomainAreRejected() {
    #expect(throws: SurfaceError.empty) { try LognormalMixture(components: []) }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "deviation", value: 0)) {
      try LognormalMixture(components: [.init(weight: 1, mean: 1, deviation: 0)])
    }
  }
}
