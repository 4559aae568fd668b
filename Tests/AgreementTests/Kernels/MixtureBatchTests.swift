import Foundation
import TailpoolMarket
import Testing
import TailpoolPricing
import _TailpoolTestSupport

@testable import TailpoolSurfaces

@Suite struct MixtureBatchTests {
  private static let mixture = LognormalMixture(unchecked: [
    .init(weight: 0.5, mean: 1.03, deviation: 0.02), .init(weight: 0.3, mean: 0.98, deviation: 0.05),
    .init(weight: 0.2, mean: 0.955, deviation: 0.12),
  ])
  private static let points = (-75...75).map { 0.02 * Double($0) } + [1e-9, -1e-9]

  @Test(arguments: InstructionSet.allCases.filter(\.isAvailable))
  func agreesWithTheScalarPrices(_ set: InstructionSet) {
    var prices: [Double] = []
    MixtureBatch(Self.mixture, instructionSet: set).logPrices(Self.points, into: &prices)
    for (k, actual) in zip(Self.points, prices) {
      let expected = Self.mixture.logPrice(k)
      #expect(abs(actual - expected) <= 1e-11 * max(1, abs(expected)), "\(k): \(actual), \(expected)")
    }
  }

  @Test(arguments: InstructionSet.allCases.filter(\.isAvailable))
  func termsAreDerivatives(_ set: InstructionSet) {
    let points = [-0.5, -0.1, -0.01, 0, 0.02, 0.1, 0.4]
    var prices: [Double] = []
    var terms: [Double] = []
    MixtureBatch(Self.mixture, instructionSet: set).logPrices(points, into: &prices, terms: &terms)
    for (j, k) in points.enumerated() {
      for i in 0..<3 {
        func moved(_ change: (inout LognormalMixture.Component) -> Void) -> Double {
          var parts = Self.mixture.components
          change(&parts[i])
          return LognormalMixture(unchecked: parts).logPrice(k)
        }
        let byWeight = slope(at: 0, step: 1e-4) { step in moved { $0.weight += step } }
        let byMean = slope(at: 0, step: 1e-4) { step in moved { $0.mean *= exp(step) } }
        let byDeviation = slope(at: 0, step: 1e-5) { step in moved { $0.deviation += step } }
        let weight = Self.mixture.components[i].weight
        let expected = [byWeight, byMean / weight, byDeviation / weight]
        for (t, value) in expected.enumerated() {
          let actual = terms[(3 * i + t) * points.count + j]
          #expect(abs(actual - value) <= 1e-6 * max(1, abs(value)), "k \(k), part \(i), term \(t): \(actual), \(value)")
        }
      }
    }
  }

  @Test func farWingsStayFinite() {
    var prices: [Double] = []
    MixtureBatch(Self.mixture).logPrices([-40, 40], into: &prices)
    #expect(prices.allSatisfy { $0.isFinite && $0 < -1000 })
  }
}
