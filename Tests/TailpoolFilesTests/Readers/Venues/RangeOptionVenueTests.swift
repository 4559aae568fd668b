#if Command
  import TailpoolLedger
  import TailpoolMarket
  import TailpoolVenues
  import Testing

  @testable import TailpoolFiles

  @Suite("Options from ranges, from files")
  struct RangeOptionVenueTests {
    static let venue = """
      {"venue": "range-options", "token0": "ETH", "token1": "USDC", "decimals0": 9, "decimals1": 9, "feeMillionths": 3000,
       "tickSpacing": 60, "price": 1, "penaltyBasisPoints": 1000, "liquidatorBasisPoints": 5000,
       "opening": "2026-01-01T00:00:00Z"}
      """
    static let orders = """
      time,action,owner,lower,upper,liquidity,most0,most1,trader,pays,exact,units,sqrtPriceLimitX96,allowed,amount0,amount1,type,side,bound0,bound1,liquidator
      1767225600,mint,LP,-6000,6000,1000000000000,99999999999999,99999999999999,,,,,,,,,,,,,
      1767225600,deposit,Pat,,,,,,,,,,,,10000000000,10000000000,,,,,
      1767225600,deposit,Ada,,,,,,,,,,,,0,1000000000,,,,,
      1767225601,open,Ada,-120,-60,1000000000000,,,,,,,,,,,put,short,0,9999999999,
      1767225602,open,Pat,-120,-60,500000000000,,,,,,,,,,,put,long,0,0,
      1767225603,swap,,,,,,,Bob,token0,paidIn,30000000000,,0,,,,,,,
      1767225604,close,Pat,-120,-60,,,,,,,,,,,,put,long,9999999999,9999999999,
      1767225605,liquidate,Ada,,,,,,,,,,,,,,,,,,Pat
      1767225606,withdraw,Pat,,,,,,,,,,,,1,1,,,,,

      """

    @Test("Terms and orders are read, replayed, written and replayed from the journal")
    func replays() throws {
      let description = try VenueReader.read(MadeUp.file(Self.venue))
      let terms = try #require(description.terms as? RangeOptionTerms)
      #expect(terms.pool.sqrtPriceX96 == UInt256(UInt128(1) << 96) && terms.penaltyBasisPoints == 1_000)
      let orders = try OrdersReader.read(MadeUp.file(Self.orders), as: RangeOptionEvent.self)
      let replay = try VenueReplay<RangeOptionPool>(terms, scale: description.scale, orders: orders)
      #expect(
        replay.records.map { $0.refusal == nil } == [true, true, true, true, true, true, true, false, true],
        "\(replay.records.map(\.refusal))")
      #expect(replay.records[7].refusal?.words.hasPrefix("the account has ") == true)
      #expect(replay.venue.audit().isEmpty && replay.totals.trades == 1)
      let journal = VenueJournal.text(terms, replay.taken)
      let again = try VenueJournal.replay(
        MadeUp.file(journal.lines), as: RangeOptionPool.self, digest: journal.digest)
      #expect(again.venue == replay.venue)
      for order in orders { #expect(try RangeOptionEvent(order.eventValue) == order) }
      // The price fell to 0.94, through the range: the put gained some 5 % of its strike, of a premium of 0.4 %.
      let statements = try replay.ownerStatements()
      #expect(statements.map(\.owner) == ["Ada", "LP", "Pat"])
      let (ada, pat) = (try #require(statements.first?.result), try #require(statements.last?.result))
      #expect(pat > 0.05 && ada < -0.1 && replay.price.map { $0 < 0.95 } == true, "\(ada) \(pat)")
      #expect(replay.eventValue.canonicalJSON.contains("\"side\":\"short\""))
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
        message(Self.venue.marked("1000,", "10001,")).contains(
          "penaltyBasisPoints is 10001.0; expected a whole number from 0 to 10,000"))
      #expect(message(Self.venue.marked("\"tickSpacing\": 60, ", "")).contains("\"tickSpacing\" is missing"))
    }
  }
#endif
