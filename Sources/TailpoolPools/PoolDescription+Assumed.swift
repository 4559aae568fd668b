extension PoolDescription {
  /// The pool that is assumed when none is given: three participants with 50, 30 and 20 % of a capital of three times
  /// the expected shortfall 97.5 %, and no limits.
  ///
  /// - Parameters:
  ///   - expectedShortfall: Expected shortfall 97.5 % of the book, > 0, in `unit`.
  ///   - unit: The unit of account.
  /// - Returns: The pool.
  /// - Throws: `PoolError.noCapital` when the expected shortfall is not positive, not finite, or too great to triple: a
  ///   book that cannot lose does not say what capital to assume.
  public static func assumed(expectedShortfall: Double, unit: String = "USD") throws(PoolError) -> PoolDescription {
    let capital = 3 * expectedShortfall
    guard capital > 0, capital.isFinite else { throw .noCapital }
    return try PoolDescription(
      unit: unit,
      participants: [
        Participant(id: "A", contribution: 0.5 * capital),
        Participant(id: "B", contribution: 0.3 * capital),
        Participant(id: "C", contribution: 0.2 * capital),
      ])
  }
}
