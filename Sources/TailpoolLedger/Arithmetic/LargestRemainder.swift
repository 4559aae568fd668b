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
  let sum = try checkedSum(weights)
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

/// A total parted by weights, both signed as the base units of an account are.
///
/// - Parameters:
///   - units: What is parted, ≥ 0.
///   - weights: One weight for each part, ≥ 0, with a sum that fits; all may be zero where there is nothing to part.
/// - Returns: The parts as `largestRemainderSplit(_:by:)` has them.
/// - Throws: `LedgerError.negative`, `.divisionByZero` when the weights of something sum to zero, `.overflow`.
/// - Complexity: O(n log n) in the number of weights.
package func largestRemainderSplit(units: Int128, by weights: [Int128]) throws(LedgerError) -> [Int128] {
  let total = UInt128(try checkedAmount(units))
  for weight in weights { _ = try checkedAmount(weight) }
  let sum = try checkedSum(weights)
  if units == 0, sum == 0 { return weights }
  // No part exceeds the total, so that each has a sign.
  return try largestRemainderSplit(total, by: weights.map { UInt128($0) }).map { Int128($0) }
}
