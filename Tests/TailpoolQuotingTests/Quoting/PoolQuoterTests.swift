import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

@Suite("A pool's own quotes")
struct PoolQuoterTests {
  private static let sizes: [Int128] = [-40, -17, -5, -1, 1, 2, 9, 30]

  /// The pool after a trade at the quote's numbers.
  private func after(_ quote: TradeQuote, _ pool: MutualPool) throws -> MutualPool {
    var next = pool
    try next.apply(PoolEvent(at: quote.time, .trade(quote.trade)))
    return next
  }

  @Test("Mid, inventory, hedge, risk and fee add up to the premium to the last unit, and each is what its formula says")
  func parts() throws {
    let market = try QuotingMarket()
    let (quoter, policy) = (try market.quoter(), try QuotingMarket.policy())
    let variances = quoter.variances
    for contract in market.names {
      let priced = try #require(try quoter.quoted[contract]?.get().priced)
      let input = try #require(priced.repricer.inputs.first)
      let variance = try #require(variances[input.underlying])
      let held = quoter.held[input.underlying] ?? VolatilityInventory()
      let weight = market.risk.volatilityMoves.weight(years: input.years)
      let ladder = quoter.ladder(of: contract, sizes: Self.sizes, at: QuotingMarket.now)
      for rung in ladder.rungs {
        guard let quote = rung.quote else { continue }
        #expect(quote.premiumParts.premium == Int128(quote.premium), "\(contract) \(rung.quantity)")
        #expect(abs(quote.premiumParts.rounding) <= 4, "\(quote.premiumParts)")
        let size = Double(rung.quantity)
        #expect(abs(quote.parts.mid - abs(size) * priced.greeks.value) < 1e-9 * quote.parts.mid + 1e-12)
        let (vega, gamma) = (
          size * priced.greeks.vega * input.volatility * weight, size * priced.greeks.gamma * input.spot * input.spot
        )
        let (aversion, years, step) = (policy.riskAversion, policy.holdingYears, policy.rehedgingYears)
        func inventory(_ vega: Double, _ gamma: Double) -> Double {
          aversion * years / 2
            * (variance.level * vega * vega + variance.spot * variance.spot * step * gamma * gamma / 2)
        }
        let charge = inventory(held.levelVega + vega, held.gamma + gamma) - inventory(held.levelVega, held.gamma)
        #expect(abs(quote.parts.inventory - charge) <= 1e-8 * (abs(charge) + 1), "\(contract) \(rung.quantity)")
        let capital = policy.hurdle * years * (try #require(rung.shortfallAfter) - quoter.tail.shortfall)
        #expect(quote.parts.risk == capital)
        let fee = abs(size) * policy.fills.halfSpread(vega: priced.greeks.vega, riskAversion: aversion)
        #expect(abs(quote.parts.fee - fee) <= 1e-12 * fee && fee > 0)
        let traded = size * priced.greeks.delta * input.spot
        let turnover = 0.000_5 * variance.spot.squareRoot() * years * (2 / (Double.pi * step)).squareRoot()
        let hedge =
          0.000_5 * abs(traded) + turnover * (abs(held.gamma + gamma) - abs(held.gamma)) - 0.05 * years * traded
        #expect(abs(quote.parts.hedge - hedge) <= 1e-9 * (abs(hedge) + abs(traded)), "\(contract) \(rung.quantity)")
        // Whoever sells receives no more, and whoever buys pays no less, than the exact price.
        let exact = quote.parts.price(isSale: quote.isSale) * 100
        let units = Double(quote.premium)
        #expect(quote.isSale ? units >= exact && units < exact + 1 : units <= exact && units > exact - 1)
      }
    }
  }

  @Test("What underlyings move a year is the variance of the scenarios, of either factor")
  func variances() throws {
    let source = QuotingMarket.moves(5_000, 3)
    let found = MoveVariance.all(in: source, horizonInDays: 2)
    // Made with deviations of 2.5 % and 3.4 %, and 4.9 % and 4.43 % of the levels, over two days.
    for (name, spot, level) in [("BTC", 0.025, 0.05 * 0.97.squareRoot()), ("ETH", 0.034, 0.045 * 0.972_5.squareRoot())]
      as [(Underlying, Double, Double)]
    {
      let own = try #require(found[name])
      #expect(abs(own.spot / (spot * spot * 365 / 2) - 1) < 0.06, "\(own)")
      #expect(abs(own.level / (level * level * 365 / 2) - 1) < 0.06, "\(own)")
    }
    #expect(MoveVariance.all(in: source, horizonInDays: 0)["BTC"] == MoveVariance(spot: 0, level: 0))
    #expect(MoveVariance.all(in: QuotingMarket.moves(1, 3), horizonInDays: 1)["ETH"] == MoveVariance(spot: 0, level: 0))
  }

  @Test("The days that a maker of these contracts would hold are the longest of its underlyings")
  func stationaryHolding() throws {
    let market = try QuotingMarket()
    let policy = try QuotingMarket.policy()
    let quoter = try market.quoter(policy)
    let years = try ["BTC", "ETH"].map { name in
      let vegas = try quoter.contracts.filter { $0.hasPrefix(name) }.map { contract in
        let priced = try #require(try quoter.quoted[contract]?.get().priced)
        let input = try #require(priced.repricer.inputs.first)
        let weight = market.risk.volatilityMoves.weight(years: input.years)
        return (vega: priced.greeks.vega, levelVega: priced.greeks.vega * input.volatility * weight)
      }
      let level = try #require(quoter.variances[Underlying(name)]?.level)
      return try #require(
        policy.fills.stationaryHolding(of: vegas, levelVariance: level, riskAversion: policy.riskAversion))
    }
    let found = try #require(quoter.stationaryHolding())
    #expect(abs(found - max(years[0], years[1])) <= 1e-12 * found && years[0] != years[1], "\(found) \(years)")
    #expect(try market.quoter(QuotingMarket.policy(riskAversion: 0)).stationaryHolding() == nil)
  }

  @Test(
    "The price of one rises with the size that is sold and falls with the size that is bought; the bid is below the ask"
  )
  func monotone() throws {
    let market = try QuotingMarket()
    let quoter = try market.quoter()
    for contract in market.names {
      let sold = quoter.ladder(of: contract, sizes: (1...12).map { -Int128($0 * $0) }, at: QuotingMarket.now)
      let bought = quoter.ladder(of: contract, sizes: (1...12).map { Int128($0 * $0) }, at: QuotingMarket.now)
      let (asks, bids) = (sold.rungs.compactMap(\.quote?.priceOfOne), bought.rungs.compactMap(\.quote?.priceOfOne))
      let rounding = 1e-9 * ((sold.mid ?? 0) + 1)
      #expect(zip(asks, asks.dropFirst()).allSatisfy { $0 <= $1 + rounding }, "\(contract) \(asks)")
      #expect(zip(bids, bids.dropFirst()).allSatisfy { $0 >= $1 - rounding }, "\(contract) \(bids)")
      if let ask = asks.first, let bid = bids.first { #expect(bid < ask, "\(contract) \(bid) \(ask)") }
      #expect(!asks.isEmpty, "\(contract)")
    }
  }

  @Test("Ladders are the same for any number of threads, and a contract's alone or among others")
  func threads() async throws {
    let quoter = try QuotingMarket().quoter()
    let one = try await quoter.ladders(of: quoter.contracts, sizes: Self.sizes, at: QuotingMarket.now, threads: 1)
    for threads in [0, 2, 5] {
      let other = try await quoter.ladders(
        of: quoter.contracts, sizes: Self.sizes, at: QuotingMarket.now, threads: threads)
      for (first, second) in zip(one, other) { #expect(first.rungs == second.rungs, "\(threads)") }
    }
    let alone = quoter.ladder(of: quoter.contracts[3], sizes: Self.sizes, at: QuotingMarket.now)
    #expect(alone.rungs == one[3].rungs && one.count == quoter.contracts.count)
  }

  @Test(
    "An acceptance becomes the pool's trade: marks, premium, spread until expiry, locked collateral, shortfall after")
  func acceptance() throws {
    let market = try QuotingMarket()
    let quoter = try market.quoter()
    let contract = market.names[4]
    let ladder = quoter.ladder(of: contract, sizes: [-3, 3], at: QuotingMarket.now)
    let (ask, bid) = (try #require(ladder.rungs[0].quote), try #require(ladder.rungs[1].quote))
    let taken = QuoteAcceptance(
      time: QuotingMarket.now.advanced(bySeconds: 20), limit: ask.premium,
      deadline: QuotingMarket.now.advanced(bySeconds: 20), spot: 80_000, volatility: ask.volatilities.lowerBound)
    let event = try ask.event(accepted: taken, in: market.pool)
    guard case .trade(let trade) = event.action else { return #expect(Bool(false), "\(event)") }
    let full = try market.risk.trade(of: contract, quantity: -3, in: market.pool)
    #expect(trade.mark == full.mark && trade.shortfallAfter == full.shortfallAfter, "\(trade) \(full)")
    let mid = UInt128((try #require(ladder.mid) * 300).rounded(.down))
    #expect(trade.spread == ask.premium - mid && trade.premium == ask.premium && trade.quantity == -3)
    var pool = market.pool
    try pool.apply(event)
    #expect(pool.audit().isEmpty && pool.cash() == market.pool.cash() + Int128(ask.premium))
    let (before, value) = (try market.pool.value(at: event.time), try pool.value(at: event.time))
    #expect(value.lockedSpread == before.lockedSpread + trade.spread)
    // A purchase earns nothing until expiry.
    let offered = QuoteAcceptance(
      time: bid.time, limit: bid.premium, deadline: bid.time, spot: 80_000, volatility: bid.volatilities.upperBound)
    let purchase = try bid.event(accepted: offered, in: market.pool)
    guard case .trade(let bought) = purchase.action else { return #expect(Bool(false)) }
    #expect(bought.spread == 0 && bought.quantity == 3 && bought.premium < ask.premium)
    // The pool has moved on: the other quote is of another pool.
    #expect(throws: QuoteRefusal.poolChanged(events: pool.eventCount, quoted: bid.eventCount)) {
      try bid.event(accepted: offered, in: pool)
    }
  }

  @Test(
    "An acceptance that is early, late, past the deadline or the limit, or in another market is refused with the number"
  )
  func refusedAcceptances() throws {
    let market = try QuotingMarket()
    let ladder = try market.quoter().ladder(of: market.names[4], sizes: [-3, 3], at: QuotingMarket.now)
    let now = QuotingMarket.now
    for (quote, isSale) in [(try #require(ladder.rungs[0].quote), true), (try #require(ladder.rungs[1].quote), false)] {
      func refusal(
        _ seconds: Int64 = 0, limit: UInt128? = nil, deadline: Int64 = 100, spot: Double = 80_000,
        volatility: Double? = nil
      ) -> QuoteRefusal? {
        let taken = QuoteAcceptance(
          time: now.advanced(bySeconds: seconds), limit: limit ?? quote.premium,
          deadline: now.advanced(bySeconds: deadline), spot: spot,
          volatility: volatility ?? quote.volatilities.lowerBound)
        do throws(QuoteRefusal) { _ = try quote.event(accepted: taken, in: market.pool) } catch { return error }
        return nil
      }
      #expect(refusal() == nil && refusal(30) == nil)
      let until = now.advanced(bySeconds: 30)
      for seconds in [-1, 31] as [Int64] {
        let at = now.advanced(bySeconds: seconds)
        #expect(refusal(seconds) == .notValid(at: at, from: now, until: until))
      }
      #expect(refusal(9, deadline: 9) == nil)
      #expect(
        refusal(10, deadline: 9) == .late(at: now.advanced(bySeconds: 10), deadline: now.advanced(bySeconds: 9)))
      let worse = isSale ? quote.premium - 1 : quote.premium + 1
      #expect(refusal(limit: worse) == .worseThanLimit(premium: quote.premium, limit: worse))
      #expect(refusal(limit: isSale ? .max : 0) == nil)
      #expect(refusal(spot: 80_160) == nil && refusal(spot: 79_840) == nil)
      #expect(refusal(spot: 80_160.1) == .spotMoved(spot: 80_160.1, allowed: 79_840...80_160))
      for bad in [Double.nan, .infinity, -.infinity] {
        guard case .spotMoved? = refusal(spot: bad) else { return #expect(Bool(false), "\(bad)") }
        guard case .volatilityMoved? = refusal(volatility: bad) else { return #expect(Bool(false), "\(bad)") }
      }
      let high = quote.volatilities.upperBound
      #expect(refusal(volatility: high) == nil)
      #expect(
        refusal(volatility: high + 1e-6) == .volatilityMoved(volatility: high + 1e-6, allowed: quote.volatilities))
    }
  }
}

extension QuoteRung: Equatable {
  /// Whether both have the same outcome.
  public static func == (left: QuoteRung, right: QuoteRung) -> Bool {
    left.quantity == right.quantity && left.outcome == right.outcome && left.shortfallAfter == right.shortfallAfter
  }
}
