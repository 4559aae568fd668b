import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolScenarios

/// A pool in cents that has sold calls on BTC, and the markets of its days.
struct HedgedPool {
  static let opening = Timestamp(secondsSinceEpoch: 1_750_000_000)
  static let expiry = opening.advanced(bySeconds: 14 * 86_400)
  static let strike = 84_000.0

  let terms: PoolTerms
  private(set) var pool: MutualPool
  private(set) var events: [PoolEvent] = []

  init(asset: String = "USDC", decimals: Int = 2, change: (inout PoolTerms) -> Void = { _ in }) throws {
    var terms = PoolTerms(asset: try Asset(asset, decimals: decimals), opening: Self.opening)
    change(&terms)
    self.terms = terms
    pool = try MutualPool(terms)
    try add(.deposit(participant: "one", assets: 100_000_000, minimumShares: 0))
  }

  static func day(_ number: Int) -> Timestamp { opening.advanced(bySeconds: Int64(number) * 86_400) }

  mutating func add(_ action: PoolAction, at time: Timestamp = opening) throws {
    let event = PoolEvent(at: max(time, pool.time), action)
    try pool.apply(event)
    events.append(event)
  }

  /// Lists the call and sells so many at the ask of a market.
  mutating func sell(_ count: Int128, by risk: PoolRisk) throws {
    try add(
      .list(
        PoolContract(
          id: "C", underlying: "BTC", expiry: Self.expiry,
          terms: .european(.call, strike: UInt128(Self.strike) * 100_000_000, settlement: .cash), size: 10,
          collateral: 840_000)))
    try add(.trade(try risk.trade(of: "C", quantity: -count, in: pool)))
  }

  mutating func mark(by risk: PoolRisk) throws {
    try add(try risk.marks(of: pool).action(source: "test"), at: risk.snapshot.asOf)
  }

  /// Three strikes of one expiry and one of another, quoted a half spread of 0.0005 coins around their marks.
  static func chain(_ spot: Double, level: Double = 0.5, at time: Timestamp = opening) throws -> OptionChain {
    var quotes: [OptionChain.Quote] = []
    for expiry in [expiry, expiry.advanced(bySeconds: 21 * 86_400)] where expiry > time {
      let years = DayCount.actual365Fixed.years(from: time, to: expiry)
      for strike in [76_000, Self.strike, 92_000] {
        for type in [OptionType.put, .call] {
          let volatility = level + 0.2 * (strike / 84_000 - 1) * (strike / 84_000 - 1)
          let price = Black76.price(type, forward: spot * 1.001, strike: strike, years: years, volatility: volatility)
          let mark = price / (spot * 1.001)
          quotes.append(
            OptionChain.Quote(
              contract: try OptionContract(
                underlying: "BTC", type: type, strike: strike, expiry: expiry, settlement: .coin),
              bid: max(mark - 0.0005, 0.0001), ask: mark + 0.0005, mark: mark, markVolatility: volatility,
              forward: spot * 1.001, spot: spot))
        }
      }
    }
    return OptionChain(asOf: time, quotes: quotes)
  }

  static func market(_ spot: Double, level: Double = 0.5, at time: Timestamp = opening) throws -> PricingMarket {
    let snapshot = try MarketSnapshot(chains: [try chain(spot, level: level, at: time)])
    return PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
  }

  static func risk(
    _ market: PricingMarket, rule: VolatilityRule = .stickyStrike, inputs: PoolBookInputs = PoolBookInputs(),
    spread: MarkSpread = MarkSpread()
  ) throws -> PoolRisk {
    try PoolRisk(
      snapshot: market.snapshot, volatilities: market.volatilities,
      scenarios: ListedScenarios([[0, 0], [-0.01, 0]], underlyings: ["BTC"]), volatilityRule: rule, inputs: inputs,
      spread: spread)
  }
}
