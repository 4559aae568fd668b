import TailpoolLedger

/// Why a stake, a share market or an assessment refuses; nothing has changed then.
public enum StakeError: Error, Hashable, Sendable {
  /// A number is out of its range: what it is of, what was seen and what was expected.
  case invalid(String, value: Int128, expected: String)
  /// A time is before one that has been seen: both in seconds.
  case outOfOrder(time: Int64, latest: Int64)
  /// There is nothing of that name: what it should be, and the name.
  case unknown(String, name: String)
  /// A name stands already: what it is of, and the name.
  case duplicate(String, name: String)
  /// A cover needs more capacity than there is: both in units of allocation.
  case capacityExceeded(product: String, requested: Int128, available: Int128)
  /// More is taken than there is: of what, both in base units.
  case insufficient(String, held: Int128, required: Int128)
  /// The result is worse than the least the mover accepts, both in base units.
  case belowMinimum(result: Int128, minimum: Int128)
  /// The order came after its deadline, both in seconds.
  case deadlinePassed(deadline: Int64, time: Int64)
  /// The capital that would be left is less than the requirement, both in base units.
  case belowRequirement(capital: Int128, requirement: Int128)
  /// More is released than the day's limit leaves, both in base units.
  case releaseLimit(requested: Int128, left: Int128)
  /// It is too early: until when, in seconds.
  case tooEarly(until: Int64)
  /// It is too late: since when, in seconds.
  case tooLate(since: Int64)
  /// Claims that were filed before the exit are not decided: their names, sorted.
  case heldByClaims([String])
  /// A claim took all of the stake, which takes no more deposits and gives no more cover.
  case halted
  /// What is decided is decided once.
  case alreadyDecided
  /// Who is leaving does not vote: the name.
  case inExit(String)
  /// An amount of base units could not be computed.
  case amount(LedgerError)

  /// Runs exact arithmetic, with its error in ours.
  static func wrapping<Value>(_ body: () throws(LedgerError) -> Value) throws(StakeError) -> Value {
    do { return try body() } catch { throw .amount(error) }
  }

  /// Checks that a number is in its range.
  static func check<Number: BinaryInteger>(
    _ what: String, _ value: Number, in range: ClosedRange<Number>
  ) throws(StakeError) {
    guard range.contains(value) else {
      throw .invalid(
        what, value: Int128(clamping: value), expected: "\(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// Checks that an amount is above zero.
  static func checkPositive(_ what: String, _ units: Int128) throws(StakeError) {
    guard units > 0 else { throw .invalid(what, value: units, expected: "more than 0") }
  }
}

extension StakeError: CustomStringConvertible {
  /// What is wrong, and what was expected.
  public var description: String {
    switch self {
    case .invalid(let what, let value, let expected): "\(what) is \(value); expected \(expected)"
    case .outOfOrder(let time, let latest): "the time \(time) is before \(latest), which has been seen"
    case .unknown(let what, let name): "there is no \(what) \(name)"
    case .duplicate(let what, let name): "there is a \(what) \(name) already"
    case .capacityExceeded(let product, let requested, let available):
      "\(product) has a capacity of \(available) left; \(requested) was asked for"
    case .insufficient(let what, let held, let required): "\(what) is \(held); \(required) was asked for"
    case .belowMinimum(let result, let minimum): "the result is \(result); at least \(minimum) was accepted"
    case .deadlinePassed(let deadline, let time): "the deadline was \(deadline), and it is \(time)"
    case .belowRequirement(let capital, let requirement):
      "the capital would be \(capital), below the requirement of \(requirement)"
    case .releaseLimit(let requested, let left): "the day's limit leaves \(left); \(requested) was asked for"
    case .tooEarly(let until): "it is too early until \(until)"
    case .tooLate(let since): "it is too late since \(since)"
    case .heldByClaims(let claims): "held until these claims are decided: \(claims.joined(separator: ", "))"
    case .halted: "a claim took all of the stake"
    case .alreadyDecided: "this has been decided"
    case .inExit(let name): "\(name) is leaving and does not vote"
    case .amount(let error): "an amount cannot be computed: \(error.words)"
    }
  }
}

extension Int64 {
  /// The sum, or the nearest number that exists.
  func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}

/// The same amount with a sign, where it fits.
func signedUnits(_ units: UInt128) throws(LedgerError) -> Int128 {
  guard let signed = Int128(exactly: units) else { throw .overflow }
  return signed
}
