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
  // What is added before the division makes its floor the rounded quotient, so that nothing waits for the remainder.
  switch rounding {
  case .down: return try fullWidthQuotient(a, b, c, adding: 0).quotient
  case .up: return try fullWidthQuotient(a, b, c, adding: c &- 1).quotient
  case .nearestOrEven:
    let (quotient, dividend) = try fullWidthQuotient(a, b, c, adding: c &>> 1)
    // Halves went up, and leave no remainder. The last digit shows nearly always that there is one.
    return dividend.low == quotient.low &* c.low ? evenIfHalf(quotient, dividend, c) : quotient
  }
}

/// The quotient, made even where it is a half that went up: for an even divisor that leaves nothing of the dividend.
@usableFromInline @inline(never)
func evenIfHalf(_ quotient: UInt128, _ dividend: UInt128, _ c: UInt128) -> UInt128 {
  c & 1 == 0 && dividend == quotient &* c ? quotient & ~1 : quotient
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

/// The floor of `(a * b + bias) / c`, and the last two digits of what was divided.
///
/// - Precondition: `bias < c`, unless `c` is zero.
/// - Throws: `LedgerError.divisionByZero` or `.overflow`, as `mulDiv`.
@inlinable @inline(__always)
func fullWidthQuotient(
  _ a: UInt128, _ b: UInt128, _ c: UInt128, adding bias: UInt128
) throws(LedgerError) -> (quotient: UInt128, dividend: UInt128) {
  if c.high == 0 {
    let (high, low) = fullWidthProduct(a, b, adding: bias)
    if high >= c { throw c == 0 ? .divisionByZero : .overflow }
    return (dividing(high, low, by: c.low), low)
  }
  let divisor = NormalizedDivisor(c)  // before the product, on which it need not wait
  let (high, low) = fullWidthProduct(a, b, adding: bias)
  if high >= c { throw .overflow }
  return (dividing(high, low, by: divisor), low)
}

/// The floor of a number of 256 bits divided by one of 64.
///
/// - Precondition: `high < divisor`.
@inlinable @inline(__always)
func dividing(_ high: UInt128, _ low: UInt128, by divisor: UInt64) -> UInt128 {
  var (digit, rest) = (UInt64(0), low.high)
  if high.low != 0 || rest >= divisor {  // else the quotient has one digit
    digit = divisor.dividingFullWidth((high.low, low.high)).quotient
    rest = low.high &- digit &* divisor
  }
  return UInt128(high: digit, low: divisor.dividingFullWidth((rest, low.low)).quotient)
}

/// A divisor of 65 to 128 bits, shifted so that its top bit is set.
///
/// Shifting dividend and divisor alike leaves the quotient as it is and makes each guessed digit good. Both are
/// multiplied by the power of two: one product gives both digits of what is shifted, and does not wait for the flags of
/// the operation before it, as a shift by a variable number of bits does on x86-64.
@usableFromInline
struct NormalizedDivisor {
  @usableFromInline let value: UInt128
  @usableFromInline let power: UInt64

  /// - Precondition: The divisor is 2^64 or more.
  @inlinable @inline(__always)
  init(_ divisor: UInt128) {
    let lastShift = UInt64(truncatingIfNeeded: 63 &- divisor.high.leadingZeroBitCount)
    power = (UInt64.max &>> 1) &>> lastShift &+ 1  // not 1 << shift, which would be seen and made a shift again
    let low = UInt128(divisor.low) &* UInt128(power)
    value = UInt128(high: divisor.high &* power | low.high, low: low.low)
  }
}

/// The floor of a number of 256 bits divided by one of 65 to 128.
///
/// - Precondition: `high` is less than the divisor before it was normalized.
@inlinable @inline(__always)
func dividing(_ high: UInt128, _ low: UInt128, by divisor: NormalizedDivisor) -> UInt128 {
  let power = UInt128(divisor.power)
  let (first, second, third) = (UInt128(low.low) &* power, UInt128(low.high) &* power, UInt128(high.low) &* power)
  let upper = UInt128(high: high.high &* divisor.power | third.high, low: third.low | second.high)
  let next = second.low | first.high
  var digit = (quotient: UInt64(0), remainder: UInt128(high: upper.low, low: next))
  if upper.high != 0 || digit.remainder >= divisor.value {  // else the quotient has one digit
    digit = quotientDigit(upper, next, by: divisor.value)
  }
  return UInt128(
    high: digit.quotient, low: quotientDigit(digit.remainder, first.low, by: divisor.value).quotient)
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
  // Still below zero: it lies above divisor - 2^64 * divisor.low, and so wraps to more than divisor + 2^64; else it is less
  // than the divisor. Leading digits tell the two apart.
  if corrected.high > divisor.high { return (guess &- 2, corrected &+ divisor) }
  return (guess &- once, corrected)
}

/// The digit where the leading digits of both are equal, so that the guess is the greatest digit.
@usableFromInline @inline(never)
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

/// The 256 bits of a product and an addend, from four products of 64 by 64 bits.
@inlinable @inline(__always)
func fullWidthProduct(_ a: UInt128, _ b: UInt128, adding addend: UInt128) -> (high: UInt128, low: UInt128) {
  let (a1, a0, b1, b0) = (UInt128(a.high), UInt128(a.low), UInt128(b.high), UInt128(b.low))
  // No sum reaches 2^128: a product of two digits is at most (2^64 - 1)^2, and two more digits just fit.
  let last = a0 &* b0 &+ UInt128(addend.low)
  let middle = a1 &* b0 &+ UInt128(last.high) &+ UInt128(addend.high)
  let other = a0 &* b1 &+ UInt128(middle.low)
  return (a1 &* b1 &+ UInt128(middle.high) &+ UInt128(other.high), UInt128(high: other.low, low: last.low))
}

extension UInt128 {
  @inlinable @inline(__always) var high: UInt64 { UInt64(truncatingIfNeeded: self &>> 64) }
  @inlinable @inline(__always) var low: UInt64 { UInt64(truncatingIfNeeded: self) }

  @inlinable @inline(__always)
  init(high: UInt64, low: UInt64) { self = UInt128(high) &<< 64 | UInt128(low) }
}
