import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Options with two barriers")
struct DoubleBarrierOptionTests {
  private static let cases = isLongRun ? 100_000 : 3_000

  @Test("Bounds, in and out, homogeneity and the equation of the model at random")
  func properties() {
    var generator = SeededGenerator(seed: 18)
    for _ in 0..<Self.cases {
      let market = DoubleBarrierMarket(&generator)
      let greeks = market.greeks()
      let vanilla = market.vanilla
      let price = greeks.price
      let scale = max(market.spot, market.strike) * max(1, exp(-market.rate * market.years))
      #expect(price >= 0 && price <= vanilla * (1 + 1e-14), "\(price) of \(vanilla); \(market)")
      let singles = [
        market.single(.downAndOut), market.single(.upAndOut), market.single(.downAndIn), market.single(.upAndIn),
      ]
      if market.kind == .knockOut {
        #expect(price <= min(singles[0], singles[1]) * (1 + 1e-12) + 1e-300, "\(price), \(singles); \(market)")
      } else {
        #expect(price >= max(singles[2], singles[3]) - 1e-14 * scale, "\(price), \(singles); \(market)")
        #expect(price <= singles[2] + singles[3] + 1e-14 * scale, "\(price), \(singles); \(market)")
      }
      let other = market.with { $0.kind = market.kind == .knockOut ? .knockIn : .knockOut }.price()
      #expect(abs(price + other - vanilla) <= 1e-14 * scale, "\(price) + \(other), \(vanilla); \(market)")
      let double = market.with {
        ($0.spot, $0.strike, $0.lower, $0.upper) = (
          2 * market.spot, 2 * market.strike, 2 * market.lower, 2 * market.upper
        )
      }
      #expect(abs(double.price() - 2 * price) <= 1e-13 * price + 1e-15 * scale, "\(market)")
      let (s, variance) = (market.spot, market.volatility * market.volatility)
      let drift = (market.rate - market.dividendYield) * s * greeks.delta
      let gap = greeks.theta + 0.5 * variance * s * s * greeks.gamma + drift - market.rate * price
      #expect(abs(gap) <= 1e-9 * scale * (1 / market.years + 1), "\(gap / scale); \(market)")
    }
  }

  @Test("Wider barriers leave more, and the spot turned over is the mirror image")
  func monotone() {
    var generator = SeededGenerator(seed: 1_802)
    for _ in 0..<Self.cases {
      let market = DoubleBarrierMarket(&generator).with { $0.kind = .knockOut }
      let price = market.price()
      let (low, high) = (generator.uniform(0.5, 1), generator.uniform(1, 2))
      let wider = market.with { ($0.lower, $0.upper) = (low * $0.lower, high * $0.upper) }.price()
      #expect(wider >= price * (1 - 1e-12), "\(wider) of \(low), \(high); \(price); \(market)")
      // A call on S is S K times a put on 1/S in the measure of the underlying, rates exchanged.
      let turned = market.with {
        $0.type = market.type == .call ? .put : .call
        ($0.spot, $0.strike, $0.lower, $0.upper) = (
          1, market.spot / market.strike, market.spot / market.upper, market.spot / market.lower
        )
        ($0.rate, $0.dividendYield) = (market.dividendYield, market.rate)
      }
      let mirrored = market.strike * turned.price()
      #expect(abs(mirrored - price) <= 1e-11 * price + 1e-16 * market.spot, "\(mirrored), \(price); \(market)")
    }
  }

  @Test("A barrier far away is none; the two series meet where one takes over")
  func limits() {
    var generator = SeededGenerator(seed: 1_803)
    for _ in 0..<500 {
      let market = DoubleBarrierMarket(&generator).with {
        $0.kind = .knockOut; $0.rebate = 0.05 * $0.spot
      }
      let far =
        60 * market.volatility * market.years.squareRoot() + 4 * abs(market.rate - market.dividendYield) * market.years
      let reach = min(far, 300)
      guard reach == far else { continue }
      let scale = max(market.spot, market.strike)
      let down = market.with { $0.upper = market.spot * exp(far) }
      #expect(abs(down.price() - market.single(.downAndOut)) <= 1e-13 * scale, "\(down)")
      let up = market.with { $0.lower = market.spot * exp(-far) }
      #expect(abs(up.price() - market.single(.upAndOut)) <= 1e-13 * scale, "\(up)")
      let single = market.with { $0.upper = .infinity }
      #expect(single.price() == market.single(.downAndOut), "\(single)")
      #expect(market.with { $0.lower = 0 }.price() == market.single(.upAndOut))
    }
    for part in [0.01, 0.3, 0.5, 0.9] {
      for type in OptionType.allCases {
        // w = 2.6 (1 ∓ 1e-12).
        func price(_ width: Double) -> BarrierOption.Greeks {
          DoubleBarrierMarket().with {
            $0.type = type
            let s = 0.3 * 0.5.squareRoot()
            ($0.lower, $0.upper) = (100 * exp(-part * width * s), 100 * exp((1 - part) * width * s))
            ($0.strike, $0.rebate) = (100, 7)
          }.greeks()
        }
        let (sines, images) = (price(2.6 * (1 - 1e-13)), price(2.6 * (1 + 1e-13)))
        for path: KeyPath<BarrierOption.Greeks, Double> in [\.price, \.delta, \.gamma, \.vega, \.theta, \.rho] {
          let (a, b) = (sines[keyPath: path], images[keyPath: path])
          #expect(abs(a - b) <= 1e-10 * max(1, abs(a)), "\(path): \(a), \(b) at \(part) \(type)")
        }
      }
    }
  }

  @Test("Passed, at a barrier, without time or volatility, and out of the domain")
  func edges() {
    let market = DoubleBarrierMarket().with { $0.rebate = 3 }
    let inside = market.with { $0.kind = .knockIn }
    for spot in [70.0, 85, 120, 150] {
      let (out, into) = (market.with { $0.spot = spot }, inside.with { $0.spot = spot })
      #expect(out.price() == 3 && out.greeks().delta == 0)
      #expect(into.price() == into.vanilla)
    }
    #expect(market.price(hasCrossed: true) == 0 && inside.price(hasCrossed: true) == market.vanilla)
    let bond = exp(-0.04 * 0.5)
    for flat in [market.with { $0.years = 0 }, market.with { $0.volatility = 0 }] {
      #expect(flat.price() == flat.vanilla)
      #expect(flat.with { $0.kind = .knockIn }.price() == 3 * (flat.years == 0 ? 1 : bond))
    }
    // The forward rises by 3 % a year: it is at 101 after log(1.01)/0.03 years.
    let reached = market.with { ($0.volatility, $0.upper) = (0, 101) }
    #expect(abs(reached.price() - 3 * exp(-0.04 * log(1.01) / 0.03)) < 1e-14)
    #expect(abs(market.with { $0.volatility = .infinity }.price() - 3) < 1e-12)
    #expect(market.with { $0.strike = 0 }.price() > 0 && market.with { ($0.strike, $0.type) = (0, .put) }.price() < 3)
    for bad in [
      market.with { $0.lower = 120 }, market.with { $0.lower = -1 }, market.with { $0.upper = .nan },
      market.with { $0.spot = -1 }, market.with { $0.strike = .infinity }, market.with { $0.rebate = -1 },
      market.with { $0.years = -1 }, market.with { $0.volatility = -0.1 }, market.with { $0.rate = .infinity },
      market.with { $0.rate = -1e300 }, market.with { $0.spot = .nan }, market.with { $0.dividendYield = .nan },
    ] {
      #expect(bad.price().isNaN && bad.greeks().vega.isNaN, "\(bad)")
      #expect(bad.rebate < 0 || bad.strike == .infinity || bad.touch(.oneTouch).isNaN, "\(bad)")
    }
    for extreme in [
      market.with { $0.volatility = 1e-200 }, market.with { $0.volatility = 1e6 }, market.with { $0.years = 1e6 },
      market.with { ($0.lower, $0.upper) = (1e-300, 1e300) },
      market.with { ($0.spot, $0.lower, $0.upper) = (1e-300, 1e-301, 1e-299) },
      market.with { $0.lower = 100.0.nextDown }, market.with { $0.upper = 100.0.nextUp },
      market.with { ($0.lower, $0.upper) = (100.0.nextDown, 100.0.nextUp) }, market.with { $0.volatility = 1e-9 },
    ] {
      for kind in DoubleBarrierKind.allCases {
        let greeks = extreme.with { $0.kind = kind }.greeks()
        #expect(greeks.price >= 0 && greeks.price < .infinity, "\(greeks); \(extreme)")
      }
      for payoff in DoubleTouchPayoff.allCases {
        let price = extreme.touch(payoff)
        #expect(price >= 0 && price <= 1 + 1e-12, "\(price); \(payoff) \(extreme)")
      }
    }
  }

  @Test("A rebate is paid as a touch pays: at the barrier of a knock-out, at expiry of a knock-in")
  func rebates() {
    var generator = SeededGenerator(seed: 1_804)
    for _ in 0..<2_000 {
      let market = DoubleBarrierMarket(&generator)
      let paid = market.with { $0.rebate = market.spot }
      let unit = market.touch(market.kind == .knockOut ? .oneTouch : .noTouch)
      #expect(
        abs(paid.price() - market.price() - market.spot * unit) <= 1e-14 * max(market.spot, paid.price()), "\(market)")
    }
  }
}
