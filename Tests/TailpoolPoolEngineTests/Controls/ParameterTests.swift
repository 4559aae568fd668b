import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Parameters and votes")
struct ParameterTests {
  @Test("Bounded changes are allowed as the reference says")
  func vectors() throws {
    for vector in try ReferenceCase.cases("pools/36_circuit_breakers", fn: "boundedUpdate") {
      let size = vector.int("maxChangeBps")
      var parameter = try BoundedParameter(
        value: vector.int("current"), minimum: 0, maximum: 1_000_000,
        step: vector.flag("relative") ? .relative(basisPoints: size) : .absolute(size),
        delay: Int64(vector.int("minDelay")), last: 0)
      let isAllowed: Bool
      do {
        try parameter.set(vector.int("new"), at: Int64(vector.int("sinceLast")), reason: "test")
        isAllowed = parameter.value == vector.int("new")
      } catch {
        isAllowed = false
      }
      #expect(isAllowed == vector.flag("allowed"), "\(vector)")
    }
  }

  @Test(
    "POOL-125 No sequence of changes leaves the hard bounds, outruns the step or the delay (attack 4.17)",
    arguments: [1, 2])
  func bounds(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var parameter = try BoundedParameter(
        value: 1_000, minimum: 200, maximum: 3_000, step: .relative(basisPoints: 2_000), delay: 100)
      var now: Int64 = 0
      for _ in 0..<50 {
        now += Int64.random(in: 0...120, using: &generator)
        let target = Int.random(in: -5_000...9_000, using: &generator)
        if Bool.random(using: &generator) {
          try? parameter.set(target, at: now, reason: "set")
        } else {
          try? parameter.move(toward: target, at: now, reason: "move")
        }
      }
      let changes = parameter.changes
      #expect(changes.allSatisfy { (200...3_000).contains($0.to) && abs($0.to - $0.from) <= $0.from / 5 })
      #expect(zip(changes, changes.dropFirst()).allSatisfy { $1.time - $0.time >= 100 && $0.to == $1.from })
      #expect(changes.last?.to ?? 1_000 == parameter.value)
    }
  }

  @Test("A parameter refuses by name, and keeps what it had")
  func errors() throws {
    var parameter = try BoundedParameter(value: 100, minimum: 50, maximum: 200, step: .absolute(10), delay: 60)
    #expect(throws: ControlError.outOfBounds(minimum: 50, maximum: 200)) { try parameter.set(201, at: 0, reason: "") }
    #expect(throws: ControlError.stepTooGreat(maximum: 10)) { try parameter.set(111, at: 0, reason: "") }
    try parameter.set(110, at: 0, reason: "signal")
    try parameter.set(110, at: 1, reason: "the same")
    #expect(throws: ControlError.tooSoon(until: 60)) { try parameter.set(105, at: 59, reason: "") }
    #expect(throws: ControlError.outOfOrder(time: -1, latest: 0)) { try parameter.set(105, at: -1, reason: "") }
    #expect(parameter.value == 110 && parameter.changes.count == 1)
    #expect(throws: ControlError.outOfBounds(minimum: 1, maximum: 2)) {
      try BoundedParameter(value: 3, minimum: 1, maximum: 2, step: .absolute(1), delay: 0)
    }
  }

  private func rules() throws -> VoteRules {
    try VoteRules(
      lookback: 1_000, quorumBasisPoints: 2_000, majorityBasisPoints: 5_000, votingSeconds: 100, timelock: 50,
      executionWindow: 30)
  }

  private func histories() throws -> [String: ShareHistory] {
    var alice = ShareHistory(), bob = ShareHistory(), mallory = ShareHistory()
    try alice.set(100, at: 0)
    try bob.set(50, at: 0)
    try bob.set(150, at: 1_500)
    // Borrowed and given back within one instant, around the proposal.
    try mallory.set(0, at: 0)
    try mallory.set(1_000_000_000, at: 2_000)
    return ["alice": alice, "bob": bob, "mallory": mallory]
  }

  @Test("POOL-126 Shares held for no time weigh nothing (attack 4.16: flash-loan vote)")
  func flashLoan() throws {
    var tally = try VoteTally(histories: histories(), proposedAt: 2_000, rules: rules())
    #expect(tally.weights == ["alice": 100_000, "bob": 100_000, "mallory": 0])
    try tally.vote(.yes, by: "mallory", at: 2_000)
    #expect(tally.outcome(at: 2_100) == .noQuorum)
    try tally.vote(.no, by: "alice", at: 2_050)
    #expect(tally.outcome(at: 2_099) == .voting(until: 2_100))
    #expect(tally.outcome(at: 2_100) == .rejected)
  }

  @Test("A tie rejects; what passes waits, may be executed, and expires; a veto is for good")
  func outcomes() throws {
    var tally = try VoteTally(histories: histories(), proposedAt: 2_000, rules: rules())
    try tally.vote(.yes, by: "alice", at: 2_001)
    try tally.vote(.no, by: "bob", at: 2_002)
    #expect(tally.outcome(at: 2_100) == .rejected)
    try tally.vote(.abstain, by: "bob", at: 2_003)
    #expect(tally.outcome(at: 2_100) == .waiting(until: 2_150))
    #expect(tally.outcome(at: 2_150) == .executable(until: 2_180) && tally.outcome(at: 2_180) == .expired)
    #expect(throws: ControlError.unknown("eve")) { try tally.vote(.yes, by: "eve", at: 2_004) }
    #expect(throws: ControlError.outOfOrder(time: 2_100, latest: 2_100)) { try tally.vote(.yes, by: "bob", at: 2_100) }
    tally.veto()
    #expect(tally.outcome(at: 2_160) == .vetoed)
  }
}
