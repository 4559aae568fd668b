#if Command
  import TailpoolMarket
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolVenues

  /// The options venues' own tests as files of orders, read and replayed.
  @Suite("Replays of options venues' own tests, from files")
  struct OptionsVenueVectorTests {
    private typealias Files = OptionsVenueFiles

    @Test("The sequence of one strike: each trade is paid what the anchor's tests say, with its spot and option fees")
    func volatilityImpact() throws {
      let cases = try ReferenceCase.cases("pools/15_lyra_mechanism_sequence")
      var rows =
        [
          Files.index(3_000),
          Files.list("C", "linearCall", strike: 3_000, expiry: 14 * 86_400, size: Files.unit, collateral: 1),
        ] + Files.liquidity(1_000_000 * Files.unit)
      // Who sells more than it holds writes all of it, and covers what it buys next.
      let actions = ["buy", "write", "cover", "buy", "sell", "buy"]
      for (item, action) in zip(cases.dropFirst(), actions) {
        let seconds = Int64(item.double("Trade Times") * 3_600)
        rows += [
          Files.index(item.double("Spot"), at: seconds),
          Files.trade(
            action, "C", Int(abs(item.double("TradeSize"))), at: seconds,
            collateral: action == "write" ? Files.most : ""),
        ]
      }
      let replay = try Files.replay(
        Files.venue(
          "volatility-impact", settlement: "cash", rate: 60_000,
          """
          "premium": "postTrade", "volatility": 1, "standardSize": 150, "skewFactor": 1, "optionFee": 0.01, "spotFee": 0.001,
          "leastBase": 0.05, "mostBase": 5, "leastSkew": 0.2, "mostSkew": 5, "leastVolatility": 0.05, "mostVolatility": 5,
          "leastDelta": 0, "cutoffSeconds": 0
          """), rows, as: VolatilityImpactCurve.self)
      #expect(replay.totals.refused == 0, "\(replay.records.compactMap(\.refusal))")
      let trades = replay.records.filter { $0.fill?.contract != nil }
      try #require(trades.count == 6 && cases.count == 7)
      for (record, item) in zip(trades, cases.dropFirst()) {
        let fill = try #require(record.fill)
        let (premium, fee) = (item.double("Premiums"), item.double("SpotFees") + item.double("OptionFees"))
        let isPurchase = item.double("TradeSize") > 0
        let found = (isPurchase ? fill.flow.in1 : fill.flow.out1).approximation / 1e18
        let expected = isPurchase ? premium + fee : premium - fee
        #expect(abs(found / expected - 1) < 1.5e-12, "\(item): \(found)")
        #expect(abs(fill.fee.amount1.approximation / 1e18 / fee - 1) < 1.5e-12, "\(item): \(fill.fee)")
        // Never less than the premium from a buyer, nor more than it to a seller.
        #expect(isPurchase ? found >= expected * (1 - 2e-15) : found <= expected * (1 + 2e-15), "\(item): \(found)")
      }
      #expect(replay.venue.audit() == [])
    }

    @Test("The quote of an underwriter's vault: fair premium times the level, with the minting fee, in coin")
    func utilization() throws {
      let item = try #require(try ReferenceCase.cases("pools/07_quote_premia").first)
      func contract(_ id: String, size: UInt128) -> Files.Row {
        Files.list(id, "inverseCall", strike: 1_100, expiry: 7 * 86_400 + 10_800, size: size, collateral: size)
      }
      func index(_ seconds: Int64) -> Files.Row { Files.index(1_000, at: seconds, volatility: "1540000") }
      // A trade of a billionth of an ether three hours before is the last one, and uses next to nothing of the pool.
      let rows =
        [index(0), contract("C", size: Files.unit), contract("D", size: 1_000_000_000)]
        + Files.liquidity(5 * Files.unit)
        + [Files.trade("buy", "D", 1), index(10_800), Files.trade("buy", "C", 3, at: 10_800)]
      let replay = try Files.replay(
        Files.venue(
          "utilization-level", settlement: "coin", rate: 10_000,
          """
          "steepness": 3, "least": 1.05, "most": 1.2, "decayPerHour": 0.005, "mintingFee": 0.003, "leastSeconds": 0,
          "mostSeconds": 31536000, "leastDelta": 0.1, "mostDelta": 0.7
          """), rows, as: UtilizationCurve.self)
      #expect(replay.totals.refused == 0, "\(replay.records.compactMap(\.refusal))")
      let fill = try #require(replay.records.last?.fill)
      let paid = fill.flow.in0.approximation / 1e18
      // The dust before it is 10⁻⁹ of what is in use.
      #expect(abs(paid - item.double("quote_formula")) < 1e-9, "\(paid) \(item)")
      #expect(abs(paid - item.double("quote_anchor")) < item.double("tol"), "\(paid) \(item)")
      #expect(abs(fill.fee.amount0.approximation / 1e18 - item.double("mintingFee")) < 1e-14, "\(fill.fee)")
      let locked = try replay.venue.pool.value(at: replay.venue.time).lockedSpread
      #expect(abs(Double(locked) / 1e18 - item.double("spread")) < 1e-9, "\(locked)")
      #expect(replay.venue.audit() == [])
    }
  }
#endif
