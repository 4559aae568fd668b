import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// Grids of spot and volatility moves and, where there is a stress set, its table.
public struct StressOutcomes: Hashable, Sendable {
  /// Profit and loss on grids of spot and volatility moves; the grid of all underlyings first.
  public let grids: [StressGrid]
  /// Profit and loss in each scenario of the set that concerns the book; nil without a set.
  public let table: StressTable?

  /// Revalues a book in the default grids and the scenarios of a set.
  ///
  /// - Parameters:
  ///   - set: The scenarios, or nil.
  ///   - revaluation: The book, for scenarios that move spots and volatility levels.
  ///   - twisted: The same book, for those that twist its smiles and term structures.
  ///   - parallel: The same book with parallel moves of the volatilities, to be shown beside; nil for none.
  ///   - response: What volatilities do where the record of a past move has none.
  /// - Throws: `AnalysisError.unrelatedStress` for a set of which no scenario names an underlying of the book; what the
  ///   revaluations throw.
  init(
    _ set: StressSet?, of revaluation: BookRevaluation, twisted: PricedBook, parallel: BookRevaluation?,
    response: SpotVolatilityResponse
  ) throws {
    let underlyings = revaluation.underlyings
    let set = set.map { StressSet(scenarios: $0.scenarios.map(response.completing)) }
    grids = try StressGrid.grids(of: revaluation)
    table = try set.map { try StressTable.table(of: $0, book: twisted, revaluation: revaluation, parallel: parallel) }
    if let table, let set, table.results.isEmpty {
      throw AnalysisError.unrelatedStress(
        named: set.scenarios.flatMap { $0.move.byUnderlying.keys.map(\.name).sorted() }, underlyings: underlyings)
    }
  }

  /// Number of scenarios that name none of the book's underlyings and were left out.
  public var skipped: Int { table?.skipped ?? 0 }

  /// Number of scenarios that do not name every underlying of the book; those they do not name were left unmoved.
  public var inPart: Int { table?.results.count { !$0.notCovered.isEmpty } ?? 0 }
}
