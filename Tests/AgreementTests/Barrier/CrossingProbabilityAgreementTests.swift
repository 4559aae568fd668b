import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@Suite("The bridge's chance to cross and the option that pays when it does")
struct CrossingProbabilityAgreementTests {
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
      living +=
        weight * density
        * BarrierOption.crossingProbability(
          from: 100, to: 100 * exp(y), barrier: barrier, variance: s * s) * width / 3
    }
    let beyond = 0.5 * erfc(-side * (h - mean) / s / 2.0.squareRoot())
    #expect(abs(living + beyond - reached) <= 1e-10, "barrier \(barrier): \(living + beyond), \(reached)")
  }
}
