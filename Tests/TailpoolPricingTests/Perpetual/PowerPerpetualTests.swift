import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct PowerPerpetualTests {
  @Test func agreesWithMpmath() throws {
    let rows = try References.table("power_perp.csv").rows
    #expect(rows.count == 80)
    var failures: [String?] = []
    for row in rows {
      for (funding, column) in [(Funding.discrete, "priceDiscrete"), (.continuous, "priceContinuous")] {
        let price = PowerPerpetual.greeks(
          spot: row["spot"], power: row["power"], rate: row["rate"], volatility: row["volatility"],
          fundingPeriod: row["fundingPeriodYears"], funding: funding
        ).price
        failures.append(mismatch(column, price, row[column], within: .relative(1e-12), inputs: "\(row)"))
      }
    }
    let found = failures.compactMap { $0 }
    #expect(found.isEmpty, "\(found.count): \(found.prefix(3))")
  }

  @Test(arguments: Funding.allCases)
  func greeksAreSlopesOfThePrice(_ funding: Funding) {
    func greeks(
      spot: Double = 30, rate: Double = 0.04, volatility: Double = 0.8, period: Double = 0.05
    ) -> PowerPerpetual.Greeks {
      PowerPerpetual.greeks(
        spot: spot, power: 2, rate: rate, volatility: volatility, fundingPeriod: period, funding: funding)
    }
    let values = greeks()
    let pairs = [
      (values.delta, slope(at: 30, step: 0.01) { greeks(spot: $0).price }),
      (values.gamma, slope(at: 30, step: 0.01) { greeks(spot: $0).delta }),
      (values.vega, slope(at: 0.8, step: 1e-3) { greeks(volatility: $0).price }),
      (values.rho, slope(at: 0.04, step: 1e-4) { greeks(rate: $0).price }),
      (values.fundingSensitivity, slope(at: 0.05, step: 1e-4) { greeks(period: $0).price }),
    ]
    for (closed, difference) in pairs { #expect(abs(closed - difference) <= 1e-7 * abs(difference)) }
  }

  @Test func theFirstPowerIsTheSpot() {
    for funding in Funding.allCases {
      let greeks = PowerPerpetual.greeks(
        spot: 30, power: 1, rate: 0.04, volatility: 0.8, fundingPeriod: 0.05, funding: funding)
      #expect(greeks.price == 30)
      #expect(greeks.delta == 1)
    }
  }

  @Test func powersThatFundingCannotHoldAreUnbounded() {
    for funding in Funding.allCases {
      let greeks = PowerPerpetual.greeks(
        spot: 30, power: 8, rate: 0.04, volatility: 2, fundingPeriod: 1, funding: funding)
      #expect(greeks.price == .infinity)
      #expect(greeks.delta.isNaN)
    }
    #expect(
      PowerPerpetual.greeks(spot: -1, power: 2, rate: 0, volatility: 1, fundingPeriod: 1, funding: .discrete)
        .price.isNaN)
  }

  @Test func normalizationAgreesWithTheContracts() throws {
    let cases = try #require(References.json("power_perp_funding.json")["cases"] as? [[String: Any]])
    #expect(cases.count == 5)
    for one in cases {
      let number = { (name: String) throws -> Double in try #require((one[name] as? NSNumber)?.doubleValue) }
      let after = try PowerPerpetual.normalization(
        factor: number("normBefore"), index: number("index"), mark: number("mark"), elapsedSeconds: number("seconds"))
      #expect(try abs(after - number("normAfter")) <= 1e-12 * number("normAfter"), "\(one)")
    }
    #expect(PowerPerpetual.normalization(factor: 1, index: 0, mark: 1, elapsedSeconds: 1).isNaN)
  }
}
