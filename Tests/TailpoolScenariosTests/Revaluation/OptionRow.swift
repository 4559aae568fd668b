import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios
import _TailpoolTestSupport

/// One position of a book made by hand.
struct OptionRow {
  var underlying: Underlying = "A"
  var type: OptionType = .call
  var strike = 100.0
  var years = 0.25
  var forward = 100.0
  var volatility = 0.6
  var quantity = -1.0
  var contractSize = 1.0
  var discountFactor = 1.0
  var settlement: Settlement = .cash

  static let asOf = Timestamp(secondsSinceEpoch: 1_778_844_451)

  /// The expiry to the second; the exact years stand in the market.
  var expiry: Timestamp { Self.asOf.advanced(bySeconds: Int64((years * 31_536_000).rounded())) }

  /// The market and the valuation of some rows, each priced from its own market. The spot of an underlying is the forward
  /// of its first row.
  static func book(_ rows: [OptionRow]) throws -> (snapshot: MarketSnapshot, valuation: PricedBook) {
    let markets = Dictionary(grouping: rows, by: \.underlying).map { underlying, rows in
      UnderlyingMarket(
        underlying: underlying, spot: rows[0].forward,
        expiries: Dictionary(grouping: rows, by: \.expiry).map { expiry, rows in
          ExpiryMarket(
            expiry: expiry, years: rows[0].years, forward: rows[0].forward, discountFactor: rows[0].discountFactor,
            forwardSource: .quoted, quotes: [])
        })
    }
    let spots = Dictionary(rows.map { ($0.underlying, $0.forward) }, uniquingKeysWith: { first, _ in first })
    let positions = try rows.enumerated().map { index, row in
      let contract = try OptionContract(
        underlying: row.underlying, type: row.type, strike: row.strike, expiry: row.expiry,
        settlement: row.settlement, contractSize: row.contractSize)
      return PricedPosition(
        Position(id: "\(index)", contract: contract, quantity: row.quantity),
        EuropeanRepricer(
          contract, spot: spots[row.underlying] ?? .nan, forward: row.forward, discountFactor: row.discountFactor,
          years: row.years, volatility: row.volatility, volatilitySource: .venue))
    }
    return (
      MarketSnapshot(asOf: asOf, markets: markets),
      PricedBook(asOf: asOf, positions: positions)
    )
  }

  static func revaluation(_ rows: [OptionRow], horizonInDays: Double = 1) throws -> BookRevaluation {
    try BookRevaluation(book(rows).valuation, horizonInDays: horizonInDays)
  }

  /// A made-up book on two underlyings, some options expiring within a day.
  static func made(_ count: Int, seed: UInt64 = 9) -> [OptionRow] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      let isFirst = index % 2 == 0
      let forward = isFirst ? 80_000.0 : 2_200
      return OptionRow(
        underlying: isFirst ? "A" : "B", type: index % 3 == 0 ? .put : .call,
        strike: (forward * generator.uniform(0.6, 1.5)).rounded(),
        years: index % 7 == 0 ? 0.001 : [0.02, 0.1, 0.5][index % 3],
        forward: forward, volatility: generator.uniform(0.3, 0.9), quantity: generator.uniform(-40, 30),
        settlement: .coin)
    }
  }
}
