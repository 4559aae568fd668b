import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios

/// What a book gains or loses in every scenario of a stress set that concerns it.
public struct StressTable: Hashable, Sendable {
  /// The results in the order of the set.
  public let results: [StressResult]
  /// Number of scenarios that name none of the book's underlyings and were left out.
  public let skipped: Int

  /// Creates a table; see the properties for the meaning of each argument.
  public init(results: [StressResult], skipped: Int) {
    self.results = results
    self.skipped = skipped
  }

  /// The greatest loss of any result, negative when the book gains in all; nil without a result.
  public var worstLoss: Double? {
    results.map { -$0.profitAndLoss }.max()
  }

  /// Revalues a book in every scenario that names one of its underlyings.
  ///
  /// A scenario names an underlying by a move of it, or of a correlation with it; what it names besides is ignored.
  ///
  /// - Parameters:
  ///   - set: The scenarios.
  ///   - underlyings: The underlyings of the book.
  ///   - revalue: The book's profit and loss by underlying in dollars, and the change of value in coin of its
  ///     coin-settled underlyings, in a scenario.
  /// - Returns: The table; each result's profit and loss is the sum over the underlyings in the order given, and
  ///   `notCovered` keeps that order too.
  /// - Throws: What `revalue` throws.
  /// - Complexity: One revaluation a scenario.
  public static func table<Failure: Error>(
    of set: StressSet, underlyings: [Underlying],
    revalue: (StressScenario) throws(Failure) -> (dollars: [Underlying: Double], coins: [Underlying: Double])
  ) throws(Failure) -> StressTable {
    var results: [StressResult] = []
    for scenario in set.scenarios {
      let notCovered = underlyings.filter { !scenario.names($0) }
      guard notCovered.count < underlyings.count else { continue }
      let change = try revalue(scenario)
      let dollars = change.dollars.filter { underlyings.contains($0.key) }
      results.append(
        StressResult(
          scenario: scenario, profitAndLoss: underlyings.reduce(0) { $0 + (dollars[$1] ?? 0) },
          byUnderlying: dollars, coinByUnderlying: change.coins, notCovered: notCovered))
    }
    return StressTable(results: results, skipped: set.scenarios.count - results.count)
  }

  /// Revalues a book in every scenario of a set that names one of its underlyings.
  ///
  /// Moves of spots and levels of volatility are those of `BookRevaluation`; where a scenario twists, shifts in parallel, or
  /// moves rates, every position is priced again one by one.
  ///
  /// - Parameters:
  ///   - set: The scenarios.
  ///   - book: The book.
  ///   - revaluation: The same book, with its rules for volatilities.
  ///   - parallel: The same book with parallel moves of the volatilities, for the results to show beside; nil for none.
  /// - Throws: `RiskError.inapplicableScenario` with the first scenario that cannot be applied.
  /// - Complexity: One revaluation a scenario, or two.
  public static func table(
    of set: StressSet, book: PricedBook, revaluation: BookRevaluation, parallel: BookRevaluation? = nil
  ) throws -> StressTable {
    let table = try changes(of: book, revaluation, in: set)
    guard let parallel else { return table }
    let others = try changes(of: book, parallel, in: set)
    return StressTable(
      results: zip(table.results, others.results).map { result, other in
        var result = result
        result.parallelProfitAndLoss = other.profitAndLoss
        return result
      }, skipped: table.skipped)
  }

  private static func changes(
    of book: PricedBook, _ revaluation: BookRevaluation, in set: StressSet
  ) throws -> StressTable {
    try table(of: set, underlyings: revaluation.underlyings) { scenario in
      do {
        return try change(of: book, revaluation, in: scenario)
      } catch RevaluationError.invalidMove(let underlying, let field, let value) {
        throw RiskError.inapplicableScenario(name: scenario.name, underlying: underlying, field: field, value: value)
      } catch RevaluationError.nonFiniteShift(let underlying) {
        throw RiskError.inapplicableScenario(
          name: scenario.name, underlying: underlying, field: "profit and loss", value: .nan)
      } catch RiskError.invalidShock(let underlying, let field, let value) {
        throw RiskError.inapplicableScenario(name: scenario.name, underlying: underlying, field: field, value: value)
      }
    }
  }

  private static func change(
    of book: PricedBook, _ revaluation: BookRevaluation, in scenario: StressScenario
  ) throws -> (dollars: [Underlying: Double], coins: [Underlying: Double]) {
    let own = revaluation.underlyings.map { ($0, scenario.move[$0]) }
    // Position by position, from the volatilities of the strikes: a scenario that twists or shifts them says itself what
    // they do, and no rule that moves them with the spot is laid over it.
    guard own.allSatisfy(\.1.isProportional) else {
      var move = scenario.move
      move.byUnderlying = Dictionary(own, uniquingKeysWith: { first, _ in first })
      let outcome = try book.outcome(under: move, volatilityMoves: revaluation.volatilityMoves)
      return (outcome.byUnderlying, outcome.coinByUnderlying)
    }
    // By netted sums and the rule for volatilities: the same bits as the grids and the drawn scenarios have in this move.
    return (
      try revaluation.profitAndLoss(under: scenario.move), try revaluation.coinProfitAndLoss(under: scenario.move)
    )
  }
}
