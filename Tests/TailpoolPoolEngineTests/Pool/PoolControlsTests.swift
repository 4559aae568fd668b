import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

/// Breaker, parameters, guarded prices, hedges and halts as events of the pool.
@Suite("Controls of a mutual pool")
struct PoolControlsTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  @Test(
    "POOL-041: a tripped breaker stops entries and new risk, lets exits and less risk through, and ends in probation")
  func breaker() throws {
    var pool = try Fixture.pool {
      $0.controls.breaker = PoolControls.Breaker()
      $0.limits.shortfallBasisPoints = 1_000
      $0.greatestMarkAge = 10_000_000
    }
    try pool.run(0, .deposit(participant: "a", assets: 10_000 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(2, premium: 0, bid: 0, ask: 0))
    try pool.run(1, .signal(volatilityBasisPoints: 1_000, skewBasisPoints: 3_500))
    #expect(pool.breaker?.state(at: Fixture.at(1).secondsSinceEpoch) == .closed)
    try pool.run(2, .signal(volatilityBasisPoints: 1_001, skewBasisPoints: 0))
    let until = Fixture.at(2 + 43_200)
    let entry = PoolAction.deposit(participant: "b", assets: coin, minimumShares: 0)
    #expect(throws: PoolRefusal.tripped(until: until)) { try pool.run(3, entry) }
    #expect(throws: PoolRefusal.tripped(until: until)) { try pool.run(3, Fixture.sale(1, premium: 0, bid: 0, ask: 0)) }
    try pool.run(3, Fixture.sale(-1, premium: 0, bid: 0, ask: 0))
    try pool.run(4, .redeem(participant: "a", shares: 1_000 * coin, minimumAssets: 0))
    #expect(throws: PoolRefusal.control(.guardianTooEarly(until: Fixture.at(2 + 21_600).secondsSinceEpoch))) {
      try pool.run(5, .endTrip(reason: "x"))
    }
    try pool.run(30_000, .endTrip(reason: "x"))
    // On probation an entry is at most half the low side, and risk at most half its budget.
    #expect(throws: PoolRefusal.limit(.entry)) {
      try pool.run(30_001, .deposit(participant: "b", assets: 5_001 * coin, minimumShares: 0))
    }
    let low = UInt128(try pool.value(at: Fixture.at(30_001)).low)
    #expect(throws: PoolRefusal.limit(.expectedShortfall)) {
      try pool.run(30_001, Fixture.sale(1, premium: 0, bid: 0, ask: 0, shortfall: low / 20 + 1))
    }
    try pool.run(30_001, Fixture.sale(1, premium: 0, bid: 0, ask: 0, shortfall: low / 20))
    try pool.run(30_000 + 86_400, .deposit(participant: "b", assets: 9_000 * coin, minimumShares: 0))
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-042: the breaker trips by itself where free cash is short")
  func liquidity() throws {
    var pool = try Fixture.controlled { $0.breaker = PoolControls.Breaker() }
    try pool.run(0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    let mark = ContractMark(contract: "P", bid: 0, ask: 0)
    try pool.run(1, .mark(contracts: [mark], hedges: [], source: "test", confidence: 10_000))
    #expect(
      pool.breaker?.state(at: Fixture.at(1).secondsSinceEpoch) == .tripped(until: Fixture.at(259_201).secondsSinceEpoch)
    )
  }

  @Test("POOL-045: a parameter moves within its bounds, by its step and after its delay, and the pool obeys it at once")
  func parameters() throws {
    let bounds = PoolControls.ParameterBounds(.gateBasisPoints, minimum: 1_000, maximum: 3_000, step: 500, delay: 100)
    var pool = try Fixture.controlled { $0.parameters = [bounds] }
    let before = pool
    func set(_ seconds: Int64, _ value: Int) throws {
      try pool.run(seconds, .setParameter(.gateBasisPoints, value: value, reason: "test"))
    }
    #expect(throws: PoolRefusal.control(.stepTooGreat(maximum: 500))) { try set(1, 1_000) }
    #expect(throws: PoolRefusal.control(.outOfBounds(minimum: 1_000, maximum: 3_000))) { try set(1, 3_001) }
    #expect(pool == before)
    try set(1, 1_500)
    #expect(pool.terms.gateBasisPoints == 1_500)
    #expect(throws: PoolRefusal.control(.tooSoon(until: Fixture.at(101).secondsSinceEpoch))) { try set(100, 1_000) }
    try set(101, 1_000)
    #expect(pool.parameters[.gateBasisPoints]?.changes.map(\.to) == [1_500, 1_000])
    #expect(throws: PoolRefusal.noControl("leastConfidence")) {
      try pool.run(102, .setParameter(.leastConfidence, value: 1, reason: "test"))
    }
    #expect(pool.audit().isEmpty)
    let impossible = PoolControls.ParameterBounds(.gateBasisPoints, minimum: 0, maximum: 3_000, step: 500, delay: 100)
    #expect(throws: PoolRefusal.invalidTerms(field: "gateBasisPoints")) {
      _ = try Fixture.controlled { $0.parameters = [impossible] }
    }
  }

  @Test(
    "POOL-046: a settlement price rests on sources that agree; one source, a stale one or an outlier decides nothing")
  func quotes() throws {
    var pool = try Fixture.controlled {
      $0.prices = PoolControls.Prices(greatestAge: 20, deviationBasisPoints: 100, quorum: 2)
    }
    try pool.run(0, .deposit(participant: "a", assets: 200 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    #expect(throws: PoolRefusal.unguardedPrice("BTC")) { try pool.run(998_200, .observe(underlying: "BTC", price: 1)) }
    func quotes(_ prices: [UInt128], age: Int64 = 0) -> PoolAction {
      let quotes = prices.enumerated().map {
        PoolQuote(source: "\($0.offset)", price: $0.element * 100_000_000, time: Fixture.at(998_200 - age))
      }
      return .quote(underlying: "BTC", quotes: quotes)
    }
    #expect(throws: PoolRefusal.self) { try pool.run(998_200, quotes([90])) }
    #expect(throws: PoolRefusal.self) { try pool.run(998_200, quotes([90, 90, 90], age: 21)) }
    #expect(throws: PoolRefusal.self) { try pool.run(998_200, quotes([90, 50])) }
    #expect(throws: PoolRefusal.invalidQuantity(field: "price")) { try pool.run(998_200, quotes([90, 90, 0])) }
    try pool.run(998_200, quotes([90, 1, 90]))
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    #expect(pool.settlementPrices[MutualPool.ExpiryKey(underlying: "BTC", expiry: Fixture.expiry)] == 9_000_000_000)
  }

  @Test("Of an even number of sources that agree the lower one in the middle is taken, of an odd number the middle one")
  func medians() throws {
    for (prices, expected) in [([101, 100], 100), ([102, 100, 101], 101), ([103, 101, 102, 100], 101)]
      as [([UInt128], UInt128)]
    {
      var pool = try Fixture.controlled {
        $0.prices = PoolControls.Prices(greatestAge: 20, deviationBasisPoints: 400, quorum: 2)
      }
      try pool.run(0, .deposit(participant: "a", assets: 200 * coin, minimumShares: 0))
      try pool.run(0, .list(Fixture.put()))
      try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
      let quotes = prices.enumerated().map {
        PoolQuote(source: "\($0.offset)", price: $0.element * 100_000_000, time: Fixture.at(998_200))
      }
      try pool.run(998_200, .quote(underlying: "BTC", quotes: quotes))
      try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
      let key = MutualPool.ExpiryKey(underlying: "BTC", expiry: Fixture.expiry)
      #expect(pool.settlementPrices[key] == expected * 100_000_000, "\(prices)")
    }
  }

  @Test("POOL-047: a hedge goes toward its target, within its cap, and not at all inside the band")
  func hedge() throws {
    var pool = try Fixture.pool {
      $0.controls.hedgeBandMillionths = 10
      $0.limits.hedgeMillionths = 400
    }
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(5, premium: 0, bid: 0, ask: 0, delta: -100))
    // Five sold puts of delta -100 each make +500, which a short hedge offsets, as far as the cap goes.
    #expect(pool.hedgeTarget(of: "BTC") == -400)
    let flat = HedgeMark(underlying: "BTC", low: 0, high: 0)
    #expect(throws: PoolRefusal.hedgeOffTarget(target: -400)) {
      try pool.run(1, .hedge(underlying: "BTC", changeMillionths: 100, cash: 0, after: flat))
    }
    try pool.run(1, .hedge(underlying: "BTC", changeMillionths: -395, cash: 0, after: flat))
    #expect(pool.hedgeTarget(of: "BTC") == -395)
    #expect(throws: PoolRefusal.hedgeOffTarget(target: -395)) {
      try pool.run(2, .hedge(underlying: "BTC", changeMillionths: -5, cash: 0, after: flat))
    }
  }

  @Test("POOL-054: halts in a row last no longer than one may")
  func halts() throws {
    var pool = try Fixture.pool { $0.longestHalt = 1_000 }
    try pool.run(0, .halt(until: Fixture.at(900), reason: "x"))
    #expect(throws: PoolRefusal.haltTooLong) { try pool.run(800, .halt(until: Fixture.at(1_001), reason: "x")) }
    try pool.run(800, .halt(until: Fixture.at(1_000), reason: "x"))
  }
}
