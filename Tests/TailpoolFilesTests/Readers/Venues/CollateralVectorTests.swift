#if Command
  import TailpoolLedger
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles
  @testable import TailpoolVenues

  @Suite("Replays of collateral, from files")
  struct CollateralVectorTests {
    private typealias Files = OptionsVenueFiles

    /// A refusal says what must be there; so much is enough, and a unit less is not.
    @Test("The least collateral of a short option, every row to 1e-9")
    func shorts() throws {
      let cases = try ReferenceCase.cases("pools/40_min_collateral_lyra")
      #expect(cases.count == 5)
      for item in cases {
        let kind = item.text("kind")
        let isCoin = kind == "callBase"
        let payoff = isCoin ? "inverseCall" : kind == "callQuote" ? "linearCall" : "linearPut"
        func written(_ collaterals: [UInt128]) throws -> [VenueRecord] {
          let writes = collaterals.map {
            Files.trade("write", "C", Int((item.double("amount") * 10).rounded()), collateral: "\($0)")
          }
          let listed = Files.list(
            "C", payoff, strike: item.double("strike"), expiry: Int64(item.int("seconds")), size: Files.unit / 10,
            collateral: 1)
          let replay = try Files.replay(
            Files.venue(
              "volatility-impact", settlement: isCoin ? "coin" : "cash",
              """
              "volatility": 1, "standardSize": 100, "leastBase": 0.05, "mostBase": 5, "leastSkew": 0.2, "mostSkew": 5,
              "leastVolatility": 0.05, "mostVolatility": 5, "leastDelta": 0, "cutoffSeconds": 0
              """),
            [Files.index(item.double("spot")), listed] + Files.liquidity(1_000_000 * Files.unit) + writes,
            as: VolatilityImpactCurve.self)
          #expect(replay.venue.audit() == [], "\(item)")
          return Array(replay.records.suffix(collaterals.count))
        }
        guard case .tooLittleCollateral(_, let expected)? = try written([0])[0].refusal else {
          Issue.record("\(item) needs no collateral")
          continue
        }
        let least = try expected.narrowed()
        #expect(abs(Double(least) / 1e18 - item.double("minCollateral")) < 1e-9, "\(least) \(item)")
        let records = try written([least - 1, least])
        #expect(records.map { $0.fill != nil } == [false, true], "\(records) \(item)")
      }
    }

    // MARK: - By utilization

    private static let venue = """
      {"venue": "range-options", "token0": "ETH", "token1": "USDC", "decimals0": 9, "decimals1": 9, "feeMillionths": 3000,
       "tickSpacing": 60, "price": 1, "penaltyBasisPoints": 1000, "liquidatorBasisPoints": 5000,
       "opening": "2026-01-01T00:00:00Z"}
      """
    private static let columns = [
      "time", "action", "owner", "lower", "upper", "liquidity", "amount0", "amount1", "type", "side", "bound0",
      "bound1",
    ]

    /// Ada has tokens 0 enough, and so much of token 1; both sell or buy puts below the price, which are of token 1 alone.
    private static func replay(
      deposit: UInt128, sold: UInt128, bought: UInt128
    ) throws -> VenueReplay<RangeOptionPool> {
      func funded(_ owner: String, _ amount1: UInt128) -> [String: String] {
        ["action": "deposit", "owner": owner, "amount0": "1000000000000000000", "amount1": "\(amount1)"]
      }
      func put(_ owner: String, _ side: String, _ liquidity: UInt128) -> [String: String] {
        [
          "action": "open", "owner": owner, "lower": "-120", "upper": "-60", "liquidity": "\(liquidity)", "type": "put",
          "side": side, "bound0": "0", "bound1": side == "short" ? "\(UInt128.max)" : "0",
        ]
      }
      var rows = [funded("Ada", deposit), funded("Pat", 0), put("Ada", "short", sold)]
      if bought > 0 { rows.append(put("Pat", "long", bought)) }
      let lines = [columns] + rows.map { row in columns.map { $0 == "time" ? "1767225600" : row[$0] ?? "" } }
      let description = try VenueReader.read(MadeUp.file(venue))
      let terms = try #require(description.terms as? RangeOptionTerms)
      let orders = try OrdersReader.read(
        MadeUp.file(lines.map { $0.joined(separator: ",") + "\n" }.joined()), as: RangeOptionEvent.self)
      let replay = try VenueReplay<RangeOptionPool>(terms, scale: description.scale, orders: orders)
      #expect(replay.totals.refused == 0, "\(replay.records.compactMap(\.refusal))")
      #expect(replay.venue.audit() == [])
      return replay
    }

    /// What sellers took less what buyers took out: without a buyer the whole token 1 of the range, which is a put's notional.
    private static func lent(sold: UInt128, bought: UInt128 = 0) throws -> UInt128 {
      try #require(UInt128(exactly: try replay(deposit: 1 << 80, sold: sold, bought: bought).venue.lent.token1))
    }

    private static func part(_ notional: UInt128, _ basisPoints: Int) throws -> UInt256 {
      UInt256(try mulDiv(notional, UInt128(basisPoints), 10_000, rounding: .up))
    }

    /// A pool comes to a utilization by what its sellers took of what was brought. Two rows it can only come up to: at 0 nobody has sold, so
    /// that the row of 0 stands at 1, and what a buyer took out is free, so that a buyer's row of 10,000 stands at 9,900; the ratios are
    /// the same there. The ratios of strangles cannot be put: legs are not netted.
    @Test("The ratios of sellers and of buyers by utilization, to the unit")
    func utilization() throws {
      let cases = try ReferenceCase.cases("pools/23_panoptic_collateral")
      #expect(cases.count == 8)
      let (sold, bought) = (UInt128(1) << 70, (UInt128(1) << 70) / 100)
      let (whole, hundredth) = (try Self.lent(sold: sold), try Self.lent(sold: bought))
      let rest = try Self.lent(sold: sold, bought: bought)
      for item in cases {
        let level = UInt128(max(item.int("utilisationBps"), 1))
        let seller = try Self.replay(
          deposit: try mulDiv(whole, 10_000, level, rounding: .up), sold: sold, bought: 0
        ).venue
        #expect(UInt128(seller.utilization.token1) == level, "\(item)")
        let sellers = try Self.part(whole, item.int("sellRatioBps"))
        #expect(try seller.collateral(of: "Ada").requirement == sellers, "\(item)")
        let least = min(level, 9_900)
        let buyer = try Self.replay(
          deposit: try mulDiv(rest, 10_000, least, rounding: .up), sold: sold, bought: bought
        ).venue
        #expect(UInt128(buyer.utilization.token1) == least, "\(item)")
        #expect(
          try buyer.collateral(of: "Pat").requirement == Self.part(hundredth, item.int("buyRatioBps")), "\(item)")
      }
    }
  }
#endif
