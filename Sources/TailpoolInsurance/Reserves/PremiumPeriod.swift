import TailpoolLedger

/// A premium that is earned evenly over the time of its cover, second by second, in whole base units.
///
/// Unearned is rounded up, so that the reserve is never short; earned is the rest, and the two make the premium at any time.
public struct PremiumPeriod: Hashable, Sendable {
  /// The premium, in base units, ≥ 0.
  public let premium: Int128
  /// When cover begins, in seconds.
  public let start: Int64
  /// How long it lasts, in seconds, > 0.
  public let period: Int64

  /// Creates a premium; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.amount` for a negative premium, `.invalid` for a period that is not positive.
  public init(premium: Int128, start: Int64, period: Int64) throws(InsuranceError) {
    guard premium >= 0 else { throw .amount(.negative(premium)) }
    guard period > 0 else {
      throw .invalid("seconds of cover", index: nil, value: Double(period), expected: "a number > 0")
    }
    self.premium = premium
    self.start = start
    self.period = period
  }

  /// What is not earned yet: ⌈premium · seconds left / period⌉; all of it before the start, nothing after the end.
  ///
  /// It never rises with time.
  ///
  /// - Parameter now: The time in seconds.
  /// - Throws: `InsuranceError.amount`, which no value of this type brings about: the quotient is at most the premium.
  public func unearned(at now: Int64) throws(InsuranceError) -> Int128 {
    // In 128 bits: no two times are too far apart.
    let left = min(max(Int128(start) + Int128(period) - Int128(now), 0), Int128(period))
    return try InsuranceError.wrapping { () throws(LedgerError) in
      try mulDiv(premium, left, Int128(period), rounding: .up)
    }
  }

  /// What is earned: premium − unearned, that is ⌊premium · seconds gone / period⌋.
  ///
  /// - Parameter now: The time in seconds.
  /// - Throws: As `unearned(at:)`.
  public func earned(at now: Int64) throws(InsuranceError) -> Int128 { premium - (try unearned(at: now)) }
}
