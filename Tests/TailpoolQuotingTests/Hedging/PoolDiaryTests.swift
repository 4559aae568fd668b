import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolQuoting
import TailpoolScenarios
import Testing

@Suite("The days of a pool")
struct PoolDiaryTests {
  /// Three mornings: calls sold and hedged on the first, everything marked on the others.
  private static func days(futures: Bool = false) throws -> (HedgedPool, [PricingMarket]) {
    let markets = [
      try HedgedPool.market(80_000), try HedgedPool.market(81_500, level: 0.53, at: HedgedPool.day(1)),
      try HedgedPool.market(78_200, level: 0.49, at: HedgedPool.day(2)),
    ]
    var one = try HedgedPool()
    var risk = try HedgedPool.risk(markets[0])
    try one.sell(40, by: risk)
    var inputs = PoolBookInputs()
    if futures {
      let trade = try #require(try risk.futuresHedge("BTC", to: 1_200_000, in: one.pool))
      try one.add(trade.action, at: HedgedPool.opening.advanced(bySeconds: 600))
      // Each day the holder of a coin pays nine dollars, which stand in the entry.
      inputs.hedgeEntries["BTC"] = trade.entry
    } else {
      try one.add(
        try #require(try risk.hedge("BTC", to: 1_200_000, in: one.pool)),
        at: HedgedPool.opening.advanced(bySeconds: 600))
    }
    for market in markets.dropFirst() {
      if let entry = inputs.hedgeEntries["BTC"] { inputs.hedgeEntries["BTC"] = entry + 9 }
      risk = try HedgedPool.risk(market, inputs: inputs)
      try one.mark(by: risk)
    }
    return (one, markets)
  }

  @Test("A day's parts are the trade's edge, the hedge's spread and the moves of what is held; nothing is left")
  func parts() throws {
    let (one, markets) = try Self.days()
    let diary = try PoolDiary(one.terms, replaying: one.events, markets: markets)
    #expect(diary.days.count == 2 && diary.pool == one.pool)
    let (first, second) = (diary.days[0], diary.days[1])
    let values = try markets.map {
      try one.pool.book(in: $0.snapshot).valuation(in: $0.snapshot, volatilities: $0.volatilities)
    }
    let options = values.map { book in book.positions.filter { $0.position.id == "C" }[0].greeks.value }
    // Four coins of calls at an ask of 0.0005 coins above their mark: 160 dollars, to a cent a contract.
    #expect(abs(first.premium - 4 * 0.0005 * 80_000) < 0.4, "\(first.premium)")
    #expect(abs(first.hedgeCost + 1.2 * 80_000 * 0.0005) < 0.011 && first.funding == 0, "\(first)")
    #expect(abs(first.total - (first.premium + first.hedgeCost + options[1] - options[0] + 1.2 * 1_500)) < 0.02)
    #expect(abs(second.total - (options[2] - options[1] - 1.2 * 3_300)) < 0.02, "\(second)")
    #expect(second.premium == 0 && second.hedgeCost == 0)
    for day in diary.days {
      #expect(abs(day.rest) < 0.02 && day.held.theta > 0 && day.held.gamma < 0, "\(day)")
    }
    #expect(first.held.vega < 0 && second.held.vega > 0 && diary.restPart < 1e-4)
    #expect(first.start == HedgedPool.opening && first.end == HedgedPool.day(1) && second.end == HedgedPool.day(2))
  }

  @Test("What trading made is the change of cash and of what is open, whatever members pay in")
  func books() throws {
    var (one, markets) = try Self.days()
    let before = one.pool
    try one.add(.deposit(participant: "two", assets: 5_000_000, minimumShares: 0), at: HedgedPool.day(2))
    try one.add(.gift(from: "friend", assets: 777), at: HedgedPool.day(2))
    markets.append(try HedgedPool.market(79_000, at: HedgedPool.day(3)))
    try one.mark(by: try HedgedPool.risk(markets[3]))
    let diary = try PoolDiary(one.terms, replaying: one.events, markets: markets)
    func value(_ pool: MutualPool, _ market: PricingMarket) throws -> Double {
      let book = try pool.book(in: market.snapshot).valuation(in: market.snapshot, volatilities: market.volatilities)
      return Double(pool.cash()) / 100 + book.value
    }
    let made = try value(before, markets[2]) - 1_000_000
    #expect(abs(diary.days[0].total + diary.days[1].total - made) < 0.02, "\(made)")
    let third = try value(one.pool, markets[3]) - value(before, markets[2]) - 50_007.77
    #expect(abs(diary.days[2].total - third) < 0.02, "\(third), \(diary.days[2])")
    #expect(abs(diary.total - diary.days.reduce(0) { $0 + $1.total }) < 1e-9)
  }

  @Test("Funding of a hedge by futures is what its mark loses beyond the move of the spot")
  func funding() throws {
    let (one, markets) = try Self.days(futures: true)
    let diary = try PoolDiary(
      one.terms, replaying: one.events, markets: markets, inputs: PoolBookInputs(hedgeEntries: ["BTC": 1]))
    for day in diary.days { #expect(abs(day.funding + 1.2 * 9) < 0.02 && abs(day.rest) < 0.02, "\(day)") }
    let (spot, _) = try Self.days()
    let bought = try PoolDiary(spot.terms, replaying: spot.events, markets: markets)
    for (future, coin) in zip(diary.days, bought.days) {
      #expect(abs(future.held.delta - coin.held.delta) < 1e-6 && abs(future.hedgeCost - coin.hedgeCost) < 0.02)
      #expect(abs(future.total - coin.total + 1.2 * 9) < 0.04, "\(future.total), \(coin.total)")
    }
  }

  @Test("Funding of a perpetual contract is cash of its own, and what is closed ends at the value it is closed at")
  func perpetuals() throws {
    let markets = try [0, 1, 2].map { day in
      try HedgedPool.market(80_000 + 900 * Double(day), level: 0.5 + 0.01 * Double(day), at: HedgedPool.day(day))
    }
    var one = try HedgedPool()
    try one.add(
      .list(
        PoolContract(
          id: "E", underlying: "BTC", expiry: nil,
          terms: .everlasting(.call, strike: 82_000 * 100_000_000, fundingSeconds: 86_400 * 7, .continuous), size: 10,
          collateral: 840_000)))
    try one.add(.trade(try HedgedPool.risk(markets[0]).trade(of: "E", quantity: -20, in: one.pool)))
    for market in markets.dropFirst() {
      let action = try one.pool.funding(of: "E", holderPays: 12.34)
      try one.add(action, at: market.snapshot.asOf)
      if market.snapshot.asOf == HedgedPool.day(2) {
        try one.add(try HedgedPool.risk(market).closing("E", in: one.pool), at: market.snapshot.asOf)
      } else {
        try one.mark(by: try HedgedPool.risk(market))
      }
    }
    let diary = try PoolDiary(one.terms, replaying: one.events, markets: markets)
    for day in diary.days {
      // Twenty sold, of which each holder pays 12.34 dollars.
      #expect(abs(day.funding - 246.8) < 0.011 && day.held.theta == 0, "\(day)")
      #expect(day.held.delta < 0 && day.held.gamma < 0 && day.held.vega < 0 && abs(day.rest) < 0.2, "\(day)")
    }
    #expect(one.pool.open.isEmpty && abs(diary.total - Double(one.pool.cash() - 100_000_000) / 100) < 0.01)
  }

  @Test("A barrier that is hit on the way is in the rest: nothing that moved names it")
  func barrier() throws {
    let markets = try [0, 1, 2].map { day in
      try HedgedPool.market(80_000 - 600 * Double(day), at: HedgedPool.day(day))
    }
    var one = try HedgedPool()
    try one.add(
      .list(
        PoolContract(
          id: "B", underlying: "BTC", expiry: HedgedPool.expiry,
          terms: .barrier(
            .downAndOut, .call, strike: 80_000 * 100_000_000, barrier: 70_000 * 100_000_000, rebate: 0), size: 10,
          collateral: 840_000)))
    try one.add(.trade(try HedgedPool.risk(markets[0]).trade(of: "B", quantity: -20, in: one.pool)))
    try one.mark(by: try HedgedPool.risk(markets[1]))
    try one.add(
      .observe(underlying: "BTC", price: 69_000 * 100_000_000), at: HedgedPool.day(1).advanced(bySeconds: 3_600))
    #expect(one.pool.open.isEmpty)
    let diary = try PoolDiary(one.terms, replaying: one.events, markets: markets)
    let (first, second) = (diary.days[0], diary.days[1])
    #expect(abs(first.rest) < 0.2 && first.premium > 0, "\(first)")
    // Dead, what was sold owes nothing: the whole of its value the day before is gained.
    #expect(second.premium == 0 && second.rest > 1_000 && second.total > second.rest / 2, "\(second)")
    let value = Double(one.pool.cash() - 100_000_000) / 100
    #expect(abs(first.total + second.total - value) < 0.01, "\(value)")
  }

  @Test("A contract that is settled ends at its payoff, and the average it is settled at is the spot of its end")
  func settlement() throws {
    let days = [HedgedPool.opening, HedgedPool.day(13), HedgedPool.expiry]
    let markets = [
      try HedgedPool.market(80_000), try HedgedPool.market(85_000, at: days[1]),
      try HedgedPool.market(86_000, at: days[2]),
    ]
    var one = try HedgedPool()
    try one.sell(40, by: try HedgedPool.risk(markets[0]))
    try one.mark(by: try HedgedPool.risk(markets[1]))
    for seconds in [-1_200, -600, 0] as [Int64] {
      try one.add(
        .observe(underlying: "BTC", price: 8_590_000_000_000), at: days[2].advanced(bySeconds: seconds))
    }
    try one.add(.settle(underlying: "BTC", expiry: days[2]), at: days[2])
    let diary = try PoolDiary(one.terms, replaying: one.events, markets: markets)
    let last = diary.days[1]
    #expect(abs(last.rest) < 0.41, "\(last)")
    // Paid out: 4 coins at 85,900 less 84,000.
    let value = try Self.value(of: one, at: markets[1])
    #expect(abs(last.total - (-4 * 1_900 - value)) < 0.41, "\(last.total), \(value)")
    #expect(one.pool.open.isEmpty && last.held.vega == 0 && last.held.theta > 0)
  }

  /// The model's value of forty calls sold.
  private static func value(of one: HedgedPool, at market: PricingMarket) throws -> Double {
    let option = try OptionContract(
      underlying: "BTC", type: .call, strike: HedgedPool.strike, expiry: HedgedPool.expiry, settlement: .coin)
    let book = try Book(positions: [Position(id: "C", contract: option, quantity: -4)])
    return try book.valuation(in: market.snapshot, volatilities: market.volatilities).value
  }

  @Test("A day that lacks a market, a mark, a spot or a contract is named with its underlying")
  func refusals() throws {
    let (one, markets) = try Self.days()
    func diary(_ markets: [PricingMarket], _ events: [PoolEvent]? = nil) throws(HedgingError) -> PoolDiary {
      try PoolDiary(one.terms, replaying: events ?? one.events, markets: markets)
    }
    #expect(throws: HedgingError.tooFewMarkets(count: 1)) { try diary([markets[0]]) }
    #expect(throws: HedgingError.tooFewMarkets(count: 0)) { try diary([]) }
    #expect(throws: HedgingError.noMarket(underlying: "BTC", at: HedgedPool.day(1))) {
      try diary([markets[0], markets[2]])
    }
    #expect(throws: HedgingError.marketsOutOfOrder(at: HedgedPool.day(1), before: HedgedPool.day(2))) {
      try diary([markets[0], markets[2], markets[1]])
    }
    #expect(throws: HedgingError.marketsOutOfOrder(at: HedgedPool.opening, before: HedgedPool.opening)) {
      try diary([markets[0], markets[0]])
    }
    let unmarked = one.events.dropLast()
    #expect(throws: HedgingError.noMark(underlying: "BTC", at: HedgedPool.day(2))) {
      try diary(markets, Array(unmarked))
    }
    let bare = MarketSnapshot(
      asOf: HedgedPool.day(1), markets: [UnderlyingMarket(underlying: "BTC", spot: 80_000, expiries: [])])
    let empty = PricingMarket(snapshot: bare, volatilities: bare.volatilityMarks())
    do {
      _ = try diary([markets[0], empty, markets[2]])
      Issue.record("a market without the contract is taken")
    } catch {
      guard case .pricing(.missingMarket(let id, _), let time) = error else { Issue.record(error); return }
      #expect(id == "C" && time == HedgedPool.day(1))
    }
    let coins = try HedgedPool(asset: "BTC", decimals: 8)
    #expect(throws: HedgingError.countsInCoin(asset: "BTC")) {
      try PoolDiary(coins.terms, replaying: coins.events, markets: markets)
    }
    let wrong = PoolEvent(at: HedgedPool.opening, .settle(underlying: "BTC", expiry: HedgedPool.day(9)))
    #expect(throws: HedgingError.refused(.unknownContract("BTC \(HedgedPool.day(9))"), at: HedgedPool.opening)) {
      try diary(markets, [wrong] + one.events)
    }
    var terms = one.terms
    terms.gateBasisPoints = -1
    #expect(throws: HedgingError.refused(.invalidTerms(field: "gateBasisPoints"), at: HedgedPool.opening)) {
      try PoolDiary(terms, replaying: [], markets: markets)
    }
  }
}
