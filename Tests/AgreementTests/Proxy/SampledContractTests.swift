import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Costly contracts, sampled once a run")
struct SampledContractTests {
  /// Moves of A, of which some that no sample of 2,048 holds may be far out.
  private static func source(_ count: Int, outliers: Bool = false) -> ListedScenarios {
    var generator = SeededGenerator(seed: 21)
    let sampled = Set(ScenarioBox.sample(of: count))
    let rows = (0..<count).map { index in
      let scale = outliers && index % 97 == 0 && !sampled.contains(index) ? 4.0 : 1
      return [scale * generator.uniform(-0.2, 0.2), scale * generator.uniform(-0.25, 0.25)]
    }
    return ListedScenarios(rows, underlyings: ["A"])
  }

  private static func revaluation(isCostly: Bool, rule: VolatilityRule = .stickyStrike) throws -> BookRevaluation {
    try BookRevaluation(EveryKindBook.book([EveryKindBook.capped(isCostly: isCostly)]), volatilityRule: rule)
  }

  private static let rules: [VolatilityRule] = [.stickyStrike, .surfaceShift(slope: -0.4)]

  @Test(
    "It is within 1e-8 of its range of the contract itself, also outside of the panels", arguments: [0, 1],
    [false, true])
  func accuracy(rule: Int, outliers: Bool) async throws {
    let source = Self.source(20_000, outliers: outliers)
    let costly = try Self.revaluation(isCostly: true, rule: Self.rules[rule])
    #expect(try costly.prepared(for: source)[0].sampled.count == 1)
    let direct = try Self.revaluation(isCostly: false, rule: Self.rules[rule]).profitAndLoss(over: source)
    let actual = try costly.profitAndLoss(over: source)
    let range = try #require(direct.max()) - #require(direct.min())
    let worst = zip(direct, actual).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst > 0 && worst <= 1e-8 * range, "\(worst) of \(range)")
    for threads in [1, 4] {
      #expect(try await costly.profitAndLoss(over: source, threads: threads) == actual, "\(threads) threads")
    }
    let chosen = [19_999, 97, 0]
    #expect(try await costly.profitAndLoss(at: chosen, of: source) == chosen.map { actual[$0] })
  }

  @Test("An arithmetic average is sampled, within the bound that is told of it")
  func average() throws {
    let average = try EveryKindBook.average(
      .arithmetic, "A", .call, strike: 101, past: [98, 103], days: [5, 40, 70])
    let position = PricedPosition(Position(id: "average", contract: average.contract, quantity: 10), average)
    let revaluation = try BookRevaluation(PricedBook(asOf: EveryKindBook.asOf, positions: [position]))
    var generator = SeededGenerator(seed: 22)
    let rows = (0..<20_000).map { _ in [generator.uniform(-0.2, 0.2), generator.uniform(-0.25, 0.25)] }
    let source = ListedScenarios(rows, underlyings: ["A"])
    let values = try revaluation.profitAndLoss(over: source)
    let part = try #require(try revaluation.sampledParts(over: source).first)
    // Few are priced one by one.
    let chosen = Array(stride(from: 0, to: 20_000, by: 997))
    let own = try revaluation.profitAndLoss(over: ListedScenarios(chosen.map { rows[$0] }, underlyings: ["A"]))
    for (value, index) in zip(own, chosen) {
      #expect(abs(value - values[index]) <= part.errorBound + 1e-9, "\(index): \(value), \(values[index]), \(part)")
    }
  }

  @Test("With few scenarios, or with factors that it is no function of, it is priced in each")
  func direct() throws {
    let (costly, plain) = (try Self.revaluation(isCostly: true), try Self.revaluation(isCostly: false))
    let few = Self.source(150)
    #expect(try costly.prepared(for: few)[0].sampled.isEmpty)
    #expect(try costly.profitAndLoss(over: few) == plain.profitAndLoss(over: few))
    let rates = ListedScenarios(
      (0..<20_000).map { [sin(Double($0)), 0, 0.01 * cos(Double($0))] },
      factors: [.spot("A"), .volatility("A"), .rate("A")])
    #expect(try costly.prepared(for: rates)[0].sampled.isEmpty)
    #expect(try costly.profitAndLoss(over: rates) == plain.profitAndLoss(over: rates))
  }

  @Test("Positions, a proxy and stress moves take the same contract")
  func views() async throws {
    let source = Self.source(20_000)
    let book = EveryKindBook.book([EveryKindBook.capped(isCostly: true)])
    let revaluation = try BookRevaluation(book)
    let whole = try revaluation.profitAndLoss(over: source)
    let chosen = [4, 1_999, 15_000]
    let sums = try await PositionRevaluation(book).weightedProfitAndLoss(
      at: chosen, weights: [[1, 1, 1]], of: source)
    let expected = chosen.reduce(0) { $0 + whole[$1] }
    #expect(abs(sums[0][0] - expected) <= 1e-12 * 1_000)
    let proxied = try await RevaluationProxy(revaluation, over: source).profitAndLoss(over: source)
    #expect(zip(proxied, whole).allSatisfy { abs($0 - $1) <= 1e-12 * 1_000 })
    let move = MarketMove(logMoves: [0.1, -0.2], of: ["A"])
    let still = try Self.revaluation(isCostly: false).profitAndLoss(under: move)
    #expect(try revaluation.profitAndLoss(under: move) == still)
  }

  @Test("What is known of a sampled contract is told: its name, a bound that holds, and how often it was priced")
  func parts() async throws {
    let source = Self.source(20_000)
    let (costly, direct) = (try Self.revaluation(isCostly: true), try Self.revaluation(isCostly: false))
    let result = try await costly.inFull(over: source)
    let part = try #require(result.sampled.first)
    #expect(result.sampled.count == 1 && result.certificate == nil && result.errorBound == part.errorBound)
    #expect(part.contract == "A-CAPPED-98.0-120.0" && part.prices > 64 && part.prices < 20_000, "\(part)")
    let worst = try zip(result.profitAndLoss, direct.profitAndLoss(over: source)).map { abs($0 - $1) }.max() ?? .nan
    // Values of some hundred dollars are rounded, too.
    #expect(worst > 0 && worst <= part.errorBound + 1e-12, "\(worst) of \(part)")
    #expect(try costly.sampledParts(over: source) == result.sampled)
    #expect(try await RevaluationProxy(costly, over: source).sampled == result.sampled)
    #expect(try await costly.profitAndLoss(over: source, within: .standard).sampled == result.sampled)
    #expect(try await direct.inFull(over: source).sampled.isEmpty)
  }
}
