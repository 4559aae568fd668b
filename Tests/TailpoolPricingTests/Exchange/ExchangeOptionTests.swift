import Foundation
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct ExchangeOptionTests {
  private struct Market: CustomStringConvertible {
    var spot1 = 110.0
    var spot2 = 100.0
    var years = 0.5
    var volatility1 = 0.3
    var volatility2 = 0.2
    var correlation = 0.4
    var dividendYield1 = 0.02
    var dividendYield2 = 0.05

    init() {}

    init(_ generator: inout SeededGenerator) {
      spot1 = pow(10, generator.uniform(-6, 6))
      years = pow(10, generator.uniform(-2, 1))
      volatility1 = generator.uniform(0.05, 1)
      volatility2 = generator.uniform(0.05, 1)
      correlation = generator.uniform(-1, 0.99)
      let deviation = (abs(volatility1 - volatility2) + 0.05) * years.squareRoot()
      spot2 = spot1 * exp(generator.uniform(-3, 3) * deviation)
      dividendYield1 = generator.uniform(-0.05, 0.1)
      dividendYield2 = generator.uniform(-0.05, 0.1)
    }

    var greeks: ExchangeOption.Greeks {
      ExchangeOption.greeks(
        spot1: spot1, spot2: spot2, years: years, volatility1: volatility1, volatility2: volatility2,
        correlation: correlation, dividendYield1: dividendYield1, dividendYield2: dividendYield2)
    }

    var price: Double {
      ExchangeOption.price(
        spot1: spot1, spot2: spot2, years: years, volatility1: volatility1, volatility2: volatility2,
        correlation: correlation, dividendYield1: dividendYield1, dividendYield2: dividendYield2)
    }

    func with(_ change: (inout Market) -> Void) -> Market {
      var market = self
      change(&market)
      return market
    }

    /// The option to exchange the other way.
    var reversed: Market {
      with {
        ($0.spot1, $0.spot2) = (spot2, spot1)
        ($0.volatility1, $0.volatility2) = (volatility2, volatility1)
        ($0.dividendYield1, $0.dividendYield2) = (dividendYield2, dividendYield1)
      }
    }

    var description: String {
      "S \(spot1) \(spot2) T \(years) σ \(volatility1) \(volatility2) ρ \(correlation) q \(dividendYield1) \(dividendYield2)"
    }
  }

  /// Checks claims on 10,000 seeded markets.
  private func forEveryMarket(_ check: (Market) -> [String]) {
    var generator = SeededGenerator(seed: 11)
    var failures: [String] = []
    for _ in 0..<10_000 {
      let market = Market(&generator)
      failures += check(market).map { "\($0); \(market)" }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func bothExchangesDifferByTheAssets() {
    forEveryMarket { market in
      let first = market.spot1 * exp(-market.dividendYield1 * market.years)
      let second = market.spot2 * exp(-market.dividendYield2 * market.years)
      let difference = market.price - market.reversed.price
      let tolerance = 2e-15 * max(first, second, market.spot1, market.spot2)
      return abs(difference - (first - second)) <= tolerance && market.price >= 0
        ? [] : ["\(difference), assets \(first - second)"]
    }
  }

  @Test func isHomogeneousInTheSpots() {
    forEveryMarket { market in
      let g = market.greeks
      let euler = market.spot1 * g.delta1 + market.spot2 * g.delta2
      let first = market.spot1 * g.gamma1 + market.spot2 * g.gamma12
      let second = market.spot1 * g.gamma12 + market.spot2 * g.gamma2
      let scale = max(market.spot1, market.spot2) * exp(0.05 * market.years)
      return (abs(euler - g.price) <= 4e-15 * scale ? [] : ["price \(g.price), by deltas \(euler)"])
        + (abs(first) <= 1e-12 * market.spot1 * g.gamma1 && abs(second) <= 1e-12 * market.spot2 * g.gamma2
          ? [] : ["gammas \(g.gamma1) \(g.gamma12) \(g.gamma2)"])
    }
  }

  @Test func greeksAreTheDerivativesOfThePrice() {
    forEveryMarket { market in
      let g = market.greeks
      let deviation = max(0.05, abs(market.volatility1 - market.volatility2)) * market.years.squareRoot()
      let steps: [(String, WritableKeyPath<Market, Double>, Double, Double)] = [
        ("delta1", \.spot1, 1e-4 * market.spot1 * deviation, g.delta1),
        ("delta2", \.spot2, 1e-4 * market.spot2 * deviation, g.delta2),
        ("vega1", \.volatility1, 1e-6, g.vega1), ("vega2", \.volatility2, 1e-6, g.vega2),
        ("correlation", \.correlation, 1e-6, g.correlationSensitivity),
        ("theta", \.years, 1e-5 * market.years, -g.theta),
      ]
      return steps.compactMap { name, path, step, expected in
        guard path != \.correlation || market.correlation > -1 + 1e-6 else { return nil }
        let change = market.with { $0[keyPath: path] += step }.price - market.with { $0[keyPath: path] -= step }.price
        let scale = max(market.spot1, market.spot2)
        return abs(change - 2 * step * expected) <= 1e-7 * scale
          ? nil : "\(name) \(expected), by difference \(change / (2 * step))"
      }
    }
  }

  @Test func limits() {
    let market = Market()
    let first = 110 * exp(-0.01)
    let second = 100 * exp(-0.025)
    let equal = market.with { ($0.volatility2, $0.correlation) = (0.3, 1) }
    #expect(abs(equal.price - (first - second)) <= 2e-14)
    #expect(equal.greeks.vega1 == 0 && equal.greeks.correlationSensitivity == 0 && equal.greeks.gamma12 == 0)
    #expect(market.with { $0.years = 0 }.price == 10 && market.reversed.with { $0.years = 0 }.price == 0)
    #expect(market.with { $0.spot2 = 0 }.price == first && market.with { $0.spot1 = 0 }.price == 0)
    #expect(market.with { $0.spot2 = 0 }.greeks.gamma12 == 0)
    // Against a second asset that does not move it is a call on the first.
    let call = BlackScholesMerton.price(
      .call, spot: 110, strike: 100, years: 0.5, volatility: 0.3, rate: 0.05, dividendYield: 0.02)
    #expect(market.with { $0.volatility2 = 0 }.price == call)
    let paths: [WritableKeyPath<Market, Double>] = [
      \.spot1, \.spot2, \.years, \.volatility1, \.volatility2, \.dividendYield1, \.dividendYield2,
    ]
    for path in paths {
      #expect(market.with { $0[keyPath: path] = .nan }.price.isNaN)
      #expect(market.with { $0[keyPath: path] = -.infinity }.greeks.delta1.isNaN)
    }
    for correlation in [1.0000001, -1.5, .nan] {
      let g = market.with { $0.correlation = correlation }.greeks
      #expect(g.price.isNaN && g.vega1.isNaN && g.gamma12.isNaN && g.correlationSensitivity.isNaN)
    }
  }
}
