import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Touch options")
struct TouchOptionTests {
  private static func price(
    _ payoff: TouchPayoff, _ side: BarrierSide, spot: Double = 100, barrier: Double, years: Double = 0.5,
    volatility: Double = 0.3, rate: Double = 0.04, dividendYield: Double = 0.01, hasTouched: Bool = false
  ) -> Double {
    TouchOption.price(
      payoff, side, spot: spot, barrier: barrier, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield, hasTouched: hasTouched)
  }

  @Test("Reached or not, at expiry, is a bond; a one-touch is the rebate of a knock-out that pays nothing else")
  func identities() {
    var generator = SeededGenerator(seed: 16)
    for _ in 0..<5_000 {
      let side: BarrierSide = generator.uniform(0, 1) < 0.5 ? .up : .down
      let (volatility, years) = (generator.uniform(0.02, 1.5), pow(10, generator.uniform(-3, 1)))
      let (rate, yield) = (generator.uniform(-0.1, 0.2), generator.uniform(-0.1, 0.2))
      let move = generator.uniform(0.001, 5) * volatility * years.squareRoot()
      let barrier = 100 * exp(side == .up ? move : -move)
      func own(_ payoff: TouchPayoff) -> Double {
        Self.price(
          payoff, side, barrier: barrier, years: years, volatility: volatility, rate: rate, dividendYield: yield)
      }
      let note = "\(side) \(barrier) \(volatility) \(years) \(rate) \(yield)"
      let bond = exp(-rate * years)
      #expect(abs(own(.oneTouchAtExpiry) + own(.noTouch) - bond) <= 1e-14 * bond, "\(note)")
      let rebate = BarrierOption.price(
        side == .up ? .upAndOut : .downAndOut, side == .up ? .call : .put, spot: 100, strike: barrier,
        barrier: barrier, rebate: 1, years: years, volatility: volatility, rate: rate, dividendYield: yield)
      #expect(abs(own(.oneTouch) - rebate) <= 1e-14 * rebate, "\(note)")
    }
  }

  @Test("At the barrier, beyond it, touched before, and without time or volatility")
  func limits() {
    let bond = exp(-0.04 * 0.5)
    for (side, beyond) in [(BarrierSide.down, 100.5), (.up, 99), (.down, 100), (.up, 100)] {
      #expect(Self.price(.oneTouch, side, barrier: beyond) == 1)
      #expect(Self.price(.oneTouchAtExpiry, side, barrier: beyond) == bond)
      #expect(Self.price(.noTouch, side, barrier: beyond) == 0)
    }
    #expect(Self.price(.oneTouch, .down, barrier: 90, hasTouched: true) == 0)
    #expect(Self.price(.oneTouchAtExpiry, .down, barrier: 90, hasTouched: true) == bond)
    #expect(Self.price(.noTouch, .down, barrier: 90, hasTouched: true) == 0)
    for payoff in TouchPayoff.allCases {
      let isReached = payoff != .noTouch
      #expect(Self.price(payoff, .down, barrier: 90, years: 0) == (isReached ? 0 : 1))
      #expect(Self.price(payoff, .down, barrier: 90, volatility: 0) == (isReached ? 0 : bond))
      // The forward rises by 3 % a year: it is at 101 after log(1.01) / 0.03 years.
      let wait = log(1.01) / 0.03
      let expected = payoff == .oneTouch ? exp(-0.04 * wait) : payoff == .noTouch ? 0 : bond
      #expect(abs(Self.price(payoff, .up, barrier: 101, volatility: 0) - expected) < 1e-15, "\(payoff)")
      #expect(Self.price(payoff, .up, barrier: .infinity) == (isReached ? 0 : bond))
      #expect(Self.price(payoff, .down, barrier: 0) == (isReached ? 0 : bond))
      let now = payoff == .oneTouch ? 1 : isReached ? bond : 0
      #expect(Self.price(payoff, .down, spot: 0, barrier: 90) == now)
      for bad in [
        Self.price(payoff, .up, spot: -1, barrier: 90), Self.price(payoff, .up, barrier: .nan),
        Self.price(payoff, .up, barrier: 110, years: -1), Self.price(payoff, .up, barrier: 110, volatility: -0.1),
        Self.price(payoff, .up, barrier: 110, rate: .infinity),
      ] {
        #expect(bad.isNaN, "\(payoff) \(bad)")
      }
      // Without end a level below is reached for sure, for the logarithm falls.
      let sure = payoff == .oneTouch ? 1 : isReached ? bond : 0
      #expect(abs(Self.price(payoff, .down, barrier: 90, volatility: .infinity) - sure) < 1e-12, "\(payoff)")
    }
  }
}
