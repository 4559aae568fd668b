import Foundation
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// Listed options with digital, barrier and exchange options in one book, through every measure.
@Suite("Risk of a book with digital, barrier and exchange options")
struct EveryKindRiskTests {
  private let snapshot: MarketSnapshot
  private let book: PricedBook

  init() throws {
    let listed = try StressPosition.market(StressPosition.made)
    snapshot = listed.snapshot
    func expiry(_ days: Int64) -> Timestamp { StressPosition.asOf.advanced(bySeconds: days * 86_400) }
    let unlisted: [(any ContractTerms, Double)] = try [
      (
        DigitalContract(underlying: "A", payoff: .cash, type: .call, strike: 104, expiry: expiry(45), contractSize: 40),
        -2
      ),
      (DigitalContract(underlying: "B", payoff: .asset, type: .put, strike: 38, expiry: expiry(20)), 3),
      (
        BarrierContract(
          underlying: "A", kind: .downAndOut, type: .put, strike: 105, barrier: 85, rebate: 2, expiry: expiry(60)), -4
      ),
      (BarrierContract(underlying: "B", kind: .upAndIn, type: .call, strike: 41, barrier: 46, expiry: expiry(100)), -6),
      (ExchangeContract(receive: "A", deliver: "B", ratio: 2.5, expiry: expiry(90)), -5),
      (ExchangeContract(receive: "B", deliver: "A", ratio: 0.4, expiry: expiry(30)), 4),
    ]
    let others = unlisted.enumerated().map { index, one in Self.position("kind \(index)", one.0, one.1) }
    book = try Book(
      positions: listed.valuation.positions.map(\.position) + others,
      correlations: CorrelationTable([AssetCorrelation("A", "B", value: 0.6, source: "made up")])
    ).valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
  }

  private static func position(_ id: String, _ terms: some ContractTerms, _ quantity: Double) -> Position {
    Position(id: id, contract: terms, quantity: quantity)
  }

  private func scenarios(_ count: Int) throws -> GaussianScenarios {
    try GaussianScenarios(covariance: StressPosition.covariance(), count: count, seed: 12, horizonInDays: 1)
  }

  @Test("A grid of one underlying alone moves that one only, and the grids do not add up")
  func grids() throws {
    let revaluation = try BookRevaluation(book, horizonInDays: 0)
    #expect(!revaluation.isSeparable)
    let (spots, volatilities) = ([-0.2, 0, 0.15], [-0.25, 0, 0.5])
    let grids = try StressGrid.grids(of: revaluation, spotReturns: spots, volatilityChanges: volatilities)
    #expect(grids.map(\.underlying) == [nil, "A", "B"])
    var gap = 0.0
    for (v, change) in volatilities.enumerated() {
      for (s, spot) in spots.enumerated() {
        let move = UnderlyingMove(spotReturn: spot, volatilityFactor: 1 + change)
        for (grid, moved) in zip(grids, [["A", "B"], ["A"], ["B"]] as [[Underlying]]) {
          let expected = try book.outcome(under: MarketMove(move, of: moved)).profitAndLoss
          #expect(
            abs(grid.profitAndLoss[v][s] - expected) <= 1e-12 * (1_000 + abs(expected)), "\(moved) \(spot) \(change)")
        }
        gap = max(gap, abs(grids[0].profitAndLoss[v][s] - grids[1].profitAndLoss[v][s] - grids[2].profitAndLoss[v][s]))
      }
    }
    #expect(gap > 1)
  }

  @Test("A reverse stress loses its amount when every contract is priced again")
  func reverse() throws {
    let instant = try BookRevaluation(book, horizonInDays: 0)
    let amounts = [20.0, 150]
    let results = try ReverseStress.mostPlausible(
      losses: amounts, of: instant, covariance: StressPosition.covariance(), derivatives: DeltaGammaBook(book))
    for (amount, result) in zip(amounts, results) {
      let move = try #require(result).move
      let again = try book.outcome(under: move).profitAndLoss
      #expect(abs(again + amount) < 1e-9 * amount, "\(again), \(move)")
    }
    #expect((results[0]?.distance ?? .nan) < (results[1]?.distance ?? .nan))
  }

  @Test("The mixed gamma is the mixed difference of the revaluation, and the quadratic form its second order")
  func mixedGamma() throws {
    let derivatives = DeltaGammaBook(book)
    let instant = try BookRevaluation(book, horizonInDays: 0)
    func change(_ moves: [Double]) throws -> Double {
      try instant.profitAndLoss(over: ListedScenarios([moves], underlyings: ["A", "B"]))[0]
    }
    let h = 2e-3
    func mixed(_ h: Double) throws -> Double {
      (try change([h, h, 0, 0]) - change([h, -h, 0, 0]) - change([-h, h, 0, 0]) + change([-h, -h, 0, 0])) / (4 * h * h)
    }
    let expected = try (4 * mixed(h) - mixed(2 * h)) / 3
    let gamma = derivatives.gamma
    #expect(
      abs(gamma[0, 1] - expected) < 1e-5 * abs(expected) && gamma[1, 0] == gamma[0, 1], "\(gamma[0, 1]), \(expected)")
    #expect(abs(expected) > 10)
    for direction in [[1.0, 1, 0, 0], [1, -1, 0, 0], [0.3, 1, 0, 0]] {
      func gap(_ size: Double) throws -> Double {
        let moves = direction.map { $0 * size }
        return try change(moves) - derivatives.quadraticProfitAndLoss(logMoves: moves)
      }
      // What is left is of third order.
      let (near, far) = (try gap(1e-3), try gap(2e-3))
      #expect(abs(far / near - 8) < 0.5, "\(direction): \(near), \(far)")
    }
  }

  @Test("Contributions of positions add up to the measures of the whole, and shards have its bits")
  func contributions() async throws {
    let (revaluation, scenarios) = (try BookRevaluation(book), try self.scenarios(2_500))
    let whole = try ProfitAndLossDistribution(revaluation.profitAndLoss(over: scenarios))
    let parts = try await whole.contributions(
      .percent97Point5, of: PositionRevaluation(book), over: scenarios, threads: 2)
    let scale = parts.expectedShortfall.reduce(0) { $0 + abs($1) }
    let total = whole.expectedShortfall(.percent97Point5).value
    #expect(parts.expectedShortfall.count == book.positions.count && total > 0)
    #expect(Tolerance.absolute(1e-12 * scale).accepts(parts.expectedShortfall.reduce(0, +), total))
    #expect(parts.expectedShortfall.suffix(6).allSatisfy { $0 != 0 })
    let plan = try ShardPlan(revaluation, over: scenarios, shards: 3, levels: [.percent99])
    var merged: PartialRisk?
    for shard in [2, 0, 1] {
      let part = try await plan.run(shard, of: revaluation, over: scenarios, threads: 1 + shard)
      merged = try merged?.merged(with: part) ?? part
    }
    let risk = try #require(merged).finish()
    #expect(risk.valuesAtRisk[0].value == whole.valueAtRisk(.percent99).value)
    #expect(risk.expectedShortfalls[0].value == whole.expectedShortfall(.percent99).value)
    let other = try BookRevaluation(PricedBook(asOf: book.asOf, positions: book.positions.dropLast()))
    await #expect(throws: ShardError.differentInputs) { try await plan.run(0, of: other, over: scenarios) }
  }

  @Test("Contracts that nobody lists are closed at their marks, and counted")
  func liquidity() throws {
    let cost = try LiquidityCost(book, marks: snapshot.volatilityMarks())
    #expect(cost.part(.atMark).positions == 6 && cost.part(.atMark).cost == 0)
    #expect(cost.lines.count == book.positions.count)
    #expect(cost.lines.filter { $0.side == .atMark }.map(\.id) == (0..<6).map { "kind \($0)" })
  }
}
