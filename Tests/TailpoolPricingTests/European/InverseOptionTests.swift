import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct InverseOptionTests {
  @Test func agreesWithMpmath() throws {
    let rows = try References.table("inverse.csv").rows
    #expect(rows.count == 300)
    var failures: [String] = []
    for row in rows {
      let greeks = InverseOption.greeks(
        row.optionType, forward: row["forward"], strike: row["strike"], years: row["expiry"],
        volatility: row["volatility"])
      let values = [
        "priceUsd": greeks.dollarPrice, "priceCoin": greeks.coinPrice, "deltaBS": greeks.delta,
        "deltaNet": greeks.netDelta, "dCoin_dF": greeks.coinDelta, "gammaBS": greeks.gamma,
        "d2Coin_dF2": greeks.coinGamma, "vegaUsd": greeks.dollarVega, "vegaCoin": greeks.coinVega,
        "thetaUsd": greeks.dollarTheta, "thetaCoin": greeks.coinTheta,
      ]
      for (name, value) in values {
        failures += [mismatch(name, value, row[name], within: .relative(1e-12), inputs: "\(row)")].compactMap { $0 }
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func theNetDeltaIsTheDeltaLessThePremium() throws {
    for row in try References.table("inverse.csv").rows {
      let greeks = InverseOption.greeks(
        row.optionType, forward: row["forward"], strike: row["strike"], years: row["expiry"],
        volatility: row["volatility"])
      let scale = abs(greeks.delta) + greeks.coinPrice
      #expect(abs(greeks.netDelta - (greeks.delta - greeks.coinPrice)) <= 1e-14 * scale, "\(row)")
    }
  }

  @Test func limitsAndDomain() {
    #expect(InverseOption.price(.call, forward: 200, strike: 100, years: 0, volatility: 0.5) == 0.5)
    #expect(InverseOption.price(.call, forward: 200, strike: 100, years: 1, volatility: .infinity) == 1)
    #expect(InverseOption.price(.put, forward: 200, strike: 100, years: 1, volatility: .infinity) == 0.5)
    #expect(InverseOption.price(.call, forward: 0, strike: 100, years: 1, volatility: 0.5).isNaN)
    #expect(InverseOption.greeks(.call, forward: 0, strike: 100, years: 1, volatility: 0.5).netDelta.isNaN)
    #expect(InverseOption.greeks(.put, forward: 200, strike: .nan, years: 1, volatility: 0.5).coinPrice.isNaN)
  }
}
