import TailpoolLedger

/// Why a control refuses.
public enum ControlError: Error, Hashable, Sendable {
  /// A parameter of a control is NaN, infinite or out of its range: what it is.
  case invalid(String)
  /// An event is older than one that has been seen: its time and the latest, in seconds.
  case outOfOrder(time: Int64, latest: Int64)
  /// A guardian may not act yet; when it may, in seconds.
  case guardianTooEarly(until: Int64)
  /// A change comes too soon after the last; when it may come, in seconds.
  case tooSoon(until: Int64)
  /// A change is greater than one step may be: the greatest step.
  case stepTooGreat(maximum: Int)
  /// A value is outside its hard bounds.
  case outOfBounds(minimum: Int, maximum: Int)
  /// Too few sources are fresh and agree: how many do, and how many must.
  case tooFewSources(agreeing: Int, required: Int)
  /// A name stands twice.
  case duplicate(String)
  /// A voter or parameter is not known.
  case unknown(String)
  /// More is asked of a capacity or a debt than there is.
  case insufficient
  /// An amount of base units could not be computed.
  case amount(LedgerError)

  /// Runs exact arithmetic, with its error in ours.
  static func wrapping<Value>(_ body: () throws(LedgerError) -> Value) throws(ControlError) -> Value {
    do { return try body() } catch { throw .amount(error) }
  }
}

extension Int64 {
  /// The sum, or the nearest number that exists.
  func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
