import Testing
import _TailpoolTestSupport

@testable import TailpoolPools

@Suite("Outflow limiter")
struct OutflowLimiterTests {
  private func limiter(total: Int128 = 1_000, threshold: Int128 = 100) throws -> OutflowLimiter {
    try OutflowLimiter(total: total, window: 1_000, tick: 10, retainedBasisPoints: 7_000, threshold: threshold)
  }

  @Test("The rule's answers are the reference's")
  func vectors() throws {
    let names: [String: OutflowLimiter.Status] = ["ok": .ok, "inactive": .inactive, "triggered": .triggered]
    for vector in try ReferenceCase.cases("pools/36_circuit_breakers", fn: "outflowLimiter") {
      let status = try OutflowLimiter.status(
        settled: vector.units("liqTotal"), net: vector.units("netFlowInPeriod"),
        retainedBasisPoints: vector.int("minRetainedBps"), threshold: vector.units("beginThreshold"))
      #expect(status == names[vector.text("status")], "\(vector)")
    }
    #expect(
      try OutflowLimiter.status(settled: 1_000, net: -301, retainedBasisPoints: 7_000, threshold: 100) == .triggered)
  }

  @Test("POOL-121 Value-neutral round trips use up nobody's capacity (attack 4.9: griefing)")
  func roundTrips() throws {
    var limiter = try limiter()
    for time in 0..<50 {
      try limiter.deposit(500, from: "mallory", at: Int64(time))
      #expect(try limiter.withdraw(500, to: "mallory", at: Int64(time)).map(\.units) == [500])
    }
    #expect(limiter.capacity(at: 50) == 300)
    #expect(try limiter.withdraw(300, to: "alice", at: 50).map(\.units) == [300])
  }

  @Test("POOL-122 What one brings in does not let another take out more (attack 4.9: bypass)")
  func bypass() throws {
    var limiter = try limiter()
    try limiter.deposit(10_000, from: "mallory", at: 0)
    let paid = try limiter.withdraw(900, to: "accomplice", at: 1)
    #expect(paid.map(\.units) == [300] && limiter.queue.map(\.units) == [600])
    #expect(limiter.total == 10_700)
  }

  @Test("POOL-123 Nobody passes who waits in line, and who waits is paid as the window moves on")
  func queue() throws {
    var limiter = try limiter()
    #expect(try limiter.withdraw(400, to: "first", at: 0).map(\.units) == [300])
    #expect(try limiter.withdraw(10, to: "second", at: 5).isEmpty)
    #expect(limiter.queue.map(\.counterparty) == ["first", "second"])
    #expect(try limiter.release(at: 500).isEmpty)
    let later = try limiter.release(at: 1_000)
    #expect(later.map(\.units) == [100, 10] && later.map(\.ticket) == [1, 2] && limiter.queue.isEmpty)
    #expect(limiter.total == 590)
  }

  @Test("A small pool is not limited; bad flows are typed errors and leave the state")
  func errors() throws {
    var small = try limiter(total: 99)
    #expect(small.capacity(at: 0) == nil)
    #expect(try small.withdraw(99, to: "a", at: 0).map(\.units) == [99])
    var limiter = try limiter()
    try limiter.deposit(1, from: "a", at: 10)
    let before = limiter
    #expect(throws: ControlError.outOfOrder(time: 9, latest: 10)) { try limiter.deposit(1, from: "a", at: 9) }
    #expect(throws: ControlError.insufficient) { try limiter.withdraw(1_002, to: "a", at: 10) }
    #expect(throws: ControlError.amount(.negative(-1))) { try limiter.withdraw(-1, to: "a", at: 10) }
    #expect(throws: ControlError.amount(.overflow)) { try limiter.deposit(.max, from: "a", at: 10) }
    #expect(limiter == before)
  }

  @Test(
    "POOL-124 Whatever is asked, no window loses more than may leave, and everything asked is paid or waits",
    arguments: [1, 2, 3])
  func anything(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var failures: [String] = []
    for _ in 0..<60 {
      var limiter = try limiter(threshold: 0)
      var now: Int64 = 0
      var (paidIn, paidOut, asked): (Int128, Int128, Int128) = (0, 0, 0)
      for _ in 0..<60 {
        now += Int64.random(in: 0...40, using: &generator)
        let who = "\(Int.random(in: 0..<4, using: &generator))"
        if Bool.random(using: &generator) {
          let units = Int128.random(in: 0...200, using: &generator)
          try limiter.deposit(units, from: who, at: now)
          paidIn += units
        } else {
          let free = limiter.total - limiter.queue.reduce(0) { $0 + $1.units }
          let units = Int128.random(in: 0...free, using: &generator)
          paidOut += try limiter.withdraw(units, to: who, at: now).reduce(0) { $0 + $1.units }
          asked += units
        }
        let waiting = limiter.queue.reduce(Int128(0)) { $0 + $1.units }
        if limiter.total != 1_000 + paidIn - paidOut || asked != paidOut + waiting || limiter.total < waiting {
          failures.append("seed \(seed) at \(now)")
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.prefix(3))")
  }
}
