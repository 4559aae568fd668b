import Testing

@testable import TailpoolPoolEngine

@Suite("Price guard and monitor")
struct PriceGuardTests {
  private func observations(_ prices: [Double], time: Int64 = 100) -> [PriceObservation] {
    prices.enumerated().map { PriceObservation(source: "\($0.offset)", price: $0.element, time: time) }
  }

  @Test("POOL-127 One bad source does not move the price (attacks 4.4, 4.5, 4.13), nor do stale and impossible ones")
  func outlier() throws {
    let priceGuard = try PriceGuard(quorum: 2)
    let verdict = try priceGuard.price(observations([100, 100.4, 50, .nan, 0, -3, .infinity]), at: 110)
    #expect(verdict.price == 100.2 && verdict.agreeing == ["0", "1"] && verdict.oldest == 100)
    #expect(verdict.rejected == ["2": .outlier, "3": .notAPrice, "4": .notAPrice, "5": .notAPrice, "6": .notAPrice])
    let late = [
      PriceObservation(source: "a", price: 100, time: 79), PriceObservation(source: "b", price: 1, time: 101),
    ]
    let good = try priceGuard.price(observations([7, 7]) + late, at: 100)
    #expect(good.price == 7 && good.rejected == ["a": .stale, "b": .early])
  }

  @Test("Without a majority that agrees there is no price; one source cannot vote twice")
  func disagreement() throws {
    let priceGuard = try PriceGuard(quorum: 2)
    #expect(throws: ControlError.tooFewSources(agreeing: 0, required: 2)) {
      try priceGuard.price(observations([100, 200]), at: 100)
    }
    #expect(throws: ControlError.tooFewSources(agreeing: 0, required: 2)) { try priceGuard.price([], at: 100) }
    let twice = [
      PriceObservation(source: "a", price: 9, time: 100), PriceObservation(source: "a", price: 9, time: 100),
    ]
    #expect(throws: ControlError.tooFewSources(agreeing: 1, required: 2)) { try priceGuard.price(twice, at: 100) }
  }

  @Test("A mark is stale by age or by the spot's move")
  func stale() {
    #expect(!PriceGuard.isStale(age: 10_800, spot: 104.9, cached: 100))
    #expect(PriceGuard.isStale(age: 10_801, spot: 100, cached: 100))
    #expect(PriceGuard.isStale(age: 0, spot: 105, cached: 100) && PriceGuard.isStale(age: 0, spot: 95, cached: 100))
    #expect(
      PriceGuard.isStale(age: .nan, spot: 100, cached: 100) && PriceGuard.isStale(age: 0, spot: .nan, cached: 100))
  }

  @Test("Moving an average in few blocks takes a great move of spot")
  func manipulation() {
    #expect(abs(ManipulationCost.spotFactor(moving: 1.1, blocks: 10, controlled: 2) - 1.61051) <= 1e-12)
    #expect(ManipulationCost.spotFactor(moving: 1.1, blocks: 10, controlled: 0) == .infinity)
    #expect(ManipulationCost.spotFactor(moving: 1.1, blocks: 10, controlled: 11).isNaN)
    #expect(ManipulationCost.capital(moving: 4, quoteReserve: 1_000) == 1_000)
    #expect(ManipulationCost.deters(moving: 2, blocks: 4, controlled: 1, quoteReserve: 100, extractable: 299))
    #expect(!ManipulationCost.deters(moving: 2, blocks: 4, controlled: 1, quoteReserve: 100, extractable: 301))
    #expect(!ManipulationCost.deters(moving: .nan, blocks: 4, controlled: 1, quoteReserve: 100, extractable: 0))
  }

  @Test("POOL-128 An alert does not flicker between its thresholds, and a missing number raises it")
  func hysteresis() throws {
    var monitor = try PoolMonitor([
      PoolMonitor.Rule(metric: "utilization", raiseAbove: 0.9, clearAt: 0.8),
      PoolMonitor.Rule(metric: "shortfall", raiseAbove: 1, clearAt: 1, confirmations: 2),
    ])
    var kinds: [[String]] = []
    let snapshots: [[String: Double]] = [
      ["utilization": 0.89, "shortfall": 2], ["utilization": 0.91, "shortfall": 0],
      ["utilization": 0.85, "shortfall": 2],
      ["utilization": 0.95, "shortfall": 2], ["utilization": 0.8, "shortfall": 1],
      ["utilization": .nan, "shortfall": 1],
      ["shortfall": 1],
    ]
    for (time, snapshot) in snapshots.enumerated() {
      kinds.append(try monitor.take(snapshot, at: Int64(time)).map { "\($0.metric) \($0.kind)" })
    }
    #expect(
      kinds == [
        [], ["utilization raised"], [], ["shortfall raised"], ["utilization cleared"],
        ["utilization raised", "shortfall cleared"], [],
      ])
    #expect(monitor.raised == ["utilization"] && monitor.trail.count == 5 && monitor.trail[3].value == nil)
    #expect(throws: ControlError.outOfOrder(time: 6, latest: 6)) { try monitor.take([:], at: 6) }
    #expect(throws: ControlError.invalid("thresholds of x")) {
      try PoolMonitor.Rule(metric: "x", raiseAbove: 1, clearAt: 2)
    }
  }
}
