/// An unsigned integer of 256 bits: what chains count prices, growths and products of amounts in.
///
/// It has what exact formulas of venues need and no more: sums and differences that say when they do not fit, or wrap where a
/// chain's counters wrap by design; shifts; products of full width; quotients with a named rounding; decimal text.
public struct UInt256: Hashable, Sendable {
  /// The 128 bits of greater worth.
  public var high: UInt128
  /// The 128 bits of lesser worth.
  public var low: UInt128

  /// Creates a number from its halves: high × 2^128 + low.
  @inlinable
  public init(high: UInt128, low: UInt128) { (self.high, self.low) = (high, low) }

  /// Creates a number of at most 128 bits.
  @inlinable
  public init(_ value: UInt128) { self.init(high: 0, low: value) }

  /// Zero.
  public static let zero = UInt256(0)
  /// 2^256 − 1.
  public static let max = UInt256(high: .max, low: .max)

  /// Number of zero bits above the first one; 256 for zero.
  @inlinable public var leadingZeroBitCount: Int {
    high == 0 ? 128 + low.leadingZeroBitCount : high.leadingZeroBitCount
  }

  /// The number as 128 bits.
  ///
  /// - Throws: `LedgerError.overflow` where it needs more.
  @inlinable
  public func narrowed() throws(LedgerError) -> UInt128 {
    if high != 0 { throw .overflow }
    return low
  }
}

extension UInt256: Comparable {
  /// Whether a number is less than another.
  @inlinable
  public static func < (a: UInt256, b: UInt256) -> Bool { a.high < b.high || a.high == b.high && a.low < b.low }
}

extension UInt256: ExpressibleByIntegerLiteral {
  /// Creates a number from a literal of at most 64 bits.
  @inlinable
  public init(integerLiteral value: UInt64) { self.init(UInt128(value)) }
}

// MARK: Sums and shifts

extension UInt256 {
  /// The sum modulo 2^256.
  @inlinable
  public static func &+ (a: UInt256, b: UInt256) -> UInt256 {
    let (low, carries) = a.low.addingReportingOverflow(b.low)
    return UInt256(high: a.high &+ b.high &+ (carries ? 1 : 0), low: low)
  }

  /// The difference modulo 2^256.
  @inlinable
  public static func &- (a: UInt256, b: UInt256) -> UInt256 {
    let (low, borrows) = a.low.subtractingReportingOverflow(b.low)
    return UInt256(high: a.high &- b.high &- (borrows ? 1 : 0), low: low)
  }

  /// The sum.
  ///
  /// - Throws: `LedgerError.overflow` from 2^256 on.
  @inlinable
  public func adding(_ other: UInt256) throws(LedgerError) -> UInt256 {
    let sum = self &+ other
    if sum < self { throw .overflow }
    return sum
  }

  /// The difference.
  ///
  /// - Throws: `LedgerError.overflow` below zero.
  @inlinable
  public func subtracting(_ other: UInt256) throws(LedgerError) -> UInt256 {
    if self < other { throw .overflow }
    return self &- other
  }

  /// The bits moved up; those beyond 256 are lost.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - count: 0 or more; from 256 on the result is zero.
  @inlinable
  public static func << (value: UInt256, count: Int) -> UInt256 {
    switch count {
    case ...0: value
    case 1..<128:
      UInt256(
        high: value.high &<< UInt128(count) | value.low &>> UInt128(128 - count), low: value.low &<< UInt128(count))
    case 128..<256: UInt256(high: value.low &<< UInt128(count - 128), low: 0)
    default: .zero
    }
  }

  /// The bits moved down; those below the first are lost.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - count: 0 or more; from 256 on the result is zero.
  @inlinable
  public static func >> (value: UInt256, count: Int) -> UInt256 {
    switch count {
    case ...0: value
    case 1..<128:
      UInt256(
        high: value.high &>> UInt128(count), low: value.low &>> UInt128(count) | value.high &<< UInt128(128 - count))
    case 128..<256: UInt256(high: 0, low: value.high &>> UInt128(count - 128))
    default: .zero
    }
  }
}

// MARK: Products and quotients

extension UInt256 {
  /// The product of two numbers of 128 bits; it always fits.
  @inlinable
  public static func product(_ a: UInt128, _ b: UInt128) -> UInt256 {
    let (high, low) = fullWidthProduct(a, b, adding: 0)
    return UInt256(high: high, low: low)
  }

  /// The product.
  ///
  /// - Throws: `LedgerError.overflow` from 2^256 on.
  @inlinable
  public func multiplied(by other: UInt256) throws(LedgerError) -> UInt256 {
    let (high, low) = multipliedFullWidth(by: other)
    if high != .zero { throw .overflow }
    return low
  }

  /// The product's upper and lower 256 bits.
  @inlinable
  public func multipliedFullWidth(by other: UInt256) -> (high: UInt256, low: UInt256) {
    let last = UInt256.product(low, other.low)
    // No sum reaches 2^256: a product of two digits and two more digits just fit.
    let middle = UInt256.product(high, other.low) &+ UInt256(last.high)
    let crossed = UInt256.product(low, other.high) &+ UInt256(middle.low)
    let upper = UInt256.product(high, other.high) &+ UInt256(middle.high) &+ UInt256(crossed.high)
    return (upper, UInt256(high: crossed.low, low: last.low))
  }

  /// The quotient.
  ///
  /// - Parameters:
  ///   - divisor: > 0.
  ///   - rounding: Where a quotient that does not come out even goes.
  /// - Throws: `LedgerError.divisionByZero`.
  /// - Complexity: O(1), no allocation.
  @inlinable
  public func divided(by divisor: UInt256, rounding: Rounding) throws(LedgerError) -> UInt256 {
    if divisor == .zero { throw .divisionByZero }
    let (quotient, remainder) = dividing(.zero, self, by: divisor)
    return rounding.isAway(quotient: quotient, remainder: remainder, divisor: divisor) ? quotient &+ 1 : quotient
  }
}

/// The product of two integers of 256 bits divided by a third, with a product of 512 bits and one named rounding.
///
///     mulDiv(a, b, c) = round(a * b / c)
///
/// - Parameters:
///   - a: First factor.
///   - b: Second factor.
///   - c: Divisor, > 0.
///   - rounding: Where a quotient that does not come out even goes.
/// - Returns: The rounded quotient; no digit of the product is lost.
/// - Throws: `LedgerError.divisionByZero` for `c == 0`, `.overflow` when the quotient needs more than 256 bits.
/// - Complexity: O(1), no allocation.
/// - Source: D. Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D, with digits of 128 bits.
@inlinable
public func mulDiv(_ a: UInt256, _ b: UInt256, _ c: UInt256, rounding: Rounding) throws(LedgerError) -> UInt256 {
  if c == .zero { throw .divisionByZero }
  let (high, low) = a.multipliedFullWidth(by: b)
  if high >= c { throw .overflow }
  let (quotient, remainder) = dividing(high, low, by: c)
  guard rounding.isAway(quotient: quotient, remainder: remainder, divisor: c) else { return quotient }
  if quotient == .max { throw .overflow }
  return quotient &+ 1
}

extension Rounding {
  /// Whether the quotient is one more than its floor.
  @inlinable
  func isAway(quotient: UInt256, remainder: UInt256, divisor: UInt256) -> Bool {
    switch self {
    case .down: return false
    case .up: return remainder != .zero
    case .nearestOrEven:
      let rest = divisor &- remainder
      return remainder > rest || remainder == rest && quotient.low & 1 == 1
    }
  }
}

/// Quotient and remainder of a number of 512 bits divided by one of 256.
///
/// - Precondition: `high < divisor`.
@inlinable
func dividing(_ high: UInt256, _ low: UInt256, by divisor: UInt256) -> (quotient: UInt256, remainder: UInt256) {
  if divisor.high == 0 {
    // `high` is less than the divisor and has one digit, too.
    let first = dividingDigit(high.low, low.high, by: divisor.low)
    let second = dividingDigit(first.remainder, low.low, by: divisor.low)
    return (UInt256(high: first.quotient, low: second.quotient), UInt256(second.remainder))
  }
  let shift = divisor.high.leadingZeroBitCount
  let normalized = divisor << shift
  let top = (high << shift) | (low >> (256 - shift))
  let rest = low << shift
  let first = quotientDigit(top, rest.high, by: normalized)
  let second = quotientDigit(first.remainder, rest.low, by: normalized)
  return (UInt256(high: first.quotient, low: second.quotient), second.remainder >> shift)
}

/// Quotient and remainder of a number of 256 bits divided by one of 128.
///
/// - Precondition: `high < divisor`.
@inlinable
func dividingDigit(_ high: UInt128, _ low: UInt128, by divisor: UInt128) -> (quotient: UInt128, remainder: UInt128) {
  if high == 0, low < divisor { return (0, low) }
  let quotient =
    divisor.high == 0
    ? dividing(high, low, by: divisor.low) : dividing(high, low, by: NormalizedDivisor(divisor))
  return (quotient, low &- quotient &* divisor)
}

/// One 128-bit digit of a quotient: three digits by two.
///
/// - Precondition: `upper < divisor`, and the top bit of `divisor` is set.
@inlinable
func quotientDigit(
  _ upper: UInt256, _ next: UInt128, by divisor: UInt256
) -> (quotient: UInt128, remainder: UInt256) {
  var guess = UInt128.max
  if upper.high < divisor.high { guess = dividingDigit(upper.high, upper.low, by: divisor.high).quotient }
  // guess × divisor has three digits; what is left of (upper, next) may be below zero by at most two divisors.
  let (lower, higher) = (UInt256.product(guess, divisor.low), UInt256.product(guess, divisor.high))
  let middle = higher &+ UInt256(lower.high)
  let product = UInt256(high: middle.low, low: lower.low)
  let dividend = UInt256(high: upper.low, low: next)
  var remainder = dividend &- product
  // The third digit: 0 where the guess holds, and all ones while what is left is below zero.
  var sign = upper.high &- middle.high &- (dividend < product ? 1 : 0)
  while sign != 0 {
    guess &-= 1
    let corrected = remainder &+ divisor
    if corrected < remainder { sign &+= 1 }
    remainder = corrected
  }
  return (guess, remainder)
}

extension UInt256 {
  @inlinable
  static func | (a: UInt256, b: UInt256) -> UInt256 { UInt256(high: a.high | b.high, low: a.low | b.low) }
}

extension UInt256 {
  /// The greatest integer whose square is not above the number.
  ///
  /// - Complexity: O(1): Newton's iteration, at most a dozen divisions.
  public var squareRoot: UInt128 {
    if self < 4 { return self == .zero ? 0 : 1 }
    // From a power of two above the root the iteration falls until it is the root.
    let bits = 256 - leadingZeroBitCount
    var root = UInt256(1) << ((bits + 1) / 2)
    while true {
      let next = (root &+ dividing(.zero, self, by: root).quotient) >> 1
      if next >= root { return root.low }
      root = next
    }
  }
}

// MARK: Text

extension UInt256: CustomStringConvertible {
  /// The number in decimal digits.
  public var description: String {
    if high == 0 { return low.description }
    let (quotient, remainder) = dividing(.zero, self, by: 10_000_000_000_000_000_000)
    let digits = remainder.low.description
    return quotient.description + String(repeating: "0", count: 19 - digits.count) + digits
  }

  /// Reads decimal digits, and nothing else.
  ///
  /// - Parameter text: One digit or more, none of them but 0 to 9.
  /// - Returns: nil for any other text, and for a number of 2^256 or more.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    var value = UInt256.zero
    for byte in text.utf8 {
      guard (48...57).contains(byte) else { return nil }
      guard let shifted = try? value.multiplied(by: 10), let sum = try? shifted.adding(UInt256(UInt128(byte - 48)))
      else { return nil }
      value = sum
    }
    self = value
  }
}
