import TailpoolMarket

/// A small made-up market: a coin with coin-settled options and an index with cash-settled ones.
enum SampleMarket {
  static let asOf = Timestamp(secondsSinceEpoch: 1_700_000_000)
  static let near = asOf.advanced(bySeconds: 30 * 86_400)
  static let far = asOf.advanced(bySeconds: 180 * 86_400)

  static func contract(
    _ underlying: Underlying, _ type: OptionType, _ strike: Double, _ expiry: Timestamp, _ settlement: Settlement,
    size: Double = 1
  ) throws -> OptionContract {
    try OptionContract(
      underlying: underlying, type: type, strike: strike, expiry: expiry, settlement: settlement, contractSize: size)
  }

  static func quote(
    _ contract: OptionContract, bid: Double? = nil, ask: Double? = nil, mark: Double? = nil, volatility: Double? = nil
  ) -> OptionQuote {
    OptionQuote(contract: contract, bid: bid, ask: ask, mark: mark, markVolatility: volatility, openInterest: 10)
  }

  /// Every option has the venue's volatility `0.6 + 0.1 (log-moneyness)²`.
  ///
  /// `spotFactor` scales spots and forwards alike, `daysPassed` shortens every time to expiry.
  static func snapshot(spotFactor: Double = 1, daysPassed: Double = 0) throws -> MarketSnapshot {
    func expiry(
      _ underlying: Underlying, _ expiry: Timestamp, forward: Double, discountFactor: Double, strikes: [Double],
      _ settlement: Settlement, size: Double
    ) throws -> ExpiryMarket {
      var quotes: [OptionQuote] = []
      for strike in strikes {
        for type in OptionType.allCases {
          let x = strike / forward - 1
          quotes.append(
            quote(
              try contract(underlying, type, strike, expiry, settlement, size: size), volatility: 0.6 + 0.1 * x * x))
        }
      }
      return ExpiryMarket(
        expiry: expiry, years: DayCount.actual365Fixed.years(from: asOf, to: expiry) - daysPassed / 365,
        forward: forward * spotFactor, discountFactor: discountFactor, forwardSource: .quoted, quotes: quotes)
    }
    let coins = [40_000.0, 55_000, 60_000, 65_000, 90_000]
    let index = [3_000.0, 3_900, 4_000, 4_400]
    return MarketSnapshot(
      asOf: asOf,
      markets: [
        UnderlyingMarket(
          underlying: "IDX", spot: 4_000 * spotFactor,
          expiries: [
            try expiry(
              "IDX", far, forward: 4_050, discountFactor: 0.98, strikes: index, .cash, size: 100)
          ]),
        UnderlyingMarket(
          underlying: "COIN", spot: 60_000 * spotFactor,
          expiries: [
            try expiry(
              "COIN", near, forward: 60_300, discountFactor: 60_000 / 60_300, strikes: coins, .coin, size: 1),
            try expiry(
              "COIN", far, forward: 61_500, discountFactor: 60_000 / 61_500, strikes: coins, .coin, size: 1),
          ]),
      ])
  }

  /// A sold strangle a month out, a long put half a year out, and a sold index put.
  static func book() throws -> Book {
    try Book(positions: [
      Position(id: "a", contract: contract("COIN", .call, 65_000, near, .coin), quantity: -3),
      Position(id: "b", contract: contract("COIN", .put, 55_000, near, .coin), quantity: -2),
      Position(id: "c", contract: contract("COIN", .put, 40_000, far, .coin), quantity: 5),
      Position(id: "d", contract: contract("IDX", .put, 3_900, far, .cash, size: 100), quantity: -1),
    ])
  }

  /// The same marks with every volatility moved by an amount.
  static func marks(_ snapshot: MarketSnapshot, volatilityBump: Double = 0) -> MarketSnapshot {
    MarketSnapshot(
      asOf: snapshot.asOf,
      markets: snapshot.markets.map { market in
        UnderlyingMarket(
          underlying: market.underlying, spot: market.spot,
          expiries: market.expiries.map { expiry in
            ExpiryMarket(
              expiry: expiry.expiry, years: expiry.years, forward: expiry.forward,
              discountFactor: expiry.discountFactor, forwardSource: expiry.forwardSource,
              quotes: expiry.quotes.map {
                quote(
                  $0.contract, bid: $0.bid, ask: $0.ask, mark: $0.mark,
                  volatility: $0.markVolatility.map { $0 + volatilityBump })
              })
          })
      })
  }
}
