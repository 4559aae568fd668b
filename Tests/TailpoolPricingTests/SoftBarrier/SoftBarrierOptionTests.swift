import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Soft barriers")
struct SoftBarrierOptionTests {
  private static let cases = isLongRun ? 30_000 : 500

  private static func price(_ market: BarrierMarket, _ lower: Double, _ upper: Double) -> Double {
    SoftBarrierOption.price(
      market.kind, market.type, spot: market.spot, strike: market.strike, lowerBarrier: lower, upperBarrier: upper,
      years: market.years, volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
  }

  @Test("E. G. Haug's table, to the digits printed")
  func published() throws {
    var count = 0
    for row in try References.table("soft_barrier_haug.csv").rows {
      let price = SoftBarrierOption.price(
        .downAndOut, .call, spot: row["s"], strike: row["strike"], lowerBarrier: row["L"], upperBarrier: row["U"],
        years: row["t"], volatility: row["v"], rate: row["r"], dividendYield: row["q"])
      #expect(abs(price - row["result"]) <= row["tol"], "\(price); \(row)")
      count += 1
    }
    #expect(count == 40)
  }

  @Test("Between the hard barriers at both ends, in and out, two ranges make one, homogeneity")
  func properties() {
    var generator = SeededGenerator(seed: 41)
    for _ in 0..<Self.cases {
      let market = BarrierMarket(&generator).with { $0.rebate = 0 }
      let scale = max(market.spot, market.strike) * max(1, exp(-market.rate * market.years))
      let upper = market.barrier * exp(generator.uniform(0, 2) * market.volatility * market.years.squareRoot())
      let own = Self.price(market, market.barrier, upper)
      let ends = [market.price(), market.with { $0.barrier = upper }.price()]
      #expect(own >= min(ends[0], ends[1]) && own <= max(ends[0], ends[1]), "\(own) \(ends); \(upper) \(market)")
      let other = Self.price(market.opposite, market.barrier, upper)
      #expect(abs(own + other - market.vanilla.price) <= 1e-13 * scale, "\(upper) \(market)")
      let middle = market.barrier + generator.uniform(0.01, 0.99) * (upper - market.barrier)
      let parts =
        ((middle - market.barrier) * Self.price(market, market.barrier, middle) + (upper - middle)
          * Self.price(market, middle, upper))
        / (upper - market.barrier)
      #expect(abs(parts - own) <= 1e-13 * scale, "\(parts), \(own); \(middle) \(upper) \(market)")
    }
  }

  @Test("One barrier is a hard one; out of the domain")
  func edges() {
    let market = BarrierMarket(.downAndOut, .call)
    #expect(Self.price(market, 90, 90) == market.price())
    #expect(Self.price(market, 90, 90.0.nextUp) > 0)
    #expect(Self.price(market, 110, 120) == 0)
    for (low, high) in [(0, 90), (90, 80), (.nan, 90), (80, .infinity), (80, .nan)] {
      #expect(Self.price(market, low, high).isNaN)
    }
    #expect(Self.price(market.with { $0.volatility = -1 }, 80, 90).isNaN)
    #expect(Self.price(market.with { $0.volatility = 0 }, 80, 90) == market.with { $0.volatility = 0 }.price())
    #expect(Self.price(market.with { $0.volatility = .infinity }, 80, 90) >= 0)
  }
}
