import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolPools

@Suite("The hedge that the engine proposes")
struct PoolHedgeTests {
  /// A pool that has sold contracts with so many millionths of delta each, and holds a hedge.
  private func pool(sold: Int128, delta: Int128, hedge: Int128 = 0) throws -> MutualPool {
    var one = try BridgePool()
    if sold != 0 { try one.open(BridgePool.contract(.call, strike: 84_000, id: "C"), -sold) }
    if hedge != 0 { try one.hedge(hedge) }
    let worth = hedge * 80_000 * 100 / 1_000_000
    try one.pool.apply(
      PoolEvent(
        at: BridgePool.now,
        .mark(
          contracts: sold == 0 ? [] : [ContractMark(contract: "C", bid: 900, ask: 1_100, deltaMillionths: delta)],
          hedges: hedge == 0 ? [] : [HedgeMark(underlying: "BTC", low: worth, high: worth)], source: "test",
          confidence: 10_000)))
    return one.pool
  }

  /// Half a spread of five hundredths of a percent: 80,040 dollars are paid and 79,960 received.
  @Test("What is bought is paid at the ask, rounded up, what is sold received at the bid, rounded down, in cents")
  func cash() throws {
    for (sold, delta, hedge, change, cash, low, high) in [
      (5, 30_000, 0, 150_000, -1_200_600, 1_199_400, 1_200_600),  // 0.15 coins
      (1, 1, 0, 1, -9, 7, 9),  // a millionth: 8.004 and 7.996 cents
      (1, -1, 0, -1, 7, -9, -7),
      (5, 30_000, 100_000, 50_000, -400_200, 1_199_400, 1_200_600),
      (5, 30_000, 250_000, -100_000, 799_600, 1_199_400, 1_200_600),
      (5, -30_000, 0, -150_000, 1_199_400, -1_200_600, -1_199_400),
      (0, 0, 250_000, -250_000, 1_999_000, 0, 0),  // nothing is left to hedge
      (0, 0, -250_000, 250_000, -2_001_000, 0, 0),
    ] as [(Int128, Int128, Int128, Int128, Int128, Int128, Int128)] {
      let pool = try pool(sold: sold, delta: delta, hedge: hedge)
      let action = try BridgePool.risk([0]).hedge("BTC", in: pool)
      let expected = PoolAction.hedge(
        underlying: "BTC", changeMillionths: change, cash: cash,
        after: HedgeMark(underlying: "BTC", low: low, high: high))
      #expect(action == expected, "\(sold) of \(delta), \(hedge): \(String(describing: action))")
      var after = pool
      try after.apply(PoolEvent(at: BridgePool.now, expected))
      #expect(after.audit().isEmpty && after.hedges["BTC"]?.millionths ?? 0 == hedge + change)
    }
  }

  @Test("Without a half spread both sides are the spot")
  func spot() throws {
    let risk = try BridgePool.risk([0], spread: MarkSpread(volatility: 0, spot: 0))
    let action = try risk.hedge("BTC", in: pool(sold: 5, delta: 30_000))
    let mark = HedgeMark(underlying: "BTC", low: 1_200_000, high: 1_200_000)
    #expect(action == .hedge(underlying: "BTC", changeMillionths: 150_000, cash: -1_200_000, after: mark))
  }

  @Test("A hedge at its target is left alone; futures, coins of the pool's own and unknown spots are refused by name")
  func refusals() throws {
    let risk = try BridgePool.risk([0])
    #expect(try risk.hedge("BTC", in: pool(sold: 5, delta: 30_000, hedge: 150_000)) == nil)
    #expect(try risk.hedge("ETH", in: pool(sold: 5, delta: 30_000)) == nil)
    let snapshot = try BridgePool.snapshot()
    let futures = try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(), scenarios: SpotMoves(returns: [0]),
      inputs: PoolBookInputs(hedgeEntries: ["BTC": 79_000]))
    #expect(throws: PoolBridgeError.hedgedByFutures(underlying: "BTC")) {
      try futures.hedge("BTC", in: pool(sold: 5, delta: 30_000))
    }
    var coins = try BridgePool(asset: try Asset("BTC", decimals: 8))
    try coins.open(BridgePool.contract(.call, settlement: .coin, size: 10_000_000, id: "C"), -5)
    try coins.pool.apply(
      PoolEvent(
        at: BridgePool.now,
        .mark(
          contracts: [ContractMark(contract: "C", bid: 900, ask: 1_100, deltaMillionths: 30_000)], hedges: [],
          source: "test", confidence: 10_000)))
    #expect(throws: PoolBridgeError.hedgeInCoin(underlying: "BTC", asset: "BTC")) {
      try risk.hedge("BTC", in: coins.pool)
    }
  }

  @Test("A hedge is brought to any size, of either sign, and one that it has already is left alone")
  func sizes() throws {
    let risk = try BridgePool.risk([0])
    let pool = try pool(sold: 5, delta: 30_000, hedge: 250_000)
    #expect(try risk.hedge("BTC", to: 250_000, in: pool) == nil)
    let short = PoolAction.hedge(
      underlying: "BTC", changeMillionths: -350_000, cash: 2_798_600,
      after: HedgeMark(underlying: "BTC", low: -800_400, high: -799_600))
    #expect(try risk.hedge("BTC", to: -100_000, in: pool) == short)
    #expect(throws: PoolBridgeError.amount(of: "BTC", .overflow)) { try risk.hedge("BTC", to: .max, in: pool) }
    #expect(throws: PoolBridgeError.amount(of: "BTC", .overflow)) { try risk.hedge("BTC", to: .min, in: pool) }
    #expect(throws: PoolBridgeError.noSpot(underlying: "ETH")) { try risk.hedge("ETH", to: 1, in: pool) }
  }

  /// Half a spread of five hundredths of a percent: futures are bought at 80,040 and sold at 79,960.
  @Test("Futures: opening moves the entry, closing pays what was gained since it, turning does both")
  func futures() throws {
    for (hedge, entry, target, cash, entryAfter) in [
      (0, nil, 100_000, 0, 80_040), (0, nil, -100_000, 0, 79_960),
      (100_000, 79_000, 300_000, 0, (0.1 * 79_000 + 0.2 * 80_040) / 0.3),
      (200_000, 79_000, 50_000, 14_400, 79_000),  // 0.15 · (79,960 − 79,000) = 144 dollars
      (200_000, 81_000, 0, -20_800, 0),  // 0.2 · (79,960 − 81,000) = −208 dollars
      (-200_000, 81_000, -100_000, 9_600, 81_000),  // 0.1 · (81,000 − 80,040) = 96 dollars
      (-200_000, 79_000, 100_000, -20_800, 80_040),
      (100_000, 79_000, -100_000, 9_600, 79_960),
    ] as [(Int128, Double?, Int128, Int128, Double)] {
      let pool = try pool(sold: 5, delta: 30_000, hedge: hedge)
      let snapshot = try BridgePool.snapshot()
      let risk = try PoolRisk(
        snapshot: snapshot, volatilities: snapshot.volatilityMarks(), scenarios: SpotMoves(returns: [0]),
        inputs: PoolBookInputs(hedgeEntries: entry.map { ["BTC": $0] } ?? [:]))
      let trade = try #require(try risk.futuresHedge("BTC", to: target, in: pool))
      guard case .hedge(_, let change, let paid, let mark) = trade.action else { continue }
      #expect(change == target - hedge && abs(trade.entry - entryAfter) < 1e-9, "\(hedge) to \(target): \(trade)")
      // Cash that the numbers do not hold exactly is rounded in favor of the other party.
      #expect(paid == cash || paid == cash - 1, "\(hedge) to \(target): \(paid)")
      let worth = Double(target) / 1_000_000 * (80_000 - entryAfter) * 100
      let spread = abs(Double(target)) / 1_000_000 * 40 * 100
      #expect(
        abs(Double(mark.low) - worth + spread) < 1.001 && abs(Double(mark.high) - worth - spread) < 1.001, "\(mark)")
      var after = pool
      try after.apply(PoolEvent(at: BridgePool.now, trade.action))
      #expect(after.audit().isEmpty && after.hedges["BTC"]?.millionths ?? 0 == target)
      #expect(try risk.futuresHedge("BTC", to: hedge, in: pool) == nil)
    }
    let blind = try BridgePool.risk([0])
    #expect(throws: PoolBridgeError.noHedgeEntry(underlying: "BTC")) {
      try blind.futuresHedge("BTC", to: 0, in: try pool(sold: 5, delta: 30_000, hedge: 1))
    }
  }
}
