/// What is held beside positions: an amount of each kind, dollars or coins.
public struct Holdings: Hashable, Sendable {
  /// How much there is of each kind.
  public let amounts: [UnitOfAccount: Double]

  /// Creates holdings.
  ///
  /// - Parameter amounts: How much there is of each kind.
  public init(_ amounts: [UnitOfAccount: Double]) { self.amounts = amounts }

  /// The kinds in order: dollars, then the tickers.
  public var kinds: [UnitOfAccount] { amounts.keys.sorted() }

  /// What all of it is worth in a unit.
  ///
  ///     value = Σ amount(kind) · price(kind) / price(unit)
  ///
  /// - Parameters:
  ///   - unit: The unit.
  ///   - spots: Dollars that a coin is worth, > 0.
  /// - Returns: The value; NaN where a spot that it takes is missing. An amount of the unit itself needs none.
  /// - Complexity: O(kinds log kinds).
  public func value(in unit: UnitOfAccount, at spots: [Underlying: Double]) -> Double {
    kinds.reduce(0) { sum, kind in
      let amount = amounts[kind] ?? 0
      return sum + (kind == unit ? amount : amount * kind.price(at: spots) / unit.price(at: spots))
    }
  }
}
