import TailpoolLedger

/// Why an amount of base units could not be computed.
public enum AmountError: Error, Hashable, Sendable {
  /// An amount that must not be negative is.
  case negative(Int128)
  /// The result does not fit in 128 bits.
  case overflow
  /// There is nothing to divide by, or nobody to divide among.
  case noDivisor
}

extension AmountError {
  /// What the ledger's error means for plain amounts.
  init(_ error: LedgerError) {
    switch error {
    case .divisionByZero: self = .noDivisor
    default: self = .overflow
    }
  }
}

/// Arithmetic on nonnegative amounts of base units, exact or an error.
enum ExactAmounts {
  /// a · b / c with a full-width product.
  static func mulDiv(_ a: Int128, _ b: Int128, _ c: Int128, rounding: Rounding) throws(AmountError) -> Int128 {
    for amount in [a, b, c] where amount < 0 { throw .negative(amount) }
    do { return try TailpoolLedger.mulDiv(a, b, c, rounding: rounding) } catch { throw AmountError(error) }
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
    guard try sum(weights) > 0 else {
      guard total == 0 else { throw .noDivisor }
      return weights.map { _ in 0 }
    }
    let parts: [UInt128]
    do { parts = try largestRemainderSplit(UInt128(total), by: weights.map { UInt128($0) }) } catch {
      throw AmountError(error)
    }
    return parts.map { Int128($0) }  // no part exceeds the total
  }
}
