import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct ForwardStartReferenceTests {
  @Test("Prices are within 1e-12 of the spot of every row of forward_start.csv")
  func prices() throws {
    var gated = ConditionGate("forward_start.csv price", ofScale: 1e-12)
    for row in try References.table("forward_start.csv").rows {
      let type = try #require(OptionType(rawValue: row[text: "type"]))
      let price = ForwardStartOption.price(
        type, spot: row["spot"], moneyness: row["moneyness"], start: row["startTime"], years: row["expiry"],
        volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"])
      gated.add(price, row["price"], scale: row["spot"], row)
    }
    #expect(gated.count == 120)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }
}

@Suite("Forward-start options")
struct ForwardStartOptionTests {
  @Test("Published values to the digits printed")
  func published() throws {
    for row in try References.table("forward_start_published.csv").rows {
      let type = try #require(OptionType(rawValue: row[text: "type"].lowercased()))
      let payoff = try #require(ForwardStartPayoff(rawValue: row[text: "kind"]))
      let price = ForwardStartOption.price(
        type, payoff, spot: row["s"], moneyness: row["moneyness"], start: row["start"], years: row["t"],
        volatility: row["v"], rate: row["r"], dividendYield: row["q"])
      #expect(abs(price - row["result"]) <= row["tol"], "\(price); \(row)")
    }
  }

  @Test("Started now it is a European option; parity; bounds; homogeneous; Greeks are differences")
  func properties() {
    let failures = PathMarket.failures(seed: 51, short: 4_000) { market, generator in
      let start = generator.uniform(0, 1) * market.years
      let moneyness = market.strike / market.spot
      func greeks(_ market: PathMarket, _ payoff: ForwardStartPayoff, _ start: Double) -> ForwardStartOption.Greeks {
        ForwardStartOption.greeks(
          market.type, payoff, spot: market.spot, moneyness: moneyness, start: start, years: market.years,
          volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
      }
      let slack = 1e-14 * max(market.spot, market.strike)
      var problems: [String] = []
      let now = greeks(market, .gain, 0).price
      if abs(now - market.european(market.strike)) > slack { problems.append("now \(now)") }
      if abs(greeks(market, .performance, 0).price * market.spot - now) > slack { problems.append("performance now") }
      for payoff in ForwardStartPayoff.allCases {
        let (call, put) = (
          greeks(market.with { $0.type = .call }, payoff, start).price,
          greeks(market.with { $0.type = .put }, payoff, start).price
        )
        let isGain = payoff == .gain
        // The strike is worth α S exp(−qt) exp(−r(T − t)).
        let (rest, growth) = (market.years - start, exp(-market.dividendYield * start))
        let paid: Double = moneyness * market.spot * growth * exp(-market.rate * rest)
        let ratio: Double = exp(-market.rate * start - market.dividendYield * rest)
        let forward: Double = isGain ? market.asset - paid : ratio - moneyness * market.bond
        let gate = isGain ? slack : slack / market.spot
        if abs(call - put - forward) > 4 * gate { problems.append("\(payoff) parity \(call) \(put) \(forward)") }
        let own = greeks(market, payoff, start)
        let up = greeks(market.with { $0.rate += 1e-5 }, payoff, start).price
        let down = greeks(market.with { $0.rate -= 1e-5 }, payoff, start).price
        let scale = (isGain ? market.spot : 1) * (1 + market.years) * max(moneyness, 1)
        if abs(own.rho - (up - down) / 2e-5) > 1e-6 * scale { problems.append("\(payoff) rho \(own.rho)") }
      }
      return problems.map { "\($0) start \(start)" }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
    #expect(
      ForwardStartOption.price(
        .call, spot: 1, moneyness: 1, start: 2, years: 1, volatility: 0.2, rate: 0, dividendYield: 0
      ).isNaN)
    #expect(
      ForwardStartOption.price(
        .call, spot: -1, moneyness: 1, start: 0, years: 1, volatility: 0.2, rate: 0, dividendYield: 0
      ).isNaN)
    #expect(
      ForwardStartOption.price(
        .call, spot: 0, moneyness: 1, start: 0, years: 1, volatility: 0.2, rate: 0, dividendYield: 0) == 0)
  }
}
