#if Command
  import TailpoolLedger
  import TailpoolMarket
  import TailpoolVenues
  import Testing

  @testable import TailpoolFiles

  @Suite("A pool with an impact for imbalance, from files")
  struct ImbalanceVenueTests {
    static let venue = """
      {"venue": "imbalance-impact", "token0": "ETH", "token1": "USDC", "decimals0": 9, "decimals1": 9, "feeMillionths": 500,
       "positiveDepth": "5000000000000000", "negativeDepth": 5000000000000000, "exponentMillionths": 2000000,
       "greatestAge": 60, "opening": "2026-01-01T00:00:00Z"}
      """
    static let orders = """
      time,action,low,high,owner,amount0,amount1,leastShares,trader,least,most,shares,least0,least1
      2026-01-01T00:00:00Z,index,1000000000000000000000000000000,1000000000000000000000000000000,,,,,,,,,,
      2026-01-01T00:00:00Z,mint,,,Ada,50000000000000,50000000000000,0,,,,,,
      2026-01-01T00:00:10Z,sell,,,,25000000000000,,,Bob,0,,,,
      2026-01-01T00:00:20Z,buy,,,,12500000000000,,,Bob,,99999999999999,,,
      2026-01-01T00:02:00Z,sell,,,,25000000000000,,,Eve,0,,,,
      2026-01-01T00:03:00Z,burn,,,Ada,,,,,,,1000,0,0

      """

    @Test("Terms and orders are read, replayed, written and replayed from the journal")
    func replays() throws {
      let description = try VenueReader.read(MadeUp.file(Self.venue))
      let terms = try #require(description.terms as? ImbalancePoolTerms)
      #expect(terms.positiveDepth == terms.negativeDepth && terms.greatestAge == 60 && terms.feeMillionths == 500)
      let orders = try OrdersReader.read(MadeUp.file(Self.orders), as: ImbalancePoolEvent.self)
      let replay = try VenueReplay<ImbalancePool>(terms, scale: description.scale, orders: orders)
      #expect(replay.totals.taken == 5 && replay.records[4].refusal == .staleIndex(age: 120, most: 60))
      #expect(replay.records[0].party == .protocolFees && replay.records[0].price == 1)
      // The impact of 500 dollars, less than a dollar of it for the fee that stays in the pool.
      let sold = try #require(replay.records[2].fill)
      #expect(sold.fee == TokenAmounts(.zero, 12_500_000_000))
      #expect(sold.flow.out1 > 24_486_500_000_000 && sold.flow.out1 < 24_488_500_000_000, "\(sold)")
      // Paid in at the index less the fee and the rest: the cost of the first trade is the impact.
      #expect(abs(replay.records[2].totals.rebalancingResult - 499.75) < 0.25, "\(replay.records[2].totals)")
      #expect(FillTable.text(replay.records).contains("the index price is 120 seconds old where 60 is the most"))
      let journal = VenueJournal.text(terms, replay.taken)
      let again = try VenueJournal.replay(
        MadeUp.file(journal.lines), as: ImbalancePool.self, digest: journal.digest)
      #expect(again.venue == replay.venue)
      #expect(replay.eventValue.canonicalJSON.contains("\"impactPool\":\"\(replay.venue.impactPool)\""))
      for order in orders { #expect(try ImbalancePoolEvent(order.eventValue) == order) }
    }

    @Test("What is out of its range is a problem at its place")
    func problems() {
      func message(_ text: String) -> String {
        do {
          _ = try VenueReader.read(MadeUp.file(text))
          return "taken"
        } catch { return "\(error)" }
      }
      #expect(
        message(Self.venue.marked("\"positiveDepth\": \"5", "\"positiveDepth\": \"4")).contains(
          ":2:19: positiveDepth is \"4000000000000000\"; expected units of token 1, not below negativeDepth"))
      #expect(message(Self.venue.marked("\"greatestAge\": 60, ", "")).contains("\"greatestAge\" is missing"))
      #expect(
        message(Self.venue.marked("\"greatestAge\"", "\"price\": 3, \"greatestAge\"")).contains("has no \"price\""))
    }
  }
#endif
