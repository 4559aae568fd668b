import TailpoolLedger
import TailpoolPoolEngine
import Testing

/// Several losses one after the other: what a member can be asked for in all, and what is written down.
@Suite("Assessments and losses in a row")
struct PoolAssessmentTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  /// Members with 100, 60 and 40 coins, who can be asked for half of what they paid in; three who only have margin.
  private func pool() throws -> MutualPool {
    var pool = try Fixture.controlled { $0.assessmentBasisPoints = 5_000 }
    for (name, assets) in [("a", 100), ("b", 60), ("c", 40)] as [(String, UInt128)] {
      try pool.run(0, .deposit(participant: name, assets: assets * coin, minimumShares: 0))
    }
    for (name, units) in [("d", 5), ("e", 7), ("f", 2)] as [(String, UInt128)] {
      try pool.run(0, .postMargin(participant: name, asset: "USDC", units: units * coin))
    }
    return pool
  }

  private func due(_ pool: MutualPool) throws -> [String: UInt128] {
    let statements = try pool.statements(at: pool.time)
    return Dictionary(uniqueKeysWithValues: statements.map { ($0.participant, $0.assessmentDue / coin) })
      .filter { ["a", "b", "c"].contains($0.key) }
  }

  @Test("Over several losses nobody is asked for more than the cap in all, whatever has been paid of it meanwhile")
  func cap() throws {
    var pool = try pool()
    // 5 from the margin, 200 from the capital, 60 from assessments of at most 50 + 30 + 20.
    try pool.run(1, .memberDefault(participant: "d", loss: 265 * coin))
    let first = try #require(pool.losses.last)
    #expect(first.layers.map { $0.used / 1_000_000 } == [5, 0, 0, 200, 60, 0] && first.uncovered == 0)
    #expect(first.layers[4].capacity == 100_000_000)
    #expect(try due(pool) == ["a": 30, "b": 18, "c": 12])
    // What a member has paid does not come back into what it can be asked for.
    try pool.run(2, .payAssessment(participant: "a", assets: 30 * coin))
    try pool.run(2, .payAssessment(participant: "b", assets: 8 * coin))
    try pool.run(3, .memberDefault(participant: "e", loss: 37 * coin))
    let second = try #require(pool.losses.last)
    #expect(second.layers.map { $0.used / 1_000_000 } == [7, 0, 0, 0, 30, 0] && second.uncovered == 0)
    #expect(second.layers[4].capacity == 40_000_000)
    // 30 of the 20, 12 and 8 that are left, by what is left.
    #expect(try due(pool) == ["a": 15, "b": 19, "c": 18])
    try pool.run(4, .memberDefault(participant: "f", loss: 25 * coin))
    let third = try #require(pool.losses.last)
    #expect(third.layers.map { $0.used / 1_000_000 } == [2, 0, 0, 0, 10, 0] && third.uncovered == 13_000_000)
    #expect(try due(pool) == ["a": 20, "b": 22, "c": 20])
    try pool.run(5, .memberDefault(participant: "f", loss: coin))
    let last = try #require(pool.losses.last)
    #expect(last.layers.map(\.capacity) == [0, 0, 0, 0, 0, 0] && last.uncovered == 1_000_000)
    #expect(try due(pool) == ["a": 20, "b": 22, "c": 20])
    let borne = try pool.statements(at: pool.time).filter { ["a", "b", "c"].contains($0.participant) }.map(\.borne)
    // Each has borne its deposit and half of it again.
    #expect(borne == [150 * coin, 90 * coin, 60 * coin])
    #expect(pool.losses.map(\.cause) == ["d", "e", "f", "f"] && pool.audit().isEmpty)
  }

  @Test("Who has no shares any more is not asked; who paid in more can be asked for more")
  func holders() throws {
    var pool = try pool()
    try pool.run(1, .redeem(participant: "c", shares: pool.register.shares(of: "c"), minimumAssets: 0))
    try pool.run(1, .deposit(participant: "b", assets: 20 * coin, minimumShares: 0))
    let names = try pool.lossLayers(at: Fixture.at(1)).layers
    #expect(names.map(\.name) == ["reserve", "capital", "assessments", "unpaid rewards"])
    #expect(
      names[2].parts == [
        LossLayer.Part(bearer: "a", units: 50_000_000), LossLayer.Part(bearer: "b", units: 40_000_000),
      ])
    let known = try pool.lossLayers(defaulter: "a", at: Fixture.at(1)).layers
    #expect(known.map(\.name).prefix(2) == ["margin of the defaulter", "shares of the defaulter"])
    #expect(known[1].capacity == 100_000_000 && known[3].capacity == 80_000_000 && known[4].capacity == 40_000_000)
    #expect(throws: PoolRefusal.unknownParticipant("z")) { try pool.lossLayers(defaulter: "z", at: Fixture.at(1)) }
  }

  @Test("A loss takes the reserve, then the capital to its last unit, and not one more; the record says what was there")
  func booked() throws {
    var pool = try pool()
    try pool.run(0, .fundReserve(from: "s", assets: 30 * coin))
    #expect(throws: PoolRefusal.insufficientCash(held: 230_000_000, required: 230 * coin + 1)) {
      try pool.run(1, .loss(reason: "x", assets: 230 * coin + 1))
    }
    var all = pool
    try all.run(1, .loss(reason: "x", assets: 230 * coin))
    #expect(all.cash() == 0 && all.cash(.reserve) == 0)
    try pool.run(1, .loss(reason: "hack", assets: 37 * coin))
    let loss = try #require(pool.losses.last)
    #expect(loss.layers.map(\.name) == ["reserve", "capital"] && loss.cause == "hack" && loss.time == Fixture.at(1))
    #expect(
      loss.layers.map(\.capacity) == [30_000_000, 200_000_000] && loss.layers.map(\.used) == [30_000_000, 7_000_000])
    #expect(pool.cash() == 193_000_000 && pool.audit().isEmpty)
  }

  @Test("The reserve covers what a settlement lacks, to its last unit; where it does not, nothing is paid")
  func covered() throws {
    func pool(reserve: UInt128) throws -> MutualPool {
      var pool = try Fixture.pool()
      try pool.run(0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0))
      try pool.run(0, .fundReserve(from: "s", assets: reserve))
      try pool.run(0, .list(Fixture.put()))
      try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
      try pool.run(1, .gift(from: "x", assets: 1))
      try pool.run(2, .loss(reason: "x", assets: reserve + 40 * coin))
      try pool.run(2, .fundReserve(from: "s", assets: reserve))
      try pool.run(998_200, .observe(underlying: "BTC", price: 1_000_000_000))
      return pool
    }
    // A put of 100 at 10 pays 90 coins; 60 coins and a unit are there.
    var exact = try pool(reserve: 30 * coin - 1)
    try exact.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    let loss = try #require(exact.losses.last)
    #expect(loss.layers.map(\.capacity) == [29_999_999] && loss.layers.map(\.used) == [29_999_999])
    #expect(exact.cash() == 0 && exact.cash(.reserve) == 0 && exact.audit().isEmpty)
    var more = try pool(reserve: 30 * coin + 5)
    try more.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    #expect(more.losses.last?.layers.map(\.capacity) == [30_000_005] && more.cash(.reserve) == 6)
    var less = try pool(reserve: 30 * coin - 2)
    #expect(throws: PoolRefusal.insufficientCash(held: 89_999_999, required: 90 * coin)) {
      try less.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    }
  }

  @Test("The reserve does not go back while a contract is open")
  func reserveInUse() throws {
    var pool = try pool()
    try pool.run(0, .fundReserve(from: "s", assets: 30 * coin))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    #expect(throws: PoolRefusal.reserveInUse) { try pool.run(1, .releaseReserve(to: "s", assets: coin)) }
    try pool.run(1, Fixture.sale(-1, premium: 0, bid: 0, ask: 0))
    try pool.run(2, .releaseReserve(to: "s", assets: 30 * coin))
    #expect(pool.cash(.reserve) == 0)
  }
}
