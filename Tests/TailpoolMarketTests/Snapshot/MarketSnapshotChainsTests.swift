import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@Suite struct MarketSnapshotChainsTests {
  private let strikes: [Double] = stride(from: 40_000, through: 60_000, by: 1_000).map { $0 }

  private func snapshot(_ rows: [OptionChain.Quote]...) throws -> MarketSnapshot {
    try MarketSnapshot(chains: rows.map { OptionChain(asOf: MadeUp.asOf, quotes: $0) })
  }

  @Test func takesMediansOfSpotAndForward() throws {
    let call = try MadeUp.contract(.call, 50_000, days: 30)
    let put = try MadeUp.contract(.put, 50_000, days: 30)
    let other = try MadeUp.contract(.call, 51_000, days: 30)
    let result = try snapshot([
      OptionChain.Quote(contract: call, mark: 0.1, forward: 50_100, spot: 49_000),
      OptionChain.Quote(contract: put, mark: 0.1, forward: 50_300, spot: 50_000),
      OptionChain.Quote(contract: other, mark: 0.1, spot: 50_500),
    ])
    let market = try #require(result["BTC"])
    #expect(market.spot == 50_000)
    let expiry = try #require(market.expiries.first)
    #expect(expiry.forward == 50_200)
    #expect(expiry.discountFactor == 50_000.0 / 50_200)
    #expect(expiry.forwardSource == .quoted)
    #expect(expiry.years == 30.0 / 365)
    #expect(result.diagnostics.rowsWithoutForward == 1)
    #expect(result.diagnostics.solvedForwards.isEmpty)
  }

  @Test func solvesACoinForwardFromParity() throws {
    let rows = try MadeUp.coinRows(days: 30, forward: 50_432.1, strikes: strikes, isForwardQuoted: false)
    let result = try snapshot(rows)
    let expiry = try #require(result["BTC"]?.expiries.first)
    #expect(expiry.forwardSource == .parity)
    #expect(Tolerance.relative(1e-13).accepts(expiry.forward, 50_432.1))
    let solved = MarketSnapshot.Diagnostics.SolvedForward(
      underlying: "BTC", expiry: expiry.expiry, forward: expiry.forward, source: .parity, rows: 42)
    #expect(result.diagnostics.solvedForwards == [solved])
    #expect(result.diagnostics.rowsWithoutForward == 42)
  }

  @Test func takesACoinForwardFromTheNeighboursWhenThereIsNoPair() throws {
    let near = try MadeUp.coinRows(days: 10, forward: 50_100, strikes: strikes, isForwardQuoted: true)
    let far = try MadeUp.coinRows(days: 30, forward: 50_900, strikes: strikes, isForwardQuoted: true)
    let between = OptionChain.Quote(contract: try MadeUp.contract(.call, 50_000, days: 20), mark: 0.05, spot: 50_000)
    let beyond = OptionChain.Quote(contract: try MadeUp.contract(.put, 50_000, days: 60), mark: 0.05, spot: 50_000)
    let result = try snapshot(near, far, [between, beyond])
    let market = try #require(result["BTC"])
    #expect(market.expiries.map(\.forwardSource) == [.quoted, .carry, .quoted, .carry])
    // log(F/S)/T is linear in T between the neighbours and flat beyond them.
    let carryNear = log(50_100.0 / 50_000) / 10
    let carryFar = log(50_900.0 / 50_000) / 30
    let expected = [50_000 * exp((carryNear + carryFar) / 2 * 20), 50_000 * exp(carryFar * 60)]
    #expect(Tolerance.relative(1e-13).accepts(market.expiries[1].forward, expected[0]))
    #expect(Tolerance.relative(1e-13).accepts(market.expiries[3].forward, expected[1]))
    #expect(result.diagnostics.solvedForwards.map(\.source) == [.carry, .carry])
  }

  @Test func dropsRowsWhenNoForwardCanBeFound() throws {
    let lost = OptionChain.Quote(
      contract: try MadeUp.contract(.call, 3_000, days: 5, on: "ETH"), mark: 0.05, spot: 3_000)
    let kept = try MadeUp.coinRows(days: 5, forward: 50_000, strikes: strikes, isForwardQuoted: true)
    let result = try snapshot(kept, [lost])
    #expect(result.markets.map(\.underlying) == ["BTC"])
    #expect(result.diagnostics.rows == 43)
    #expect(result.diagnostics.quotes == 42)
    #expect(
      result.diagnostics.dropped == [.init(reason: "no forward is quoted and none can be solved", count: 1)])
  }

  @Test func dropsExpiredRows() throws {
    let now = OptionChain.Quote(
      contract: try MadeUp.contract(.call, 50_000, days: 0), mark: 0.05, forward: 50_000, spot: 50_000)
    let kept = try MadeUp.coinRows(days: 5, forward: 50_000, strikes: strikes, isForwardQuoted: true)
    let result = try snapshot(kept, [now])
    #expect(result.diagnostics.dropped == [.init(reason: "expired at or before the snapshot", count: 1)])
    #expect(throws: MarketError.emptyChain) { try snapshot([now]) }
  }

  @Test func usesTheLatestChainTimeAndAnyOrder() throws {
    let btc = OptionChain(
      asOf: MadeUp.asOf, quotes: try MadeUp.coinRows(days: 5, forward: 50_000, strikes: strikes, isForwardQuoted: true))
    let eth = OptionChain(
      asOf: MadeUp.asOf.advanced(bySeconds: 60),
      quotes: try MadeUp.coinRows(
        "ETH", days: 5, forward: 3_000, strikes: [2_900, 3_000], isForwardQuoted: true, spot: 3_000))
    let result = try MarketSnapshot(chains: [eth, btc])
    #expect(result.asOf == eth.asOf)
    #expect(result.markets.map(\.underlying) == ["BTC", "ETH"])
    let again = try MarketSnapshot(
      chains: [btc, OptionChain(asOf: eth.asOf, quotes: eth.quotes.reversed())])
    #expect(result == again)
  }

  @Test func rejectsTheSameInstrumentTwiceAlsoOverChains() throws {
    let rows = try MadeUp.coinRows(days: 5, forward: 50_000, strikes: [50_000], isForwardQuoted: true)
    let name = rows[0].contract.name
    #expect(throws: MarketError.duplicateInstrument(name: name)) { try snapshot(rows, rows) }
  }

  @Test func rejectsAnEmptyChainAndAMissingSpot() throws {
    #expect(throws: MarketError.emptyChain) { try MarketSnapshot(chains: []) }
    #expect(throws: MarketError.emptyChain) { try snapshot([]) }
    let bare = OptionChain.Quote(contract: try MadeUp.contract(.call, 50_000, days: 5), mark: 0.05)
    #expect(throws: MarketError.missingSpot("BTC")) { try snapshot([bare]) }
  }

  @Test func takesSpotFromTheNearestForwardWhenThereIsNone() throws {
    let near = try MadeUp.coinRows(days: 5, forward: 50_010, strikes: strikes, isForwardQuoted: true, spot: nil)
    let far = try MadeUp.coinRows(days: 50, forward: 51_000, strikes: strikes, isForwardQuoted: true, spot: nil)
    let result = try snapshot(near, far)
    #expect(result["BTC"]?.spot == 50_010)
    #expect(result.diagnostics.spotsFromForwards == ["BTC"])
  }

  @Test func sortsQuotesAndMarksThem() throws {
    let rows = [
      OptionChain.Quote(
        contract: try MadeUp.contract(.put, 51_000, days: 5), mark: 0.07, forward: 50_000, spot: 50_000),
      OptionChain.Quote(contract: try MadeUp.contract(.put, 50_000, days: 5), bid: 0.02, ask: 0.04, openInterest: 3),
      OptionChain.Quote(
        contract: try MadeUp.contract(.call, 50_000, days: 5), bid: 0.02, ask: nil, markVolatility: 0.5),
      OptionChain.Quote(contract: try MadeUp.contract(.call, 49_000, days: 5), bid: 0.02, ask: 0.04, mark: 0),
    ]
    let result = try snapshot(rows)
    let quotes = try #require(result["BTC"]?.expiries.first?.quotes)
    #expect(quotes.map(\.contract.strike) == [49_000, 50_000, 50_000, 51_000])
    #expect(quotes.map(\.contract.type) == [.call, .call, .put, .put])
    #expect(quotes.map(\.mark) == [0, nil, 0.03, 0.07])
    #expect(quotes.map(\.markVolatility) == [nil, 0.5, nil, nil])
    #expect(quotes[2].openInterest == 3)
    let diagnostics = result.diagnostics
    #expect(diagnostics.withoutBid == 1)
    #expect(diagnostics.withoutAsk == 2)
    #expect(diagnostics.markedWithoutQuotes == 1)
  }

  @Test func treatsNumbersOutsideTheirRangeAsAbsent() throws {
    let bad = [Double.nan, .infinity, -.infinity, -1, 0]
    for value in bad {
      let rows = [
        OptionChain.Quote(
          contract: try MadeUp.contract(.put, 50_000, days: 5), bid: value, ask: value, mark: value == 0 ? nil : value,
          markVolatility: value, forward: value, spot: value, openInterest: value),
        OptionChain.Quote(
          contract: try MadeUp.contract(.call, 50_000, days: 5), mark: 0.07, forward: 50_000, spot: 50_000),
      ]
      let result = try snapshot(rows)
      let quote = try #require(result["BTC"]?.expiries.first?.quotes.last)
      #expect((quote.bid, quote.ask, quote.mark, quote.markVolatility) == (nil, nil, nil, nil))
      #expect(quote.openInterest == 0)
      #expect(result["BTC"]?.spot == 50_000)
    }
  }

  @Test func keepsCoinAndCashOptionsOfOneInstantApart() throws {
    let coin = try MadeUp.coinRows(days: 30, forward: 51_000, strikes: strikes, isForwardQuoted: true)
    let cash = OptionChain.Quote(
      contract: try MadeUp.contract(.call, 50_000, days: 30, settlement: .cash, root: "BTC_USDC"), mark: 2_000,
      forward: 51_000, spot: 50_000)
    let result = try snapshot(coin, [cash])
    let expiries = try #require(result["BTC"]?.expiries)
    #expect(expiries.map { $0.quotes[0].contract.settlement } == [.coin, .cash])
    #expect(expiries.map(\.discountFactor) == [50_000 / 51_000, 1])
  }
}
