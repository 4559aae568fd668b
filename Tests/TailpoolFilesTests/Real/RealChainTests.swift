#if Command
  import Foundation
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles
  @testable import TailpoolMarket

  /// What a chain holds, counted with another tool.
  struct RealChain: Sendable, CustomTestStringConvertible {
    let name: String
    let asOf: String
    let rows: Int
    let withoutBid: Int
    let withoutAsk: Int
    let markedWithoutQuotes: Int
    let withoutForward: Int
    let solvedExpiries: Int
    var testDescription: String { name }

    static let deribit = [
      RealChain(
        name: "deribit_chain_20251230T173115Z", asOf: "2025-12-30T17:31:15Z", rows: 1304, withoutBid: 33,
        withoutAsk: 0, markedWithoutQuotes: 0, withoutForward: 0, solvedExpiries: 0),
      RealChain(
        name: "deribit_chain_20260204T093620Z", asOf: "2026-02-04T09:36:20Z", rows: 1634, withoutBid: 104,
        withoutAsk: 24, markedWithoutQuotes: 20, withoutForward: 0, solvedExpiries: 0),
      RealChain(
        name: "deribit_chain_20260205T212937Z", asOf: "2026-02-05T21:29:37Z", rows: 1840, withoutBid: 605,
        withoutAsk: 459, markedWithoutQuotes: 393, withoutForward: 0, solvedExpiries: 0),
      RealChain(
        name: "deribit_chain_20260515T112731Z", asOf: "2026-05-15T11:27:31Z", rows: 1674, withoutBid: 107,
        withoutAsk: 0, markedWithoutQuotes: 0, withoutForward: 302, solvedExpiries: 6),
      RealChain(
        name: "deribit_chain_20260605T222139Z", asOf: "2026-06-05T22:21:39Z", rows: 1878, withoutBid: 595,
        withoutAsk: 511, markedWithoutQuotes: 442, withoutForward: 446, solvedExpiries: 8),
      RealChain(
        name: "deribit_chain_20260822T153351Z", asOf: "2026-08-22T15:33:51Z", rows: 1970, withoutBid: 117,
        withoutAsk: 1, markedWithoutQuotes: 0, withoutForward: 0, solvedExpiries: 0),
    ]
  }

  func realChain(_ name: String) throws -> OptionChain {
    try ChainReader.read(path: References.shared("data/\(name).csv").path)
  }

  @Suite("Real chains", .enabled(if: References.hasShared, "real data are absent"))
  struct RealChainTests {
    @Test("Deribit chains are counted right", arguments: RealChain.deribit)
    func deribitDiagnostics(_ real: RealChain) throws {
      try ChainCheck.diagnostics(realChain(real.name), real, expiries: 12)
    }

    @Test("Parity of Deribit marks gives back the quoted forwards", arguments: RealChain.deribit)
    func deribitParity(_ real: RealChain) throws { try ChainCheck.parity(realChain(real.name), expiries: 24) }

    @Test(
      "SPX chains have forwards near spot carry and sensible discount factors",
      arguments: [
        ("spx_chain_20220712", "2022-07-12T15:55:00Z", 15_251, 52),
        ("spx_chain_20251001_mit", "2025-10-01T23:01:00Z", 1_976, 13),
      ])
    func index(_ name: String, _ asOf: String, _ rows: Int, _ expiries: Int) throws {
      try ChainCheck.index(realChain(name), asOf: asOf, rows: rows, expiries: expiries, share: 0.95)
    }

    @Test("A Deribit chain reads the same from the venue's JSON")
    func bookSummary() throws { try ChainCheck.bookSummary(realChain("deribit_chain_20260515T112731Z"), rows: 1_674) }
  }

  /// What is checked of real and of made-up chains alike.
  enum ChainCheck {
    static func diagnostics(_ chain: OptionChain, _ real: RealChain, expiries: Int) throws {
      #expect(chain.asOf.description == real.asOf)
      #expect(chain.quotes.count == real.rows)
      let snapshot = try MarketSnapshot(chains: [chain])
      let diagnostics = snapshot.diagnostics
      #expect(diagnostics.rows == real.rows)
      #expect(diagnostics.quotes == real.rows)
      #expect(diagnostics.withoutBid == real.withoutBid)
      #expect(diagnostics.withoutAsk == real.withoutAsk)
      #expect(diagnostics.markedWithoutQuotes == real.markedWithoutQuotes)
      #expect(diagnostics.rowsWithoutForward == real.withoutForward)
      #expect(diagnostics.dropped.isEmpty)
      #expect(diagnostics.spotsFromForwards.isEmpty)
      #expect(diagnostics.solvedForwards.count == real.solvedExpiries)
      #expect(diagnostics.solvedForwards.allSatisfy { $0.source == .parity })
      #expect(diagnostics.solvedForwards.map(\.rows).reduce(0, +) == real.withoutForward)
      #expect(snapshot.markets.map(\.underlying) == ["BTC", "ETH"])
      #expect(snapshot.markets.allSatisfy { $0.expiries.count == expiries })
    }

    static func parity(_ chain: OptionChain, expiries: Int) throws {
      let bare = OptionChain(
        asOf: chain.asOf,
        quotes: chain.quotes.map {
          OptionChain.Quote(
            contract: $0.contract, bid: $0.bid, ask: $0.ask, mark: $0.mark, markVolatility: $0.markVolatility,
            spot: $0.spot, openInterest: $0.openInterest)
        })
      let quoted = try MarketSnapshot(chains: [chain])
      let solved = try MarketSnapshot(chains: [bare])
      var failures: [String] = []
      #expect(quoted.markets.flatMap(\.expiries).count == expiries)
      #expect(quoted.markets.map(\.expiries.count) == solved.markets.map(\.expiries.count))
      for (left, right) in zip(quoted.markets, solved.markets) {
        for (expected, found) in zip(left.expiries, right.expiries) {
          #expect(found.forwardSource == .parity)
          let inputs = "\(left.underlying) \(expected.expiry) spot \(left.spot)"
          if let text = mismatch(
            "forward", found.forward, expected.forward, within: .relative(1e-3), inputs: inputs)
          {
            failures.append(text)
          }
        }
      }
      #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    @discardableResult
    static func index(
      _ chain: OptionChain, asOf: String, rows: Int, expiries: Int, share: Double
    ) throws -> UnderlyingMarket {
      #expect(chain.asOf.description == asOf)
      #expect(chain.quotes.count == rows)
      let snapshot = try MarketSnapshot(chains: [chain])
      let market = try #require(snapshot["SPX"])
      #expect(snapshot.diagnostics.quotes == rows)
      #expect(snapshot.diagnostics.dropped.isEmpty)
      #expect(market.expiries.count == expiries)
      #expect(snapshot.diagnostics.solvedForwards.count == expiries)
      #expect(market.expiries.allSatisfy { $0.forwardSource == .parity })
      for expiry in market.expiries {
        let rate = -log(expiry.discountFactor) / expiry.years
        let carry = log(expiry.forward / market.spot)
        #expect((0.005...0.05).contains(rate), "\(expiry.expiry): \(rate)")
        #expect(expiry.years > 2.5 || (0.9...1.01).contains(expiry.discountFactor), "\(expiry.discountFactor)")
        // Dividends are 1 to 2 % a year, so forwards lie between spot and spot grown at the rate.
        #expect((-0.0005...0.0005 + rate * expiry.years).contains(carry), "\(expiry.expiry): \(carry)")
      }
      #expect(withinSpread(market) > share)
      return market
    }

    static func bookSummary(_ chain: OptionChain, rows: Int) throws {
      let number = { (value: Double?) in value.map { "\($0)" } ?? "null" }
      let elements = chain.quotes.map { quote in
        """
        {"instrument_name": "\(quote.contract.name)", "bid_price": \(number(quote.bid)), \
        "ask_price": \(number(quote.ask)), "mark_price": \(number(quote.mark)), \
        "mark_iv": \(number(quote.markVolatility.map { $0 * 100 })), "underlying_price": \(number(quote.forward)), \
        "estimated_delivery_price": \(number(quote.spot)), "open_interest": \(quote.openInterest), \
        "creation_timestamp": \(chain.asOf.secondsSinceEpoch)000}
        """
      }
      let json = "{\"result\": [\(elements.joined(separator: ",\n"))]}"
      let read = try ChainReader.read(InputFile(name: "summary", text: json))
      #expect(read.asOf == chain.asOf)
      #expect(read.quotes.count == rows && chain.quotes.count == rows)
      let failures = zip(read.quotes, chain.quotes).filter { read, quote in
        let isVolatilityClose = Tolerance.relative(1e-15).accepts(read.markVolatility ?? 0, quote.markVolatility ?? 0)
        let prices = [read.bid, read.ask, read.mark, read.forward, read.spot, read.openInterest]
        return read.contract != quote.contract || !isVolatilityClose
          || prices != [quote.bid, quote.ask, quote.mark, quote.forward, quote.spot, quote.openInterest]
      }
      #expect(failures.isEmpty, "\(failures.prefix(3))")
    }

    /// The fraction of near-the-money pairs whose parity forward is inside their spreads.
    private static func withinSpread(_ market: UnderlyingMarket) -> Double {
      var (inside, all) = (0, 0)
      for expiry in market.expiries {
        for pair in ParityPairs.nearestTheMoney(expiry.quotes).prefix(20) {
          guard let spread = pair.spread else { continue }
          all += 1
          let error = pair.difference - expiry.discountFactor * (expiry.forward - pair.strike)
          inside += abs(error) <= spread / 2 ? 1 : 0
        }
      }
      return all == 0 ? .nan : Double(inside) / Double(all)
    }
  }
#endif
