#if Command
  import TailpoolLedger
  import TailpoolMarket
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolVenues

  /// How far trades move the volatility, and what they cost on the way, at a venue of files.
  @Suite("Replays of moves of the volatility, from files")
  struct VolatilityMoveVectorTests {
    private typealias Files = OptionsVenueFiles
    private typealias Replay = VenueReplay<OptionsVenue<VolatilityImpactCurve>>

    private static let bounds =
      """
      "leastBase": "0.000000000000000001", "mostBase": 5, "leastSkew": "0.000000000000000001", "mostSkew": 5,
      "leastVolatility": "0.000000000000000001", "mostVolatility": 5, "leastDelta": 0, "cutoffSeconds": 0
      """

    /// One row a venue can only come up to: that which leaves a skew of exactly 0, for a venue's least skew is above 0.
    @Test("Base volatility and skew after a trade, to the last of eighteen places; below zero, and at it, is refused")
    func impact() throws {
      let cases = try ReferenceCase.cases("pools/12_lyra_iv_impact")
      #expect(cases.count == 9)
      for item in cases {
        let rows =
          [
            Files.index(1_000),
            Files.list("C", "linearCall", strike: 1_000, expiry: 14 * 86_400, size: Files.unit, collateral: 1),
          ] + Files.liquidity(1_000_000 * Files.unit) + [
            Files.trade(
              item.flag("poolSells") ? "buy" : "write", "C", item.int("amount"),
              collateral: item.flag("poolSells") ? "" : Files.most)
          ]
        let replay = try Files.replay(
          Files.venue(
            "volatility-impact", settlement: "cash",
            """
            "volatility": \(item.double("baseIv")), "skew": \(item.double("skew")), "standardSize": \(item.double("standardSize")),
            "skewFactor": \(item.double("skewAdjustmentFactor")), \(Self.bounds)
            """), rows, as: VolatilityImpactCurve.self)
        let curve = replay.venue.curve
        let (base, skew) = (item.double("newBaseIv"), item.double("newSkew"))
        guard base > 0, skew > 0 else {
          guard case .curve(let refusal)? = replay.records.last?.refusal else {
            Issue.record("\(item) is taken")
            continue
          }
          // Of the two that are below zero it is the base volatility, which is looked at first, or the skew alone.
          switch refusal {
          case .volatility(let after, _, _): #expect(after < 0, "\(item)")
          case .skew(let after, _, _): #expect(after <= 0, "\(item)")
          default: Issue.record("\(refusal) \(item)")
          }
          #expect(curve.bases.isEmpty && curve.skews.isEmpty, "\(item)")
          continue
        }
        #expect(replay.totals.refused == 0, "\(replay.records.compactMap(\.refusal)) \(item)")
        #expect(try curve.bases.values.map(curve.base) == [try #require(FixedDecimal(base))], "\(item)")
        #expect(try curve.skews.values.map(curve.skew) == [try #require(FixedDecimal(skew))], "\(item)")
      }
    }

    /// A row's time in whole seconds, and its rate in millionths; where one of them is none, a price is of volatility² × time and rate ×
    /// time alone, so that the row is put at another time, with its volatilities times the root of their quotient.
    private static func clock(_ item: ReferenceCase) throws -> (seconds: Int64, rate: Int, factor: Double) {
      let (years, rate) = (item.double("expiry"), item.double("interestRate"))
      let known: [Double: (Int64, Int)] = [0.0384: (1_211_142, 0), 0.0822: (2_430_243, 32_000), 0.05: (1_576_800, 0)]
      let (seconds, millionths) = try #require(known[years], "\(item)")
      let ratio = years * 31_536_000 / Double(seconds)
      #expect(abs(rate * ratio - Double(millionths) / 1e6) < 1e-15, "\(item)")
      return (seconds, millionths, ratio.squareRoot())
    }

    /// Trades of sizes, one after the other, above zero where the pool sells; a contract is half an option.
    private static func replay(_ item: ReferenceCase, _ sizes: [Double], premium: String) throws -> Replay {
      let (seconds, rate, factor) = try clock(item)
      var (rows, held) = ([Files.Row](), 0)
      for size in sizes where size != 0 {
        let contracts = Int(2 * size)
        // Who sells what it does not hold writes it, and covers it first when it buys.
        if contracts > 0 {
          let covered = min(contracts, max(-held, 0))
          #expect(covered == 0 || covered == contracts || sizes.count == 2, "\(item)")
          if covered > 0 { rows.append(Files.trade("cover", "C", covered)) }
          if contracts > covered { rows.append(Files.trade("buy", "C", contracts - covered)) }
        } else {
          rows.append(
            held >= -contracts
              ? Files.trade("sell", "C", -contracts)
              : Files.trade("write", "C", -contracts, collateral: Files.most))
        }
        held += contracts
      }
      let listed = Files.list(
        "C", "linearCall", strike: item.double("strike"), expiry: seconds, size: Files.unit / 2, collateral: 1)
      let slope = item.double("slope") * factor
      let replay = try Files.replay(
        Files.venue(
          "volatility-impact", settlement: "cash", rate: rate,
          """
          "premium": "\(premium)", "volatility": "\(try decimal(item.double("v0") * factor))",
          "standardSize": "\(try decimal(0.01 / slope))", "skewFactor": 0, \(bounds)
          """), [Files.index(item.double("spot")), listed] + Files.liquidity(1_000_000 * Files.unit) + rows,
        as: VolatilityImpactCurve.self)
      #expect(replay.totals.refused == 0, "\(replay.records.compactMap(\.refusal)) \(item)")
      #expect(replay.venue.audit() == [], "\(item)")
      return replay
    }

    private static func decimal(_ value: Double) throws -> String { try #require(FixedDecimal(value)).text }

    /// What the trades after the first few have paid, less what they were paid, in base units.
    private static func paid(_ replay: Replay, after first: Int) -> Double {
      replay.records.filter { $0.fill?.contract != nil }.dropFirst(first).reduce(0) { sum, record in
        guard let fill = record.fill, let trade = fill.contract else { return sum }
        // Collateral, which comes in with what is written and goes out with what covers it, is no part of the premium.
        return trade.contracts > 0 ? sum + fill.flow.in1.approximation : sum - fill.flow.out1.approximation
      }
    }

    /// To 1.5e-12 of what changes hands, which is the margin of 2⁻⁴⁰ and the error that the curve itself knows of, and a base unit a trade; and
    /// against the taker.
    private static func check(
      _ found: Double, _ expected: Double, of moved: Double, trades: Double, _ item: ReferenceCase
    ) {
      #expect(abs(found - expected) <= 1.5e-12 * moved + trades, "\(found) for \(expected): \(item)")
      #expect(found >= expected - 1e-13 * moved, "\(found) for \(expected): \(item)")
    }

    private static func amount(_ item: ReferenceCase, _ name: String) throws -> Double {
      try #require(Double(item.text(name)), "\(name) of \(item)") * 1e18
    }

    /// A venue's volatility moves in a line and nothing yields, so that 17 of the 48 rows can be put: the others' volatilities move
    /// exponentially or with a variance in a line, or their underlying has a yield. Volatilities are of eighteen places.
    @Test(
      "Premiums along a line, their splits and their round trips; at the volatility after the trade, pieces cost less")
    func pathIndependence() throws {
      let all = try ReferenceCase.cases("pools/52_path_independent_quote")
      let cases = all.filter { $0.text("curve") == "linear" && $0.double("dividendYield") == 0 }
      #expect(all.count == 48 && cases.count == 17)
      for item in cases {
        switch item.text("fn") {
        case "quote":
          let (inventory, size) = (item.double("inventory"), item.double("size"))
          let (before, after) = (
            try Self.replay(item, [inventory], premium: "pathIndependent"),
            try Self.replay(item, [inventory, size], premium: "pathIndependent")
          )
          let expected = try Self.amount(item, "premium")
          Self.check(
            Self.paid(after, after: 0) - Self.paid(before, after: 0), expected, of: abs(expected), trades: 2, item)
        case "split":
          let sizes = [item.double("inventory"), item.double("size1"), item.double("size2")]
          let replay = try Self.replay(item, sizes, premium: "pathIndependent")
          let parts = [try Self.amount(item, "premium1"), try Self.amount(item, "premium2")]
          let total = try Self.amount(item, "premiumTotal")
          Self.check(
            Self.paid(replay, after: 1), total, of: parts.reduce(0) { $0 + abs($1) }, trades: 2, item)
          let whole = try Self.replay(item, [sizes[0], sizes[1] + sizes[2]], premium: "pathIndependent")
          Self.check(Self.paid(whole, after: 1), total, of: abs(total), trades: 1, item)
        case "splitMany":
          let pieces = item.int("pieces")
          let sizes = [Double](repeating: item.double("size") / Double(pieces), count: pieces)
          for (premium, name) in [("pathIndependent", "premiumTotal"), ("postTrade", "postTradeVolTotal")] {
            let expected = try Self.amount(item, name)
            Self.check(
              Self.paid(try Self.replay(item, sizes, premium: premium), after: 0), expected, of: expected,
              trades: Double(pieces), item)
          }
        default: Issue.record("\(item)")
        }
      }
    }
  }
#endif
