import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct DigitalOptionTests {
  private struct Market: CustomStringConvertible {
    var spot, strike, years, volatility, rate, dividendYield: Double

    init(_ generator: inout SeededGenerator) {
      let scale = pow(10, generator.uniform(-9, 9))
      spot = scale
      years = pow(10, generator.uniform(-2, 1))
      volatility = generator.uniform(0.05, 1.5)
      strike = scale * exp(generator.uniform(-4, 4) * volatility * years.squareRoot())
      rate = generator.uniform(-0.05, 0.15)
      dividendYield = generator.uniform(-0.05, 0.15)
    }

    func price(_ payoff: DigitalOption.Payoff, _ type: OptionType) -> Double {
      DigitalOption.price(
        payoff, type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }

    func greeks(_ payoff: DigitalOption.Payoff, _ type: OptionType) -> DigitalOption.Greeks {
      DigitalOption.greeks(
        payoff, type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }

    func moved(_ path: WritableKeyPath<Market, Double>, by step: Double) -> Market {
      var market = self
      market[keyPath: path] += step
      return market
    }

    var vanilla: BlackScholesMerton.Greeks {
      BlackScholesMerton.greeks(
        .call, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }

    var description: String {
      "S \(spot) K \(strike) T \(years) σ \(volatility) r \(rate) q \(dividendYield)"
    }
  }

  /// Checks claims on 10,000 seeded markets.
  private func forEveryMarket(_ check: (Market) -> [String]) {
    var generator = SeededGenerator(seed: 5)
    var failures: [String] = []
    for _ in 0..<10_000 {
      let market = Market(&generator)
      failures += check(market).map { "\($0); \(market)" }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func callAndPutTogetherPayForSure() {
    forEveryMarket { market in
      let cash = market.price(.cash, .call) + market.price(.cash, .put)
      let asset = market.price(.asset, .call) + market.price(.asset, .put)
      let bond = exp(-market.rate * market.years)
      let share = market.spot * exp(-market.dividendYield * market.years)
      return (abs(cash - bond) <= 4e-16 * bond ? [] : ["cash \(cash)"])
        + (abs(asset - share) <= 4e-16 * share ? [] : ["asset \(asset)"])
    }
  }

  @Test func aVanillaOptionIsAssetLessStrikeTimesCash() {
    forEveryMarket { market in
      let (asset, cash) = (market.greeks(.asset, .call), market.greeks(.cash, .call))
      let vanilla = market.vanilla
      let triples: [(String, KeyPath<DigitalOption.Greeks, Double>, Double)] = [
        ("price", \.price, vanilla.price), ("delta", \.delta, vanilla.delta), ("gamma", \.gamma, vanilla.gamma),
        ("vega", \.vega, vanilla.vega), ("theta", \.theta, vanilla.theta), ("rho", \.rho, vanilla.rho),
        ("vanna", \.vanna, vanilla.vanna), ("volga", \.volga, vanilla.volga),
      ]
      return triples.compactMap { name, path, expected in
        let (first, second) = (asset[keyPath: path], market.strike * cash[keyPath: path])
        // The sums cancel, and d is rounded to some ulps.
        let tolerance = 1e-13 * (abs(first) + abs(second))
        return abs(first - second - expected) <= tolerance ? nil : "\(name) \(first - second), vanilla \(expected)"
      }
    }
  }

  @Test func greeksAreTheDerivativesOfThePrice() {
    forEveryMarket { market in
      var failures: [String] = []
      for payoff in DigitalOption.Payoff.allCases {
        let greeks = market.greeks(payoff, .put)
        let steps: [(String, WritableKeyPath<Market, Double>, Double, Double)] = [
          ("delta", \.spot, 1e-4 * market.spot * market.volatility * market.years.squareRoot(), greeks.delta),
          ("vega", \.volatility, 1e-4 * market.volatility, greeks.vega),
          ("theta", \.years, -1e-4 * market.years, greeks.theta), ("rho", \.rate, 1e-6 / market.years, greeks.rho),
        ]
        for (name, path, step, expected) in steps {
          let change =
            market.moved(path, by: step).price(payoff, .put) - market.moved(path, by: -step).price(payoff, .put)
          let scale = (payoff == .asset ? market.spot : 1) * 1e-4
          if abs(change - 2 * abs(step) * expected) > 1e-4 * scale {
            failures.append("\(payoff) \(name) \(expected), by difference \(change / (2 * abs(step)))")
          }
        }
      }
      return failures
    }
  }

  @Test func scalesWithMoneyByPowersOfTwoExactly() {
    forEveryMarket { market in
      [0x1p-30, 0x1p30].compactMap { scale in
        var scaled = market
        scaled.spot *= scale
        scaled.strike *= scale
        let isCashEqual = scaled.price(.cash, .call) == market.price(.cash, .call)
        let isAssetEqual = scaled.price(.asset, .call) == scale * market.price(.asset, .call)
        return isCashEqual && isAssetEqual ? nil : "scale \(scale)"
      }
    }
  }

  @Test func fallsWithStrike() {
    forEveryMarket { market in
      let higher = market.moved(\.strike, by: 0.01 * market.strike)
      return DigitalOption.Payoff.allCases.compactMap { payoff in
        let isMonotone =
          higher.price(payoff, .call) <= market.price(payoff, .call)
          && higher.price(payoff, .put) >= market.price(payoff, .put)
        return isMonotone ? nil : "\(payoff) rises with strike"
      }
    }
  }

  private func greeks(
    _ payoff: DigitalOption.Payoff, _ type: OptionType, spot: Double = 100, strike: Double = 90, years: Double = 1,
    volatility: Double = 0.2, rate: Double = 0.05
  ) -> DigitalOption.Greeks {
    DigitalOption.greeks(
      payoff, type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: 0)
  }

  @Test("E. G. Haug, Option Pricing Formulas (1998), pages 88 and 90, to the digits printed there")
  func published() {
    let cash = DigitalOption.price(
      .cash, .put, spot: 100, strike: 80, years: 0.75, volatility: 0.35, rate: 0.06, dividendYield: 0.06)
    #expect(abs(10 * cash - 2.671) <= 5e-5)
    let asset = DigitalOption.price(
      .asset, .put, spot: 70, strike: 65, years: 0.5, volatility: 0.27, rate: 0.07, dividendYield: 0.05)
    #expect(abs(asset - 20.2069) <= 5e-5)
  }

  @Test func limits() {
    let bond = exp(-0.05)
    #expect(greeks(.cash, .call, volatility: 0).price == bond)
    #expect(greeks(.cash, .call, volatility: 0).theta == 0.05 * bond)
    #expect(greeks(.cash, .call, volatility: 0).rho == -bond)
    #expect(greeks(.cash, .put, volatility: 0) == greeks(.cash, .put, strike: 0))
    #expect(greeks(.asset, .call, volatility: 0).price == 100 && greeks(.asset, .call, volatility: 0).delta == 1)
    #expect(greeks(.cash, .put, years: 0).price == 0 && greeks(.cash, .call, years: 0).price == 1)
    #expect(greeks(.asset, .call, strike: 0).price == 100 && greeks(.asset, .call, strike: 0).delta == 1)
    #expect(greeks(.asset, .put, spot: 0).delta == 1 && greeks(.asset, .call, spot: 0).price == 0)
    #expect(greeks(.cash, .put, spot: 0).price == bond)
    #expect(greeks(.cash, .put, volatility: .infinity).price == bond)
    #expect(greeks(.cash, .call, volatility: .infinity).price == 0)
    #expect(greeks(.asset, .call, volatility: .infinity).price == 100)
    #expect(greeks(.asset, .call, volatility: .infinity).vega == 0)
    let kink = greeks(.cash, .put, strike: 100, years: 0)
    #expect(kink.price == 0.5 && kink.delta == -.infinity && kink.gamma.isNaN)
  }

  @Test func outsideTheDomainEverythingIsNan() {
    let all = [
      greeks(.cash, .call, spot: -1), greeks(.cash, .call, strike: .nan), greeks(.asset, .put, years: -1),
      greeks(.asset, .put, volatility: -0.1), greeks(.asset, .put, rate: .infinity),
      greeks(.cash, .put, years: .infinity),
    ]
    for g in all {
      let areNan = [g.price, g.delta, g.gamma, g.vega, g.theta, g.rho, g.vanna, g.volga].allSatisfy { $0.isNaN }
      #expect(areNan, "\(g)")
    }
  }
}
