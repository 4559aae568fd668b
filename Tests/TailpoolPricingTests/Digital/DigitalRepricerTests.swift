import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Digital options along a smile")
struct DigitalRepricerTests {
  @Test("At expiry it is the payoff whatever the slope, and a slope never makes a value negative")
  func limits() throws {
    for payoff in DigitalPayoff.allCases {
      for type in OptionType.allCases {
        let repricer = try RepricerCases.digital(payoff, type, slope: type == .call ? 0.2 : -0.2)
        for spot in [60.0, 103, 105, 190] {
          let moves = MarketColumns(count: 1, inputs: [.init(spotFactors: [spot / 100], volatilities: [0.5])])
          let isPaid = type == .call ? spot > 104 : spot < 104
          #expect(
            abs(repricer.value(at: 0, of: moves, elapsedYears: 1) - (isPaid ? (payoff == .cash ? 1 : spot) : 0)) < 1e-12
              * spot)
          #expect(repricer.value(at: 0, of: moves, elapsedYears: 0) >= 0)
          let still = MarketColumns(count: 1, inputs: [.init(spotFactors: [spot / 100], volatilities: [0])])
          #expect(repricer.value(at: 0, of: still, elapsedYears: 0).isFinite)
        }
      }
    }
  }
}
