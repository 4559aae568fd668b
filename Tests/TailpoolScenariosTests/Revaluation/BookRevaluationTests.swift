import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

/// Black-76, undiscounted, by the plain formula.
func black76(_ row: OptionRow, spotFactor: Double = 1, volatilityFactor: Double = 1, elapsedDays: Double = 0) -> Double
{
  let forward = row.forward * spotFactor
  let years = row.years - elapsedDays / 365
  guard years > 0 else { return max(row.type.sign * (forward - row.strike), 0) }
  let deviation = row.volatility * volatilityFactor * years.squareRoot()
  let d1 = log(forward / row.strike) / deviation + 0.5 * deviation
  func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
  let sign = row.type.sign
  return sign * (forward * normal(sign * d1) - row.strike * normal(sign * (d1 - deviation)))
}

@Suite("Book revaluation")
struct BookRevaluationTests {
  static func gaussian(_ count: Int, seed: UInt64 = 1) throws -> GaussianScenarios {
    let covariance = try Covariance(
      factors: [.spot("B"), .spot("A")], matrix: Matrix(rows: [[0.0016, 0.001], [0.001, 0.0012]]), observations: 500)
    return try GaussianScenarios(covariance: covariance, count: count, seed: seed)
  }

  @Test("A shift gives the plain formula's change, weighted by quantity, size and discount factor")
  func shift() throws {
    let rows = [
      OptionRow(strike: 110, quantity: -3, contractSize: 10, discountFactor: 0.9),
      OptionRow(underlying: "B", type: .put, strike: 45, years: 1 / 730.0, forward: 50, quantity: 2),
    ]
    let revaluation = try OptionRow.revaluation(rows)
    let shift = MarketMove(spotReturns: ["A": 0.2, "B": -0.3, "C": 0.5], volatilityFactors: ["A": 1.5])
    for elapsed in [0.0, 1] {
      let changes = try revaluation.profitAndLoss(under: shift, elapsedDays: elapsed)
      let a = black76(rows[0], spotFactor: 1.2, volatilityFactor: 1.5, elapsedDays: elapsed) - black76(rows[0])
      let b = black76(rows[1], spotFactor: 0.7, elapsedDays: elapsed) - black76(rows[1])
      #expect(changes.count == 2)
      #expect(Tolerance.relative(1e-12).accepts(try #require(changes["A"]), -27 * a))
      #expect(Tolerance.relative(1e-12).accepts(try #require(changes["B"]), 2 * b))
    }
  }

  @Test("No move is no profit, to the bit")
  func noMove() throws {
    let changes = try OptionRow.revaluation(OptionRow.made(40)).profitAndLoss(under: MarketMove(spotReturns: [:]))
    #expect(changes == ["A": 0, "B": 0])
  }

  @Test("Coin values change by value over spot")
  func coin() throws {
    let coin = OptionRow(strike: 110, forward: 100, quantity: -2, discountFactor: 0.98, settlement: .coin)
    let cash = OptionRow(underlying: "B", quantity: 5)
    let revaluation = try OptionRow.revaluation([coin, cash])
    let changes = try revaluation.coinProfitAndLoss(under: MarketMove(spotReturns: ["A": -0.1]), elapsedDays: 2)
    let then = black76(coin, spotFactor: 0.9, elapsedDays: 2) / 90
    #expect(changes.count == 1)
    #expect(
      Tolerance.relative(1e-12).accepts(
        try #require(changes["A"]), -2 * 0.98 * (then - black76(coin) / 100)))
  }

  @Test("Positions in one instrument are netted; what nets to nothing is left out")
  func netting() throws {
    let rows = [OptionRow(quantity: -3), OptionRow(quantity: 2), OptionRow(strike: 90, quantity: 1)]
    let revaluation = try OptionRow.revaluation(rows + [OptionRow(strike: 90, quantity: -1)])
    #expect(revaluation.instrumentCount == 1)
    #expect(try revaluation.value == OptionRow.revaluation([OptionRow(quantity: -1)]).value)
    let made = OptionRow.made(60)
    #expect(try OptionRow.revaluation(made) == OptionRow.revaluation(made.reversed()))
  }

  @Test("Profit and loss has the same bits for 1, 2 and 8 threads and on the calling thread")
  func threads() async throws {
    let revaluation = try OptionRow.revaluation(OptionRow.made(50))
    let scenarios = try Self.gaussian(5_000)
    let plain = try revaluation.profitAndLoss(over: scenarios)
    #expect(plain.count == 5_000)
    #expect(Set(plain).count > 4_990)
    for threads in [1, 2, 8] {
      let parallel = try await revaluation.profitAndLoss(over: scenarios, threads: threads)
      #expect(parallel.map(\.bitPattern) == plain.map(\.bitPattern), "\(threads) threads")
    }
  }

  @Test("Agrees with the plain formula scenario by scenario")
  func scenarios() throws {
    let rows = OptionRow.made(30)
    let scenarios = try Self.gaussian(200)
    let actual = try OptionRow.revaluation(rows).profitAndLoss(over: scenarios)
    let block = scenarios.block(of: Array(0..<200))
    let scale = rows.map { abs($0.quantity) * $0.forward }.reduce(0, +)
    for i in 0..<200 {
      let expected = rows.map { row -> Double in
        let column = row.underlying == "B" ? 0 : 200
        let then = black76(
          row, spotFactor: exp(block.spotLogReturns[column + i]),
          volatilityFactor: exp(block.logVolatilityChanges[column + i]), elapsedDays: 1)
        return row.quantity * (then - black76(row))
      }.reduce(0, +)
      #expect(Tolerance.absolute(1e-14 * scale).accepts(actual[i], expected), "scenario \(i)")
    }
  }

  @Test("Parts by underlying sum to the whole in any scenarios asked for")
  func byUnderlying() async throws {
    let revaluation = try OptionRow.revaluation(OptionRow.made(50))
    let scenarios = try Self.gaussian(3_000)
    let whole = try await revaluation.profitAndLoss(over: scenarios, threads: 2)
    let tail = whole.indices.sorted { whole[$0] < whole[$1] }.prefix(1_500)
    let parts = try await revaluation.profitAndLossByUnderlying(at: Array(tail), of: scenarios, threads: 2)
    #expect(parts.keys.sorted() == ["A", "B"])
    let (a, b) = try (#require(parts["A"]), #require(parts["B"]))
    for (position, index) in tail.enumerated() {
      let scale = abs(a[position]) + abs(b[position])
      #expect(Tolerance.absolute(1e-13 * scale).accepts(a[position] + b[position], whole[index]))
    }
    let none = try await revaluation.profitAndLossByUnderlying(at: [], of: scenarios)
    #expect(none == ["A": [], "B": []])
  }

  @Test("A synthetic book of 400 options goes through 100,000 scenarios with progress")
  func large() async throws {
    let revaluation = try OptionRow.revaluation(OptionRow.made(400))
    let counter = ProgressCounter()
    let result = try await revaluation.profitAndLoss(over: Self.gaussian(100_000), threads: 2) { done, total in
      counter.record(done, total)
    }
    #expect(result.count == 100_000)
    #expect(result.allSatisfy { $0.isFinite })
    #expect(counter.steps.count == 98)
    #expect(counter.steps.last == 100_000 && counter.steps == counter.steps.sorted())
  }

  @Test("A canceled task stops with an error")
  func cancellation() async throws {
    let revaluation = try OptionRow.revaluation(OptionRow.made(50))
    let scenarios = try Self.gaussian(200_000)
    let task = Task { try await revaluation.profitAndLoss(over: scenarios, threads: 2) }
    task.cancel()
    await #expect(throws: RevaluationError.canceled) { try await task.value }
  }

  @Test("Bad books and moves are typed errors")
  func errors() async throws {
    let rows = [OptionRow(), OptionRow(underlying: "Z")]
    let revaluation = try OptionRow.revaluation(rows)
    #expect(throws: RevaluationError.notCovered(["Z"])) { try revaluation.profitAndLoss(over: Self.gaussian(10)) }
    #expect(throws: RevaluationError.invalidMove("A", field: "spotReturn", value: -1)) {
      try revaluation.profitAndLoss(under: MarketMove(spotReturns: ["A": -1]))
    }
    #expect(throws: RevaluationError.invalidMove("LUNA", field: "spotReturn", value: .infinity)) {
      try revaluation.coinProfitAndLoss(under: MarketMove(spotReturns: ["LUNA": .infinity]))
    }
    #expect(throws: RevaluationError.invalidMove("A", field: "volatilityFactor", value: 0)) {
      try revaluation.profitAndLoss(under: MarketMove(spotReturns: [:], volatilityFactors: ["A": 0]))
    }
    #expect(throws: RevaluationError.nonFiniteShift("A")) {
      try revaluation.profitAndLoss(under: MarketMove(spotReturns: ["A": 1e307]))
    }
    #expect(throws: RevaluationError.invalidHorizon(days: -1)) {
      try revaluation.profitAndLoss(under: MarketMove(spotReturns: [:]), elapsedDays: -1)
    }
    #expect(throws: RevaluationError.invalidHorizon(days: .infinity)) {
      try OptionRow.revaluation(rows, horizonInDays: .infinity)
    }
    #expect(throws: RevaluationError.invalidPosition(id: "0")) { try OptionRow.revaluation([OptionRow(volatility: 0)]) }
    #expect(throws: RevaluationError.invalidPosition(id: "1")) {
      try OptionRow.revaluation([OptionRow(), OptionRow(underlying: "B", quantity: .infinity)])
    }
    let wild = ReturnPanel(
      factors: [.spot("A"), .spot("Z")], dates: [0, 1].map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: [[0, 0], [800, 0]]))
    #expect(throws: RevaluationError.nonFiniteScenario(1)) {
      try revaluation.profitAndLoss(over: HistoricalScenarios(panel: wild))
    }
  }

  @Test("An empty book loses nothing")
  func empty() throws {
    let revaluation = try OptionRow.revaluation([])
    #expect(revaluation.underlyings.isEmpty && revaluation.value == 0)
    #expect(try revaluation.profitAndLoss(over: Self.gaussian(3)) == [0, 0, 0])
  }
}

/// What a progress callback was told, in order.
private final class ProgressCounter: @unchecked Sendable {
  private let lock = NSLock()
  private var recorded: [Int] = []

  func record(_ done: Int, _ total: Int) { lock.withLock { recorded.append(done) } }
  var steps: [Int] { lock.withLock { recorded } }
}
