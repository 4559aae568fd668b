import TailpoolMarket

/// A book ready to be valued again and again at a few moves of spots and levels of volatility, as searches do.
///
/// What does not change from move to move is computed once. Costly contracts are priced at each move, not sampled.
package struct PointRevaluation: Sendable {
  private let book: BookRevaluation
  private let groups: [PreparedGroup]
  private let factors: [RiskFactor]

  /// Prepares a book.
  package init(_ book: BookRevaluation) throws(RevaluationError) {
    self.book = book
    factors = RiskFactor.spotsAndVolatilities(of: book.underlyings)
    groups = zip(book.groups, try book.columns(of: factors)).map { group, own in
      PreparedGroup(group, elapsedYears: book.elapsedYears, columns: own)
    }
  }

  /// Profit and loss at each move, with what is infinite or NaN left in: the mark of a power perpetual has no bound where
  /// its funding cannot hold it, and a search may look there.
  ///
  /// - Parameter moves: One row a move: log returns of the spots in the order of the book's underlyings, then as many log
  ///   changes of their volatilities.
  package func profitAndLoss(at moves: [[Double]]) -> [Double] {
    let source = ListedScenarios(moves, factors: factors)
    return book.blocks(of: moves.count).flatMap { book.total(Array($0), of: source, groups) }
  }
}
