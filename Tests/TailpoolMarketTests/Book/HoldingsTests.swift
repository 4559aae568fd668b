import Testing

@testable import TailpoolMarket

@Suite("Units of account and holdings by kind")
struct HoldingsTests {
  @Test("USD is dollars, any other name an underlying; dollars sort first")
  func units() {
    #expect(
      UnitOfAccount("USD") == .dollars && UnitOfAccount("usd") == .coin("usd") && "BTC" == UnitOfAccount.coin("BTC"))
    #expect(UnitOfAccount.dollars.underlying == nil && UnitOfAccount("BTC").underlying == "BTC")
    #expect(["ETH", "USD", "BTC"].map { UnitOfAccount($0) }.sorted().map(\.name) == ["USD", "BTC", "ETH"])
    #expect("\(UnitOfAccount.dollars) \(UnitOfAccount("BTC"))" == "USD BTC")
    #expect(UnitOfAccount.dollars.price(at: [:]) == 1 && UnitOfAccount("BTC").price(at: ["BTC": 7]) == 7)
    #expect(UnitOfAccount("BTC").price(at: [:]).isNaN)
  }

  @Test("Holdings are worth their prices over that of the unit")
  func value() {
    let spots: [Underlying: Double] = ["BTC": 50_000, "ETH": 2_000]
    let holdings = Holdings(["USD": 1_000_000, "BTC": 40, "ETH": 100])
    // 1,000,000 + 2,000,000 + 200,000 dollars, which are 64 coins at 50,000 and 1,600 at 2,000.
    #expect(holdings.value(in: .dollars, at: spots) == 3_200_000)
    #expect(abs(holdings.value(in: "BTC", at: spots) - 64) < 1e-12)
    #expect(abs(holdings.value(in: "ETH", at: spots) - 1_600) < 1e-9)
    #expect(holdings.kinds.map(\.name) == ["USD", "BTC", "ETH"])
  }

  @Test("What has no spot has no value, but for an amount of the unit itself; nothing is worth nothing")
  func missing() {
    #expect(Holdings(["BTC": 40]).value(in: "BTC", at: [:]) == 40)
    #expect(Holdings(["BTC": 40]).value(in: .dollars, at: ["ETH": 1]).isNaN)
    #expect(Holdings(["USD": 40]).value(in: "BTC", at: [:]).isNaN)
    #expect(Holdings([:]).value(in: "BTC", at: [:]) == 0)
  }
}
