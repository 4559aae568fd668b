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
  parts.reserveCapacity(weights.count)
  var left = total
  for weight in weights {
    let part = try fullWidthQuotient(total, weight, sum, adding: 0).quotient
    parts.append(part)
    left -= part  // the floors sum to at most the total
  }
  if left == 0 { return parts }
  // A remainder is below 2^128, so that it is exact modulo it.
  func remainder(_ index: Int) -> UInt128 { total &* weights[index] &- parts[index] &* sum }
  if weights.count > 16 {
    let remainders = weights.indices.map(remainder)
    let order = remainders.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    for index in order.prefix(Int(left)) { parts[index] += 1 }
    return parts
  }
  // So few are looked through for each unit, which allocates nothing; who has one is out.
  var served: UInt16 = 0
  for _ in 0..<Int(left) {
    var (best, greatest) = (0, UInt128(0))
    for index in weights.indices where served & 1 << UInt16(index) == 0 {
      let remainder = remainder(index)
      if remainder > greatest { (best, greatest) = (index, remainder) }
    }
    served |= 1 << UInt16(best)
    parts[best] += 1
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
