import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Outflow limiter")
struct OutflowLimiterTests {
  typealias Fixture = PoolFixture

  /// A unit of a pool whose price has not moved, in shares.
  private let unit: UInt128 = 1_000

  private func terms(_ retained: Int, _ threshold: UInt128) -> PoolControls.Outflow {
    PoolControls.Outflow(window: 1_000, tick: 10, retainedBasisPoints: retained, threshold: threshold)
  }

  @Test("The rule's answers are the reference's")
  func vectors() throws {
    func status(_ capacity: Int128?) -> String { capacity.map { $0 < 0 ? "triggered" : "ok" } ?? "inactive" }
    for vector in try ReferenceCase.cases("pools/36_circuit_breakers", fn: "outflowLimiter") {
      let terms = terms(vector.int("minRetainedBps"), UInt128(vector.units("beginThreshold")))
      let capacity = terms.capacity(settled: vector.units("liqTotal"), outflow: -vector.units("netFlowInPeriod"))
      #expect(status(capacity) == vector.text("status"), "\(vector)")
    }
    #expect(status(terms(7_000, 100).capacity(settled: 1_000, outflow: 301)) == "triggered")
  }

  @Test("The floor is exact for every size that a pool may have, whatever part stays", arguments: [1, 2, 3])
  func floors(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let settled = Int128.random(
        in: 0...(Int128(1) << Int128.random(in: 1...126, using: &generator)), using: &generator)
      let retained = Int.random(in: 0...10_000, using: &generator)
      let product = UInt128(settled).multipliedFullWidth(by: UInt128(retained))
      let floor = UInt128(10_000).dividingFullWidth(product).quotient
      #expect(terms(retained, 0).capacity(settled: settled, outflow: 5) == settled - Int128(floor) - 5)
    }
  }

  @Test("POOL-121 Value-neutral round trips use up nobody's capacity (attack 4.9: griefing)")
  func roundTrips() throws {
    var pool = try Fixture.limited(["alice": 1_000])
    for time in 2_000..<2_050 as Range<Int64> {
      try pool.run(time, .deposit(participant: "mallory", assets: 500, minimumShares: 0))
      try pool.run(time, .redeem(participant: "mallory", shares: 500 * unit, minimumAssets: 500))
    }
    #expect(throws: PoolRefusal.outflowLimit(available: 300)) {
      try pool.run(2_050, .redeem(participant: "alice", shares: 301 * unit, minimumAssets: 0))
    }
    try pool.run(2_050, .redeem(participant: "alice", shares: 300 * unit, minimumAssets: 300))
  }

  @Test("POOL-122 What one brings in does not let another take out more (attack 4.9: bypass)")
  func bypass() throws {
    var pool = try Fixture.limited(["accomplice": 1_000])
    try pool.run(2_000, .deposit(participant: "mallory", assets: 10_000, minimumShares: 0))
    #expect(throws: PoolRefusal.outflowLimit(available: 300)) {
      try pool.run(2_001, .redeem(participant: "accomplice", shares: 900 * unit, minimumAssets: 0))
    }
    try pool.run(2_001, .requestExit(participant: "accomplice", shares: 900 * unit, minimumAssets: 0))
    try pool.run(2_001, .process)
    #expect(pool.tickets.map(\.kind) == [.exit(shares: 600 * unit, minimumAssets: 0)])
    #expect(pool.cash() == 10_700)
  }

  @Test("POOL-123 Nobody passes who waits in line, and who waits is paid as the window moves on")
  func queue() throws {
    var pool = try Fixture.limited(["first": 900, "second": 100])
    try pool.run(2_000, .requestExit(participant: "first", shares: 400 * unit, minimumAssets: 0))
    try pool.run(2_000, .process)
    #expect(pool.cash() == 700)
    #expect(throws: PoolRefusal.outflowLimit(available: 0)) {
      try pool.run(2_005, .redeem(participant: "second", shares: 10 * unit, minimumAssets: 0))
    }
    try pool.run(2_005, .requestExit(participant: "second", shares: 10 * unit, minimumAssets: 0))
    try pool.run(2_500, .process)
    #expect(pool.tickets.map(\.participant) == ["first", "second"] && pool.cash() == 700)
    try pool.run(3_000, .process)
    #expect(pool.tickets.isEmpty && pool.cash() == 590)
    #expect(try pool.statements(at: Fixture.at(3_000)).map(\.paidOut) == [400, 10])
  }

  @Test("A small pool is not limited; terms out of range are named, and what is refused leaves the state")
  func errors() throws {
    var small = try Fixture.limited(["a": 99])
    try small.run(2_000, .redeem(participant: "a", shares: 99 * unit, minimumAssets: 99))
    var pool = try Fixture.limited(["a": 1_000])
    let before = pool
    #expect(throws: PoolRefusal.outflowLimit(available: 300)) {
      try pool.run(2_000, .redeem(participant: "a", shares: 1_000 * unit, minimumAssets: 0))
    }
    #expect(pool == before)
    for terms in [
      PoolControls.Outflow(window: 0, tick: 1, retainedBasisPoints: 0, threshold: 0),
      PoolControls.Outflow(window: 10, tick: 0, retainedBasisPoints: 0, threshold: 0),
      PoolControls.Outflow(window: 10, tick: 11, retainedBasisPoints: 0, threshold: 0),
      PoolControls.Outflow(window: 315_360_001, tick: 1, retainedBasisPoints: 0, threshold: 0),
      PoolControls.Outflow(window: 10, tick: 1, retainedBasisPoints: -1, threshold: 0),
      PoolControls.Outflow(window: 10, tick: 1, retainedBasisPoints: 10_001, threshold: 0),
      PoolControls.Outflow(window: 10, tick: 1, retainedBasisPoints: 0, threshold: 1 << 120),
    ] {
      #expect(throws: PoolRefusal.invalidTerms(field: "outflow")) { try Fixture.controlled { $0.outflow = terms } }
    }
  }

  @Test(
    "POOL-124 Whatever is asked, no window loses more than may leave, and everything asked is paid or waits",
    arguments: [1, 2, 3])
  func anything(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var failures: [String] = []
    for _ in 0..<60 {
      var pool = try Fixture.limited(["0": 250, "1": 250, "2": 250, "3": 250], threshold: 0)
      var now: Int64 = 2_000
      var (paidIn, asked): (UInt128, UInt128) = (0, 0)
      for _ in 0..<60 {
        now += Int64.random(in: 0...40, using: &generator)
        let who = "\(Int.random(in: 0..<4, using: &generator))"
        if Bool.random(using: &generator) {
          let units = UInt128.random(in: 1...200, using: &generator)
          try pool.run(now, .deposit(participant: who, assets: units, minimumShares: 0))
          paidIn += units
        } else {
          let free = (pool.register.shares(of: who) - (pool.leaving[who] ?? 0)) / unit
          let units = UInt128.random(in: 0...free, using: &generator)
          if units == 0 { continue }
          try pool.run(now, .requestExit(participant: who, shares: units * unit, minimumAssets: 0))
          try pool.run(now, .process)
          asked += units
        }
        let waiting = pool.leaving.values.reduce(0, +) / unit
        let paid = 1_000 + paidIn - UInt128(pool.cash())
        if asked != paid + waiting || !pool.audit().isEmpty { failures.append("seed \(seed) at \(now)") }
      }
    }
    #expect(failures.isEmpty, "\(failures.prefix(3))")
  }
}
