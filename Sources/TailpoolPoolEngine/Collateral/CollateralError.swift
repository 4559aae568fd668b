import TailpoolLedger

/// Why collateral, margin or a liquidation could not be computed.
package enum CollateralError: Error, Sendable, Equatable {
  /// An asset or a participant stands twice.
  case duplicate(String)
  /// An asset that the schedule does not accept.
  case unacceptedAsset(String)
  /// A fraction in basis points is out of its range.
  case invalidFraction(Int)
  /// A number is NaN, infinite or out of its range: what it is of.
  case invalid(String)
  /// There is no scenario.
  case empty
  /// Somebody owes itself.
  case selfObligation(String)
  /// The account is not one that may be liquidated.
  case notLiquidatable
  /// A withdrawal while open bad debt exceeds what stands against it.
  case withdrawalsPaused(exposure: Int128, reserve: Int128)
  /// An amount of base units could not be computed.
  case amount(LedgerError)

  /// Runs exact arithmetic, with its error in ours.
  static func wrapping<Value>(_ body: () throws(LedgerError) -> Value) throws(CollateralError) -> Value {
    do { return try body() } catch { throw .amount(error) }
  }
}
