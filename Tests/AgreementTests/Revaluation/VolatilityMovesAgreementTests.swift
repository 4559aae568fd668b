import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

/// Moves of the volatility that decay with the tenor, by position, by sums, over scenarios, by proxy and by derivatives.
@Suite("Volatility moves by tenor, valued in every way")
struct VolatilityMovesAgreementTests {
  private let book: PricedBook

  init() throws { book = EveryKindBook.book(try EveryKindBook.kinds()) }

  private static let rules: [VolatilityRule] = [.stickyStrike, .surfaceShift(slope: -0.3)]

  private static let move = MarketMove([
    "A": .init(spotReturn: -0.25, volatilityFactor: 1.8), "B": .init(spotReturn: 0.1, volatilityFactor: 0.6),
  ])

  private var scale: Double { book.positions.reduce(1) { $0 + abs($1.greeks.value) } }

  @Test("A move is the same position by position and in sums, in dollars and in coin", arguments: [0, 1.5, 50])
  func outcome(days: Double) throws {
    let revaluation = try BookRevaluation(book, volatilityMoves: .decay)
    let outcome = try book.outcome(under: Self.move, elapsedDays: days, volatilityMoves: .decay)
    for (underlying, change) in try revaluation.profitAndLoss(under: Self.move, elapsedDays: days) {
      let own = try #require(outcome.byUnderlying[underlying])
      #expect(abs(own - change) <= 1e-11 * scale, "\(underlying): \(own), \(change)")
    }
    for (underlying, change) in try revaluation.coinProfitAndLoss(under: Self.move, elapsedDays: days) {
      let own = try #require(outcome.coinByUnderlying[underlying])
      #expect(abs(own - change) <= 1e-12 * scale, "\(underlying): \(own), \(change) coins")
    }
    let parallel = try book.outcome(under: Self.move, elapsedDays: days)
    let apart = zip(outcome.byPosition, parallel.byPosition).filter { abs($0 - $1) > 1e-9 }.count
    // Others have no volatility, are near 30 days, or have expired by then.
    #expect(apart >= 8, "\(apart) of \(book.positions.count) positions")
  }

  @Test("An option of 120 days has half the move of the log volatility, one of a week three halves")
  func european() throws {
    let moved = try BookRevaluation(
      EveryKindBook.book([
        EveryKindBook.european("B", .call, 42, days: 120, .cash, 1),
        EveryKindBook.european("B", .put, 39, days: 7, .cash, 1),
      ]), horizonInDays: 0, volatilityMoves: .decay)
    let change = try moved.profitAndLoss(over: ListedScenarios([[0.05, log(1.44)]], underlyings: ["B"]))[0]
    var expected = 0.0
    for option in moved.groups[0].instruments {
      // 1.44 to the powers of ½ and 3/2.
      let factor = option.sign > 0 ? 1.2 : 1.728
      func price(_ spotFactor: Double, _ volatilityFactor: Double) -> Double {
        Black76.price(
          option.sign > 0 ? .call : .put, forward: option.forward * spotFactor, strike: option.strike,
          years: option.years, volatility: option.volatility * volatilityFactor)
      }
      expected += option.weight * (price(exp(0.05), factor) - price(1, 1))
    }
    #expect(abs(change - expected) < 1e-12, "\(change), \(expected)")
  }

  @Test("Over scenarios: blocks, positions and chosen scenarios agree, and no move is no profit", arguments: [0, 1])
  func scenarios(rule: Int) async throws {
    let rule = Self.rules[rule]
    let revaluation = try BookRevaluation(book, volatilityRule: rule, volatilityMoves: .decay)
    var generator = SeededGenerator(seed: 5)
    let rows = (0..<300).map { _ in (0..<4).map { _ in generator.uniform(-0.3, 0.3) } }
    let source = ListedScenarios(rows, underlyings: ["A", "B"])
    let all = try revaluation.profitAndLoss(over: source)
    #expect(try await revaluation.profitAndLoss(at: [7, 299], of: source) == [all[7], all[299]])
    #expect(revaluation.volatilityMoves == .decay)
    let positions = try PositionRevaluation(book, volatilityRule: rule, volatilityMoves: .decay)
    let sums = try await positions.weightedProfitAndLoss(at: [3, 250], weights: [[1, 0], [0, 1]], of: source)
    for (sum, expected) in zip(sums, [all[3], all[250]]) {
      #expect(abs(sum.reduce(0, +) - expected) <= 1e-11 * scale, "\(sum.reduce(0, +)), \(expected)")
    }
    let still = try BookRevaluation(book, horizonInDays: 0, volatilityRule: rule, volatilityMoves: .decay)
    #expect(try still.profitAndLoss(over: ListedScenarios([[0, 0, 0, 0]], underlyings: ["A", "B"])) == [0])
  }

  @Test("The proxy is within its bound of full revaluation", arguments: ProxyBook.Kind.allCases)
  func proxy(kind: ProxyBook.Kind) async throws {
    for seed in 0..<5 {
      let book = ProxyBook(kind, seed: UInt64(seed), options: 30, underlyings: 2, scenarios: 300)
      let revaluation = try BookRevaluation(
        book.holdings, horizonInDays: ProxyBook.horizonInDays, volatilityMoves: .decay)
      let proxy = try await RevaluationProxy(revaluation, over: book.scenarios)
      let exact = try revaluation.profitAndLoss(over: book.scenarios)
      let values = try await proxy.profitAndLoss(over: book.scenarios)
      let worst = zip(exact, values).map { abs($0 - $1) }.max() ?? .nan
      let bound = proxy.certificate.errorBound
      #expect(worst <= bound && bound <= 1e-8 * proxy.certificate.grossRange, "\(kind) \(seed): \(worst), \(bound)")
      let parallel = try BookRevaluation(book.holdings, horizonInDays: ProxyBook.horizonInDays)
      #expect(try parallel.profitAndLoss(over: book.scenarios) != exact)
      // Far out every scenario is priced in full.
      let wild = ListedScenarios([[1.5, -1, 1.4, -2]], underlyings: book.underlyings)
      let (far, full) = (try await proxy.profitAndLoss(over: wild)[0], try revaluation.profitAndLoss(over: wild)[0])
      #expect(abs(far - full) <= 1e-12 * proxy.certificate.grossRange * 100, "\(far), \(full)")
    }
  }

  @Test("A costly contract that is sampled decays as it does where it is priced in each scenario")
  func sampled() throws {
    var generator = SeededGenerator(seed: 9)
    let rows = (0..<20_000).map { _ in [generator.uniform(-0.2, 0.2), generator.uniform(-0.3, 0.3)] }
    let source = ListedScenarios(rows, underlyings: ["A"])
    func values(_ isCostly: Bool) throws -> [Double] {
      try BookRevaluation(EveryKindBook.book([EveryKindBook.capped(isCostly: isCostly)]), volatilityMoves: .decay)
        .profitAndLoss(over: source)
    }
    let (costly, direct) = (try values(true), try values(false))
    let range = try #require(direct.max()) - #require(direct.min())
    let worst = zip(costly, direct).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst > 0 && worst <= 1e-8 * range, "\(worst) of \(range)")
  }

  @Test("The derivative in the volatility is the slope of the revaluation")
  func derivative() throws {
    let revaluation = try BookRevaluation(book, horizonInDays: 0, volatilityMoves: .decay)
    let derivatives = DeltaGammaBook(book, volatilityMoves: .decay)
    let step = 1e-4
    for (index, part) in derivatives.parts.enumerated() {
      func value(_ move: Double) throws -> Double {
        var row = [0.0, 0, 0, 0]
        row[2 + index] = move
        return try revaluation.profitAndLoss(over: ListedScenarios([row], underlyings: ["A", "B"]))[0]
      }
      let slope = (try value(step) - value(-step)) / (2 * step)
      #expect(
        abs(slope - part.dollarVega) < 1e-4 * max(abs(slope), 1), "\(part.underlying): \(slope), \(part.dollarVega)")
      #expect(part.dollarVega != DeltaGammaBook(book).parts[index].dollarVega)
    }
  }
}
