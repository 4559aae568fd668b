import Foundation
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Barriers watched for a part of the time")
struct PartialBarrierOptionTests {
  private typealias Window = PartialBarrierOption.Window
  private static let cases = isLongRun ? 10_000 : 300

  private static func price(_ window: Window, _ market: BarrierMarket, _ instant: Double) -> Double {
    PartialBarrierOption.price(
      market.kind, market.type, window, spot: market.spot, strike: market.strike, barrier: market.barrier,
      instant: instant,
      years: market.years, volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
  }

  /// Heynen and Kat's formula of a down-and-out call of type A.
  private static func closed(_ market: BarrierMarket, _ instant: Double) -> Double {
    let (s, k, h, v) = (market.spot, market.strike, market.barrier, market.volatility)
    let (carry, whole) = (market.rate - market.dividendYield, market.years)
    let (root, part) = (v * whole.squareRoot(), v * instant.squareRoot())
    let rho = (instant / whole).squareRoot()
    func piece(_ measure: Double) -> Double {
      let drift = carry + measure * v * v
      let d = (log(s / k) + drift * whole) / root
      let e = (log(s / h) + drift * instant) / part
      let power = exp(2 * drift / (v * v) * log(h / s))
      return NormalDistribution.bivariateCumulative(d, e, correlation: rho)
        - power
        * NormalDistribution.bivariateCumulative(
          d + 2 * log(h / s) / root, e + 2 * log(h / s) / part, correlation: rho)
    }
    return s * exp(-market.dividendYield * whole) * piece(0.5) - k * exp(-market.rate * whole) * piece(-0.5)
  }

  @Test("Type A is the formula of the bivariate normal distribution")
  func startWindow() {
    var generator = SeededGenerator(seed: 52)
    for _ in 0..<Self.cases {
      let market = BarrierMarket(&generator).with { ($0.kind, $0.type, $0.spot) = (.downAndOut, .call, 100) }
      let s = market.volatility * market.years.squareRoot()
      let own = market.with {
        $0.barrier = 100 * exp(-generator.uniform(0.01, 2) * s)
        $0.strike = 100 * exp(generator.uniform(-1.5, 1.5) * s)
      }
      let instant = generator.uniform(0.02, 0.98) * market.years
      let (price, expected) = (Self.price(.start, own, instant), Self.closed(own, instant))
      #expect(
        abs(price - expected) <= 1e-12 * max(100, own.strike) * exp(0.1 * own.years),
        "\(price), \(expected); \(instant) \(own)")
    }
  }

  /// The tables give spot, strike and days, no more: the rest, by which all rows agree, is a barrier of 100, a rate of 10 %, no yield, a
  /// volatility of 25 % and one year of 360 days.
  @Test("Published calls and puts of type B1, to the digits printed, with the inputs that they leave out")
  func published() throws {
    var count = 0
    for (name, type) in [("partial_barrier_call.csv", OptionType.call), ("partial_barrier_put.csv", .put)] {
      for row in try References.table(name).rows {
        let market = BarrierMarket(
          .downAndOut, type, spot: row["underlying"], strike: row["strike"], barrier: 100, years: 1, volatility: 0.25,
          rate: 0.1, dividendYield: 0)
        let price = Self.price(.end, market, row["days"] / 360)
        #expect(abs(price - row["result"]) <= 1e-4, "\(price); \(row)")
        count += 1
      }
    }
    #expect(count == 28)
  }

  @Test("The whole time is the barrier option, none the vanilla one; windows, in and out, bounds")
  func properties() {
    var generator = SeededGenerator(seed: 51)
    for _ in 0..<Self.cases {
      let market = BarrierMarket(&generator).with { $0.rebate = 0 }
      let scale = max(market.spot, market.strike) * max(1, exp(-market.rate * market.years))
      let instant = generator.uniform(0, 1) * market.years
      let (vanilla, full) = (market.vanilla.price, market.price())
      let ends: [(Window, Double, Double)] = [
        (.start, market.years, full), (.start, 0, vanilla * (market.kind.isKnockIn ? 0 : 1)), (.end, 0, full),
        (.endBeyond, 0, full),
      ]
      for (window, place, expected) in ends {
        let price = Self.price(window, market, place)
        #expect(abs(price - expected) <= 1e-12 * scale, "\(price), \(expected); \(window) \(place) \(market)")
      }
      for window in Window.allCases {
        let (own, other) = (Self.price(window, market, instant), Self.price(window, market.opposite, instant))
        #expect(own >= 0 && own <= vanilla, "\(own) of \(vanilla); \(window) \(instant) \(market)")
        #expect(abs(own + other - vanilla) <= 1e-13 * scale, "\(window) \(instant) \(market)")
        let sign: Double = market.kind.isKnockIn ? -1 : 1
        // What is watched for a part ends less than what is watched for all of the time, but for B1 paths on the other side.
        if window != .end {
          #expect(sign * (own - full) >= -1e-12 * scale, "\(own), \(full); \(window) \(instant) \(market)")
        }
        let earlier = Self.price(window, market, 0.9 * instant)
        let order: Double = window == .start ? -1 : 1
        #expect(sign * order * (own - earlier) >= -1e-12 * scale, "\(own), \(earlier); \(window) \(instant) \(market)")
      }
      let (crossing, beyond) = (Self.price(.end, market, instant), Self.price(.endBeyond, market, instant))
      let sign: Double = market.kind.isKnockIn ? -1 : 1
      #expect(sign * (crossing - beyond) >= -1e-13 * scale, "\(crossing), \(beyond); \(instant) \(market)")
    }
  }

  @Test("Without volatility, at the barrier, and out of the domain")
  func edges() {
    let market = BarrierMarket(.downAndOut, .call, strike: 95, barrier: 90, rate: 0.04, dividendYield: 0)
    #expect(Self.price(.start, market.with { $0.spot = 90 }, 0.2) == 0)
    for window in Window.allCases {
      let calm = market.with { $0.volatility = 0 }
      #expect(abs(Self.price(window, calm, 0.2) - calm.vanilla.price) < 1e-13)
      #expect(Self.price(window, market.with { $0.years = 0 }, 0) == 5)
      for bad in [
        Self.price(window, market, -0.1), Self.price(window, market, 0.6), Self.price(window, market, .nan),
        Self.price(window, market.with { $0.barrier = 0 }, 0.1),
        Self.price(window, market.with { $0.barrier = .infinity }, 0.1),
        Self.price(window, market.with { $0.volatility = .infinity }, 0.1),
        Self.price(window, market.with { $0.spot = -1 }, 0.1),
        Self.price(window, market.with { $0.rate = .nan }, 0.1),
      ] {
        #expect(bad.isNaN, "\(window)")
      }
      #expect(Self.price(window, market.with { $0.spot = 0 }, 0.1) == 0)
      #expect(Self.price(window, market.with { $0.strike = 0 }, 0.1) > 0)
      #expect(Self.price(window, market.with { $0.volatility = 35 }, 0.1).isNaN)
      #expect(Self.price(window, market.with { $0.volatility = 33 }, 0.1) >= 0)
      #expect(Self.price(window, market.with { $0.volatility = 1e-7 }, 0.1) > 0)
    }
  }
}
