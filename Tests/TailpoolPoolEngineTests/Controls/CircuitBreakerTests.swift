import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Circuit breakers")
struct CircuitBreakerTests {
  private func breaker(longest: Int64 = 1_000_000) throws -> CircuitBreaker {
    try CircuitBreaker(
      probationSeconds: 100, probationBasisPoints: 2_500, longestSeconds: longest, guardianDelay: 50)
  }

  @Test("The pool's breaker stops as long as the reference's")
  func poolRule() throws {
    for vector in try ReferenceCase.cases("pools/36_circuit_breakers", fn: "lyraCB") {
      let timeout = PoolBreakerRule().timeout(
        freeLiquidity: vector.double("freePct"), volatilityDistance: vector.double("ivVar"),
        skewDistance: vector.double("skewVar"), hasOpenOptions: true)
      var breaker = try breaker()
      if let timeout { try breaker.trip(for: timeout, at: Int64(vector.int("now"))) }
      #expect(breaker.until ?? 0 == Int64(vector.int("cbAfter")), "\(vector)")
    }
    let rule = PoolBreakerRule()
    #expect(
      rule.timeout(freeLiquidity: 0, volatilityDistance: 9, skewDistance: 9, hasOpenOptions: false) == nil)
    #expect(
      rule.timeout(freeLiquidity: .nan, volatilityDistance: 0, skewDistance: 0, hasOpenOptions: true) == 259_200)
  }

  @Test("Price bands and halts of the market are the reference's")
  func halts() throws {
    for vector in try ReferenceCase.cases("pools/36_circuit_breakers", fn: "priceBand") {
      let band = try PriceBand(
        reference: vector.double("reference"), previousClose: vector.double("prevClose"),
        tier: vector.int("tier") == 1 ? .first : .second, isDoubled: vector.flag("doubled"))
      #expect(band.lower == vector.double("lower") && band.upper == vector.double("upper"), "\(vector)")
      #expect(!band.contains(.nan) && band.contains(band.lower) && !band.contains(band.upper.nextUp))
    }
    for vector in try ReferenceCase.cases("pools/36_circuit_breakers", fn: "marketWide") {
      let (level, halt) = MarketHalt.level(
        decline: vector.double("decline"), minutesToClose: vector.int("minutesToClose"))
      let minutes = vector.double("haltMinutes")
      let expected: MarketHalt = minutes.isNaN ? .untilClose : minutes == 0 ? .none : .minutes(Int(minutes))
      #expect(level == vector.int("level") && halt == expected, "\(vector)")
    }
    #expect(MarketHalt.level(decline: .nan, minutesToClose: 300).level == 3)
  }

  @Test("POOL-119 A trip is never shortened, is bounded in a row, and ends in probation", arguments: [1, 2, 3])
  func trips(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var breaker = try breaker(longest: 500)
      var now: Int64 = 0
      for _ in 0..<30 {
        now += Int64.random(in: 0...150, using: &generator)
        let before = breaker.until ?? .min
        try breaker.trip(for: Int64.random(in: 1...300, using: &generator), at: now)
        let until = try #require(breaker.until)
        let start = try #require(breaker.trippedAt)
        #expect(until >= before && until > now && until - start <= 500)
        #expect(breaker.state(at: now) == .tripped(until: until))
        #expect(breaker.state(at: until) == .probation(until: until + 100))
        #expect(breaker.state(at: until + 100) == .closed)
      }
    }
  }

  @Test("POOL-120 A stop is no trap: exits go on while the pool is solvent (attack 4.12), and risk never grows")
  func permissions() throws {
    var breaker = try breaker()
    #expect(
      CircuitBreaker.Operation.allCases.allSatisfy {
        breaker.permission(for: $0, at: 0, isSolvent: false) == .allowed
      })
    try breaker.trip(for: 10, at: 0)
    #expect(breaker.permission(for: .exit, at: 5, isSolvent: true) == .allowed)
    #expect(breaker.permission(for: .exit, at: 5, isSolvent: false) == .refused(until: 10))
    #expect(breaker.permission(for: .entry, at: 5, isSolvent: true) == .refused(until: 10))
    #expect(breaker.permission(for: .addRisk, at: 5, isSolvent: true) == .refused(until: 10))
    #expect(breaker.permission(for: .reduceRisk, at: 5, isSolvent: false) == .allowed)
    #expect(breaker.permission(for: .addRisk, at: 10, isSolvent: true) == .limited(basisPoints: 2_500))
    #expect(breaker.permission(for: .addRisk, at: 110, isSolvent: true) == .allowed)
  }

  @Test("What each operation is told in each state, solvent or not")
  func table() throws {
    var breaker = try breaker()
    try breaker.trip(for: 10, at: 0)
    func answers(_ operation: CircuitBreaker.Operation, solvent: Bool) -> [CircuitBreaker.Permission] {
      // The last second of the stop, the first and the last of the probation, and the first behind it.
      [9, 10, 109, 110].map { breaker.permission(for: operation, at: $0, isSolvent: solvent) }
    }
    let (refused, limited) = (
      CircuitBreaker.Permission.refused(until: 10), CircuitBreaker.Permission.limited(basisPoints: 2_500)
    )
    for solvent in [true, false] {
      #expect(answers(.entry, solvent: solvent) == [refused, limited, limited, .allowed])
      #expect(answers(.addRisk, solvent: solvent) == [refused, limited, limited, .allowed])
      #expect(answers(.reduceRisk, solvent: solvent) == [.allowed, .allowed, .allowed, .allowed])
      #expect(answers(.exit, solvent: solvent) == [solvent ? .allowed : refused, .allowed, .allowed, .allowed])
    }
    // A guardian may end a stop once its delay from the first trip is over, however late the last trip was.
    var long = try CircuitBreaker(
      probationSeconds: 100, probationBasisPoints: 2_500, longestSeconds: 500, guardianDelay: 50)
    try long.trip(for: 200, at: 0)
    try long.trip(for: 200, at: 40)
    #expect(long.until == 240)
    try long.end(at: 50)
    #expect(long.state(at: 50) == .probation(until: 150) && long.state(at: 149) == .probation(until: 150))
    try long.trip(for: 600, at: 100)
    #expect(long.until == 600 && long.trippedAt == 100)
  }

  @Test("A guardian waits its delay; time does not run backward; refusals leave the state")
  func guardian() throws {
    var breaker = try breaker()
    try breaker.trip(for: 1_000, at: 0)
    let before = breaker
    #expect(throws: ControlError.guardianTooEarly(until: 50)) { try breaker.end(at: 49) }
    #expect(throws: ControlError.outOfOrder(time: -1, latest: 0)) { try breaker.trip(for: 1, at: -1) }
    #expect(throws: ControlError.invalid("timeout")) { try breaker.trip(for: 0, at: 1) }
    #expect(breaker == before)
    try breaker.end(at: 50)
    #expect(breaker.state(at: 50) == .probation(until: 150))
    try breaker.trip(for: .max, at: 60)
    #expect(breaker.until == 1_000_060)
  }
}
