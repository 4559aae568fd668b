import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct BlackScholesMertonTests {
  static let priceAndSecondOrder: [(String, @Sendable (BlackScholesMerton.Greeks) -> Double)] = [
    ("price", { $0.price }), ("delta", { $0.delta }), ("vega", { $0.vega }), ("theta", { $0.theta }),
    ("rho", { $0.rho }), ("epsilon", { $0.epsilon }), ("dualDelta", { $0.dualDelta }), ("gamma", { $0.gamma }),
    ("vanna", { $0.vanna }), ("vomma", { $0.volga }), ("charm", { $0.charm }), ("veta", { $0.veta }),
    ("vera", { $0.vera }), ("dualGamma", { $0.dualGamma }),
  ]
  static let thirdOrder: [(String, @Sendable (BlackScholesMerton.Greeks) -> Double)] = [
    ("speed", { $0.speed }), ("zomma", { $0.zomma }), ("color", { $0.color }), ("ultima", { $0.ultima }),
    ("dVannaDVol", { $0.dVannaDVol }), ("parmicharma", { $0.parmicharma }),
  ]

  private static func greeks(_ row: ReferenceTable.Row) -> BlackScholesMerton.Greeks {
    BlackScholesMerton.greeks(
      row.optionType, spot: row["spot"], strike: row["strike"], years: row["expiry"], volatility: row["volatility"],
      rate: row["rate"], dividendYield: row["dividendYield"])
  }

  @Test(arguments: [("core", 468), ("wide", 378), ("cont", 294), ("atm", 145)])
  func agreesWithMpmath(family: String, count: Int) throws {
    let rows = try References.table("bsm_greeks.csv").rows.filter { $0[text: "family"] == family }
    #expect(rows.count == count)
    var failures: [String] = []
    for row in rows {
      let greeks = Self.greeks(row)
      for (name, value) in Self.priceAndSecondOrder + Self.thirdOrder {
        let isThird = Self.thirdOrder.contains { $0.0 == name }
        let limit = name == "price" ? 4.0 : isThird ? 16 : 6
        let condition = row["cond_\(name)"]
        failures += [failure(name, value(greeks), row, condition: condition, limit: limit)].compactMap { $0 }
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func priceIsThePriceOfTheGreeks() throws {
    for row in try References.table("bsm_greeks.csv").rows {
      let price = BlackScholesMerton.price(
        row.optionType, spot: row["spot"], strike: row["strike"], years: row["expiry"],
        volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"])
      #expect(price == Self.greeks(row).price, "\(row)")
    }
  }

  @Test func edgeCases() throws {
    let rows = try References.table("edge_cases.csv").rows
    #expect(rows.count == 15)
    for row in rows {
      let greeks = Self.greeks(row)
      let quantities = ["price": greeks.price, "delta": greeks.delta, "gamma": greeks.gamma]
      let actual = try #require(quantities[row[text: "quantity"]])
      // The word `error` stands for an answer that must be NaN, which is also what reading it as a number gives.
      #expect(Tolerance.relative(4e-15).accepts(actual, row["expected"]), "\(actual) for \(row)")
    }
  }

  @Test func everyGreekIsNanForAnArgumentOutsideItsDomain() {
    let good = [100.0, 100, 1, 0.2, 0.03, 0.01]
    let bad: [(Int, Double)] =
      (0..<6).map { ($0, .nan) } + (0..<4).map { ($0, -1) } + [0, 1, 2, 4, 5].map { ($0, .infinity) }
    for (index, value) in bad {
      var v = good
      v[index] = value
      let greeks = BlackScholesMerton.greeks(
        .call, spot: v[0], strike: v[1], years: v[2], volatility: v[3], rate: v[4], dividendYield: v[5])
      for (name, greek) in Self.priceAndSecondOrder + Self.thirdOrder {
        #expect(greek(greeks).isNaN, "\(name) for argument \(index) = \(value)")
      }
    }
  }

  @Test(arguments: OptionType.allCases, [0.0, 1])
  func noVolatilityLeavesTheDiscountedIntrinsicValue(type: OptionType, years: Double) {
    let (spot, rate, dividendYield) = (100.0, 0.05, 0.02)
    for strike in [60.0, 99, 101, 160] {
      let greeks = BlackScholesMerton.greeks(
        type, spot: spot, strike: strike, years: years, volatility: years == 0 ? 0.3 : 0, rate: rate,
        dividendYield: dividendYield)
      let near = BlackScholesMerton.greeks(
        type, spot: spot, strike: strike, years: max(years, 1e-10), volatility: 1e-5, rate: rate,
        dividendYield: dividendYield)
      for (name, value) in Self.priceAndSecondOrder + Self.thirdOrder {
        let tolerance = 1e-7 * max(1, abs(value(near)))
        #expect(abs(value(greeks) - value(near)) <= tolerance, "\(name), strike \(strike)")
      }
    }
  }

  @Test func theKinkHasItsStatedValues() {
    for type in OptionType.allCases {
      let atExpiry = BlackScholesMerton.greeks(
        type, spot: 100, strike: 100, years: 0, volatility: 0.2, rate: 0.05, dividendYield: 0.02)
      #expect(atExpiry.price == 0)
      #expect(atExpiry.delta == 0.5 * type.sign)
      #expect(atExpiry.dualDelta == -0.5 * type.sign)
      #expect(atExpiry.gamma == .infinity)
      #expect(atExpiry.vega == 0)
      #expect(atExpiry.theta == -.infinity)
      let withoutVolatility = BlackScholesMerton.greeks(
        type, spot: 100, strike: 100, years: 4, volatility: 0, rate: 0, dividendYield: 0)
      #expect(Tolerance.ulps(2).accepts(withoutVolatility.vega, 79.788456080286535588))
      #expect(withoutVolatility.theta == 0)
      #expect(withoutVolatility.speed.isNaN)
    }
  }

  @Test func parityHomogeneityAndBounds() {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<5_000 {
      let spot = generator.uniform(1, 200)
      let strike = spot * generator.uniform(0.2, 4)
      let (years, volatility) = (generator.uniform(0, 5), generator.uniform(0, 2))
      let (rate, dividendYield) = (generator.uniform(-0.05, 0.2), generator.uniform(-0.05, 0.2))
      func price(_ type: OptionType, _ scale: Double = 1, _ extra: Double = 0) -> Double {
        BlackScholesMerton.price(
          type, spot: spot * scale, strike: strike * scale, years: years, volatility: volatility + extra, rate: rate,
          dividendYield: dividendYield)
      }
      let (call, put) = (price(.call), price(.put))
      let (receive, pay) = (spot * exp(-dividendYield * years), strike * exp(-rate * years))
      let inputs = "spot \(spot) strike \(strike) years \(years) volatility \(volatility)"
      #expect(abs(call - put - (receive - pay)) <= 1e-15 * (receive + pay), "\(inputs)")
      #expect(call >= max(receive - pay, 0) * (1 - 1e-15) && call <= receive * (1 + 1e-15), "\(inputs)")
      #expect(put >= max(pay - receive, 0) * (1 - 1e-15) && put <= pay * (1 + 1e-15), "\(inputs)")
      #expect(price(.call, 0x1p-20) == 0x1p-20 * call, "\(inputs)")
      #expect(price(.put, 0x1p40) == 0x1p40 * put, "\(inputs)")
      #expect(price(.call, 1, 0.01) >= call * (1 - 1e-15), "\(inputs)")
    }
  }
}
