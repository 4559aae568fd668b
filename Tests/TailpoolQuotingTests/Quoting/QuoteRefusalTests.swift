import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

@Suite("Sizes that a pool does not quote, each with its number")
struct QuoteRefusalTests {
  private func refusal(
    _ market: QuotingMarket, _ contract: Int = 4, _ size: Int128 = -5, policy: QuotingPolicy? = nil,
    at now: Timestamp = QuotingMarket.now
  ) throws -> QuoteRefusal? {
    let ladder = try market.quoter(policy).ladder(of: market.names[contract], sizes: [size], at: now)
    return ladder.rungs[0].refusal
  }

  private func limited(_ change: (inout PoolTerms.Limits) -> Void) throws -> QuotingMarket {
    var limits = PoolTerms.Limits()
    change(&limits)
    return try QuotingMarket(isEmpty: true, limits: limits)
  }

  @Test("The budget of expected shortfall, with the number after the trade and the most that the pool takes")
  func shortfall() throws {
    let market = try limited { $0.shortfallBasisPoints = 50 }
    guard case .limit(let breach)? = try refusal(market, 5, -400) else { return #expect(Bool(false)) }
    #expect(breach.limit == .expectedShortfall && breach.excess == UInt128(breach.after - breach.bound))
    // The engine's own number, and half a percent of twenty million and what the sale brings.
    #expect(breach.after > breach.bound && breach.bound > 9_000_000 && breach.bound < 11_000_000, "\(breach)")
    let rung = try market.quoter().ladder(of: market.names[5], sizes: [-400], at: QuotingMarket.now).rungs[0]
    #expect(Int128((try #require(rung.shortfallAfter) * 100).rounded(.up)) == breach.after && rung.quote == nil)
    #expect(try refusal(market, 5, -1) == nil)
  }

  @Test("Contracts at an expiry, open contracts, delta and vega, as the pool's own terms have them")
  func limits() throws {
    let cases: [(PoolRefusal.Limit, Int128, (inout PoolTerms.Limits) -> Void)] = [
      (.contractsPerExpiry, 4, { $0.contractsPerExpiry = 4 }), (.openContracts, 3, { $0.openContracts = 3 }),
      (.delta, 1_000_000, { $0.deltaMillionths = 1_000_000 }), (.vega, 100_000, { $0.vega = 100_000 }),
    ]
    for (limit, bound, change) in cases {
      let market = try limited(change)
      guard case .limit(let breach)? = try refusal(market) else { return #expect(Bool(false), "\(limit)") }
      #expect(breach.limit == limit && breach.bound == bound && breach.after > bound, "\(breach)")
      if limit == .contractsPerExpiry || limit == .openContracts { #expect(breach.after == 5) }
      // What the pool itself refuses, and only that.
      let quote = try #require(
        try QuotingMarket(isEmpty: true).quoter().ladder(of: market.names[4], sizes: [-5], at: QuotingMarket.now).rungs[
          0
        ]
        .quote)
      var pool = market.pool
      #expect(throws: PoolRefusal.limit(limit)) {
        try pool.apply(PoolEvent(at: QuotingMarket.now, .trade(quote.trade)))
      }
    }
  }

  @Test("Free cash: the collateral that would be locked against the cash that would be there")
  func freeCash() throws {
    let market = try QuotingMarket(isEmpty: true)
    let careless = try QuotingMarket.policy(riskAversion: 0, hurdle: 0)
    guard case .limit(let breach)? = try refusal(market, 8, -20_000, policy: careless) else {
      return #expect(Bool(false))
    }
    // Twenty thousand at two thousand dollars each.
    #expect(breach.limit == .freeCash && breach.bound == 4_000_000_000 && breach.after < breach.bound, "\(breach)")
    guard case .limit(let bought)? = try refusal(market, 4, 20_000, policy: careless) else {
      return #expect(Bool(false))
    }
    #expect(bought.limit == .freeCash && bought.after < 0 && bought.bound == 0, "\(bought)")
  }

  @Test("Expiry too near or too far, |delta| out of bounds, no cost of a hedge")
  func bounds() throws {
    let market = try QuotingMarket()
    let week: Int64 = 7 * 86_400
    for allowed in [week + 1...10 * week, 0...week - 1] {
      let policy = try QuotingMarket.policy(secondsToExpiry: allowed)
      #expect(try refusal(market, policy: policy) == .expiry(seconds: week, allowed: allowed))
    }
    #expect(try refusal(market, policy: QuotingMarket.policy(secondsToExpiry: week...week)) == nil)
    for allowed in [0...0.01, 0.99...1] {
      guard case .delta(let value, let told)? = try refusal(market, policy: QuotingMarket.policy(delta: allowed)) else {
        return #expect(Bool(false))
      }
      #expect(told == allowed && value > 0.4 && value < 0.6, "\(value)")
    }
    let cost = try #require(HedgeCost(proportional: 0, fundingRate: 0))
    let policy = try QuotingMarket.policy(costs: ["ETH": cost])
    #expect(try refusal(market, policy: policy) == .noHedgeCost("BTC"))
  }

  @Test("A stale market, marks that are stale, an instant before the pool's last event")
  func staleness() throws {
    let market = try QuotingMarket()
    let now = QuotingMarket.now
    #expect(try refusal(market, at: now.advanced(bySeconds: 60)) == nil)
    #expect(try refusal(market, at: now.advanced(bySeconds: 61)) == .staleMarket(seconds: 61, greatest: 60))
    #expect(try refusal(market, at: now.advanced(bySeconds: -1)) == .staleMarket(seconds: -1, greatest: 60))
    for seconds in [Int64.min, .max] {
      guard case .staleMarket? = try refusal(market, at: Timestamp(secondsSinceEpoch: seconds)) else {
        return #expect(Bool(false), "\(seconds)")
      }
    }
    let endless = try QuotingMarket.policy(age: .max)
    let end = Timestamp(secondsSinceEpoch: .max)
    #expect(try refusal(market, policy: endless, at: end) == .pool(.outOfOrder(time: end, last: now)))
    let patient = try QuotingMarket.policy(age: 100_000)
    #expect(
      try refusal(market, policy: patient, at: now.advanced(bySeconds: 10_800)) == .pool(.staleMark(asOf: now)))
    var later = market
    try later.pool.apply(PoolEvent(at: now.advanced(bySeconds: 9), .gift(from: "one", assets: 1)))
    #expect(try refusal(later) == .pool(.outOfOrder(time: now, last: now.advanced(bySeconds: 9))))
  }

  @Test("A halted pool, an unknown contract, no size, one that no pool takes, a bid below zero")
  func others() throws {
    var market = try QuotingMarket()
    #expect(try refusal(market, 4, 0) == .pool(.invalidQuantity(field: "quantity")))
    for size in [Int128.max, Int128.min, 1 << 32] {
      #expect(try refusal(market, 4, size) == .pool(.invalidQuantity(field: "quantity")), "\(size)")
    }
    let unknown = try market.quoter().ladder(of: "Q", sizes: [1, 2], at: QuotingMarket.now)
    #expect(
      unknown.mid == nil
        && unknown.rungs.map(\.refusal) == [.pool(.unknownContract("Q")), .pool(.unknownContract("Q"))])
    let named = try PoolQuoter(market.risk, of: market.pool, by: QuotingMarket.policy(), contracts: ["Q"])
    #expect(named.ladder(of: "Q", sizes: [1], at: QuotingMarket.now).rungs[0].refusal == .pool(.unknownContract("Q")))
    // A maker that shuns risk pays nothing for much of it.
    let shy = try QuotingMarket.policy(riskAversion: 10)
    guard case .worthless(let bid)? = try refusal(market, 4, 500, policy: shy) else { return #expect(Bool(false)) }
    #expect(bid < 0)
    let until = QuotingMarket.now.advanced(bySeconds: 600)
    try market.pool.apply(PoolEvent(at: QuotingMarket.now, .halt(until: until, reason: "test")))
    #expect(try refusal(market) == .pool(.halted(until: until)))
  }

  @Test(
    "A volatility that is no number is refused, and the contracts beside it are quoted",
    arguments: [Double.nan, .infinity])
  func volatility(_ bad: Double) throws {
    let market = try QuotingMarket(isEmpty: true)
    let smiles = market.risk.volatilities.smiles
    let spoiled = VolatilityMarks(
      smiles: smiles.enumerated().map { index, smile in
        guard index == 0 else { return smile }
        return VolatilitySmile(
          underlying: smile.underlying, spot: smile.spot, market: smile.market,
          points: smile.points.enumerated().map { place, point in
            SmilePoint(
              quote: point.quote, logMoneyness: point.logMoneyness, bidVolatility: nil, midVolatility: nil,
              markVolatility: nil, askVolatility: nil, volatility: place == 0 ? bad : point.volatility,
              source: point.source)
          }, curve: smile.curve)
      }, sourceCounts: [:], unusable: 0, medianMarkError: nil)
    let risk = try PoolRisk(snapshot: market.risk.snapshot, volatilities: spoiled, scenarios: market.risk.scenarios)
    let quoter = try PoolQuoter(risk, of: market.pool, by: QuotingMarket.policy())
    let refusals = quoter.contracts.map {
      quoter.ladder(of: $0, sizes: [-1], at: QuotingMarket.now).rungs[0].refusal
    }
    #expect(refusals.count { $0 != nil } == 1, "\(refusals)")
    guard case .volatility(_, let value)?? = refusals.first(where: { $0 != nil }) else {
      return #expect(Bool(false), "\(refusals)")
    }
    #expect(!value.isFinite)
  }
}
