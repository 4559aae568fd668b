import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct PerpetualAmericanTests {
  @Test func agreesWithMpmath() throws {
    let rows = try References.table("perpetual_american.csv").rows
    #expect(rows.count == 100)
    var failures: [String?] = []
    for row in rows {
      let greeks = PerpetualAmerican.greeks(
        row.optionType, spot: row["spot"], strike: row["strike"], volatility: row["volatility"], rate: row["rate"],
        dividendYield: row["dividendYield"])
      failures.append(mismatch("price", greeks.price, row["price"], within: .relative(1e-12), inputs: "\(row)"))
      failures.append(
        mismatch("boundary", greeks.boundary, row["boundary"], within: .relative(1e-12), inputs: "\(row)"))
    }
    let found = failures.compactMap { $0 }
    #expect(found.isEmpty, "\(found.count): \(found.prefix(3))")
  }

  @Test(arguments: OptionType.allCases)
  func greeksAreSlopesOfThePrice(_ type: OptionType) {
    func greeks(
      spot: Double = 105, volatility: Double = 0.4, rate: Double = 0.05, dividendYield: Double = 0.03
    ) -> PerpetualAmerican.Greeks {
      PerpetualAmerican.greeks(
        type, spot: spot, strike: 100, volatility: volatility, rate: rate, dividendYield: dividendYield)
    }
    let values = greeks()
    let pairs = [
      (values.delta, slope(at: 105, step: 0.05) { greeks(spot: $0).price }),
      (values.gamma, slope(at: 105, step: 0.05) { greeks(spot: $0).delta }),
      (values.vega, slope(at: 0.4, step: 1e-3) { greeks(volatility: $0).price }),
      (values.rho, slope(at: 0.05, step: 1e-4) { greeks(rate: $0).price }),
      (values.epsilon, slope(at: 0.03, step: 1e-4) { greeks(dividendYield: $0).price }),
    ]
    for (closed, difference) in pairs { #expect(abs(closed - difference) <= 1e-7 * abs(difference)) }
  }

  @Test func neverExercisedWithoutCarry() {
    let call = PerpetualAmerican.greeks(
      .call, spot: 90, strike: 100, volatility: 0.3, rate: 0.05, dividendYield: 0)
    #expect(call.price == 90)
    #expect(call.boundary == .infinity)
    let put = PerpetualAmerican.greeks(.put, spot: 90, strike: 100, volatility: 0.3, rate: 0, dividendYield: 0.02)
    #expect(put.price == 100)
    #expect(put.boundary == 0)
    let nearly = PerpetualAmerican.greeks(
      .call, spot: 90, strike: 100, volatility: 0.3, rate: 0.05, dividendYield: 1e-12)
    #expect(abs(nearly.price - 90) < 1e-6)
  }

  @Test func exercisedBeyondTheBoundary() {
    let put = PerpetualAmerican.greeks(.put, spot: 1, strike: 100, volatility: 0.3, rate: 0.05, dividendYield: 0)
    #expect(put.price == 99)
    #expect(put.delta == -1)
    #expect(put.gamma == 0)
  }

  @Test func argumentsOutOfRangeGiveNaN() {
    #expect(
      PerpetualAmerican.greeks(.put, spot: 0, strike: 100, volatility: 0.3, rate: 0.05, dividendYield: 0).price.isNaN)
    #expect(
      PerpetualAmerican.greeks(.put, spot: 9, strike: 100, volatility: 0.3, rate: -0.05, dividendYield: 0)
        .delta.isNaN)
    #expect(
      PerpetualAmerican.greeks(.call, spot: 9, strike: 100, volatility: 0, rate: 0.05, dividendYield: 0).vega.isNaN)
  }
}
