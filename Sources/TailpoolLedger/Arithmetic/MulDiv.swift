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
  let unit: UInt128  // by arithmetic, not branches, for whether it goes up is a toss-up
  switch rounding {
  case .down: return quotient
  case .up: unit = remainder == 0 ? 0 : 1
  case .nearestOrEven:
    // Past the middle when remainder > c - remainder, at it when equal; an odd quotient shifts the test by one.
    let (past, isBelow) = remainder.subtractingReportingOverflow(c &- remainder)
    unit = UInt128(isBelow ? 0 : 1) & ((past | (quotient & 1)) == 0 ? 0 : 1)
  }
  let (rounded, overflow) = quotient.addingReportingOverflow(unit)
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
@inlinable @inline(__always)
func fullWidthQuotient(
  _ a: UInt128, _ b: UInt128, _ c: UInt128
) throws(LedgerError) -> (quotient: UInt128, remainder: UInt128) {
  let (high, low) = fullWidthProduct(a, b)
  if high >= c { throw c == 0 ? .divisionByZero : .overflow }
  return c.high == 0 ? dividing(high, low, by: c.low) : dividing(high, low, by: c)
}

/// A number of 256 bits divided by one of 64.
///
/// - Precondition: `high < divisor`.
@inlinable @inline(__always)
func dividing(_ high: UInt128, _ low: UInt128, by divisor: UInt64) -> (quotient: UInt128, remainder: UInt128) {
  var (digit, rest) = (UInt64(0), low.high)
  if high.low != 0 || rest >= divisor {  // else the quotient has one digit
    digit = divisor.dividingFullWidth((high.low, low.high)).quotient
    rest = low.high &- digit &* divisor
  }
  let last = divisor.dividingFullWidth((rest, low.low)).quotient
  return (UInt128(high: digit, low: last), UInt128(low.low &- last &* divisor))
}

/// A number of 256 bits divided by one of 65 to 128.
///
/// - Precondition: `high < divisor`, and the divisor is 2^64 or more.
@inlinable @inline(__always)
func dividing(_ high: UInt128, _ low: UInt128, by divisor: UInt128) -> (quotient: UInt128, remainder: UInt128) {
  // Shifting all by the divisor's leading zeros leaves the quotient as it is and makes each guessed digit good.
  let shift = UInt64(truncatingIfNeeded: divisor.high.leadingZeroBitCount)
  // In two steps, for a shift by 64 would be one by nothing.
  func shifted(_ digit: UInt64, _ next: UInt64) -> UInt64 { digit &<< shift | (next &>> 1) &>> (63 &- shift) }
  let normalized = UInt128(high: shifted(divisor.high, divisor.low), low: divisor.low &<< shift)
  let upper = UInt128(high: shifted(high.high, high.low), low: shifted(high.low, low.high))
  let next = shifted(low.high, low.low)
  var first = (quotient: UInt64(0), remainder: UInt128(high: upper.low, low: next))
  if upper.high != 0 || first.remainder >= normalized {  // else the quotient has one digit
    first = quotientDigit(upper, next, by: normalized)
  }
  let second = quotientDigit(first.remainder, low.low &<< shift, by: normalized)
  let rest = second.remainder
  return (
    UInt128(high: first.quotient, low: second.quotient),
    UInt128(high: rest.high &>> shift, low: rest.low &>> shift | (rest.high &<< 1) &<< (63 &- shift))
  )
}

/// One 64-bit digit of a quotient: three digits by two.
///
/// The guess from the leading digits is at most two too great. The first correction is a mask, for a branch would often
/// be predicted wrong; the second is rare.
///
/// - Precondition: `upper < divisor`, and the top bit of `divisor` is set.
@inlinable @inline(__always)
func quotientDigit(
  _ upper: UInt128, _ next: UInt64, by divisor: UInt128
) -> (quotient: UInt64, remainder: UInt128) {
  if upper.high >= divisor.high { return greatQuotientDigit(upper, next, by: divisor) }
  let guess = divisor.high.dividingFullWidth((upper.high, upper.low)).quotient
  let left = UInt128(high: upper.low &- guess &* divisor.high, low: next)
  let (difference, isOver) = left.subtractingReportingOverflow(UInt128(guess) &* UInt128(divisor.low))
  let once: UInt64 = isOver ? 1 : 0
  let corrected = difference &+ divisor & (0 &- UInt128(once))
  // Still below zero: as what the guess took too much is below 2^128, it then wraps to more than the divisor.
  if corrected >= divisor { return (guess &- 2, corrected &+ divisor) }
  return (guess &- once, corrected)
}

/// The digit where the leading digits of both are equal, so that the guess is the greatest digit.
@usableFromInline
func greatQuotientDigit(
  _ upper: UInt128, _ next: UInt64, by divisor: UInt128
) -> (quotient: UInt64, remainder: UInt128) {
  // What is left of the guess is upper * 2^64 + next - (2^64 - 1) * divisor
  // = divisor + next - (divisor - upper) * 2^64, which is below the divisor.
  let (sum, carries) = divisor.addingReportingOverflow(UInt128(next))
  let (difference, borrows) = sum.subtractingReportingOverflow((divisor &- upper) &<< 64)
  var (digit, remainder, isBelowZero) = (UInt64.max, difference, borrows && !carries)
  while isBelowZero {
    digit &-= 1
    let (corrected, isDone) = remainder.addingReportingOverflow(divisor)
    (remainder, isBelowZero) = (corrected, !isDone)
  }
  return (digit, remainder)
}

/// The 256 bits of a product, from four products of 64 by 64 bits.
@inlinable @inline(__always)
func fullWidthProduct(_ a: UInt128, _ b: UInt128) -> (high: UInt128, low: UInt128) {
  let (a1, a0, b1, b0) = (UInt128(a.high), UInt128(a.low), UInt128(b.high), UInt128(b.low))
  let last = a0 &* b0
  // No sum reaches 2^128: a product of two digits is at most (2^64 - 1)^2, and each addend at most 2^64 - 1.
  let middle = a1 &* b0 &+ UInt128(last.high)
  let other = a0 &* b1 &+ UInt128(middle.low)
  return (a1 &* b1 &+ UInt128(middle.high) &+ UInt128(other.high), UInt128(high: other.low, low: last.low))
}

extension UInt128 {
  @inlinable @inline(__always) var high: UInt64 { UInt64(truncatingIfNeeded: self &>> 64) }
  @inlinable @inline(__always) var low: UInt64 { UInt64(truncatingIfNeeded: self) }

  @inlinable @inline(__always)
  init(high: UInt64, low: UInt64) { self = UInt128(high) &<< 64 | UInt128(low) }
}
