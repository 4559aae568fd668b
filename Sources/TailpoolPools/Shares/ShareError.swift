import TailpoolLedger

/// Why shares were not issued or taken back; nothing has changed then.
@nonexhaustive
public enum ShareError: Error, Hashable, Sendable {
  /// The quantity is zero.
  case nothingMoved
  /// The deposit is worth less than one share.
  case noShares
  /// The owner has fewer shares than the movement takes.
  case insufficientShares(owner: String, held: UInt128, required: UInt128)
  /// The pool has fewer assets than the movement takes.
  case insufficientAssets(held: UInt128, required: UInt128)
  /// The result is worse than the least the mover accepts.
  case belowMinimum(result: UInt128, minimum: UInt128)
  /// The cost is more than the most the mover accepts.
  case aboveMaximum(cost: UInt128, maximum: UInt128)
  /// A fee rate is out of range.
  case invalidFee
  /// A number does not fit.
  case ledger(LedgerError)
}

/// Runs a ledger operation where share errors are thrown.
func sharing<T>(_ body: () throws(LedgerError) -> T) throws(ShareError) -> T {
  do { return try body() } catch { throw .ledger(error) }
}
