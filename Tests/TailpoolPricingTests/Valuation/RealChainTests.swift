import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// Marks of chains against Black-76 at the venue's volatilities.
@Suite struct RealChainTests {
  @Test("Marks of made-up coin chains are reproduced", arguments: ["chain_coin", "chain_crash"])
  func madeUpMarks(_ name: String) throws { try check(References.url("made-up/\(name).csv"), least: 250) }

  @Test(
    "Marks of the Deribit chains are reproduced", .enabled(if: References.hasShared, "real data are absent"),
    arguments: [
      "20251230T173115Z", "20260204T093620Z", "20260205T212937Z", "20260515T112731Z", "20260605T222139Z",
      "20260822T153351Z",
    ])
  func deribitMarks(_ time: String) throws {
    try check(References.shared("data/deribit_chain_\(time).csv"), least: 1_000)
  }

  private func check(_ url: URL, least: Int) throws {
    let snapshot = try Self.snapshot(url)
    let marks = snapshot.volatilityMarks()
    let quotes = snapshot.markets.flatMap(\.expiries).flatMap(\.quotes)
    #expect(quotes.count > least)
    #expect(marks.unusable == 0)
    #expect(marks.sourceCounts.values.reduce(0, +) == quotes.count)
    let error = try #require(marks.medianMarkError)
    #expect(error <= 1e-4, "median \(error) coin")
    for quote in quotes {
      let point = try #require(marks.point(for: quote.contract), "\(quote.contract.name)")
      #expect(point.quote == quote)
      if let bid = point.bidVolatility, let ask = point.askVolatility {
        // Volatilities stand as the quotes do: crossed where these are.
        #expect((bid <= ask) == ((quote.bid ?? .nan) <= (quote.ask ?? .nan)), "\(quote.contract.name)")
      }
    }
  }

  /// The rows that have a forward, with the median forward of each expiry and the median index of each currency.
  private static func snapshot(_ url: URL) throws -> MarketSnapshot {
    let rows = try ReferenceTable(url: url).rows.filter { $0["fwd"] > 0 }
    let asOf = try timestamp(rows[0][text: "ts"])
    var markets: [UnderlyingMarket] = []
    for (currency, rows) in Dictionary(grouping: rows, by: { $0[text: "ccy"] }) {
      let spot = median(rows.map { $0["index"] })
      var expiries: [ExpiryMarket] = []
      for (text, rows) in Dictionary(grouping: rows, by: { $0[text: "expiry"] }) {
        let expiry = try timestamp(text)
        let forward = median(rows.map { $0["fwd"] })
        expiries.append(
          ExpiryMarket(
            expiry: expiry, years: DayCount.actual365Fixed.years(from: asOf, to: expiry), forward: forward,
            discountFactor: spot / forward, forwardSource: .quoted,
            quotes: try rows.map { try quote($0, Underlying(currency), expiry) }))
      }
      markets.append(
        UnderlyingMarket(
          underlying: Underlying(currency), spot: spot, expiries: expiries.sorted { $0.expiry < $1.expiry }))
    }
    return MarketSnapshot(asOf: asOf, markets: markets)
  }

  private static func quote(
    _ row: ReferenceTable.Row, _ underlying: Underlying, _ expiry: Timestamp
  ) throws -> OptionQuote {
    func positive(_ column: String) -> Double? { row[column] > 0 ? row[column] : nil }
    let contract = try OptionContract(
      underlying: underlying, type: row[text: "type"] == "C" ? .call : .put, strike: row["strike"], expiry: expiry,
      settlement: .coin)
    return OptionQuote(
      contract: contract, bid: positive("bid"), ask: positive("ask"), mark: positive("mark"),
      markVolatility: positive("mark_iv"), openInterest: row["oi"])
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return 0.5 * (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2])
  }

  /// `2026-05-15T11:27:31Z` or `2026-05-16T08:00Z`.
  private static func timestamp(_ text: String) throws -> Timestamp {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    let date = try #require(CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2]))
    return Timestamp(date, hour: numbers[3], minute: numbers[4], second: numbers.count > 5 ? numbers[5] : 0)
  }
}
