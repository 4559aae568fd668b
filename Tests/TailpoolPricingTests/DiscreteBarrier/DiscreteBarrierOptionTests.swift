import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Barriers watched at dates")
struct DiscreteBarrierOptionTests {
  private static let cases = isLongRun ? 2_000 : 60

  private static func greeks(
    _ market: BarrierMarket, _ observations: Int, interval: Double? = nil
  ) -> BarrierOption.Greeks {
    DiscreteBarrierOption.greeks(
      market.kind, market.type, spot: market.spot, strike: market.strike, barrier: market.barrier,
      rebate: market.rebate,
      observations: observations, interval: interval, years: market.years, volatility: market.volatility,
      rate: market.rate, dividendYield: market.dividendYield)
  }

  private static func shifted(_ market: BarrierMarket, _ observations: Int) -> Double {
    DiscreteBarrierOption.shiftedPrice(
      market.kind, market.type, spot: market.spot, strike: market.strike, barrier: market.barrier,
      rebate: market.rebate,
      observations: observations, years: market.years, volatility: market.volatility, rate: market.rate,
      dividendYield: market.dividendYield)
  }

  private static func market(_ row: ReferenceTable.Row) throws -> BarrierMarket {
    BarrierMarket(
      try #require(BarrierKind(rawValue: row[text: "kind"])), row.optionType, spot: row["spot"], strike: row["strike"],
      barrier: row["barrier"], rebate: row["rebate"], years: row["expiry"], volatility: row["volatility"],
      rate: row["rate"], dividendYield: row["dividendYield"])
  }

  @Test(
    "Prices are within 1e-12 of the larger of spot and strike on every row of discrete_barrier.csv; the shift within 2e-3"
  )
  func reference() throws {
    var gated = ConditionGate("discrete_barrier.csv price", ofScale: 1e-12)
    var shifted = ConditionGate("discrete_barrier.csv shifted price", ofScale: 2e-3)
    for row in try References.table("discrete_barrier.csv").rows {
      let market = try Self.market(row)
      let count = Int(row["observations"])
      let price = Self.greeks(market, count).price
      gated.add(price, row["price"], scale: max(market.spot, market.strike), row)
      let interval = market.volatility * (market.years / Double(count)).squareRoot()
      if count >= 25, abs(log(market.barrier / market.spot)) >= 1.5 * interval,
        !market.kind.isCrossed(spot: market.spot, barrier: market.barrier)
      {
        shifted.add(Self.shifted(market, count), row["price"], scale: market.spot, row)
      }
    }
    #expect(gated.count == 60 && shifted.count >= 8, "\(shifted.count)")
    for gate in [gated, shifted] {
      #expect(gate.failures.isEmpty, "\(gate.failures.count): \(gate.failures.prefix(5))")
      gate.report()
    }
  }

  @Test(
    "Between no barrier and one watched always; more dates knock out more; in and out; homogeneity; Greeks are differences"
  )
  func properties() {
    var generator = SeededGenerator(seed: 99)
    for index in 0..<Self.cases {
      let market = BarrierMarket(&generator).with { $0.rebate = 0 }
      let count = 1 + Int(generator.uniform(0, 8))
      let scale = max(market.spot, market.strike) * max(1, exp(-market.rate * market.years))
      let own = Self.greeks(market, count)
      let vanilla = market.vanilla.price
      #expect(own.price >= 0 && own.price <= vanilla + 1e-13 * scale, "\(own.price) of \(vanilla); \(count) \(market)")
      let other = Self.greeks(market.opposite, count).price
      #expect(
        abs(own.price + other - vanilla) <= 1e-12 * scale, "\(own.price) + \(other), \(vanilla); \(count) \(market)")
      let always = market.price()
      let twice = Self.greeks(market, 2 * count).price
      let sign: Double = market.kind.isKnockIn ? -1 : 1
      // Half of the dates of the longer list are the shorter one, and both are among all instants.
      #expect(sign * (own.price - twice) >= -1e-12 * scale, "\(own.price), \(twice); \(count) \(market)")
      #expect(sign * (twice - always) >= -1e-12 * scale, "\(twice), \(always); \(count) \(market)")
      guard index % 4 == 0 else { continue }
      let h = 1e-4 * market.spot * min(1, market.volatility * (market.years / Double(count)).squareRoot())
      let (up, down) = (
        Self.greeks(market.with { $0.spot += h }, count).price, Self.greeks(market.with { $0.spot -= h }, count).price
      )
      #expect(
        abs((up - down) / (2 * h) - own.delta) <= 1e-6 * max(1, abs(own.delta)) + 1e-13 * scale / h,
        "\(count) \(market)")
      let doubled = market.with { ($0.spot, $0.strike, $0.barrier) = (2 * $0.spot, 2 * $0.strike, 2 * $0.barrier) }
      #expect(abs(Self.greeks(doubled, count).price - 2 * own.price) <= 1e-13 * scale, "\(count) \(market)")
      // The value a moment later, the dates standing still, is the value today and its theta.
      let interval = market.years / Double(count)
      let step = 1e-5 * interval
      let later = Self.greeks(market.with { $0.years -= step }, count, interval: interval).price
      let change = (later - own.price) / step
      #expect(
        abs(change - own.theta) <= 1e-3 * (abs(own.theta) + scale / interval),
        "\(change), \(own.theta); \(count) \(market)")
    }
  }

  @Test("Dates that begin anywhere within an interval; many dates; out of the domain")
  func edges() {
    let market = BarrierMarket(.downAndOut, .call, strike: 95, barrier: 92, rebate: 2)
    // The value is continuous as the first date approaches, but for what is knocked out there.
    let soon = Self.greeks(market, 6, interval: 0.1 - 1e-9).price
    let now = Self.greeks(market, 5, interval: 0.1).price
    #expect(abs(soon - now) < 1e-5, "\(soon), \(now)")
    let daily = Self.greeks(market, 126).price
    #expect(daily > market.price() && abs(daily - Self.shifted(market, 126)) < 0.01, "\(daily), \(market.price())")
    for bad in [
      Self.greeks(market, 0), Self.greeks(market, -3), Self.greeks(market, 5, interval: 0.2),
      Self.greeks(market, 5, interval: 0),
      Self.greeks(market, 5, interval: .nan), Self.greeks(market.with { $0.spot = 0 }, 5),
      Self.greeks(market.with { $0.volatility = 0 }, 5),
      Self.greeks(market.with { $0.volatility = .infinity }, 5), Self.greeks(market.with { $0.years = 0 }, 5),
      Self.greeks(market.with { $0.barrier = .infinity }, 5), Self.greeks(market.with { $0.rebate = -1 }, 5),
      Self.greeks(market.with { $0.rate = .nan }, 5), Self.greeks(market, .max),
      Self.greeks(market.with { $0.volatility = 1e-9 }, 100),
    ] {
      #expect(bad.price.isNaN)
    }
    #expect(Self.shifted(market, 0).isNaN && Self.shifted(market.with { $0.volatility = -1 }, 3).isNaN)
    // Today is no date: beyond the barrier the option is alive.
    let beyond = Self.greeks(market.with { $0.spot = 91 }, 4)
    #expect(beyond.price > 0 && beyond.price > 2 * exp(-0.08 * 0.5))
  }
}
