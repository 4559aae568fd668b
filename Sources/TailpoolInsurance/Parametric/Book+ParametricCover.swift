import TailpoolMarket

/// Covers of one kind that a pool has sold.
public struct SoldCover: Hashable, Sendable {
  /// The name of the position, unique in the book.
  public let id: String
  /// The cover.
  public let cover: ParametricCover
  /// How many were sold, finite; negative when they were bought, as reinsurance is.
  public let count: Double
  /// What they remember: whether the level was reached, or the event has happened.
  public let state: ContractState

  /// Creates an entry; see the properties.
  public init(id: String, cover: ParametricCover, count: Double, state: ContractState = ContractState()) {
    self.id = id
    self.cover = cover
    self.count = count
    self.state = state
  }
}

extension Book {
  /// The book with covers that the pool has sold, as positions of their contracts: one run of risk then holds both.
  ///
  /// - Parameter sold: The covers.
  /// - Returns: The positions of the book, then one of minus the count for each entry.
  /// - Throws: `MarketError.duplicatePosition` or `.nonFiniteQuantity`, `InsuranceError` for a cover that is none.
  public func adding(sold: [SoldCover]) throws -> Book {
    try Book(
      positions: positions
        + sold.map { Position(id: $0.id, contract: try $0.cover.contract(), quantity: -$0.count, state: $0.state) },
      correlations: correlations)
  }
}
