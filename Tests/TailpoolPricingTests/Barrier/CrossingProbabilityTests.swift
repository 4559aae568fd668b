import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

struct CrossingProbabilityTests {
  private func probability(_ start: Double, _ end: Double, _ barrier: Double, _ variance: Double) -> Double {
    BarrierOption.crossingProbability(from: start, to: end, barrier: barrier, variance: variance)
  }

  @Test func isTheBridgesProbability() {
    #expect(abs(probability(100, 100, 110, 0.04) - exp(-2 * pow(log(1.1), 2) / 0.04)) <= 1e-15)
    #expect(probability(100, 120, 110, 0.04) == 1 && probability(120, 100, 110, 0.04) == 1)
    #expect(probability(110, 100, 110, 0.04) == 1 && probability(100, 90, 90, 0) == 1)
    #expect(probability(100, 105, 110, 0) == 0 && probability(100, 105, 110, .infinity) == 1)
    #expect(probability(100, 105, 110, .leastNonzeroMagnitude) == 0)
    // It does not matter from which end the path is looked at, nor in which money.
    #expect(probability(100, 105, 110, 0.01) == probability(105, 100, 110, 0.01))
    #expect(probability(100, 105, 110, 0.01) == probability(200, 210, 220, 0.01))
    for wrong in [Double.nan, -1, 0, .infinity] {
      #expect(probability(wrong, 1, 2, 1).isNaN && probability(1, wrong, 2, 1).isNaN)
      #expect(probability(1, 1, wrong, 1).isNaN)
    }
    #expect(probability(1, 1, 2, -1).isNaN && probability(1, 1, 2, .nan).isNaN)
  }
}
