import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct Black76Tests {
  @Test func agreesWithMpmath() throws {
    let rows = try References.table("black76.csv").rows
    #expect(rows.count == 500)
    var failures: [String] = []
    for row in rows {
      let greeks = Black76.greeks(
        row.optionType, forward: row["forward"], strike: row["strike"], years: row["expiry"],
        volatility: row["volatility"], discountFactor: row["discountFactor"])
      let values = [
        "price": greeks.price, "deltaForward": greeks.delta, "gammaForward": greeks.gamma, "vega": greeks.vega,
        "theta": greeks.theta, "vanna": greeks.vanna, "vomma": greeks.volga, "strikeDelta": greeks.dualDelta,
        "strikeGamma": greeks.dualGamma,
      ]
      for (name, value) in values {
        let limit = name == "price" ? 4.0 : 6
        failures += [failure(name, value, row, condition: row["cond_\(name)"], limit: limit)].compactMap { $0 }
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func pricesWithoutGreeksAreTheSame() throws {
    for row in try References.table("black76.csv").rows {
      let (forward, strike, years) = (row["forward"], row["strike"], row["expiry"])
      let price = Black76.price(
        row.optionType, forward: forward, strike: strike, years: years, volatility: row["volatility"],
        discountFactor: row["discountFactor"])
      let greeks = Black76.greeks(
        row.optionType, forward: forward, strike: strike, years: years, volatility: row["volatility"],
        discountFactor: row["discountFactor"])
      #expect(price == greeks.price, "\(row)")
    }
  }

  @Test func limits() {
    func price(_ type: OptionType, _ forward: Double, _ strike: Double, _ years: Double, _ volatility: Double) -> Double
    {
      Black76.price(type, forward: forward, strike: strike, years: years, volatility: volatility, discountFactor: 0.5)
    }
    #expect(price(.call, 110, 100, 0, 0.3) == 5)
    #expect(price(.call, 110, 100, 2, 0) == 5)
    #expect(price(.call, 110, 100, 0, .infinity) == 5)
    #expect(price(.put, 110, 100, 0, 0.3) == 0)
    #expect(price(.call, 110, 100, 1, .infinity) == 55)
    #expect(price(.put, 110, 100, 1, .infinity) == 50)
    #expect(price(.call, 110, 0, 1, 0.3) == 55)
    #expect(price(.put, 110, 0, 1, 0.3) == 0)
    #expect(price(.call, 0, 100, 1, 0.3) == 0)
    #expect(price(.put, 0, 100, 1, 0.3) == 50)
    #expect(price(.put, 110, 100, 1e-300, 1e-300) == 0)
    #expect(price(.put, 100, 110, 1e-300, 1e-300) == 5)
    #expect(price(.call, 1e300, 1e-300, 1, 0.3) == 5e299)
    #expect(price(.put, 1e300, 1e-300, 1, 0.3) == 0)
  }

  @Test func argumentsOutsideTheirDomainGiveNan() {
    for bad in [Double.nan, -1, .infinity] {
      #expect(Black76.price(.call, forward: bad, strike: 1, years: 1, volatility: 1).isNaN)
      #expect(Black76.price(.call, forward: 1, strike: bad, years: 1, volatility: 1).isNaN)
      #expect(Black76.price(.call, forward: 1, strike: 1, years: bad, volatility: 1).isNaN)
      #expect(Black76.price(.call, forward: 1, strike: 1, years: 1, volatility: 1, discountFactor: bad).isNaN)
      if bad != .infinity {
        #expect(Black76.price(.call, forward: 1, strike: 1, years: 1, volatility: bad).isNaN)
        #expect(Black76.greeks(.put, forward: 1, strike: 1, years: 1, volatility: bad).gamma.isNaN)
      }
    }
  }

  @Test func pricesFallAndBendTheRightWayInStrike() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<2_000 {
      let (years, volatility) = (generator.uniform(0.001, 3), generator.uniform(0.01, 2))
      let strike = generator.uniform(20, 400)
      let step = strike * generator.uniform(0.001, 0.2)
      func price(_ type: OptionType, _ strike: Double) -> Double {
        Black76.price(type, forward: 100, strike: strike, years: years, volatility: volatility)
      }
      for type in OptionType.allCases {
        let prices = [-1.0, 0, 1].map { price(type, strike + $0 * step) }
        let rounding = 1e-14 * (100 + strike)
        let slope = (prices[2] - prices[0]) / (2 * step) * type.sign
        #expect(slope <= rounding / step && slope >= -1 - rounding / step, "\(type) \(strike) \(years) \(volatility)")
        #expect(prices[0] + prices[2] - 2 * prices[1] >= -rounding, "\(type) \(strike) \(years) \(volatility)")
      }
    }
  }

  @Test func derivativesOfThePriceAreTheGreeks() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let type: OptionType = generator.uniform() < 0.5 ? .call : .put
      let forward = 100.0
      let strike = generator.uniform(70, 140)
      let (years, volatility) = (generator.uniform(0.1, 2), generator.uniform(0.2, 1))
      let greeks = Black76.greeks(type, forward: forward, strike: strike, years: years, volatility: volatility)
      func price(_ f: Double = 0, _ k: Double = 0, _ t: Double = 0, _ v: Double = 0) -> Double {
        Black76.price(type, forward: forward + f, strike: strike + k, years: years + t, volatility: volatility + v)
      }
      let checks = [
        ("delta", greeks.delta, (price(0.01) - price(-0.01)) / 0.02, 1e-6),
        ("gamma", greeks.gamma, (price(0.1) - 2 * price() + price(-0.1)) / 0.01, 1e-5),
        ("vega", greeks.vega, (price(0, 0, 0, 1e-4) - price(0, 0, 0, -1e-4)) / 2e-4, 1e-5),
        ("theta", greeks.theta, -(price(0, 0, 1e-5) - price(0, 0, -1e-5)) / 2e-5, 1e-5),
        ("dualDelta", greeks.dualDelta, (price(0, 0.01) - price(0, -0.01)) / 0.02, 1e-6),
        (
          "vanna", greeks.vanna,
          (price(0.01, 0, 0, 1e-3) - price(-0.01, 0, 0, 1e-3)
            - price(0.01, 0, 0, -1e-3) + price(-0.01, 0, 0, -1e-3)) / 4e-5, 1e-3
        ),
      ]
      for (name, actual, difference, tolerance) in checks {
        #expect(abs(actual - difference) <= tolerance * max(1, abs(actual)), "\(name), strike \(strike)")
      }
    }
  }
}
