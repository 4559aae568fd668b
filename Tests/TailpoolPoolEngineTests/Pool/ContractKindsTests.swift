import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolPoolEngine

@Suite("A pool with contracts of every kind")
struct ContractKindsTests {
  private typealias Fixture = PoolFixture
  private static let unit: UInt128 = 100_000_000

  private static func contract(
    _ id: String, _ terms: PoolContract.Terms, on underlying: String = "BTC", expiry: Timestamp? = Fixture.expiry
  ) -> PoolContract {
    PoolContract(id: id, underlying: underlying, expiry: expiry, terms: terms, size: 1_000_000, collateral: 1)
  }

  /// A pool with a thousand dollars and some contracts open, each at a premium of nothing.
  private static func pool(_ open: [(PoolContract, Int128)]) throws -> MutualPool {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    for (contract, quantity) in open {
      try pool.run(0, .list(contract))
      guard quantity != 0 else { continue }
      try pool.run(
        0, .trade(PoolTrade(mark: ContractMark(contract: contract.id, bid: 1, ask: 2), quantity: quantity, premium: 0)))
    }
    return pool
  }

  /// The change of the pool's cash by the events of a closure.
  private func change(_ pool: inout MutualPool, _ events: (inout MutualPool) throws -> Void) rethrows -> Int128 {
    let before = pool.cash()
    try events(&pool)
    #expect(pool.audit().isEmpty)
    return pool.cash() - before
  }

  @Test("POOL-302: a knock-out ends when an observed price reaches its barrier, and its rebate is paid then")
  func knockOut() throws {
    let out = Self.contract(
      "out", .barrier(.downAndOut, .call, strike: 90 * Self.unit, barrier: 80 * Self.unit, rebate: 2 * Self.unit))
    var pool = try Self.pool([(out, -3)])
    #expect(try change(&pool) { try $0.run(10, .observe(underlying: "BTC", price: 81 * Self.unit)) } == 0)
    #expect(try change(&pool) { try $0.run(11, .observe(underlying: "ETH", price: 1)) } == 0)
    #expect(pool.barriersHit.isEmpty && pool.open.count == 1)
    // At the barrier itself: three contracts of one unit, two dollars each.
    #expect(try change(&pool) { try $0.run(12, .observe(underlying: "BTC", price: 80 * Self.unit)) } == -6_000_000)
    #expect(pool.barriersHit == ["out"] && pool.open.isEmpty)
    #expect(throws: PoolRefusal.knockedOut("out")) {
      try pool.run(13, Fixture.sale(1, of: "out", premium: 1, bid: 1, ask: 1))
    }
    // Nothing more at expiry, where it would have been worth ten dollars a unit.
    try pool.run(999_000, .observe(underlying: "BTC", price: 100 * Self.unit))
    try pool.run(997_000 + 2_900, .observe(underlying: "BTC", price: 100 * Self.unit))
    #expect(try change(&pool) { try $0.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry)) } == 0)
    #expect(pool.barriersHit.isEmpty && pool.listed.isEmpty)
  }

  @Test("A rebate that does not come out even is rounded for the pool, whether it pays or is paid")
  func unevenRebate() throws {
    // 150 of 10⁻⁸ dollars are one and a half millionths, for each of three contracts four and a half.
    for (quantity, expected) in [(-3, -4), (3, 5)] as [(Int128, Int128)] {
      let out = Self.contract(
        "out", .barrier(.downAndOut, .call, strike: 90 * Self.unit, barrier: 80 * Self.unit, rebate: 150))
      var pool = try Self.pool([(out, quantity)])
      let paid = try change(&pool) { try $0.run(12, .observe(underlying: "BTC", price: 79 * Self.unit)) }
      #expect(paid == expected, "\(quantity)")
    }
  }

  @Test(
    "POOL-303: a knock-in pays as an option once its barrier was reached, and its rebate at expiry when it never was")
  func knockIn() throws {
    func settled(hitting price: UInt128?) throws -> Int128 {
      let knockIn = Self.contract(
        "in", .barrier(.upAndIn, .call, strike: 90 * Self.unit, barrier: 120 * Self.unit, rebate: Self.unit / 2))
      var pool = try Self.pool([(knockIn, 4)])
      if let price { try pool.run(5, .observe(underlying: "BTC", price: price)) }
      try pool.run(998_200, .observe(underlying: "BTC", price: 100 * Self.unit))
      return try change(&pool) { try $0.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry)) }
    }
    #expect(try settled(hitting: nil) == 2_000_000)
    #expect(try settled(hitting: 119 * Self.unit) == 2_000_000)
    #expect(try settled(hitting: 120 * Self.unit) == 40_000_000)
  }

  @Test("A rebate that nobody can pay refuses the price whole; the reserve pays before that")
  func unpaidRebate() throws {
    let out = Self.contract(
      "out", .barrier(.upAndOut, .put, strike: Self.unit, barrier: 90 * Self.unit, rebate: 400 * Self.unit))
    var pool = try Self.pool([(out, -3)])
    let before = pool
    #expect(throws: PoolRefusal.self) { try pool.run(9, .observe(underlying: "BTC", price: 95 * Self.unit)) }
    #expect(pool == before)
    try pool.run(9, .fundReserve(from: "sponsor", assets: 300_000_000))
    try pool.run(10, .observe(underlying: "BTC", price: 95 * Self.unit))
    #expect(pool.cash() == 0 && pool.cash(.reserve) == 100_000_000 && pool.losses.last?.cause == "rebates on BTC")
  }

  @Test("POOL-304: an exchange option waits until what it delivers is settled, and pays by both prices")
  func exchange() throws {
    let exchange = Self.contract("x", .exchange(delivering: "ETH", ratio: 30 * Self.unit))
    var pool = try Self.pool([(exchange, -2)])
    try pool.run(998_200, .observe(underlying: "BTC", price: 100 * Self.unit))
    try pool.run(998_200, .observe(underlying: "ETH", price: 3 * Self.unit))
    let other = MutualPool.ExpiryKey(underlying: "ETH", expiry: Fixture.expiry)
    #expect(throws: PoolRefusal.unsettled("ETH \(Fixture.expiry)")) {
      try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    }
    try pool.run(1_000_000, .settle(underlying: "ETH", expiry: Fixture.expiry))
    #expect(pool.settlementPrices[other] == 3 * Self.unit && pool.open.count == 1)
    // Two contracts of 100 - 30 * 3 dollars.
    #expect(
      try change(&pool) { try $0.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry)) } == -20_000_000)
    #expect(throws: PoolRefusal.alreadySettled) {
      try pool.run(1_000_000, .settle(underlying: "ETH", expiry: Fixture.expiry))
    }
  }

  @Test("The delta of both legs counts: in limits, hedges and the kept sums")
  func deliveredDelta() throws {
    let exchange = Self.contract("x", .exchange(delivering: "ETH", ratio: 30 * Self.unit))
    var pool = try Fixture.pool { $0.limits.deltaMillionths = 1_000_000 }
    try pool.run(0, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))
    try pool.run(0, .list(exchange))
    func sale(_ count: Int128) -> PoolAction {
      .trade(
        PoolTrade(
          mark: ContractMark(
            contract: "x", bid: 1, ask: 2, deltaMillionths: 10_000, deliveredDeltaMillionths: -250_000),
          quantity: -count, premium: 0))
    }
    #expect(throws: PoolRefusal.limit(.delta)) { try pool.run(1, sale(5)) }
    try pool.run(1, sale(4))
    #expect(pool.hedgeTarget(of: "BTC") == 40_000 && pool.hedgeTarget(of: "ETH") == -1_000_000)
    #expect(pool.open["x"]?.mark.deliveredDeltaMillionths == -250_000 && pool.audit().isEmpty)
  }

  @Test("POOL-305: a perpetual contract is funded, and closed at a value; one with an exact payoff is not")
  func perpetual() throws {
    let everlasting = Self.contract(
      "e", .everlasting(.put, strike: 90 * Self.unit, fundingSeconds: 86_400, .discrete), expiry: nil)
    let option = Fixture.put()
    var pool = try Self.pool([(everlasting, -5), (option, 0)])
    #expect(throws: PoolRefusal.invalidQuantity(field: "spread")) {
      try pool.run(1, Fixture.sale(1, of: "e", premium: 9, bid: 1, ask: 1, spread: 1))
    }
    #expect(throws: PoolRefusal.notExpired) {
      try pool.run(1, .settle(underlying: "BTC", expiry: Timestamp(secondsSinceEpoch: .max)))
    }
    #expect(throws: PoolRefusal.notFunded("P")) { try pool.run(1, .funding(contract: "P", cash: 1)) }
    #expect(throws: PoolRefusal.exactPayoff("P")) { try pool.run(1, .close(contract: "P", value: 1, source: "")) }
    #expect(try change(&pool) { try $0.run(86_400, .funding(contract: "e", cash: 7_500_000)) } == 7_500_000)
    #expect(
      try change(&pool) { try $0.run(86_401, .close(contract: "e", value: 4_000_000, source: "venue")) } == -20_000_000)
    #expect(pool.open.isEmpty && pool.listed["e"] == nil && pool.listed["P"] != nil)
    #expect(throws: PoolRefusal.unknownContract("e")) {
      try pool.run(86_402, .close(contract: "e", value: 1, source: ""))
    }
  }

  @Test("A kind of the user's own waits for its expiry and its value; its expiry does not settle without it")
  func ownKind() throws {
    let own = Self.contract("capped", .valued)
    var pool = try Self.pool([(own, 2)])
    #expect(throws: PoolRefusal.notExpired) { try pool.run(5, .close(contract: "capped", value: 1, source: "")) }
    try pool.run(998_200, .observe(underlying: "BTC", price: 100 * Self.unit))
    #expect(throws: PoolRefusal.unsettled("capped")) {
      try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    }
    #expect(
      try change(&pool) { try $0.run(1_000_000, .close(contract: "capped", value: 7_000_001, source: "desk")) }
        == 14_000_002)
    try pool.run(1_000_001, .settle(underlying: "BTC", expiry: Fixture.expiry))
    #expect(pool.listed.isEmpty)
  }
}
