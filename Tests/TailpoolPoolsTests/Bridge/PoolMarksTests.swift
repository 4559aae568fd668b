import Foundation
import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolPools

@Suite("Marks of a pool off a market")
struct PoolMarksTests {
  private func marks(_ pool: MutualPool, _ snapshot: MarketSnapshot, entries: [String: Double] = [:]) throws
    -> PoolMarks
  {
    let inputs = PoolBookInputs(hedgeEntries: entries)
    let book = try pool.book(in: snapshot, inputs: inputs)
    return try pool.marks(
      try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()), in: snapshot, inputs: inputs)
  }

  @Test("Bid and ask are the quote's times spot and size, the bid down and the ask up; applied, they value the pool")
  func quoted() throws {
    var case1 = try BridgePool()
    try case1.open(BridgePool.contract(), -12)
    try case1.hedge(250_000)
    let snapshot = try BridgePool.snapshot(bid: 0.010_123_4, ask: 0.012_345_6)
    let marks = try marks(case1.pool, snapshot)
    // 0.0101234 · 80,000 · 0.1 = 80.9872 dollars and 0.0123456 · 80,000 · 0.1 = 98.7648
    let mark = try #require(marks.contracts.first)
    #expect(mark.bid == 8_098 && mark.ask == 9_877, "\(mark)")
    let years = DayCount.actual365Fixed.years(from: BridgePool.now, to: BridgePool.expiry)
    func value(_ forward: Double, _ volatility: Double) -> Double {
      0.1 * 80_000 / 80_200
        * Black76.price(.put, forward: forward, strike: 76_000, years: years, volatility: volatility)
    }
    let delta = (value(80_280.2, 0.5) - value(80_119.8, 0.5)) / 160
    let vega = (value(80_200, 0.501) - value(80_200, 0.499)) / 0.002
    #expect(abs(Double(mark.deltaMillionths) / 1e6 - delta) < 2e-6, "\(mark.deltaMillionths) and \(delta)")
    #expect(abs(Double(mark.vega) / 100 - vega) < 0.02, "\(mark.vega) and \(vega)")
    // A quarter of a coin at 80,000 less and plus five hundredths of a percent.
    #expect(marks.hedges == [HedgeMark(underlying: "BTC", low: 1_999_000, high: 2_001_000)], "\(marks.hedges)")
    #expect(marks.confidence == 10_000)
    var pool = case1.pool
    try pool.apply(PoolEvent(at: marks.asOf, marks.action(source: "test")))
    #expect(try pool.value(at: pool.time).low == pool.cash() - 12 * 9_877 + 1_999_000)
    #expect(pool.audit().isEmpty)
  }

  @Test("An absent side is the model's value and a half spread of volatility; the confidence says so")
  func unquoted() throws {
    var case1 = try BridgePool()
    try case1.open(BridgePool.contract(), -12)
    let snapshot = try BridgePool.snapshot(bid: nil, ask: nil)
    let marks = try marks(case1.pool, snapshot)
    let mark = try #require(marks.contracts.first)
    let priced = try case1.pool.book(in: snapshot).valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    let (value, half) = (priced.value / -12, 0.01 * (priced.positions[0].greeks.vega / -12))
    #expect(mark.bid == UInt128(((value - half) * 100).rounded(.down)))
    #expect(mark.ask == UInt128(((value + half) * 100).rounded(.up)))
    #expect(marks.confidence == 0)
    // A bid alone above the model: the ask is not below it.
    let one = try self.marks(case1.pool, BridgePool.snapshot(bid: 0.9, ask: nil)).contracts[0]
    #expect(one.bid <= one.ask && one.bid == 720_000, "\(one)")
  }

  @Test("What cannot be marked is refused with its name")
  func refusals() throws {
    var case1 = try BridgePool()
    try case1.open(BridgePool.contract(), -12)
    let early = try BridgePool.snapshot(at: BridgePool.opening.advanced(bySeconds: -1))
    #expect(throws: PoolBridgeError.snapshotBeforeEvent(asOf: early.asOf, last: case1.pool.time)) {
      try marks(case1.pool, early)
    }
    #expect(throws: PoolBridgeError.crossedQuote(contract: "P", bid: 160, ask: 80)) {
      try marks(case1.pool, BridgePool.snapshot(bid: 0.02, ask: 0.01))
    }
    var other = try BridgePool()
    try other.open(BridgePool.contract(strike: 75_500, id: "unlisted"), -1)
    #expect(throws: PoolBridgeError.notListed(contract: "unlisted")) {
      try BridgePool.risk([0]).marks(of: other.pool)
    }
    #expect(throws: PoolBridgeError.nothingOpen) { try BridgePool.risk([0]).marks(of: try BridgePool().pool) }
    let good = try marks(case1.pool, BridgePool.snapshot())
    let late = good.asOf.advanced(bySeconds: case1.pool.terms.greatestMarkAge)
    #expect(throws: PoolBridgeError.self) { try good.check(at: late, of: case1.pool) }
    #expect(throws: PoolBridgeError.self) { try good.check(at: BridgePool.opening, of: case1.pool) }
    try good.check(at: late.advanced(bySeconds: -1), of: case1.pool)
  }

  @Test("A hedge by futures is not taken for the underlying; with its entry it is worth its gain")
  func futures() throws {
    var case1 = try BridgePool()
    try case1.hedge(-2_000_000, value: 0)
    #expect(throws: PoolBridgeError.unlikelyHedge(underlying: "BTC", markedPerUnit: 0, spot: 80_000)) {
      try marks(case1.pool, BridgePool.snapshot())
    }
    // Short two from 81,000: 2 · (81,000 − 80,000 · 1.0005) and 2 · (81,000 − 80,000 · 0.9995) dollars.
    let hedge = try marks(case1.pool, BridgePool.snapshot(), entries: ["BTC": 81_000]).hedges
    #expect(hedge == [HedgeMark(underlying: "BTC", low: 192_000, high: 208_000)], "\(hedge)")
  }

  @Test("A proposed hedge goes to its target at the spot, and pays the half spread")
  func hedge() throws {
    var case1 = try BridgePool()
    try case1.open(BridgePool.contract(), -100)
    let snapshot = try BridgePool.snapshot()
    var pool = case1.pool
    try pool.apply(PoolEvent(at: snapshot.asOf, try marks(pool, snapshot).action(source: "test")))
    let target = pool.hedgeTarget(of: "BTC")
    let action = try #require(try BridgePool.risk([0], in: snapshot).hedge("BTC", in: pool))
    guard case .hedge(_, let change, let cash, let after) = action else { return #expect(Bool(false)) }
    // A put sold is hedged short: what is received is at 80,000 less five hundredths of a percent, rounded down.
    #expect(change == target && target < 0 && cash == Int128((Double(-target) * 7.996).rounded(.down)), "\(action)")
    #expect(after.low == -Int128((Double(-target) * 8.004).rounded(.up)), "\(after)")
    try pool.apply(PoolEvent(at: snapshot.asOf, action))
    #expect(try pool.audit().isEmpty && BridgePool.risk([0], in: snapshot).hedge("BTC", in: pool) == nil)
  }
}
