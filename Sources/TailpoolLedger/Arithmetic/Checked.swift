/// A sum, where it fits.
@inlinable
package func checkedSum<Units: FixedWidthInteger>(_ a: Units, _ b: Units) throws(LedgerError) -> Units {
  let (sum, overflow) = a.addingReportingOverflow(b)
  if overflow { throw .overflow }
  return sum
}

/// The sum of many, where each partial sum fits.
@inlinable
package func checkedSum<Units: FixedWidthInteger>(_ terms: some Sequence<Units>) throws(LedgerError) -> Units {
  var sum: Units = 0
  for term in terms { sum = try checkedSum(sum, term) }
  return sum
}

/// A difference, where it fits.
@inlinable
package func checkedDifference<Units: FixedWidthInteger>(_ a: Units, _ b: Units) throws(LedgerError) -> Units {
  let (difference, overflow) = a.subtractingReportingOverflow(b)
  if overflow { throw .overflow }
  return difference
}

/// A product, where it fits.
@inlinable
package func checkedProduct<Units: FixedWidthInteger>(_ a: Units, _ b: Units) throws(LedgerError) -> Units {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  if overflow { throw .overflow }
  return product
}

/// An amount of base units, where it is not below zero.
@inlinable
package func checkedAmount(_ units: Int128) throws(LedgerError) -> Int128 {
  if units < 0 { throw .negative(units) }
  return units
}

/// Ten to a power.
///
/// - Throws: `LedgerError.overflow` beyond 38.
package func powerOfTen(_ exponent: Int) throws(LedgerError) -> UInt128 {
  guard (0...38).contains(exponent) else { throw .overflow }
  var power: UInt128 = 1
  for _ in 0..<exponent { power *= 10 }
  return power
}
