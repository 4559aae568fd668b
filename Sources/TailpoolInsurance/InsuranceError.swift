import TailpoolLedger

/// Why a question about losses has no answer.
public enum InsuranceError: Error, Hashable, Sendable {
  /// A number is NaN, infinite or out of its range: what it is of, its place in a list (from 0; nil when it stands alone),
  /// what was seen and what was expected.
  case invalid(String, index: Int?, value: Double, expected: String)
  /// There is nothing where at least one was expected: of what.
  case empty(String)
  /// Two lists that must be of one length are not.
  case countMismatch(String, expected: Int, actual: Int)
  /// The mean that is needed is infinite: of what.
  case infiniteMean(String)
  /// A grid of loss amounts leaves out more than was allowed: what, how much, and the bound.
  case tooCoarse(String, error: Double, bound: Double)
  /// An amount of base units could not be computed.
  case amount(LedgerError)
  /// An event is older than one that has been seen: its time and the latest, in seconds.
  case outOfOrder(time: Int64, latest: Int64)
  /// More cover is asked than there is capacity for: both in base units.
  case capacityExceeded(cover: Int128, capacity: Int128)
  /// No positive number solves Lundberg's equation: why.
  case noAdjustmentCoefficient(String)
  /// There is no closed form: of what.
  case noClosedForm(String)
  /// All claims together do not reach an amount of base units.
  case unreachable(needed: Int128, available: Int128)
  /// A name that must be unique stands twice: of what.
  case duplicate(String, name: String)
  /// There is nothing of a name: of what.
  case unknown(String, name: String)
}

extension InsuranceError: CustomStringConvertible {
  /// What is wrong, and what was expected.
  public var description: String {
    switch self {
    case .invalid(let what, let index, let value, let expected):
      let place = index.map { "\(what) \($0)" } ?? what
      return "\(place) is \(value); expected \(expected)"
    case .empty(let what): return "no \(what); expected at least one"
    case .countMismatch(let what, let expected, let actual): return "\(actual) \(what); expected \(expected)"
    case .infiniteMean(let what): return "the mean of \(what) is infinite; expected a finite one"
    case .tooCoarse(let what, let error, let bound): return "\(what) is off by \(error); at most \(bound) was allowed"
    case .amount(let error): return "an amount cannot be computed: \(error.words)"
    case .outOfOrder(let time, let latest): return "time \(time) s is before \(latest) s, which has been seen"
    case .capacityExceeded(let cover, let capacity):
      return "cover of \(cover) base units is asked; the capacity is \(capacity)"
    case .noAdjustmentCoefficient(let reason): return "there is no adjustment coefficient: \(reason)"
    case .noClosedForm(let what): return "there is no closed form of \(what)"
    case .unreachable(let needed, let available):
      return "all claims together are \(available) base units; expected at least \(needed)"
    case .duplicate(let what, let name): return "\(what) \(name) stands twice; expected one of a name"
    case .unknown(let what, let name): return "there is no \(what) \(name); expected one that there is"
    }
  }
}
