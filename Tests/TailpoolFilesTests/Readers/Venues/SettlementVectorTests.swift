#if Command
  import TailpoolLedger
  import TailpoolVenues
  import Testing
  import _TailpoolTestSupport

  @Suite("Replays of a vault's settlements, from files")
  struct SettlementVectorTests {
    private typealias Files = OptionsVenueFiles

    /// The premium of the reference is nothing: at a rate of 10⁻¹⁸ a year each purchase costs one base unit, the least there is.
    /// All six rows can be put so; what else is locked in a row is a contract that expires later than all that is settled.
    @Test("Assets and collateral after expiries are settled, every row to 1e-8")
    func settlement() throws {
      let cases = try ReferenceCase.cases("pools/09_settle_expired_premia")
      #expect(cases.count == 6)
      for item in cases {
        let isCall = item.flag("isCall")
        let payoff = isCall ? "inverseCall" : "linearPut"
        var (rows, trades) = ([Files.index(1_300)], [Files.Row]())
        var left = UInt128(item.double("initialLocked")) * Files.unit
        func sell(_ id: String, strike: Double, _ size: Int, collateral: UInt128, expiry: Int64) {
          rows.append(
            Files.list(id, payoff, strike: strike, expiry: expiry, size: Files.unit, collateral: collateral))
          trades.append(Files.trade("buy", id, size))
          left -= collateral * UInt128(size)
        }
        var ends: [Files.Row] = []
        let maturities = try #require(item.fields["maturities"] as? [[String: Any]]).map(ReferenceCase.init)
        for (place, maturity) in maturities.enumerated() {
          let expiry = 172_800 + Int64(place) * 10_000
          for position in try #require(maturity.fields["positions"] as? [[String: Any]]).map(ReferenceCase.init) {
            let strike = position.double("strike")
            sell(
              "\(place) \(strike)", strike: strike, position.int("size"),
              collateral: isCall ? Files.unit : UInt128(strike) * Files.unit, expiry: expiry)
          }
          ends += [
            Files.index(maturity.double("price"), at: expiry - 1_800),
            ["time": Files.time(expiry), "action": "settle", "expiry": Files.time(expiry)],
          ]
        }
        if left > 0 { sell("later", strike: 1_300, 1, collateral: left, expiry: 864_000) }
        rows += Files.liquidity(UInt128(item.double("initialAssets")) * Files.unit) + trades + ends
        let replay = try Files.replay(
          Files.venue(
            "flat-rate", settlement: isCall ? "coin" : "cash",
            """
            "rate": "0.000000000000000001", "reserve": 0, "strikeTolerance": 0.6, "leastSeconds": 0, "mostSeconds": 31536000
            """), rows, as: FlatRateCurve.self)
        #expect(replay.totals.refused == 0, "\(replay.records.compactMap(\.refusal)) \(item)")
        let (assets, locked) = (replay.venue.pool.cash(), replay.venue.pool.lockedCollateral)
        #expect(abs(Double(assets) / 1e18 - item.double("assetsAfter")) < 1e-8, "\(assets) \(item)")
        #expect(abs(Double(locked) / 1e18 - item.double("lockedAfter")) < 1e-8, "\(locked) \(item)")
        #expect(replay.venue.audit() == [], "\(item)")
      }
    }
  }
#endif
