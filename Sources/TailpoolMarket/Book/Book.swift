/// A quantity of one contract, held or owed.
public struct Position: Hashable, Sendable {
  /// The name of the position in its book.
  public let id: String
  /// What is held.
  public let contract: Contract
  /// Number of contracts, finite; negative when the pool has sold them.
  public let quantity: Double

  /// Creates a position.
  ///
  /// - Parameters:
  ///   - id: The name of the position, unique in its book.
  ///   - contract: What is held.
  ///   - quantity: Number of contracts, finite; negative when sold.
  public init(id: String, contract: Contract, quantity: Double) {
    self.id = id
    self.contract = contract
    self.quantity = quantity
  }

  /// Creates a position in an option; the arguments are those of the general one.
  public init(id: String, contract: OptionContract, quantity: Double) {
    self.init(id: id, contract: .option(contract), quantity: quantity)
  }

  /// Creates a position in a contract without expiry; the arguments are those of the general one.
  public init(id: String, contract: PerpetualContract, quantity: Double) {
    self.init(id: id, contract: .perpetual(contract), quantity: quantity)
  }
}

/// The positions of a pool.
public struct Book: Hashable, Sendable {
  /// The positions, in the order given.
  public let positions: [Position]

  /// Creates a book.
  ///
  /// - Parameter positions: The positions; ids unique, quantities finite.
  /// - Throws: `MarketError.duplicatePosition` or `.nonFiniteQuantity` for the first offending position.
  public init(positions: [Position]) throws(MarketError) {
    var ids = Set<String>()
    for position in positions {
      guard ids.insert(position.id).inserted else { throw .duplicatePosition(id: position.id) }
      guard position.quantity.isFinite else {
        throw .nonFiniteQuantity(id: position.id, quantity: position.quantity)
      }
    }
    self.positions = positions
  }

  /// The underlyings of the positions, sorted by name.
  public var underlyings: [Underlying] {
    Set(positions.map(\.contract.underlying)).sorted()
  }
}
