#if Command
  import TailpoolLedger
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles
  @testable import TailpoolVenues

  /// Options venues and orders as their files have them, read and replayed.
  enum OptionsVenueFiles {
    typealias Row = [String: String]

    static let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
    /// A whole token, a limit that nothing passes, and a deposit of a million tokens.
    static let unit: UInt128 = 1_000_000_000_000_000_000
    static let most = "1000000000000000000000000"

    static func time(_ seconds: Int64) -> String { "\(opening.advanced(bySeconds: seconds))" }

    static func venue(_ kind: String, settlement: String, rate: Int = 0, _ curve: String) -> String {
      """
      {"venue": "\(kind)", "token0": "ETH", "token1": "USD", "decimals0": 18, "decimals1": 18, "settlement": "\(settlement)",
       "rateMillionths": \(rate), "greatestIndexAge": 604800,
       "markSpreadMillionths": 0, "noticeSeconds": 0, "gateBasisPoints": 10000, "settlementWindow": 1800,
       "shorts": "margined", "penaltyBasisPoints": 2000, "reserveBasisPoints": 3000, "liquidatorBasisPoints": 4000,
       "leastPenalty": 0, "opening": "2026-01-01T00:00:00Z", \(curve)}
      """
    }

    static func index(_ price: Double, at seconds: Int64 = 0, volatility: String = "") -> Row {
      [
        "time": time(seconds), "action": "index", "price": "\(UInt128(price * 100_000_000))",
        "volatilityMillionths": volatility,
      ]
    }

    static func list(
      _ id: String, _ payoff: String, strike: Double, expiry: Int64, size: UInt128, collateral: UInt128
    ) -> Row {
      [
        "time": time(0), "action": "list", "id": id, "underlying": "ETH", "payoff": payoff, "expiry": time(expiry),
        "strike": "\(UInt128(strike * 100_000_000))", "size": "\(size)", "collateral": "\(collateral)",
      ]
    }

    /// Ada brings liquidity in at the opening.
    static func liquidity(_ assets: UInt128) -> [Row] {
      [
        ["time": time(0), "action": "enter", "owner": "Ada", "assets": "\(assets)", "leastShares": "0"],
        ["time": time(0), "action": "process"],
      ]
    }

    /// Bob buys at any price, or sells at any; what he writes leaves `collateral`.
    static func trade(
      _ action: String, _ contract: String, _ contracts: Int, at seconds: Int64 = 0, collateral: String = ""
    ) -> Row {
      let isPurchase = action == "buy" || action == "cover"
      return [
        "time": time(seconds), "action": action, "trader": "Bob", "contract": contract, "contracts": "\(contracts)",
        isPurchase ? "most" : "least": isPurchase ? most : "0", "collateral": collateral,
      ]
    }

    private static let columns = [
      "time", "action", "owner", "trader", "contract", "id", "underlying", "payoff", "expiry", "strike", "size",
      "collateral", "price", "volatilityMillionths", "assets", "leastShares", "contracts", "most", "least",
    ]

    static func replay<Curve: OptionCurve>(
      _ venue: String, _ rows: [Row], as curve: Curve.Type
    ) throws -> VenueReplay<OptionsVenue<Curve>> {
      let description = try VenueReader.read(MadeUp.file(venue))
      let terms = try #require(description.terms as? OptionsVenueTerms<Curve>)
      let lines = [columns] + rows.map { row in columns.map { row[$0] ?? "" } }
      let text = lines.map { $0.joined(separator: ",") + "\n" }.joined()
      let orders = try OrdersReader.read(MadeUp.file(text), as: OptionsVenueEvent.self)
      return try VenueReplay(terms, scale: description.scale, orders: orders)
    }
  }
#endif
