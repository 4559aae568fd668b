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

  @Test(
    "Averaged over the end of the path it is the probability that the barrier is reached", arguments: [80.0, 97, 108])
  func averagesToThePassage(barrier: Double) {
    let (years, volatility, drift) = (0.7, 0.3, 0.05)
    let kind: BarrierKind = barrier > 100 ? .upAndOut : .downAndOut
    // A rebate of 1 without interest; the strike leaves the option worthless.
    let reached = BarrierOption.price(
      kind, barrier > 100 ? .call : .put, spot: 100, strike: barrier, barrier: barrier, rebate: 1, years: years,
      volatility: volatility, rate: 0, dividendYield: -drift)
    let s = volatility * years.squareRoot()
    let mean = drift * years - 0.5 * s * s
    let h = log(barrier / 100)
    let side = h > 0 ? -1.0 : 1.0
    // Simpson's rule on the living side of the barrier; beyond it the path has crossed.
    let (count, width) = (4000, 12 * s / 4000)
    var living = 0.0
    for index in 0...count {
      let y = h + side * Double(index) * width
      let density = exp(-0.5 * pow((y - mean) / s, 2)) / (s * (2 * Double.pi).squareRoot())
      let weight = index == 0 || index == count ? 1.0 : index % 2 == 1 ? 4 : 2
      living += weight * density * probability(100, 100 * exp(y), barrier, s * s) * width / 3
    }
    let beyond = 0.5 * erfc(-side * (h - mean) / s / 2.0.squareRoot())
    #expect(abs(living + beyond - reached) <= 1e-10, "barrier \(barrier): \(living + beyond), \(reached)")
  }
}
