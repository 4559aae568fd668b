import TailpoolLedger
import Testing

@testable import TailpoolPoolEngine

/// What counts at the very limit of a control, by hand.
@Suite("Controls at their limits")
struct ControlLimitsTests {
  @Test("A price counts from the greatest age to now; within the greatest deviation of the median, that included")
  func prices() throws {
    let priceGuard = try PriceGuard(greatestAge: 20, greatestDeviation: 0.01, quorum: 1)
    func verdict(_ prices: [(Double, Int64)]) throws -> PriceGuard.Verdict {
      try priceGuard.price(
        prices.enumerated().map { PriceObservation(source: "\($0.offset)", price: $0.element.0, time: $0.element.1) },
        at: 100)
    }
    let found = try verdict([
      (100, 80), (100, 100), (100, 79), (100, 101), (101, 95), (99, 90), (101.005, 99), (98.995, 99),
    ])
    #expect(found.agreeing == ["0", "1", "4", "5"] && found.price == 100 && found.oldest == 80)
    #expect(found.rejected == ["2": .stale, "3": .early, "6": .outlier, "7": .outlier])
    #expect(try verdict([(100, 97), (100, 83), (100, 99)]).oldest == 83)
    // Two of four are no majority: three would have to agree.
    #expect(throws: ControlError.tooFewSources(agreeing: 2, required: 3)) {
      try verdict([(50, 100), (100, 100), (100.4, 100), (200, 100)])
    }
    #expect(throws: ControlError.tooFewSources(agreeing: 1, required: 4)) {
      try PriceGuard(greatestAge: 20, greatestDeviation: 0.01, quorum: 4).price(
        [PriceObservation(source: "a", price: 1, time: 100)], at: 100)
    }
    #expect(PriceGuard.isStale(age: -1, spot: 100, cached: 100) && !PriceGuard.isStale(age: 0, spot: 100, cached: 100))
    #expect(ManipulationCost.spotFactor(moving: 1, blocks: 10, controlled: 0) == 1)
    #expect(ManipulationCost.capital(moving: 1, quoteReserve: 500) == 0)
    #expect(ManipulationCost.capital(moving: 0.99, quoteReserve: 500).isNaN)
  }

  @Test("Bands by the previous close, its limits included, and halts by the decline and the minutes left")
  func halts() throws {
    func band(_ reference: Double, _ close: Double, _ tier: PriceBand.Tier, doubled: Bool = false) throws -> [Double] {
      let band = try PriceBand(reference: reference, previousClose: close, tier: tier, isDoubled: doubled)
      return [band.lower, band.upper]
    }
    #expect(try band(10, 3.01, .first) == [9.5, 10.5] && band(10, 3.01, .second) == [9, 11])
    #expect(try band(10, 3, .first) == [8, 12] && band(10, 0.75, .second) == [8, 12])
    #expect(try band(10, 0.74, .first) == [9.85, 10.15] && band(10, 3, .first, doubled: true) == [6, 14])
    #expect(
      try band(0.125, 0.5, .first) == [0.031_25, 0.218_75] && band(0.125, 0.5, .first, doubled: true) == [0, 0.312_5])
    for (decline, minutes, level, halt) in [
      (0.069_9, 300, 0, MarketHalt.none), (0.07, 36, 1, .minutes(15)), (0.07, 35, 1, .none),
      (0.129_9, 300, 1, .minutes(15)), (0.13, 36, 2, .minutes(15)), (0.13, 35, 2, .none),
      (0.199_9, 300, 2, .minutes(15)), (0.2, 300, 3, .untilClose), (0.2, 5, 3, .untilClose),
    ] {
      let found = MarketHalt.level(decline: decline, minutesToClose: minutes)
      #expect(found.level == level && found.halt == halt, "\(decline), \(minutes): \(found)")
    }
  }

  @Test("A quorum is met exactly, a majority must be exceeded, and who abstains counts for the quorum alone")
  func votes() throws {
    func outcome(quorum: Int, majority: Int) throws -> VoteTally.Outcome {
      let rules = try VoteRules(
        lookback: 1_000, quorumBasisPoints: quorum, majorityBasisPoints: majority, votingSeconds: 100, timelock: 0,
        executionWindow: 10)
      var histories: [String: ShareHistory] = [:]
      for (name, shares) in [("yes", 30), ("no", 20), ("abstain", 10), ("silent", 40)] as [(String, Int128)] {
        histories[name, default: ShareHistory()] = ShareHistory()
        // What was held before the time that counts does not weigh.
        try histories[name]?.set(1_000, at: -50)
        try histories[name]?.set(shares, at: 0)
      }
      var tally = try VoteTally(histories: histories, proposedAt: 1_000, rules: rules)
      #expect(tally.weights == ["yes": 30_000, "no": 20_000, "abstain": 10_000, "silent": 40_000])
      try tally.vote(.yes, by: "yes", at: 1_000)
      try tally.vote(.no, by: "no", at: 1_099)
      try tally.vote(.abstain, by: "abstain", at: 1_050)
      return tally.outcome(at: 1_100)
    }
    #expect(try outcome(quorum: 6_001, majority: 5_000) == .noQuorum)
    #expect(try outcome(quorum: 6_000, majority: 6_000) == .rejected)
    #expect(try outcome(quorum: 6_000, majority: 5_999) == .executable(until: 1_110))
    var history = ShareHistory()
    try history.set(5, at: 10)
    try history.set(7, at: 10)
    #expect(history.weight(from: 0, to: 20) == 70 && history.weight(from: 12, to: 15) == 21)
    #expect(throws: ControlError.outOfOrder(time: 9, latest: 10)) { try history.set(1, at: 9) }
    #expect(throws: ControlError.amount(.negative(-1))) { try history.set(-1, at: 11) }
    #expect(throws: ControlError.amount(.overflow)) { try history.set(Int128(Int64.max) + 1, at: 11) }
    try history.set(Int128(Int64.max), at: 11)
  }

  @Test("A parameter may move again in the second in which its delay is over, by a step that is rounded down")
  func parameters() throws {
    var parameter = try BoundedParameter(
      value: 1_001, minimum: 0, maximum: 2_000, step: .relative(basisPoints: 2_000), delay: 60, last: 0)
    #expect(throws: ControlError.tooSoon(until: 60)) { try parameter.set(1_000, at: 59, reason: "") }
    #expect(throws: ControlError.stepTooGreat(maximum: 200)) { try parameter.set(1_202, at: 60, reason: "") }
    #expect(throws: ControlError.stepTooGreat(maximum: 200)) { try parameter.set(800, at: 60, reason: "") }
    try parameter.set(801, at: 60, reason: "down")
    try parameter.move(toward: -5, at: 120, reason: "move")
    #expect(parameter.value == 641 && parameter.changes.map(\.to) == [801, 641])
    #expect(
      parameter.changes[1].from == 801 && parameter.changes[1].time == 120 && parameter.changes[1].reason == "move")
  }

  @Test("A monitor raises above its threshold and clears at the other; a missing number raises and does not clear")
  func monitor() throws {
    var monitor = try PoolMonitor([PoolMonitor.Rule(metric: "x", raiseAbove: 1, clearAt: 0.5)])
    var found: [String] = []
    for (time, value) in [(0, 1), (1, 1.01), (2, 0.51), (3, nil), (4, 0.5), (5, nil), (6, 0.4)] as [(Int64, Double?)] {
      found += try monitor.take(value.map { ["x": $0] } ?? [:], at: time).map { "\($0.kind) \($0.time)" }
    }
    #expect(found == ["raised 1", "cleared 4", "raised 5", "cleared 6"])
    #expect(throws: ControlError.outOfOrder(time: 6, latest: 6)) { try monitor.take([:], at: 6) }
    #expect(throws: ControlError.invalid("confirmations of x")) {
      try PoolMonitor.Rule(metric: "x", raiseAbove: 1, clearAt: 1, confirmations: 0)
    }
    #expect(throws: ControlError.duplicate("x")) { try PoolMonitor(monitor.rules + monitor.rules) }
  }
}
