import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Ratchet market of shares")
struct RatchetMarketTests {
  static let coin: Int128 = 1_000_000_000_000_000_000

  static func terms(cashRelease: Int128 = 1 << 90, shareRelease: Int128 = 1 << 90) throws -> RatchetMarketTerms {
    try RatchetMarketTerms(
      targetLiquidity: 5_000 * coin, inflowPerDay: 100 * coin, budgetInflowPerDay: 1_500 * coin,
      outflowPerDay: 100 * coin, cashReleasePerDay: cashRelease, shareReleasePerDay: shareRelease)
  }

  @Test("Reserves after a time are the reference's, and so are the prices at the margin")
  func reserves() throws {
    var count = 0
    for vector in try ReferenceCase.cases("pools/21_nexus_ramm", fn: "reserves") {
      let (state, expected) = (vector.object("state"), vector.object("expected"))
      #expect(state.units("ratchetB") == 5_000 && state.units("budget") > 0, "\(vector)")
      let market = try RatchetMarket(
        terms: Self.terms(),
        reserves: RatchetReserves(cash: state.units("eth"), sold: state.units("nxmA"), bought: state.units("nxmB")),
        budget: state.units("budget"), at: Int64(state.units("t")))
      let position = try CapitalPosition(
        capital: vector.units("capital"), supply: vector.units("supply"), requirement: vector.units("mcr"))
      let quote = try market.quote(position, at: Int64(vector.int("now")))
      #expect(quote.reserves.cash == expected.units("eth"), "\(vector)")
      #expect(quote.reserves.sold == expected.units("nxmA"), "\(vector)")
      #expect(quote.reserves.bought == expected.units("nxmB"), "\(vector)")
      #expect(quote.budget == expected.units("budget"), "\(vector)")
      #expect(
        quote.injected == expected.units("injected") && quote.extracted == expected.units("extracted"), "\(vector)")
      #expect(try quote.reserves.scaledBuyPrice() == vector.units("spotBuy"), "\(vector)")
      #expect(try quote.reserves.scaledSellPrice() == vector.units("spotSell"), "\(vector)")
      count += 1
    }
    #expect(count == 5)
  }

  @Test("Purchases and sales are the reference's")
  func trades() throws {
    func reserves(_ fields: ReferenceCase) throws -> RatchetReserves {
      try RatchetReserves(cash: fields.units("eth"), sold: fields.units("nxmA"), bought: fields.units("nxmB"))
    }
    for vector in try ReferenceCase.cases("pools/21_nexus_ramm", fn: "buyShares") {
      let (shares, after) = try reserves(vector.object("before")).buying(with: vector.units("ethIn"))
      #expect(shares == vector.units("out"), "\(vector)")
      #expect(try after == reserves(vector.object("after")), "\(vector)")
    }
    for vector in try ReferenceCase.cases("pools/21_nexus_ramm", fn: "sellShares") {
      let (cash, after) = try reserves(vector.object("before")).selling(vector.units("nxmIn"))
      #expect(cash == vector.units("out"), "\(vector)")
      #expect(try after == reserves(vector.object("after")), "\(vector)")
    }
  }
}
