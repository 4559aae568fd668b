/// A quantity of one contract, held or owed.
public struct Position: Hashable, Sendable {
  /// The name of the position in its book.
  public let id: String
  /// What is held.
  public let contract: Contract
  /// Number of contracts, finite; negative when the pool has sold them.
  public let quantity: Double
  /// What the contract remembers.
  public let state: ContractState

  /// Creates a position.
  ///
  /// - Parameters:
  ///   - id: The name of the position, unique in its book.
  ///   - contract: What is held.
  ///   - quantity: Number of contracts, finite; negative when sold.
  ///   - state: What the contract remembers.
  public init(id: String, contract: Contract, quantity: Double, state: ContractState = ContractState()) {
    self.id = id
    self.contract = contract
    self.quantity = quantity
    self.state = state
  }

  /// Creates a position in terms of any kind; the arguments are those of the general one.
  public init(id: String, contract: some ContractTerms, quantity: Double, state: ContractState = ContractState()) {
    self.init(id: id, contract: Contract(contract), quantity: quantity, state: state)
  }
}

/// The positions of a pool.
public struct Book: Hashable, Sendable {
  /// The positions, in the order given.
  public let positions: [Position]
  /// What its contracts on several underlyings are valued at.
  public let correlations: CorrelationTable

  /// Creates a book.
  ///
  /// - Parameters:
  ///   - positions: The positions; ids unique, quantities finite.
  ///   - correlations: What contracts on several underlyings are valued at.
  /// - Throws: `MarketError.duplicatePosition` or `.nonFiniteQuantity` for the first offending position.
  public init(positions: [Position], correlations: CorrelationTable = .none) throws(MarketError) {
    var ids = Set<String>()
    for position in positions {
      guard ids.insert(position.id).inserted else { throw .duplicatePosition(id: position.id) }
      guard position.quantity.isFinite else {
        throw .nonFiniteQuantity(id: position.id, quantity: position.quantity)
      }
    }
    self.positions = positions
    self.correlations = correlations
  }

  /// The underlyings of the positions, sorted by name.
  public var underlyings: [Underlying] {
    Set(positions.flatMap(\.contract.underlyings)).sorted()
  }
}
