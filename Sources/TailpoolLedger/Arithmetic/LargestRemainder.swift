/// A total parted by weights into integers that sum to it exactly.
///
/// Each part is `floor(total * weight / sum)`; the units left over go one each to the largest remainders, ties to the
/// lowest index.
///
/// - Parameters:
///   - total: What is parted, ≥ 0.
///   - weights: One weight for each part, ≥ 0, with a positive sum that fits.
/// - Returns: The parts in the order of the weights; each is its exact share rounded down or up. A weight of zero gets
///   nothing.
/// - Throws: `LedgerError.divisionByZero` when the weights sum to zero, `.overflow` when their sum does not fit.
/// - Complexity: O(n log n) in the number of weights.
public func largestRemainderSplit(_ total: UInt128, by weights: [UInt128]) throws(LedgerError) -> [UInt128] {
  var sum: UInt128 = 0
  for weight in weights { sum = try checkedSum(sum, weight) }
  if sum == 0 { throw .divisionByZero }
  var parts: [UInt128] = []
  var remainders: [UInt128] = []
  parts.reserveCapacity(weights.count)
  remainders.reserveCapacity(weights.count)
  var left = total
  for weight in weights {
    let (part, dividend) = try fullWidthQuotient(total, weight, sum, adding: 0)
    parts.append(part)
    remainders.append(dividend &- part &* sum)  // below 2^128, so exact modulo it
    left -= part  // the floors sum to at most the total
  }
  guard left > 0 else { return parts }
  let order = remainders.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
  for index in order {
    if left == 0 { break }
    parts[index] += 1
    left -= 1
  }
  return parts
}

/// A sum, where it fits.
package func checkedSum(_ a: UInt128, _ b: UInt128) throws(LedgerError) -> UInt128 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  if overflow { throw .overflow }
  return sum
}

/// A product, where it fits.
package func checkedProduct(_ a: UInt128, _ b: UInt128) throws(LedgerError) -> UInt128 {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  if overflow { throw .overflow }
  return product
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
