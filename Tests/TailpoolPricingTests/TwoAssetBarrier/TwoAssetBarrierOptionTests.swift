import Foundation
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Barriers on another asset")
struct TwoAssetBarrierOptionTests {
  private static let cases = isLongRun ? 10_000 : 300

  private static func price(
    _ market: BarrierMarket, spot2: Double, barrier: Double, volatility2: Double, yield2: Double, correlation: Double
  ) -> Double {
    TwoAssetBarrierOption.price(
      market.kind, market.type, spot1: market.spot, strike: market.strike, spot2: spot2, barrier: barrier,
      years: market.years, volatility1: market.volatility, volatility2: volatility2, correlation: correlation,
      rate: market.rate, dividendYield1: market.dividendYield, dividendYield2: yield2)
  }

  /// Heynen and Kat's formula of a down-and-out call.
  private static func closed(
    _ m: BarrierMarket, _ spot2: Double, _ barrier: Double, _ v: Double, _ yield2: Double, _ rho: Double
  ) -> Double {
    let t = m.years
    let (one, two) = (m.volatility * t.squareRoot(), v * t.squareRoot())
    let mu2 = m.rate - yield2 - 0.5 * v * v
    let h = log(barrier / spot2)
    let d2 = (log(m.spot / m.strike) + (m.rate - m.dividendYield - 0.5 * m.volatility * m.volatility) * t) / one
    func piece(_ d: Double, _ drift: Double) -> Double {
      let e = (-h + drift * t) / two
      return NormalDistribution.bivariateCumulative(d, e, correlation: rho)
        - exp(2 * drift * h / (v * v))
        * NormalDistribution.bivariateCumulative(d + 2 * rho * h / two, e + 2 * h / two, correlation: rho)
    }
    return m.spot * exp(-m.dividendYield * t) * piece(d2 + one, mu2 + rho * m.volatility * v)
      - m.strike * exp(-m.rate * t) * piece(d2, mu2)
  }

  /// The table leaves out the time to expiry, and no one time gives all three to the digits printed: half a year is closest, by which the
  /// formula of the bivariate normal distribution, at 1e-12 of which the prices are held below, gives 6.6609, 4.6679 and 0.8276.
  @Test("E. G. Haug's three options, within three in the third digit")
  func published() throws {
    let kinds = ["DownOut": BarrierKind.downAndOut, "UpOut": .upAndOut]
    var count = 0
    for row in try References.table("two_asset_barrier_haug.csv").rows {
      let price = TwoAssetBarrierOption.price(
        try #require(kinds[row[text: "barrierType"]]), row[text: "type"] == "Call" ? .call : .put, spot1: row["s1"],
        strike: row["strike"], spot2: row["s2"], barrier: row["barrier"], years: 0.5, volatility1: row["v1"],
        volatility2: row["v2"], correlation: row["correlation"], rate: row["r"], dividendYield1: row["q1"],
        dividendYield2: row["q2"])
      #expect(abs(price - row["result"]) <= 3e-3, "\(price); \(row)")
      count += 1
    }
    #expect(count == 3)
  }

  @Test("The formula of the bivariate normal distribution; in and out, bounds, independent assets, one asset")
  func properties() {
    var generator = SeededGenerator(seed: 61)
    for _ in 0..<Self.cases {
      let market = BarrierMarket(&generator).with {
        $0.spot = 100; $0.rebate = 0
      }
      let own = market.with {
        $0.strike = 100 * exp(generator.uniform(-1.5, 1.5) * market.volatility * market.years.squareRoot())
      }
      let v = generator.uniform(0.05, 0.9)
      let away = generator.uniform(0.01, 2) * v * market.years.squareRoot()
      let barrier = 50 * exp(own.kind.isUp ? away : -away)
      let yield2 = generator.uniform(-0.05, 0.1)
      let rho = generator.uniform(-1, 1)
      let scale = max(100, own.strike) * max(1, exp(-own.rate * own.years), exp(-own.dividendYield * own.years))
      func price(_ market: BarrierMarket, _ rho: Double) -> Double {
        Self.price(market, spot2: 50, barrier: barrier, volatility2: v, yield2: yield2, correlation: rho)
      }
      let (a, b, vanilla) = (price(own, rho), price(own.opposite, rho), own.vanilla.price)
      let note = "\(own) σ₂ \(v) H \(barrier) q₂ \(yield2) ρ \(rho)"
      #expect(a >= 0 && a <= vanilla && abs(a + b - vanilla) <= 1e-13 * scale, "\(a) + \(b), \(vanilla); \(note)")
      let down = own.with { ($0.kind, $0.type) = (.downAndOut, .call) }
      let low = 50 * exp(-away)
      let exact = Self.closed(down, 50, low, v, yield2, rho)
      let mine = Self.price(down, spot2: 50, barrier: low, volatility2: v, yield2: yield2, correlation: rho)
      #expect(abs(mine - exact) <= 1e-12 * scale, "\(mine), \(exact); \(note)")
      // Independent of it, the barrier is a probability.
      let alone = price(own.with { $0.kind = own.kind.isUp ? .upAndOut : .downAndOut }, 0)
      let stays =
        TouchOption.price(
          .noTouch, own.kind.isUp ? .up : .down, spot: 50, barrier: barrier, years: own.years, volatility: v,
          rate: own.rate,
          dividendYield: yield2) * exp(own.rate * own.years)
      #expect(abs(alone - stays * vanilla) <= 1e-12 * scale, "\(alone), \(stays * vanilla); \(note)")
      // The same asset twice is one with a barrier.
      let single = own.with { $0.barrier = 100 * barrier / 50 }
      let twice = TwoAssetBarrierOption.price(
        own.kind, own.type, spot1: 100, strike: own.strike, spot2: 50, barrier: barrier, years: own.years,
        volatility1: own.volatility, volatility2: own.volatility, correlation: 1, rate: own.rate,
        dividendYield1: own.dividendYield, dividendYield2: own.dividendYield)
      #expect(abs(twice - single.price()) <= 1e-12 * scale, "\(twice), \(single.price()); \(note)")
    }
  }

  @Test("Passed, without volatility, and out of the domain")
  func edges() {
    let market = BarrierMarket(.downAndOut, .call)
    func price(_ m: BarrierMarket, spot2: Double = 50, barrier: Double = 45, v: Double = 0.3, rho: Double = 0.5)
      -> Double
    {
      Self.price(m, spot2: spot2, barrier: barrier, volatility2: v, yield2: 0, correlation: rho)
    }
    #expect(price(market, spot2: 45) == 0 && price(market.opposite, spot2: 40) == market.vanilla.price)
    #expect(price(market, v: 0) == market.vanilla.price)
    #expect(price(market.with { $0.volatility = 0 }) > 0 && price(market.with { $0.years = 0 }) == 5)
    for bad in [
      price(market, spot2: 0), price(market, spot2: .nan), price(market, barrier: 0), price(market, v: -1),
      price(market, v: .infinity),
      price(market, rho: 1.1), price(market, rho: .nan), price(market.with { $0.spot = -1 }),
      price(market.with { $0.volatility = .infinity }),
    ] {
      #expect(bad.isNaN)
    }
  }
}
