import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Digital options with a barrier")
struct BarrierDigitalOptionTests {
  private static let cases = isLongRun ? 100_000 : 3_000

  private static func greeks(
    _ payoff: DigitalPayoff, _ market: BarrierMarket, hasCrossed: Bool = false
  ) -> BarrierOption.Greeks {
    BarrierDigitalOption.greeks(
      payoff, market.kind, market.type, spot: market.spot, strike: market.strike, barrier: market.barrier,
      years: market.years, volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield,
      hasCrossed: hasCrossed)
  }

  @Test("Published digitals with a barrier and a strike, cash and asset, to the digits printed")
  func barrierDigitals() throws {
    let kinds = ["DownIn": BarrierKind.downAndIn, "DownOut": .downAndOut, "UpIn": .upAndIn, "UpOut": .upAndOut]
    var count = 0
    for (name, payoff) in [("barrier_digital_cash.csv", DigitalPayoff.cash), ("barrier_digital_asset.csv", .asset)] {
      for row in try References.table(name).rows {
        let price = BarrierDigitalOption.price(
          payoff, try #require(kinds[row[text: "barrierType"]]), row[text: "type"] == "Call" ? .call : .put,
          spot: row["s"], strike: row["strike"], barrier: row["barrier"], years: row["t"], volatility: row["v"],
          rate: row["r"], dividendYield: row["q"])
        #expect(abs(price * (payoff == .cash ? row["cash"] : 1) - row["result"]) <= row["tol"], "\(price); \(row)")
        count += 1
      }
    }
    #expect(count == 29)
  }

  @Test("Published payments for a level that is reached: at once or at expiry, in cash or in the underlying")
  func touches() throws {
    var count = 0
    for (name, isAsset, atHit) in [
      ("touch_cash_at_hit.csv", false, true), ("touch_cash_at_expiry.csv", false, false),
      ("touch_asset_at_hit.csv", true, true), ("touch_asset_at_expiry.csv", true, false),
    ] {
      for row in try References.table(name).rows {
        // A call is for a level above, a put for one below.
        let side: BarrierSide = row[text: "type"] == "Call" ? .up : .down
        let isIn = row[text: "knockin"] == "true"
        let level = row["strike"]
        let amount = isAsset ? 1 : 15.0
        let price: Double
        if atHit {
          // A level already passed pays what the underlying is worth now.
          let isPassed = side.isReached(spot: row["s"], barrier: level)
          price =
            (isAsset ? (isPassed ? row["s"] : level) : amount)
            * TouchOption.price(
              .oneTouch, side, spot: row["s"], barrier: level, years: row["t"], volatility: row["v"], rate: row["r"],
              dividendYield: row["q"])
        } else {
          let kind: BarrierKind = side == .up ? (isIn ? .upAndIn : .upAndOut) : (isIn ? .downAndIn : .downAndOut)
          price =
            amount
            * BarrierDigitalOption.price(
              isAsset ? .asset : .cash, kind, .call, spot: row["s"], strike: 0, barrier: level, years: row["t"],
              volatility: row["v"], rate: row["r"], dividendYield: row["q"])
        }
        #expect(abs(price - row["result"]) <= max(row["tol"], 3e-14), "\(name) \(price); \(row)")
        count += 1
      }
    }
    #expect(count == 24)
  }

  @Test("In and out, asset and cash make a barrier option; bounds, homogeneity and the equation of the model")
  func properties() {
    var generator = SeededGenerator(seed: 28)
    for _ in 0..<Self.cases {
      let market = BarrierMarket(&generator).with { $0.rebate = 0 }
      let (cash, asset) = (Self.greeks(.cash, market), Self.greeks(.asset, market))
      let scale =
        max(market.spot, market.strike)
        * max(1, exp(-market.rate * market.years), exp(-market.dividendYield * market.years))
      let option = market.type.sign * (asset.price - market.strike * cash.price)
      #expect(abs(option - market.price()) <= 1e-13 * scale, "\(option), \(market.price()); \(market)")
      for payoff in DigitalPayoff.allCases {
        let own = payoff == .cash ? cash : asset
        let unit = payoff == .cash ? max(1, exp(-market.rate * market.years)) : scale
        let free = DigitalOption.price(
          payoff, market.type, spot: market.spot, strike: market.strike, years: market.years,
          volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
        let other = Self.greeks(payoff, market.opposite)
        #expect(abs(own.price + other.price - free) <= 1e-14 * unit, "\(own.price) \(other.price) \(free); \(market)")
        #expect(own.price >= 0 && own.price <= free, "\(market)")
        let s = market.spot
        let gap =
          own.theta + 0.5 * market.volatility * market.volatility * s * s * own.gamma
          + (market.rate - market.dividendYield) * s * own.delta - market.rate * own.price
        let size = unit * (1 + 1 / market.years)
        #expect(abs(gap) <= 1e-9 * size, "\(gap / size) \(payoff); \(market)")
        let doubled = market.with { ($0.spot, $0.strike, $0.barrier) = (2 * $0.spot, 2 * $0.strike, 2 * $0.barrier) }
        #expect(Self.greeks(payoff, doubled).price == (payoff == .cash ? 1 : 2) * own.price, "\(market)")
      }
    }
  }

  @Test("Reached now, reached before, no volatility, and out of the domain")
  func edges() {
    let market = BarrierMarket(.downAndIn, .call, strike: 95, barrier: 90)
    for payoff in DigitalPayoff.allCases {
      let free = DigitalOption.price(
        payoff, .call, spot: 85, strike: 95, years: 0.5, volatility: 0.25, rate: 0.08, dividendYield: 0.04)
      #expect(Self.greeks(payoff, market.with { $0.spot = 85 }).price == free)
      #expect(Self.greeks(payoff, market.opposite.with { $0.spot = 85 }).price == 0)
      #expect(Self.greeks(payoff, market.opposite, hasCrossed: true).price == 0)
      #expect(Self.greeks(payoff, market.with { $0.volatility = 0 }).price == 0)
      for bad in [market.with { $0.spot = -1 }, market.with { $0.strike = .nan }, market.with { $0.volatility = -1 }] {
        #expect(Self.greeks(payoff, bad).price.isNaN)
      }
    }
  }
}
