import TailpoolLedger

/// Why a loss could not be sent through a waterfall.
public enum WaterfallError: Error, Sendable, Equatable {
  /// A bearer, account or layer stands twice.
  case duplicate(String)
  /// A fraction in basis points, or a multiple, is out of its range.
  case invalidFraction(Int)
  /// Two lists that must be of one length are not.
  case countMismatch(expected: Int, actual: Int)
  /// A stress loss is NaN or infinite: scenario and member (from 0).
  case invalidStressLoss(scenario: Int, member: Int)
  /// There is no scenario or no member.
  case empty
  /// An amount of base units could not be computed.
  case amount(LedgerError)

  /// Runs exact arithmetic, with its error in ours.
  static func wrapping<Value>(_ body: () throws(LedgerError) -> Value) throws(WaterfallError) -> Value {
    do { return try body() } catch { throw .amount(error) }
  }
}
