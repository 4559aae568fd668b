import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct EverlastingOptionTests {
  @Test func agreesWithMpmath() throws {
    let rows = try References.table("everlasting.csv").rows
    #expect(rows.count == 160)
    var failures: [String?] = []
    for row in rows {
      let greeks = EverlastingOption.greeks(
        row.optionType, spot: row["spot"], strike: row["strike"], drift: row["drift"], volatility: row["volatility"],
        fundingPeriod: row["fundingPeriodYears"])
      failures.append(mismatch("price", greeks.price, row["price"], within: .relative(1e-12), inputs: "\(row)"))
      failures.append(mismatch("delta", greeks.delta, row["delta"], within: .relative(1e-12), inputs: "\(row)"))
    }
    let found = failures.compactMap { $0 }
    #expect(found.isEmpty, "\(found.count): \(found.prefix(3))")
  }

  @Test func agreesWithTheVenuesExamples() throws {
    let cases = try #require(References.json("everlasting_option.json")["cases"] as? [[String: Any]])
    #expect(cases.count == 4)
    for one in cases {
      let number = { (name: String) throws -> Double in try #require((one[name] as? NSNumber)?.doubleValue) }
      for type in OptionType.allCases {
        let price = try EverlastingOption.greeks(
          type, spot: number("S"), strike: number("K"), drift: 0, volatility: number("vol"),
          fundingPeriod: number("fundingPeriodDays") / 365
        ).price
        let expected = try number(type.rawValue)
        #expect(abs(price - expected) <= 1e-12 * expected, "\(one)")
      }
    }
  }

  struct Case: Sendable {
    let type: OptionType
    let spot: Double
    let funding: Funding
  }

  static let cases = OptionType.allCases.flatMap { type in
    [80.0, 130].flatMap { spot in Funding.allCases.map { Case(type: type, spot: spot, funding: $0) } }
  }

  @Test(arguments: cases)
  func greeksAreSlopesOfThePrice(_ one: Case) {
    func greeks(
      spot: Double? = nil, drift: Double = 0.07, volatility: Double = 0.8, period: Double = 0.1
    ) -> EverlastingOption.Greeks {
      EverlastingOption.greeks(
        one.type, spot: spot ?? one.spot, strike: 100, drift: drift, volatility: volatility, fundingPeriod: period,
        funding: one.funding)
    }
    let values = greeks()
    let pairs = [
      (values.delta, slope(at: one.spot, step: 0.02) { greeks(spot: $0).price }),
      (values.gamma, slope(at: one.spot, step: 0.02) { greeks(spot: $0).delta }),
      (values.vega, slope(at: 0.8, step: 1e-3) { greeks(volatility: $0).price }),
      (values.rho, slope(at: 0.07, step: 1e-3) { greeks(drift: $0).price }),
      (values.fundingSensitivity, slope(at: 0.1, step: 1e-4) { greeks(period: $0).price }),
    ]
    for (closed, difference) in pairs { #expect(abs(closed - difference) <= 1e-7 * max(1, abs(difference))) }
  }

  @Test func discreteFundingIsTheWeightedSumOfBlackPrices() {
    for type in OptionType.allCases {
      let price = EverlastingOption.greeks(
        type, spot: 90, strike: 100, drift: 0, volatility: 0.7, fundingPeriod: 0.02, funding: .discrete
      ).price
      var sum = 0.0
      for i in stride(from: 200, through: 1, by: -1) {
        let black = Black76.price(type, forward: 90, strike: 100, years: 0.02 * Double(i), volatility: 0.7)
        sum += exp2(-Double(i)) * black
      }
      #expect(abs(price - sum) <= 1e-13 * sum)
    }
  }

  @Test func discreteCallLessPutIsTheForwardLegLessTheStrike() {
    func price(_ type: OptionType) -> Double {
      EverlastingOption.greeks(
        type, spot: 90, strike: 100, drift: 0.4, volatility: 0.7, fundingPeriod: 0.5, funding: .discrete
      ).price
    }
    let forward = 90 / (2 * exp(-0.2) - 1)
    #expect(abs(price(.call) - price(.put) - (forward - 100)) <= 1e-11 * forward)
  }

  @Test func limitsAndDomain() {
    for funding in Funding.allCases {
      let call = EverlastingOption.greeks(
        .call, spot: 90, strike: 100, drift: 2, volatility: 0.7, fundingPeriod: 0.5, funding: funding)
      #expect(call.price == .infinity)
      #expect(call.delta.isNaN)
      let put = EverlastingOption.greeks(
        .put, spot: 90, strike: 100, drift: 2.5, volatility: 0.7, fundingPeriod: 0.5, funding: funding)
      #expect(put.price > 0 && put.price < 100)
      let none = EverlastingOption.greeks(
        .put, spot: 90, strike: 100, drift: 0, volatility: 0, fundingPeriod: 0.5, funding: funding)
      #expect(none.price.isNaN)
    }
  }
}
