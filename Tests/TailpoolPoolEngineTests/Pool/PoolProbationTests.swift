import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

/// What a stop and the probation after it let through: to the unit and to the second.
@Suite("Stops and probation of a mutual pool")
struct PoolProbationTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  /// Every part and every span is another number.
  private func pool(_ change: (inout PoolControls.Breaker) -> Void = { _ in }) throws -> MutualPool {
    try Fixture.pool {
      var breaker = PoolControls.Breaker()
      (breaker.liquidityBasisPoints, breaker.liquiditySeconds) = (5_000, 700)
      (breaker.volatilityBasisPoints, breaker.volatilitySeconds) = (1_200, 300)
      (breaker.skewBasisPoints, breaker.skewSeconds) = (3_400, 500)
      (breaker.probationSeconds, breaker.probationBasisPoints) = (1_000, 2_500)
      change(&breaker)
      $0.controls.breaker = breaker
      $0.limits.shortfallBasisPoints = 1_000
      $0.greatestMarkAge = 10_000_000
    }
  }

  /// Ten thousand coins, four puts sold at no premium, marked at 1 to 3 coins: 9,988 at the low side, 9,996 at the high one.
  private func opened() throws -> MutualPool {
    var pool = try pool()
    try pool.run(0, .deposit(participant: "a", assets: 10_000 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(4, premium: 0, bid: coin, ask: 3 * coin))
    return pool
  }

  private func state(_ pool: MutualPool, _ seconds: Int64) -> CircuitBreaker.State? {
    pool.breaker?.state(at: Fixture.at(seconds).secondsSinceEpoch)
  }

  private func tripped(_ seconds: Int64) -> CircuitBreaker.State {
    .tripped(until: Fixture.at(seconds).secondsSinceEpoch)
  }

  @Test("On probation an entry is at most its part of the low side, to the unit; when it ends, there is no such limit")
  func entry() throws {
    var pool = try opened()
    try pool.run(10, .signal(volatilityBasisPoints: 0, skewBasisPoints: 3_401))
    #expect(state(pool, 509) == tripped(510))
    func enter(_ seconds: Int64, _ units: UInt128) throws {
      try pool.run(seconds, .deposit(participant: "b", assets: units, minimumShares: 0))
    }
    #expect(throws: PoolRefusal.tripped(until: Fixture.at(510))) { try enter(509, 1) }
    // A quarter of 9,988 coins; of the high side it would be two coins more.
    #expect(throws: PoolRefusal.limit(.entry)) { try enter(510, 2_497 * coin + 1) }
    #expect(throws: PoolRefusal.limit(.entry)) { try enter(1_509, 2_497 * coin + 1) }
    try enter(1_509, 2_497 * coin)
    try enter(1_510, 50_000 * coin)
    #expect(pool.audit().isEmpty)
  }

  @Test("On probation new risk has its part of the budget; less risk has all of it, in a stop too")
  func risk() throws {
    var pool = try opened()
    try pool.run(10, .signal(volatilityBasisPoints: 1_201, skewBasisPoints: 0))
    #expect(state(pool, 10) == tripped(310))
    func trade(_ seconds: Int64, _ sold: Int128, shortfall: UInt128) throws {
      try pool.run(seconds, Fixture.sale(sold, premium: 0, bid: 0, ask: 0, shortfall: shortfall))
    }
    #expect(throws: PoolRefusal.tripped(until: Fixture.at(310))) { try trade(309, 1, shortfall: 0) }
    // Marked at nothing the low side is 10,000: a tenth for less risk, a quarter of that for more.
    #expect(throws: PoolRefusal.limit(.expectedShortfall)) { try trade(309, -1, shortfall: 1_000 * coin + 1) }
    try trade(309, -1, shortfall: 1_000 * coin)
    #expect(throws: PoolRefusal.limit(.expectedShortfall)) { try trade(310, 1, shortfall: 250 * coin + 1) }
    try trade(310, 1, shortfall: 250 * coin)
    try trade(311, -1, shortfall: 1_000 * coin)
    #expect(throws: PoolRefusal.limit(.expectedShortfall)) { try trade(1_309, 1, shortfall: 250 * coin + 1) }
    try trade(1_310, 1, shortfall: 1_000 * coin)
    #expect(pool.audit().isEmpty)
  }

  @Test(
    "A request that is too great for the probation waits, smaller ones enter, and it enters when the probation is over")
  func tickets() throws {
    var pool = try opened()
    try pool.run(10, .signal(volatilityBasisPoints: 1_201, skewBasisPoints: 0))
    try pool.run(20, .requestEntry(participant: "great", assets: 2_497 * coin + 1, minimumShares: 0))
    try pool.run(20, .requestEntry(participant: "exact", assets: 2_497 * coin, minimumShares: 0))
    try pool.run(309, .process)
    #expect(pool.tickets.map(\.participant) == ["great", "exact"])
    try pool.run(310, .process)
    // The limit is of the low side before anybody enters.
    #expect(pool.tickets.map(\.participant) == ["great"] && pool.cash(.escrow) == 2_497_000_001)
    #expect(pool.register.shares(of: "exact") > 0)
    try pool.run(1_310, .process)
    #expect(pool.tickets.isEmpty && pool.cash(.escrow) == 0 && pool.audit().isEmpty)
  }

  @Test("Who comes to a pool without holders on probation is not held to a part of nothing")
  func empty() throws {
    var pool = try opened()
    try pool.run(10, .signal(volatilityBasisPoints: 1_201, skewBasisPoints: 0))
    try pool.run(20, Fixture.sale(-4, premium: 0, bid: 0, ask: 0))
    try pool.run(20, .redeem(participant: "a", shares: pool.register.shares(of: "a"), minimumAssets: 0))
    #expect(pool.register.supply == 0 && pool.cash() == 0)
    try pool.run(400, .requestEntry(participant: "c", assets: 7 * coin, minimumShares: 0))
    try pool.run(400, .process)
    #expect(pool.tickets.isEmpty && pool.cash() == 7_000_000)
    var other = try opened()
    try other.run(10, .signal(volatilityBasisPoints: 1_201, skewBasisPoints: 0))
    try other.run(20, Fixture.sale(-4, premium: 0, bid: 0, ask: 0))
    try other.run(20, .redeem(participant: "a", shares: other.register.shares(of: "a"), minimumAssets: 0))
    try other.run(400, .deposit(participant: "c", assets: 7 * coin, minimumShares: 0))
    #expect(other.cash() == 7_000_000)
  }

  @Test("Each signal stops for its own span above its own threshold, and only while something is open")
  func signals() throws {
    for (volatility, skew, seconds) in [
      (1_200, 3_400, nil), (1_201, 3_400, 300), (1_200, 3_401, 500), (1_201, 3_401, 500), (1_000_000, 0, 300),
      (0, 1_000_000, 500),
    ] as [(Int, Int, Int64?)] {
      var pool = try opened()
      try pool.run(5, .signal(volatilityBasisPoints: volatility, skewBasisPoints: skew))
      #expect(state(pool, 5) == seconds.map { tripped(5 + $0) } ?? .closed, "\(volatility), \(skew)")
    }
    var pool = try opened()
    for (volatility, skew) in [(1_000_001, 0), (0, 1_000_001), (-1, 0), (0, -1)] {
      #expect(throws: PoolRefusal.invalidQuantity(field: "signal"), "\(volatility), \(skew)") {
        try pool.run(5, .signal(volatilityBasisPoints: volatility, skewBasisPoints: skew))
      }
    }
    try pool.run(6, Fixture.sale(-4, premium: 0, bid: 0, ask: 0))
    try pool.run(7, .signal(volatilityBasisPoints: 1_000_000, skewBasisPoints: 1_000_000))
    #expect(state(pool, 7) == .closed)
  }

  @Test("Free cash is that beyond the collateral, over the low side; at the threshold nothing stops")
  func liquidity() throws {
    // 1,000 coins, six puts sold at a collateral of 100 coins each: 400 are free.
    for (bid, ask, stops) in [
      (10, 34, false),  // 400 of 796 are more than half, though of the high side's 940 they are less
      (10, 33, true),  // 400 of 802
      (0, 0, true),  // 400 of 1,000
    ] as [(UInt128, UInt128, Bool)] {
      var pool = try pool()
      try pool.run(0, .deposit(participant: "a", assets: 1_000 * coin, minimumShares: 0))
      try pool.run(0, .list(Fixture.put()))
      try pool.run(0, Fixture.sale(6, premium: 0, bid: 0, ask: 0))
      let mark = ContractMark(contract: "P", bid: bid * coin, ask: ask * coin)
      try pool.run(9, .mark(contracts: [mark], hedges: [], source: "test", confidence: 10_000))
      #expect(state(pool, 9) == (stops ? tripped(709) : .closed), "\(bid) to \(ask)")
    }
    // 500 of 1,000 are half, which is no less than half.
    var pool = try pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(5, premium: 0, bid: 0, ask: 0))
    let mark = ContractMark(contract: "P", bid: 0, ask: 0)
    try pool.run(9, .mark(contracts: [mark], hedges: [], source: "test", confidence: 10_000))
    #expect(state(pool, 9) == .closed)
    // A pool that owes more than it has stops, however much of its cash is free.
    let ruin = ContractMark(contract: "P", bid: 250 * coin, ask: 250 * coin)
    try pool.run(10, .mark(contracts: [ruin], hedges: [], source: "test", confidence: 10_000))
    #expect(state(pool, 10) == tripped(710))
  }
}
