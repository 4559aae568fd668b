import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

@Suite("Quotes of contracts of other kinds, and of a pool in coin")
struct QuotedKindsTests {
  /// Lists a contract in the made-up pool.
  private func listing(_ contract: Contract, in market: QuotingMarket) throws -> QuotingMarket {
    var market = market
    let listed = try PoolContract(contract, collateral: 500_000, in: market.pool.terms.asset)
    try market.pool.apply(PoolEvent(at: QuotingMarket.now, .list(listed)))
    return market
  }

  @Test("A digital and an exchange option are quoted from all scenarios, at the shortfall of a full run")
  func kinds() throws {
    let plain = try QuotingMarket(count: 400)
    let expiry = try #require(plain.pool.listed[plain.names[4]]?.expiry)
    let correlations = try CorrelationTable([AssetCorrelation("BTC", "ETH", value: 0.8, source: "made up")])
    let contracts = [
      Contract(
        try DigitalContract(
          underlying: "BTC", payoff: .cash, type: .call, strike: 80_000, expiry: expiry, contractSize: 2_000)),
      Contract(try ExchangeContract(receive: "BTC", deliver: "ETH", ratio: 26, expiry: expiry)),
    ]
    for contract in contracts {
      let market = try listing(contract, in: plain)
      let risk = try PoolRisk(
        snapshot: market.risk.snapshot, volatilities: market.risk.volatilities, scenarios: market.risk.scenarios,
        volatilityMoves: .decay, inputs: PoolBookInputs(correlations: correlations))
      let quoter = try PoolQuoter(risk, of: market.pool, by: QuotingMarket.policy())
      let ladder = quoter.ladder(of: contract.name, sizes: [-7, 4], at: QuotingMarket.now)
      for rung in ladder.rungs {
        let quote = try #require(rung.quote, "\(rung)")
        let full = try risk.trade(of: contract.name, quantity: rung.quantity, in: market.pool, premium: quote.premium)
        #expect(
          max(full.shortfallAfter, quote.shortfallAfter) - min(full.shortfallAfter, quote.shortfallAfter) <= 1
            && full.mark == quote.mark, "\(quote.shortfallAfter) \(full)")
        #expect(quote.scenarios == 400)
        #expect(quote.premiumParts.premium == Int128(quote.premium))
      }
      // Both legs are hedged: the second contract has a delta in each underlying.
      let exposures = try #require(try quoter.quoted[contract.name]?.get().exposures.map(\.exposure))
      #expect(exposures.map(\.underlying) == contract.underlyings && exposures.allSatisfy { $0.delta != 0 })
    }
  }

  @Test("A pool in coin is quoted in coin: mid, shortfall and charges")
  func coin() throws {
    let expiry = QuotingMarket.now.advanced(bySeconds: 14 * 86_400)
    let quotes = try [OptionType.call, .put].map { type in
      OptionChain.Quote(
        contract: try OptionContract(
          underlying: "BTC", type: type, strike: 84_000, expiry: expiry, settlement: .coin, contractSize: 1),
        markVolatility: 0.5, forward: 80_100, spot: 80_000)
    }
    let snapshot = try MarketSnapshot(chains: [OptionChain(asOf: QuotingMarket.now, quotes: quotes)])
    let risk = try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(), scenarios: QuotingMarket.moves(3_000, 5))
    var pool = try MutualPool(PoolTerms(asset: try Asset("BTC", decimals: 8), opening: QuotingMarket.opening))
    try pool.apply(
      PoolEvent(at: QuotingMarket.opening, .deposit(participant: "one", assets: 100_000_000_000, minimumShares: 0)))
    for quote in quotes {
      try pool.apply(
        PoolEvent(
          at: QuotingMarket.opening,
          .list(try PoolContract(Contract(quote.contract), collateral: 100_000_000, in: pool.terms.asset))))
    }
    let mark = ContractMark(contract: quotes[0].contract.name, bid: 1, ask: 2)
    try pool.apply(
      PoolEvent(at: QuotingMarket.opening, .trade(PoolTrade(mark: mark, quantity: -5, premium: 9_000_000))))
    try pool.apply(PoolEvent(at: QuotingMarket.now, try risk.marks(of: pool).action(source: "made up")))
    let quoter = try PoolQuoter(risk, of: pool, by: QuotingMarket.policy())
    for quote in quotes {
      let name = quote.contract.name
      let ladder = quoter.ladder(of: name, sizes: [-30, -2, 1, 4], at: QuotingMarket.now)
      let years = DayCount.actual365Fixed.years(from: QuotingMarket.now, to: expiry)
      let dollars = Black76.price(
        quote.contract.type, forward: 80_100, strike: 84_000, years: years, volatility: 0.5)
      #expect(abs(try #require(ladder.mid) - dollars / 80_100) < 1e-12, "\(ladder.mid ?? 0)")
      for rung in ladder.rungs {
        let own = try #require(rung.quote, "\(rung)")
        let full = try risk.trade(of: name, quantity: rung.quantity, in: pool, premium: own.premium)
        #expect(
          max(full.shortfallAfter, own.shortfallAfter) - min(full.shortfallAfter, own.shortfallAfter) <= 1,
          "\(name) \(rung.quantity): \(own.shortfallAfter) \(full.shortfallAfter)")
        #expect(own.parts.fee > 0 && own.premiumParts.premium == Int128(own.premium))
      }
    }
  }
}
