import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Touch options with two barriers")
struct DoubleTouchOptionTests {
  private static let cases = isLongRun ? 100_000 : 3_000

  @Test("Reached or not is a bond; first one or the other is a one-touch; bounds by one barrier alone")
  func properties() {
    var generator = SeededGenerator(seed: 181)
    for _ in 0..<Self.cases {
      let market = DoubleBarrierMarket(&generator)
      let bond = exp(-market.rate * market.years)
      let top = max(1, bond)
      let (one, up, down) = (market.touch(.oneTouch), market.touch(.upperFirst), market.touch(.lowerFirst))
      let (late, none) = (market.touch(.oneTouchAtExpiry), market.touch(.noTouch))
      #expect(abs(late + none - bond) <= 2e-14 * bond, "\(late) + \(none), \(bond); \(market)")
      #expect(abs(up + down - one) <= 1e-14 * top, "\(up) + \(down), \(one); \(market)")
      for price in [one, up, down, late, none] {
        #expect(price >= 0 && price <= top * (1 + 1e-14), "\(price); \(market)")
      }
      func single(_ payoff: TouchPayoff, _ side: BarrierSide) -> Double {
        TouchOption.price(
          payoff, side, spot: market.spot, barrier: side == .up ? market.upper : market.lower, years: market.years,
          volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
      }
      #expect(up <= single(.oneTouch, .up) + 1e-14 * top && down <= single(.oneTouch, .down) + 1e-14 * top, "\(market)")
      #expect(none <= min(single(.noTouch, .up), single(.noTouch, .down)) * (1 + 1e-12), "\(none); \(market)")
      #expect(late >= max(single(.oneTouchAtExpiry, .up), single(.oneTouchAtExpiry, .down)) - 1e-14 * top, "\(market)")
      let later = market.with { $0.years *= 1.1 }
      #expect(market.rate > 0 || later.touch(.oneTouch) >= one - 1e-14 * top, "\(market)")
      // A discount of nothing makes paid at once and paid at expiry one.
      let free = market.with { $0.rate = 0 }
      #expect(abs(free.touch(.oneTouch) - free.touch(.oneTouchAtExpiry)) <= 1e-14, "\(free)")
    }
  }

  @Test("The equation of the model holds for every payment")
  func equation() {
    var generator = SeededGenerator(seed: 182)
    for _ in 0..<Self.cases / 3 {
      let market = DoubleBarrierMarket(&generator)
      for payoff in DoubleTouchPayoff.allCases {
        let g = DoubleTouchOption.greeks(
          payoff, spot: market.spot, lowerBarrier: market.lower, upperBarrier: market.upper, years: market.years,
          volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
        let s = market.spot
        let gap =
          g.theta + 0.5 * market.volatility * market.volatility * s * s * g.gamma
          + (market.rate - market.dividendYield) * s * g.delta - market.rate * g.price
        #expect(abs(gap) <= 1e-9 * (1 + 1 / market.years), "\(gap) \(payoff); \(market)")
      }
    }
  }

  @Test("At a barrier, beyond it, touched before, and without time or volatility")
  func limits() {
    let market = DoubleBarrierMarket()
    let bond = exp(-0.04 * 0.5)
    for spot in [60.0, 85, 120, 200] {
      let passed = market.with { $0.spot = spot }
      #expect(passed.touch(.oneTouch) == 1 && passed.touch(.oneTouchAtExpiry) == bond && passed.touch(.noTouch) == 0)
      #expect(passed.touch(.upperFirst) == (spot > 100 ? 1 : 0) && passed.touch(.lowerFirst) == (spot < 100 ? 1 : 0))
    }
    for payoff in DoubleTouchPayoff.allCases {
      #expect(market.touch(payoff, hasTouched: true) == (payoff == .oneTouchAtExpiry ? bond : 0))
      let calm = market.with { $0.volatility = 0 }
      #expect(calm.touch(payoff) == (payoff == .noTouch ? bond : 0))
      #expect(market.with { $0.years = 0 }.touch(payoff) == (payoff == .noTouch ? 1 : 0))
      let rising = market.with { ($0.volatility, $0.upper) = (0, 101) }
      let wait = log(1.01) / 0.03
      let expected: Double =
        switch payoff {
        case .oneTouch, .upperFirst: exp(-0.04 * wait)
        case .oneTouchAtExpiry: bond
        case .noTouch, .lowerFirst: 0
        }
      #expect(abs(rising.touch(payoff) - expected) < 1e-15, "\(payoff)")
      // With one barrier only, it is the touch option of that one.
      let alone = market.with { $0.lower = 0 }.touch(payoff)
      let kinds: [DoubleTouchPayoff: TouchPayoff] = [
        .oneTouch: .oneTouch, .upperFirst: .oneTouch, .oneTouchAtExpiry: .oneTouchAtExpiry, .noTouch: .noTouch,
      ]
      let single = kinds[payoff].map {
        TouchOption.price(
          $0, .up, spot: 100, barrier: 120, years: 0.5, volatility: 0.3, rate: 0.04, dividendYield: 0.01)
      }
      #expect(alone == single ?? 0, "\(payoff)")
      let nowhere = market.with { ($0.lower, $0.upper) = (0, .infinity) }
      #expect(nowhere.touch(payoff) == (payoff == .noTouch ? bond : 0))
    }
  }
}
