/// The product of two integers divided by a third, with a product of full width and one named rounding.
///
///     mulDiv(a, b, c) = round(a * b / c)
///
/// - Parameters:
///   - a: First factor.
///   - b: Second factor.
///   - c: Divisor, > 0.
///   - rounding: Where a quotient that does not come out even goes.
/// - Returns: The rounded quotient; no digit of the product is lost.
/// - Throws: `LedgerError.divisionByZero` for `c == 0`, `.overflow` when the quotient needs more than 128 bits.
/// - Complexity: O(1), no allocation; at most two hardware divisions of 128 by 64 bits.
/// - Source: D. Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D, for a divisor of two 64-bit digits.
@inlinable
public func mulDiv(_ a: UInt128, _ b: UInt128, _ c: UInt128, rounding: Rounding) throws(LedgerError) -> UInt128 {
  let (quotient, remainder) = try fullWidthQuotient(a, b, c)
  if remainder == 0 { return quotient }
  let goesUp: Bool
  switch rounding {
  case .down: return quotient
  case .up: goesUp = true
  case .nearestOrEven:
    let rest = c - remainder
    goesUp = remainder > rest || remainder == rest && quotient & 1 == 1
  }
  if !goesUp { return quotient }
  let (rounded, overflow) = quotient.addingReportingOverflow(1)
  if overflow { throw .overflow }
  return rounded
}

/// The product of two signed integers divided by a third, with a product of full width and one named rounding.
///
/// - Parameters:
///   - a: First factor, any sign.
///   - b: Second factor, any sign.
///   - c: Divisor, any sign but not zero.
///   - rounding: Where a quotient that does not come out even goes; `down` is toward minus infinity.
/// - Returns: The rounded quotient.
/// - Throws: `LedgerError.divisionByZero` for `c == 0`, `.overflow` when the quotient is out of `Int128`.
/// - Complexity: O(1), no allocation.
@inlinable
public func mulDiv(_ a: Int128, _ b: Int128, _ c: Int128, rounding: Rounding) throws(LedgerError) -> Int128 {
  let isNegative = ((a < 0) != (b < 0)) != (c < 0)
  let magnitude = try mulDiv(
    a.magnitude, b.magnitude, c.magnitude, rounding: isNegative ? rounding.ofMagnitudeBelowZero : rounding)
  return try Int128(magnitude: magnitude, isNegative: isNegative)
}

extension Int128 {
  /// The number of that magnitude and sign, where it exists.
  @inlinable
  init(magnitude: UInt128, isNegative: Bool) throws(LedgerError) {
    let limit = UInt128(Int128.max) + (isNegative ? 1 : 0)
    if magnitude > limit { throw .overflow }
    self = isNegative ? 0 &- Int128(truncatingIfNeeded: magnitude) : Int128(truncatingIfNeeded: magnitude)
  }
}

/// Quotient and remainder of `a * b` by `c`.
///
/// - Throws: `LedgerError.divisionByZero` or `.overflow`, as `mulDiv`.
@inlinable
func fullWidthQuotient(
  _ a: UInt128, _ b: UInt128, _ c: UInt128
) throws(LedgerError) -> (quotient: UInt128, remainder: UInt128) {
  if c == 0 { throw .divisionByZero }
  let (high, low) = a.multipliedFullWidth(by: b)
  if high >= c { throw .overflow }
  let divisorHigh = UInt64(truncatingIfNeeded: c >> 64)
  if divisorHigh == 0 {
    // high < c < 2^64, so two divisions of 128 by 64 bits suffice.
    let divisor = UInt64(truncatingIfNeeded: c)
    let first = divisor.dividingFullWidth(
      (UInt64(truncatingIfNeeded: high), UInt64(truncatingIfNeeded: low >> 64)))
    let second = divisor.dividingFullWidth((first.remainder, UInt64(truncatingIfNeeded: low)))
    return (UInt128(first.quotient) << 64 | UInt128(second.quotient), UInt128(second.remainder))
  }
  // Shifting all by the divisor's leading zeros leaves the quotient as it is and makes each guessed digit good.
  let shift = UInt128(divisorHigh.leadingZeroBitCount)
  let divisor = c << shift
  let upper = shift == 0 ? high : high << shift | low >> (128 - shift)
  let lower = low << shift
  let first = digit(of: upper, UInt64(truncatingIfNeeded: lower >> 64), by: divisor)
  let second = digit(of: first.remainder, UInt64(truncatingIfNeeded: lower), by: divisor)
  return (UInt128(first.quotient) << 64 | UInt128(second.quotient), second.remainder >> shift)
}

/// One 64-bit digit of a quotient: three digits by two.
///
/// - Precondition: `upper < divisor`, and the top bit of `divisor` is set.
@inlinable
func digit(
  of upper: UInt128, _ next: UInt64, by divisor: UInt128
) -> (quotient: UInt64, remainder: UInt128) {
  let divisorHigh = UInt64(truncatingIfNeeded: divisor >> 64)
  let divisorLow = UInt128(UInt64(truncatingIfNeeded: divisor))
  let top = UInt64(truncatingIfNeeded: upper >> 64)
  let middle = UInt64(truncatingIfNeeded: upper)
  var guess: UInt64
  var rest: UInt64
  var restOverflows = false
  if top >= divisorHigh {
    guess = .max
    (rest, restOverflows) = middle.addingReportingOverflow(divisorHigh)
  } else {
    (guess, rest) = divisorHigh.dividingFullWidth((top, middle))
  }
  // The guess is at most two too great; while the rest fits a digit, the next digit tells.
  while !restOverflows, UInt128(guess) &* divisorLow > (UInt128(rest) << 64 | UInt128(next)) {
    guess &-= 1
    (rest, restOverflows) = rest.addingReportingOverflow(divisorHigh)
  }
  let remainder = (upper << 64 | UInt128(next)) &- divisor &* UInt128(guess)
  return (guess, remainder)
}
