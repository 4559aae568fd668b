import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// The rows of reference tables through the repricers, two contracts of size 5 sold.
@Suite("Repricers against mpmath")
struct RepricerReferenceTests {
  private static let units = -10.0
  private static let expiry = RepricerCases.expiry

  private func priced(_ contract: some ContractTerms, _ repricer: some Repricer) -> PricedPosition {
    PricedPosition(Position(id: "1", contract: contract, quantity: -2), repricer)
  }

  @Test("Digital options without a slope of the smile, on every row of digital.csv")
  func digital() throws {
    var gated = ConditionGate("digital.csv through the repricer", relative: 1e-12)
    for row in try References.table("digital.csv").rows {
      let contract = try DigitalContract(
        underlying: "X", payoff: try #require(DigitalPayoff(rawValue: row[text: "kind"])), type: row.optionType,
        strike: row["strike"], expiry: Self.expiry, contractSize: 5)
      let priced = priced(
        contract,
        DigitalRepricer(
          contract,
          DatedMarket(
            spot: row["spot"], rate: row["rate"], dividendYield: row["dividendYield"], years: row["expiry"],
            volatility: row["volatility"])))
      #expect(Self.units * priced.price == priced.greeks.value, "\(row)")
      for (name, actual) in [
        ("price", priced.greeks.value), ("delta", priced.greeks.delta), ("gamma", priced.greeks.gamma),
        ("vega", priced.greeks.vega), ("theta", priced.greeks.theta),
      ] { gated.add(actual, Self.units * row[name], row) }
    }
    #expect(gated.count == 1_500)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
  }

  @Test("Barrier options on every row of barrier.csv")
  func barrier() throws {
    var (price, greeks) = (
      ConditionGate("barrier.csv through the repricer", ofScale: 2e-15),
      ConditionGate("barrier.csv Greeks through the repricer", ofScale: 1e-13)
    )
    for row in try References.table("barrier.csv").rows {
      let contract = try BarrierContract(
        underlying: "X", kind: try #require(BarrierKind(rawValue: row[text: "kind"])), type: row.optionType,
        strike: row["strike"], barrier: row["barrier"], rebate: row["rebate"], expiry: Self.expiry, contractSize: 5)
      let own = priced(
        contract,
        BarrierRepricer(
          contract, isBarrierHit: false,
          DatedMarket(
            spot: row["spot"], rate: row["rate"], dividendYield: row["dividendYield"], years: row["expiry"],
            volatility: row["volatility"]))
      ).greeks
      let root = row["expiry"].squareRoot()
      let deviation = row["volatility"] * root
      price.add(own.value / Self.units, row["price"], scale: row["spot"], row)
      greeks.add(own.delta / Self.units, row["delta"], scale: 1 / deviation, row)
      greeks.add(own.gamma / Self.units, row["gamma"], scale: 1 / (row["spot"] * deviation * deviation), row)
      greeks.add(own.vega / Self.units, row["vega"], scale: row["spot"] * root / deviation, row)
    }
    #expect(price.count == 320 && greeks.count == 960)
    #expect(price.failures.isEmpty && greeks.failures.isEmpty, "\((price.failures + greeks.failures).prefix(5))")
  }

  @Test("Exchange options for four units of the delivered asset, on every row of margrabe.csv")
  func exchange() throws {
    var gated = ConditionGate("margrabe.csv through the repricer", relative: 1e-12)
    for row in try References.table("margrabe.csv").rows {
      let contract = try ExchangeContract(receive: "X", deliver: "Y", ratio: 4, expiry: Self.expiry, contractSize: 5)
      let own = priced(
        contract,
        ExchangeRepricer(
          contract,
          received: .init(spot: row["spot1"], dividendYield: row["dividendYield1"], volatility: row["volatility1"]),
          delivered: .init(
            spot: row["spot2"] / 4, dividendYield: row["dividendYield2"], volatility: row["volatility2"]),
          correlation: row["correlation"], years: row["expiry"])
      ).contractGreeks
      for (name, actual) in [
        ("price", own.value), ("delta1", own.delta), ("vega1", own.vega), ("delta2", own.byInput[1].delta / 4),
        ("vega2", own.byInput[1].vega), ("dPrice_dCorrelation", own.correlationSensitivity),
      ] { gated.add(actual, Self.units * row[name], row) }
    }
    #expect(gated.count == 720)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
  }
}
