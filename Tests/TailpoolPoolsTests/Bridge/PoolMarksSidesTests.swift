import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolPools

/// One side quoted and the other not, both ways, and how much of a book counts as quoted.
@Suite("Marks of a pool where a side is missing")
struct PoolMarksSidesTests {
  private func marks(
    _ pool: MutualPool, _ snapshot: MarketSnapshot, spread: MarkSpread = MarkSpread(),
    entries: [String: Double] = [:]
  ) throws -> PoolMarks {
    let inputs = PoolBookInputs(hedgeEntries: entries)
    let book = try pool.book(in: snapshot, inputs: inputs)
    return try pool.marks(
      try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()), in: snapshot, inputs: inputs,
      spread: spread)
  }

  /// Dollars and vega of a tenth of the put: what a coin's option at a forward of 80,200 is worth at a spot of 80,000.
  private func model() -> (value: Double, vega: Double) {
    let years = DayCount.actual365Fixed.years(from: BridgePool.now, to: BridgePool.expiry)
    let greeks = Black76.greeks(.put, forward: 80_200, strike: 76_000, years: years, volatility: 0.5)
    return (0.1 * 80_000 / 80_200 * greeks.price, 0.1 * 80_000 / 80_200 * greeks.vega)
  }

  @Test("The missing side is the model's less or more its half spread; it does not cross the side that is quoted")
  func sides() throws {
    let (value, vega) = model()
    for quantity in [-12, 7] as [Int128] {
      var one = try BridgePool()
      try one.open(BridgePool.contract(), quantity)
      for volatility in [0.01, 0.03] {
        let (low, high) = ((value - volatility * vega) * 100, (value + volatility * vega) * 100)
        let spread = MarkSpread(volatility: volatility)
        func mark(_ bid: Double?, _ ask: Double?) throws -> ContractMark {
          try #require(try marks(one.pool, BridgePool.snapshot(bid: bid, ask: ask), spread: spread).contracts.first)
        }
        // 0.02 coins are 160 dollars a tenth, 0.001 are 8.
        let onlyAsk = try mark(nil, 0.02)
        #expect(onlyAsk.bid == UInt128(low.rounded(.down)) && onlyAsk.ask == 16_000, "\(onlyAsk), \(low)")
        let onlyBid = try mark(0.001, nil)
        #expect(onlyBid.bid == 800 && onlyBid.ask == UInt128(high.rounded(.up)), "\(onlyBid), \(high)")
        let lowAsk = try mark(nil, 0.001)
        #expect(lowAsk.bid == 800 && lowAsk.ask == 800, "\(lowAsk)")
        let highBid = try mark(0.02, nil)
        #expect(highBid.bid == 16_000 && highBid.ask == 16_000, "\(highBid)")
        let neither = try mark(nil, nil)
        #expect(neither.bid == onlyAsk.bid && neither.ask == onlyBid.ask, "\(neither)")
      }
      // A spread greater than the value leaves no bid below nothing.
      let wide = try marks(one.pool, BridgePool.snapshot(bid: nil, ask: nil), spread: MarkSpread(volatility: 2))
      #expect(wide.contracts[0].bid == 0)
      #expect(wide.contracts[0].ask == UInt128(((value + 2 * vega) * 100).rounded(.up)), "\(wide.contracts)")
    }
  }

  @Test("A pool in coin marks in coins: quotes as they are, delta less the premium, and vega of the coin's price")
  func coins() throws {
    let years = DayCount.actual365Fixed.years(from: BridgePool.now, to: BridgePool.expiry)
    /// Coins that a tenth of the put is worth at a spot and a volatility.
    func value(_ spot: Double, _ volatility: Double = 0.5) -> Double {
      0.1 * 80_000 / 80_200 / spot
        * Black76.price(
          .put, forward: 80_200 * spot / 80_000, strike: 76_000, years: years, volatility: volatility)
    }
    let delta = 80_000 * (value(80_010) - value(79_990)) / 20
    let vega = (value(80_000, 0.501) - value(80_000, 0.499)) / 0.002
    for quantity in [-3, 4] as [Int128] {
      var one = try BridgePool(asset: try Asset("BTC", decimals: 8))
      try one.open(BridgePool.contract(.put, settlement: .coin, size: 10_000_000), quantity)
      // A tenth of 0.01 and of 0.012 coins, in units of 10⁻⁸; 0.012 has no Double, and what is above it is rounded up.
      let mark = try marks(one.pool, BridgePool.snapshot()).contracts[0]
      #expect(mark.bid == 100_000 && (120_000...120_001).contains(mark.ask), "\(mark)")
      #expect(abs(Double(mark.deltaMillionths) - delta * 1e6) < 1, "\(mark), \(delta)")
      #expect(abs(Double(mark.vega) - vega * 1e8) < 1e-5 * vega * 1e8 + 1, "\(mark), \(vega)")
      #expect(mark.deliveredDeltaMillionths == 0)
      let model = try marks(
        one.pool, BridgePool.snapshot(bid: nil, ask: nil), spread: MarkSpread(volatility: 0.02)
      ).contracts[0]
      #expect(abs(Double(model.bid) - (value(80_000) - 0.02 * vega) * 1e8) < 2, "\(model)")
      #expect(abs(Double(model.ask) - (value(80_000) + 0.02 * vega) * 1e8) < 2, "\(model)")
    }
  }

  @Test("Confidence is the part of the gross value at the ask that is quoted on both sides, rounded down")
  func confidence() throws {
    var pool = try BridgePool()
    try pool.open(BridgePool.contract(), -12)
    try pool.open(BridgePool.contract(.call, strike: 84_000, id: "C"), 5)
    // The call asks 0.011 coins, 88 dollars a tenth; of the put only the ask is quoted, 0.02 coins or 160 dollars.
    let half = try marks(pool.pool, BridgePool.snapshot(bid: nil, ask: 0.02))
    // 10,000 · 440 / (440 + 1,920) = 1,864.4
    #expect(half.confidence == 1_864)
    let other = try marks(pool.pool, BridgePool.snapshot(bid: 0.001, ask: nil))
    let (value, vega) = model()
    let expected = 10_000 * 440 / (440 + 12 * (value + 0.01 * vega))
    #expect(other.confidence == Int(expected.rounded(.down)), "\(other.confidence), \(expected)")
    #expect(try marks(pool.pool, BridgePool.snapshot(bid: 0.001, ask: 0.02)).confidence == 10_000)
    #expect(
      half.contracts.map(\.contract) == ["P", "C"] && half.contracts[1].bid == 7_200 && half.contracts[1].ask == 8_800)
  }

  @Test("A hedge's low side is the worse for the pool and rounded down, whether it is long or short, gains or has lost")
  func hedges() throws {
    let snapshot = try BridgePool.snapshot()
    // Millionths, entry, and cents at the low and the high side: 3 or 7 millionths at 80,000 · (1 ∓ 0.0003).
    for (millionths, entry, low, high) in [
      (3, 70_000, 2, 4),  // 3 · (79,976 − 70,000) = 2.99 cents and 3.01
      (-3, 70_000, -4, -2), (3, 90_000, -4, -2), (-3, 90_000, 2, 4),
      (7, 80_010, -1, 1),  // −0.02 cents and 0.01
      (-7, 80_010, -1, 1),
    ] as [(Int128, Double, Int128, Int128)] {
      var pool = try BridgePool()
      try pool.hedge(millionths, value: 0)
      let found = try marks(pool.pool, snapshot, spread: MarkSpread(spot: 0.000_3), entries: ["BTC": entry]).hedges
      #expect(found == [HedgeMark(underlying: "BTC", low: low, high: high)], "\(millionths) from \(entry): \(found)")
    }
  }

  @Test("The last mark of the underlying itself may be a quarter of the spot and four times it, and no further")
  func unlikely() throws {
    let snapshot = try BridgePool.snapshot()
    for (worth, isTaken) in [(4_000_000, true), (3_999_999, false), (64_000_000, true), (64_000_001, false)]
      as [(Int128, Bool)]
    {
      var pool = try BridgePool()
      // Two coins: 160,000 dollars at the spot.
      try pool.hedge(2_000_000, value: worth)
      if isTaken {
        #expect(try marks(pool.pool, snapshot).hedges.count == 1, "\(worth)")
      } else {
        #expect(throws: PoolBridgeError.self, "\(worth)") { try marks(pool.pool, snapshot) }
      }
    }
  }

  @Test("Marks are taken from the instant of the market on, as long as the pool calls them fresh")
  func age() throws {
    var one = try BridgePool()
    try one.open(BridgePool.contract(), -12)
    let marks = try marks(one.pool, BridgePool.snapshot())
    try marks.check(at: marks.asOf, of: one.pool)
    let age = one.pool.terms.greatestMarkAge
    try marks.check(at: marks.asOf.advanced(bySeconds: age - 1), of: one.pool)
    for seconds in [-1, age] {
      let late = marks.asOf.advanced(bySeconds: seconds)
      #expect(throws: PoolBridgeError.lateSnapshot(asOf: marks.asOf, mark: late, greatestAge: age)) {
        try marks.check(at: late, of: one.pool)
      }
    }
  }
}
