#if Command
  import Foundation
  import TailpoolMarket
  import TailpoolSurfaces
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  /// Chains off known surfaces, with the faults that were put in counted by the program that made them.
  @Suite("Made-up chains")
  struct MadeUpChainTests {
    static let coinChains = ["chain_coin", "chain_crash"]

    private static func chain(_ name: String) throws -> OptionChain {
      try ChainReader.read(path: References.url("made-up/\(name).csv").path)
    }

    /// What the generator counted of a chain.
    private static func counts(_ name: String) throws -> ReferenceCase {
      let file = try References.json("made-up/chains.json")
      let all = ["coin", "index"].flatMap { file[$0] as? [[String: Any]] ?? [] }
      return ReferenceCase(fields: try #require(all.first { $0["name"] as? String == name }))
    }

    private static func real(_ counts: ReferenceCase) -> RealChain {
      RealChain(
        name: counts.text("name"), asOf: counts.text("asOf"), rows: counts.int("rows"),
        withoutBid: counts.int("withoutBid"), withoutAsk: counts.int("withoutAsk"),
        markedWithoutQuotes: counts.int("markedWithoutQuotes"), withoutForward: counts.int("withoutForward"),
        solvedExpiries: counts.int("solvedExpiries"))
    }

    @Test("Coin chains are counted right", arguments: coinChains)
    func diagnostics(_ name: String) throws {
      let counts = try Self.counts(name)
      #expect(counts.int("withoutBid") > 0 && counts.int("withoutAsk") > 0 && counts.int("markedWithoutQuotes") > 0)
      #expect(counts.int("withoutForward") > 0 && counts.int("withoutBid") != counts.int("withoutAsk"))
      try ChainCheck.diagnostics(Self.chain(name), Self.real(counts), expiries: 6)
    }

    @Test("Crossed and one-sided quotes out of the money are left out of surfaces, and counted", arguments: coinChains)
    func excluded(_ name: String) throws {
      let counts = try Self.counts(name)
      let quotes = try MarketSnapshot(chains: [Self.chain(name)]).surfaceQuotes().flatMap(\.expiries)
      #expect(counts.int("crossedOutOfTheMoney") > 0 && counts.int("oneSidedOutOfTheMoney") > 0)
      #expect(quotes.reduce(0) { $0 + $1.excluded.crossed } == counts.int("crossedOutOfTheMoney"))
      #expect(quotes.reduce(0) { $0 + $1.excluded.oneSided } == counts.int("oneSidedOutOfTheMoney"))
    }

    @Test("Parity of marks gives back the quoted forwards", arguments: coinChains)
    func parity(_ name: String) throws { try ChainCheck.parity(Self.chain(name), expiries: 12) }

    @Test("Forwards, also those that are not given, are those of the surface", arguments: coinChains)
    func forwards(_ name: String) throws {
      let (counts, snapshot) = (try Self.counts(name), try MarketSnapshot(chains: [Self.chain(name)]))
      for coin in ["BTC", "ETH"] {
        let known = try #require(counts.object("coins").object(coin).fields["expiries"] as? [[String: Any]])
        let expiries = try #require(snapshot[Underlying(coin)]).expiries
        #expect(known.count == 6 && expiries.count == 6)
        for (expiry, item) in zip(expiries, known) {
          let forward = try #require(item["forward"] as? Double)
          let tolerance = expiry.forwardSource == .quoted ? 0 : 1e-7
          #expect(expiry.expiry.description.hasPrefix(item["date"] as? String ?? "-"))
          #expect(Tolerance.relative(tolerance).accepts(expiry.forward, forward), "\(coin) \(expiry.expiry)")
        }
      }
    }

    @Test("An index chain of two roots has the forwards and discount factors that it was made with")
    func index() throws {
      let counts = try Self.counts("chain_index")
      let market = try ChainCheck.index(
        Self.chain("chain_index"), asOf: counts.text("asOf"), rows: counts.int("rows"), expiries: 6, share: 0.95)
      let known = try #require(counts.fields["expiries"] as? [[String: Any]])
      #expect(market.spot == counts.double("spot") && known.count == 6)
      for (expiry, item) in zip(market.expiries, known) {
        #expect(Set(expiry.quotes.map(\.contract.root)) == [item["root"] as? String ?? ""], "\(expiry.expiry)")
        func number(_ key: String) throws -> Double { try #require(item[key] as? Double) }
        #expect(try Tolerance.relative(1e-12).accepts(expiry.years, number("years")), "\(expiry.expiry)")
        #expect(try Tolerance.relative(2e-4).accepts(expiry.forward, number("forward")), "\(expiry.expiry)")
        #expect(
          try Tolerance.relative(2e-3).accepts(expiry.discountFactor, number("discountFactor")), "\(expiry.expiry)")
      }
    }

    @Test("A coin chain reads the same from the venue's JSON", arguments: coinChains)
    func bookSummary(_ name: String) throws {
      try ChainCheck.bookSummary(Self.chain(name), rows: Self.counts(name).int("rows"))
    }
  }
#endif
