import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct ImpliedVolatilityTests {
  @Test func normalizedAgreesWithMpmath() throws {
    let rows = try References.table("normalised_implied_vol.csv").rows
    #expect(rows.count == 1200)
    let failures = rows.compactMap { row in
      failure(
        "s", ImpliedVolatility.normalizedDeviation(x: row["x"], price: row["beta"]).volatility ?? .nan, row,
        condition: row["cond_beta"] + row["cond_x"], limit: 4)
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func dimensionalAgreesWithMpmath() throws {
    let rows = try References.table("black_implied_vol.csv").rows
    #expect(rows.count == 800)
    let failures = rows.compactMap { row in
      let result = ImpliedVolatility.black76(
        row.optionType, price: row["price"], forward: row["forward"], strike: row["strike"], years: row["expiry"],
        discountFactor: row["discountFactor"])
      return failure(
        "impliedVolatility", result.volatility ?? .nan, row, condition: row["cond_total"], limit: 4)
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func everyPriceHasItsAnswer() throws {
    let named: [String: ImpliedVolatility.Result] = [
      "belowIntrinsic": .belowIntrinsic, "zero": .zero, "infinite": .infinite, "aboveMaximum": .aboveMaximum,
      "nan": .invalidInput,
    ]
    let rows = try References.table("implied_vol_edge_cases.csv").rows
    #expect(rows.count == 11)
    for row in rows {
      let result = ImpliedVolatility.black76(
        row.optionType, price: row["price"], forward: row["forward"], strike: row["strike"], years: row["expiry"],
        discountFactor: row["discountFactor"])
      if let expected = named[row[text: "expected"]] {
        #expect(result == expected, "\(row)")
      } else {
        // The one number of the table, at the forward. For a small price the formula is price = forward · σ√T / √(2π); the
        // table's number is that of forward 1, although its forward is 100.
        #expect(row["price"] == 1e-300 && row["forward"] == 100 && row["strike"] == 100, "\(row)")
        let volatility = result.volatility ?? .nan
        #expect(Tolerance.ulps(4).accepts(volatility, 2.5066282746310005024e-302), "\(result) for \(row)")
        let atForwardOne = ImpliedVolatility.black76(.call, price: 1e-300, forward: 1, strike: 1, years: 1)
        #expect(Tolerance.ulps(4).accepts(atForwardOne.volatility ?? .nan, row["expected"]), "\(row)")
      }
    }
  }

  @Test func argumentsOutsideTheirDomainAreInvalid() {
    func solve(_ f: Double, _ k: Double, _ t: Double, _ d: Double, _ p: Double = 5) -> ImpliedVolatility.Result {
      ImpliedVolatility.black76(.call, price: p, forward: f, strike: k, years: t, discountFactor: d)
    }
    for bad in [Double.nan, 0, -1, .infinity] {
      #expect(solve(bad, 100, 1, 1) == .invalidInput)
      #expect(solve(100, bad, 1, 1) == .invalidInput)
      #expect(solve(100, 100, bad, 1) == .invalidInput)
      #expect(solve(100, 100, 1, bad) == .invalidInput)
    }
    #expect(solve(100, 100, 1, 1, .infinity) == .aboveMaximum)
    #expect(solve(100, 100, 1, 1, -.infinity) == .belowIntrinsic)
    #expect(ImpliedVolatility.normalizedDeviation(x: .infinity, price: 0.1) == .invalidInput)
    #expect(ImpliedVolatility.normalizedDeviation(x: 0, price: .nan) == .invalidInput)
    #expect(ImpliedVolatility.Result.zero.volatility == 0)
    #expect(ImpliedVolatility.Result.infinite.volatility == .infinity)
    #expect(ImpliedVolatility.Result.aboveMaximum.volatility == nil)
  }

  /// A rounding of the round trip. SSE2 alone has no fused products, so that it rounds twice as often.
  private static var rounding: Double {
    #if arch(x86_64)
      return InstructionSet.best == .baseline ? 0x1p-50 : 0x1p-51
    #else
      return 0x1p-51
    #endif
  }

  @Test func volatilityToPriceAndBack() {
    var generator = SeededGenerator(seed: 99)
    var (failures, tried): ([String], Int) = ([], 0)
    for _ in 0..<10_000 {
      let x = generator.uniform(-4, 4)
      let s = Foundation.exp(generator.uniform(-5, 2.2))
      let price = NormalizedBlack.price(x: x, s: s)
      guard price > 1e-290 else { continue }
      tried += 1
      let found = ImpliedVolatility.normalizedDeviation(x: x, price: price).volatility ?? .nan
      // A relative error u of the price moves s by u · price / vega.
      let vega = NormalizedBlack.vega(x: x, s: s)
      let tolerance = Self.rounding * (s + price / vega * (1 + abs(x) + x * x / (s * s)))
      if !(abs(found - s) <= tolerance) { failures.append("x \(x) s \(s) found \(found)") }
    }
    #expect(tried > 4_000, "\(tried)")
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func priceToVolatilityAndBackInEveryCorner() {
    var generator = SeededGenerator(seed: 123)
    var (failures, tried): ([String], Int) = ([], 0)
    for _ in 0..<10_000 {
      let x = -Foundation.exp(generator.uniform(-40, 6))
      let maximum = Foundation.exp(0.5 * x)
      let fraction = generator.uniform()
      let corner = generator.next() % 3
      let scale =
        corner == 0
        ? fraction : corner == 1 ? Foundation.exp(-600 * fraction) : 1 - Foundation.exp(-30 * fraction - 0.1)
      let price = maximum * scale
      guard price > 1e-300, price < maximum else { continue }
      tried += 1
      let s = ImpliedVolatility.normalizedDeviation(x: x, price: price).volatility ?? .nan
      let back = NormalizedBlack.price(x: x, s: s)
      let a = abs(x) / s
      if !(abs(back - price) <= price * 0x1p-50 * (2 + a * a + 0.25 * s * s)) {
        failures.append("x \(x) price \(price) s \(s) back \(back)")
      }
    }
    #expect(tried > 4_000, "\(tried)")
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }
}
