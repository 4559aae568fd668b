import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@Suite struct CashParityFitTests {
  private let strikes: [Double] = stride(from: 3_800, through: 4_200, by: 25).map { $0 }

  private func market(_ rows: [OptionChain.Quote]...) throws -> UnderlyingMarket {
    let snapshot = try MarketSnapshot(chains: rows.map { OptionChain(asOf: MadeUp.asOf, quotes: $0) })
    return try #require(snapshot["SPX"])
  }

  @Test(arguments: [(4_010.5, 0.995), (3_950, 1.004), (4_190, 0.97), (3_700, 0.9)])
  func findsForwardAndDiscountFactor(_ forward: Double, _ discount: Double) throws {
    let market = try market(MadeUp.cashRows(days: 90, forward: forward, discount: discount, strikes: strikes))
    let expiry = try #require(market.expiries.first)
    #expect(expiry.forwardSource == .parity)
    #expect(Tolerance.relative(1e-12).accepts(expiry.forward, forward))
    #expect(Tolerance.relative(1e-12).accepts(expiry.discountFactor, discount))
  }

  @Test func leavesAFarOutlierAside() throws {
    var rows = try MadeUp.cashRows(days: 90, forward: 4_010, discount: 0.99, strikes: strikes, noise: 0.02)
    let wrong = rows[17]
    rows[17] = OptionChain.Quote(
      contract: wrong.contract, bid: (wrong.bid ?? 0) + 40, ask: (wrong.ask ?? 0) + 40, spot: wrong.spot)
    let expiry = try #require(try market(rows).expiries.first)
    #expect(abs(expiry.forward - 4_010) < 0.05)
    #expect(abs(expiry.discountFactor - 0.99) < 1e-4)
  }

  @Test func takesTheDiscountFactorFromNeighboursWhereThePairsCannotTell() throws {
    // One day before expiry, five cents of noise say nothing about a rate.
    let near = try MadeUp.cashRows(
      days: 1, forward: 4_001, discount: exp(-0.03 / 365), strikes: [3_975, 4_000, 4_025, 4_050], noise: 0.05)
    let far = try MadeUp.cashRows(days: 365, forward: 4_100, discount: exp(-0.03), strikes: strikes)
    let expiry = try #require(try market(near, far).expiries.first)
    #expect(Tolerance.relative(1e-12).accepts(expiry.discountFactor, exp(-0.03 / 365)))
    #expect(abs(expiry.forward - 4_001) < 0.06)
  }

  @Test func usesOneWherePairsTellNothingAtAll() throws {
    let single = try MadeUp.cashRows(days: 30, forward: 4_010, discount: 1, strikes: [4_000])
    let expiry = try #require(try market(single).expiries.first)
    #expect(expiry.discountFactor == 1)
    #expect(Tolerance.relative(1e-12).accepts(expiry.forward, 4_010))
  }

  @Test(arguments: [0.1, 1.2, -0.5])
  func doesNotBelieveASlopeOutOfBounds(_ discount: Double) throws {
    let rows = try MadeUp.cashRows(days: 30, forward: 4_000, discount: discount, strikes: strikes)
    let expiry = try #require(try market(rows).expiries.first)
    #expect(expiry.discountFactor == 1)
  }

  @Test func keepsAmAndPmExpiriesOfOneDateApart() throws {
    let date = try #require(CalendarDate(year: 2030, month: 5, day: 17))
    let rows = try ["SPX", "SPXW"].map { root in
      OptionChain.Quote(
        contract: try OptionContract(
          underlying: "SPX", root: root, type: .call, strike: 4_000,
          expiry: NewYorkTime.timestamp(date, hour: root == "SPX" ? 9 : 16), contractSize: 100),
        bid: 10, ask: 11, forward: 4_000, spot: 4_000)
    }
    #expect(try market(rows).expiries.count == 2)
  }

  @Test func survivesExtremePrices() throws {
    for scale in [1e-300, 1e300] {
      let rows = try strikes.flatMap { strike in
        try [OptionType.call, .put].map { type in
          OptionChain.Quote(
            contract: try MadeUp.contract(type, strike, days: 30, on: "SPX", settlement: .cash), bid: scale,
            ask: type == .call ? 1e308 : scale, spot: 4_000)
        }
      }
      let expiries = try? market(rows).expiries
      #expect(expiries?.allSatisfy { $0.forward > 0 && $0.forward.isFinite && $0.discountFactor > 0 } ?? true)
    }
  }
}
