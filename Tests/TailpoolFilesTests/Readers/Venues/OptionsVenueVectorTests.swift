#if Command
  import TailpoolLedger
  import TailpoolMarket
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles
  @testable import TailpoolVenues

  /// The options venues' own tests as files of orders, read and replayed.
  @Suite("Replays of options venues' own tests, from files")
  struct OptionsVenueVectorTests {
    private static let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)

    private static func venue(_ kind: String, settlement: String, _ curve: String) -> String {
      """
      {"venue": "\(kind)", "token0": "ETH", "token1": "USD", "decimals0": 18, "decimals1": 18, "settlement": "\(settlement)",
       "rateMillionths": \(kind == "volatility-impact" ? 60_000 : 10_000), "greatestIndexAge": 604800,
       "markSpreadMillionths": 0, "noticeSeconds": 0, "gateBasisPoints": 10000, "settlementWindow": 1800,
       "shorts": "margined", "penaltyBasisPoints": 2000, "reserveBasisPoints": 3000, "liquidatorBasisPoints": 4000,
       "leastPenalty": 0, "opening": "2026-01-01T00:00:00Z", \(curve)}
      """
    }

    private static let columns = [
      "time", "action", "owner", "trader", "contract", "id", "underlying", "payoff", "expiry", "strike", "size",
      "collateral", "price", "volatilityMillionths", "assets", "leastShares", "contracts", "most", "least",
    ]

    private static func orders(_ rows: [[String: String]]) -> String {
      ([columns.joined(separator: ",")] + rows.map { row in columns.map { row[$0] ?? "" }.joined(separator: ",") })
        .joined(separator: "\n") + "\n"
    }

    private static func replay<Curve: OptionCurve>(
      _ venue: String, _ orders: String, as curve: Curve.Type
    ) throws -> VenueReplay<OptionsVenue<Curve>> {
      let description = try VenueReader.read(MadeUp.file(venue))
      let terms = try #require(description.terms as? OptionsVenueTerms<Curve>)
      let orders = try OrdersReader.read(MadeUp.file(orders), as: OptionsVenueEvent.self)
      return try VenueReplay(terms, scale: description.scale, orders: orders)
    }

    @Test("The sequence of one strike: each trade is paid what the anchor's tests say, with its spot and option fees")
    func volatilityImpact() throws {
      let cases = try ReferenceCase.cases("pools/15_lyra_mechanism_sequence")
      var rows: [[String: String]] = [
        ["time": "2026-01-01T00:00:00Z", "action": "index", "price": "300000000000"],
        [
          "time": "2026-01-01T00:00:00Z", "action": "list", "id": "C", "underlying": "ETH", "payoff": "linearCall",
          "expiry": "2026-01-15T00:00:00Z", "strike": "300000000000", "size": "1000000000000000000", "collateral": "1",
        ],
        [
          "time": "2026-01-01T00:00:00Z", "action": "enter", "owner": "Ada", "assets": "1000000000000000000000000",
          "leastShares": "0",
        ],
        ["time": "2026-01-01T00:00:00Z", "action": "process"],
      ]
      // Who sells more than it holds writes all of it, and covers what it buys next.
      let actions = ["buy", "write", "cover", "buy", "sell", "buy"]
      for (item, action) in zip(cases.dropFirst(), actions) {
        let time = "\(Self.opening.advanced(bySeconds: Int64(item.double("Trade Times") * 3_600)))"
        rows.append(["time": time, "action": "index", "price": "\(Int(item.double("Spot")))00000000"])
        var row = [
          "time": time, "action": action, "trader": "Bob", "contract": "C",
          "contracts": "\(Int(abs(item.double("TradeSize"))))",
        ]
        row[item.double("TradeSize") > 0 ? "most" : "least"] =
          item.double("TradeSize") > 0 ? "1000000000000000000000000" : "0"
        if action == "write" { row["collateral"] = "1000000000000000000000000" }
        rows.append(row)
      }
      let replay = try Self.replay(
        Self.venue(
          "volatility-impact", settlement: "cash",
          """
          "premium": "postTrade", "volatility": 1, "standardSize": 150, "skewFactor": 1, "optionFee": 0.01, "spotFee": 0.001,
          "leastBase": 0.05, "mostBase": 5, "leastSkew": 0.2, "mostSkew": 5, "leastVolatility": 0.05, "mostVolatility": 5,
          "leastDelta": 0, "cutoffSeconds": 0
          """), Self.orders(rows), as: VolatilityImpactCurve.self)
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
      func contract(_ id: String, size: String) -> [String: String] {
        [
          "time": "2026-01-01T00:00:00Z", "action": "list", "id": id, "underlying": "ETH", "payoff": "inverseCall",
          "expiry": "2026-01-08T03:00:00Z", "strike": "110000000000", "size": size, "collateral": size,
        ]
      }
      func index(_ time: String) -> [String: String] {
        ["time": time, "action": "index", "price": "100000000000", "volatilityMillionths": "1540000"]
      }
      func trade(_ action: String, _ contract: String, _ time: String, _ contracts: String) -> [String: String] {
        [
          "time": time, "action": action, "trader": "Bob", "contract": contract, "contracts": contracts,
          action == "buy" ? "most" : "least": action == "buy" ? "1000000000000000000" : "0",
        ]
      }
      // A trade of a billionth of an ether three hours before is the last one, and uses next to nothing of the pool.
      let rows = [
        index("2026-01-01T00:00:00Z"), contract("C", size: "1000000000000000000"), contract("D", size: "1000000000"),
        [
          "time": "2026-01-01T00:00:00Z", "action": "enter", "owner": "Ada", "assets": "5000000000000000000",
          "leastShares": "0",
        ], ["time": "2026-01-01T00:00:00Z", "action": "process"], trade("buy", "D", "2026-01-01T00:00:00Z", "1"),
        index("2026-01-01T03:00:00Z"), trade("buy", "C", "2026-01-01T03:00:00Z", "3"),
      ]
      let replay = try Self.replay(
        Self.venue(
          "utilization-level", settlement: "coin",
          """
          "steepness": 3, "least": 1.05, "most": 1.2, "decayPerHour": 0.005, "mintingFee": 0.003, "leastSeconds": 0,
          "mostSeconds": 31536000, "leastDelta": 0.1, "mostDelta": 0.7
          """), Self.orders(rows), as: UtilizationCurve.self)
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
