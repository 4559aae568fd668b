import TailpoolMarket
import Testing

@Suite("Names of risk factors")
struct RiskFactorTests {
  @Test("Each factor says what it is of, and belongs to its first asset")
  func descriptions() {
    let names: [(RiskFactor, String)] = [
      (.spot("BTC"), "BTC"), (.volatility("BTC"), "BTC volatility"), (.volatilityShift("BTC"), "BTC volatility shift"),
      (.volatilityTerm("BTC"), "BTC volatility term"), (.volatilitySkew("BTC"), "BTC volatility skew"),
      (.rate("BTC"), "BTC rate"), (.carry("BTC"), "BTC carry"), (.correlation("BTC", "ETH"), "BTC ETH correlation"),
      (.spotAfter("BTC", days: 1), "BTC after 1 day"), (.spotAfter("BTC", days: 2), "BTC after 2 days"),
    ]
    for (factor, name) in names { #expect(factor.description == name && factor.asset == "BTC", "\(factor)") }
    #expect(
      RiskFactor.spotsAndVolatilities(of: ["ETH", "BTC"]) == [
        .spot("ETH"), .spot("BTC"), .volatility("ETH"), .volatility("BTC"),
      ])
  }
}
