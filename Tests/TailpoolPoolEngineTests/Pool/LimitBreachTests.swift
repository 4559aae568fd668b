import TailpoolPoolEngine
import Testing

@Suite("The limit that a trade would break, with its numbers")
struct LimitBreachTests {
  private typealias Fixture = PoolFixture

  private func trade(_ action: PoolAction) throws -> PoolTrade {
    guard case .trade(let trade) = action else { throw PoolRefusal.overflow }
    return trade
  }

  /// A pool with ten thousand dollars that has sold two puts, each with a collateral of a hundred.
  private func pool(_ change: (inout PoolTerms.Limits) -> Void) throws -> MutualPool {
    var pool = try Fixture.pool { change(&$0.limits) }
    try pool.run(0, .deposit(participant: "a", assets: 10_000_000_000, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(2, premium: 10, bid: 4, ask: 5, delta: -300_000, vega: 7))
    return pool
  }

  @Test("Each limit says what would be, what may be, and the difference; the pool refuses the same trade, and only it")
  func numbers() throws {
    let cases: [(PoolRefusal.Limit, Int128, Int128, (inout PoolTerms.Limits) -> Void)] = [
      (.contractsPerExpiry, 5, 4, { $0.contractsPerExpiry = 4 }), (.openContracts, 5, 3, { $0.openContracts = 3 }),
      // Five sold of a delta of −0.3 and a vega of 7 each.
      (.delta, 1_500_000, 900_000, { $0.deltaMillionths = 900_000 }), (.vega, 35, 34, { $0.vega = 34 }),
      // A hundredth of what is there at the ask, rounded down: 10,000 dollars, 10 and 15 received, five owed at 5.
      (.expectedShortfall, 100_000_001, 100_000_000, { $0.shortfallBasisPoints = 100 }),
    ]
    for (limit, after, bound, change) in cases {
      var pool = try pool(change)
      let more = Fixture.sale(3, premium: 15, bid: 4, ask: 5, delta: -300_000, vega: 7, shortfall: 100_000_001)
      let breach = try #require(try pool.limitBreach(of: trade(more), at: Fixture.at(1)), "\(limit)")
      #expect(breach.limit == limit && breach.after == after && breach.bound == bound, "\(breach)")
      #expect(breach.excess == UInt128(after - bound))
      let before = pool
      #expect(throws: PoolRefusal.limit(limit)) { try pool.run(1, more) }
      #expect(pool == before)
      let less = Fixture.sale(1, premium: 5, bid: 4, ask: 5, delta: -300_000, vega: 7, shortfall: 100_000_000)
      #expect(try pool.limitBreach(of: trade(less), at: Fixture.at(1)) == nil, "\(limit)")
      try pool.run(1, less)
    }
  }

  @Test(
    "Cash that would be left stands against the collateral, and a number of contracts against what an event can hold")
  func cash() throws {
    let pool = try pool { _ in }
    let sale = try trade(Fixture.sale(200, premium: 1_000, bid: 4, ask: 5))
    let breach = try #require(try pool.limitBreach(of: sale, at: Fixture.at(1)))
    #expect(breach.limit == .freeCash && breach.after == 10_000_001_010 && breach.bound == 20_200_000_000, "\(breach)")
    #expect(breach.excess == 10_199_998_990)
    let purchase = try trade(Fixture.sale(-1, premium: 10_000_000_011, bid: 4, ask: 5))
    let short = try #require(try pool.limitBreach(of: purchase, at: Fixture.at(1)))
    #expect(short.limit == .freeCash && short.after == -1 && short.bound == 100_000_000, "\(short)")
    let most: Int128 = (1 << 32) - 1
    let many = try #require(
      try pool.limitBreach(of: trade(Fixture.sale(most, premium: 1, bid: 4, ask: 5)), at: Fixture.at(1)))
    #expect(many.limit == .openContracts && many.after == most + 2 && many.bound == most, "\(many)")
  }

  @Test("What is no limit is thrown: a contract that cannot be traded, a number out of range")
  func refusals() throws {
    let pool = try pool { _ in }
    try pool.checkTradable("P", at: Fixture.at(10_799))
    #expect(throws: PoolRefusal.unknownContract("Q")) { try pool.checkTradable("Q", at: Fixture.at(1)) }
    #expect(throws: PoolRefusal.staleMark(asOf: Fixture.opening)) {
      try pool.checkTradable("P", at: Fixture.at(10_800))
    }
    #expect(throws: PoolRefusal.expired("P")) { try pool.checkTradable("P", at: Fixture.expiry) }
    var halted = pool
    try halted.run(5, .halt(until: Fixture.at(50), reason: "test"))
    #expect(throws: PoolRefusal.halted(until: Fixture.at(50))) { try halted.checkTradable("P", at: Fixture.at(6)) }
    for (action, refusal) in [
      (Fixture.sale(0, premium: 1, bid: 4, ask: 5), PoolRefusal.invalidQuantity(field: "quantity")),
      (Fixture.sale(1, premium: 1 << 80, bid: 4, ask: 5), .invalidQuantity(field: "premium")),
      (Fixture.sale(1, premium: 1, bid: 4, ask: 5, spread: 2), .invalidQuantity(field: "spread")),
      (Fixture.sale(1, premium: 1, bid: 6, ask: 5), .invalidMark("P")),
    ] {
      #expect(throws: refusal) { try pool.limitBreach(of: trade(action), at: Fixture.at(1)) }
    }
  }
}
