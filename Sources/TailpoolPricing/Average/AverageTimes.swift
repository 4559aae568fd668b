import TailpoolLibc

/// When the prices of an average are taken, in years from now, and what is known of those taken before.
public enum AverageTimes: Hashable, Sendable {
  /// At every instant from `start` to expiry.
  ///
  /// A start before now, < 0, means that the average has been taken for so long; `average` is then its mean so far, > 0, of the
  /// same kind as the whole.
  case continuous(start: Double = 0, average: Double = 0)
  /// At i T/m for i = 1 … m: the spot of now is not one of them.
  case even(Int)
  /// At given times, ascending, each ≥ 0 and no later than expiry, after prices that were fixed before, each > 0.
  case listed([Double], past: [Double] = [])

  /// The times of a table's row: a count of fixings, 0 for a continuous average; nil for a number that is no count.
  ///
  /// - Parameter fixings: A whole number from 0 to 100,000.
  public init?(fixings: Double) {
    guard fixings >= 0, fixings <= 100_000, fixings == fixings.rounded() else { return nil }
    self = fixings == 0 ? .continuous() : .even(Int(fixings))
  }

  /// Whether the times lie in order and before expiry, and what is known is positive.
  func isValid(years: Double) -> Bool {
    guard isFiniteNonnegative(years) else { return false }
    switch self {
    case .continuous(let start, let average):
      return start.isFinite && start <= years && (start >= 0 || (average > 0 && average.isFinite))
    case .even(let count): return count > 0 && count <= 100_000
    case .listed(let times, let past):
      guard times.count + past.count > 0, past.allSatisfy({ $0 > 0 && $0.isFinite }) else { return false }
      return zip(times, times.dropFirst()).allSatisfy { $0 <= $1 } && (times.first ?? 0) >= 0
        && (times.last ?? 0) <= years
    }
  }
}

/// What an average is compared with at expiry.
public enum AverageStrike: Hashable, Sendable {
  /// A number: a call pays max(A − K, 0).
  case fixed(Double)
  /// The spot at expiry with a multiple λ of the average as strike: a call pays max(S − λA, 0).
  case floating(multiple: Double = 1)

  /// Whether the number is finite and ≥ 0, or > 0 for a multiple.
  var isValid: Bool {
    switch self {
    case .fixed(let strike): isFiniteNonnegative(strike)
    case .floating(let multiple): multiple > 0 && multiple < .infinity
    }
  }
}
