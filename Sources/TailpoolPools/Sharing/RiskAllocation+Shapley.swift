import TailpoolNumerics
import TailpoolRisk

extension RiskAllocation {
  /// The greatest number of participants whose Shapley values are computed exactly.
  public static let greatestExactShapleyCount = 16

  /// The Shapley values of a game: what each participant adds, on average over all orders of arrival.
  ///
  ///     φ(i) = Σ over coalitions C without i of |C|! (n − |C| − 1)! / n! · (v(C ∪ i) − v(C))
  ///
  /// - Parameters:
  ///   - count: Number of participants, 1 … 16.
  ///   - value: The risk of a coalition, finite; bit i of the argument says whether participant i belongs to it.
  /// - Returns: The values, which sum to v(all) − v(nobody), and that total.
  /// - Throws: `SharingError.empty` and `.tooManyParticipants` when there are none or more than 16, `.invalid` when a
  ///   value is not finite.
  /// - Complexity: 2ⁿ calls of `value`, O(n 2ⁿ) besides.
  /// - Source: L. Shapley, "A value for n-person games" (1953).
  public static func shapley(count: Int, value: (UInt32) -> Double) throws(SharingError) -> RiskAllocation {
    guard count > 0 else { throw .empty }
    guard count <= greatestExactShapleyCount else {
      throw .tooManyParticipants(count, maximum: greatestExactShapleyCount)
    }
    var values: [Double] = []
    values.reserveCapacity(1 << count)
    for coalition in UInt32(0)..<(1 << UInt32(count)) {
      let risk = value(coalition)
      guard risk.isFinite else { throw .invalid("risk of a coalition", index: Int(coalition)) }
      values.append(risk)
    }
    let contributions = ShapleyAllocation.values(ofRisks: values, members: count)
    return RiskAllocation(contributions: contributions, total: values[values.count - 1] - values[0])
  }

  /// Shapley values estimated from random orders of arrival, each taken forward and backward.
  ///
  /// Every order gives contributions that sum to the total, so the estimate does too, however few orders there are.
  ///
  /// - Parameters:
  ///   - count: Number of participants, ≥ 1.
  ///   - pairs: Number of orders, each with its reverse, ≥ 1.
  ///   - generator: Where the orders come from; the same state gives the same values.
  ///   - value: The risk of a coalition, whose members are the indexes marked true; finite.
  /// - Returns: The estimated values and the total v(all) − v(nobody).
  /// - Throws: `SharingError.empty` without participants or orders, `.invalid` when a value is not finite.
  /// - Complexity: 2 `pairs` (n + 1) calls of `value`.
  public static func sampledShapley(
    count: Int, pairs: Int, using generator: inout some RandomNumberGenerator, value: ([Bool]) -> Double
  ) throws(SharingError) -> RiskAllocation {
    guard count > 0, pairs > 0 else { throw .empty }
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: count)
    var total = 0.0
    for _ in 0..<pairs {
      let order = Array(0..<count).shuffled(using: &generator)
      for arrival in [order, order.reversed()] {
        let start = value([Bool](repeating: false, count: count))
        try ShapleyAllocation.join(arrival, from: start, risk: value) {
          (participant, before, after) throws(SharingError) in
          guard before.isFinite, after.isFinite else { throw .invalid("risk of a coalition", index: participant) }
          sums[participant].add(after - before)
          total = after - start
        }
      }
    }
    return RiskAllocation(contributions: sums.map { $0.value / Double(2 * pairs) }, total: total)
  }
}
