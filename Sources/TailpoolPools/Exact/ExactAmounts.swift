/// Why an amount of base units could not be computed.
public enum AmountError: Error, Sendable, Equatable {
  /// An amount that must not be negative is.
  case negative(Int128)
  /// The result does not fit in 128 bits.
  case overflow
  /// There is nothing to divide by, or nobody to divide among.
  case noDivisor
}

/// Which way a division of base units is rounded.
enum QuotientRounding: Sendable {
  case down, up
}

/// Arithmetic on nonnegative amounts of base units, exact or an error.
enum ExactAmounts {
  /// a · b / c with a full-width product.
  static func mulDiv(_ a: Int128, _ b: Int128, _ c: Int128, rounding: QuotientRounding) throws(AmountError) -> Int128 {
    let (quotient, remainder) = try quotientAndRemainder(a, b, c)
    guard rounding == .up, remainder > 0 else { return quotient }
    return try sum(quotient, 1)
  }

  /// The quotient of a · b by c, rounded down, and what is left.
  static func quotientAndRemainder(_ a: Int128, _ b: Int128, _ c: Int128) throws(AmountError) -> (Int128, Int128) {
    for amount in [a, b, c] where amount < 0 { throw .negative(amount) }
    guard c > 0 else { throw .noDivisor }
    let (narrow, overflow) = a.multipliedReportingOverflow(by: b)
    if !overflow { return (narrow / c, narrow % c) }
    let product = UInt128(a).multipliedFullWidth(by: UInt128(b))
    guard product.high < UInt128(c) else { throw .overflow }
    let (quotient, remainder) = UInt128(c).dividingFullWidth(product)
    guard let result = Int128(exactly: quotient), let left = Int128(exactly: remainder) else { throw .overflow }
    return (result, left)
  }

  /// a + b.
  static func sum(_ a: Int128, _ b: Int128) throws(AmountError) -> Int128 {
    let (value, overflow) = a.addingReportingOverflow(b)
    guard !overflow else { throw .overflow }
    return value
  }

  /// a − b.
  static func difference(_ a: Int128, _ b: Int128) throws(AmountError) -> Int128 {
    let (value, overflow) = a.subtractingReportingOverflow(b)
    guard !overflow else { throw .overflow }
    return value
  }

  /// a · b.
  static func product(_ a: Int128, _ b: Int128) throws(AmountError) -> Int128 {
    let (value, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow else { throw .overflow }
    return value
  }

  /// The sum of amounts.
  static func sum(_ amounts: some Sequence<Int128>) throws(AmountError) -> Int128 {
    var total: Int128 = 0
    for amount in amounts { total = try sum(total, amount) }
    return total
  }

  /// Divides a total in proportion to weights, so that the parts add up to it exactly.
  ///
  /// Each part is total · weight / weights rounded down; the units left over go one each to the greatest remainders, and
  /// among equal ones to the first. No part exceeds its exact value by a whole unit.
  static func split(_ total: Int128, weights: [Int128]) throws(AmountError) -> [Int128] {
    guard total >= 0 else { throw .negative(total) }
    if let weight = weights.first(where: { $0 < 0 }) { throw .negative(weight) }
    let whole = try sum(weights)
    guard whole > 0 else {
      guard total == 0 else { throw .noDivisor }
      return weights.map { _ in 0 }
    }
    var parts: [Int128] = []
    var remainders: [Int128] = []
    var left = total
    for weight in weights {
      let (part, remainder) = try quotientAndRemainder(total, weight, whole)
      parts.append(part)
      remainders.append(remainder)
      left -= part
    }
    if left > 0 {
      let order = remainders.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
      for index in order.prefix(Int(clamping: left)) { parts[index] += 1 }
    }
    return parts
  }
}
