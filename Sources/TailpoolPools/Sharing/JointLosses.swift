import TailpoolNumerics

/// What each participant may lose, together: one loss a participant in each scenario, and the scenarios' probabilities.
///
/// Losses are positive when money is lost; a gain is a negative loss.
public struct JointLosses: Hashable, Sendable {
  /// The losses, by participant and then by scenario.
  public let losses: [[Double]]
  /// The probability of each scenario; they sum to one.
  public let probabilities: [Double]
  /// The sum over the participants in each scenario.
  public let totals: [Double]

  /// Creates joint losses.
  ///
  /// - Parameters:
  ///   - losses: Finite losses, by participant and then by scenario; at least one of each.
  ///   - probabilities: Weights of the scenarios, finite and ≥ 0, with a positive sum, scaled here to sum to one; nil makes
  ///     every scenario equally likely.
  /// - Throws: `SharingError` when there is nothing, the lengths differ, or a number is not usable.
  public init(_ losses: [[Double]], probabilities: [Double]? = nil) throws(SharingError) {
    guard let count = losses.first?.count, count > 0 else { throw .empty }
    for (index, row) in losses.enumerated() {
      guard row.count == count else { throw .countMismatch(expected: count, actual: row.count) }
      guard row.allSatisfy(\.isFinite) else { throw .invalid("losses of a participant", index: index) }
    }
    let weights = probabilities ?? [Double](repeating: 1, count: count)
    guard weights.count == count else { throw .countMismatch(expected: count, actual: weights.count) }
    if let index = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .invalid("probability of a scenario", index: index)
    }
    let whole = CompensatedSum(weights).value
    guard whole > 0, whole.isFinite else { throw .noBasis }
    let totals = (0..<count).map { scenario in CompensatedSum(losses.map { $0[scenario] }).value }
    if let index = totals.firstIndex(where: { !$0.isFinite }) { throw .invalid("total of a scenario", index: index) }
    self.losses = losses
    self.probabilities = weights.map { $0 / whole }
    self.totals = totals
  }

  /// How many participants there are.
  public var participantCount: Int { losses.count }

  /// The mean loss of each participant.
  public var means: [Double] { losses.map(mean) }

  /// The probability-weighted mean of one number a scenario.
  func mean(_ values: [Double]) -> Double {
    var sum = CompensatedSum()
    for (value, probability) in zip(values, probabilities) { sum.add(value * probability) }
    return sum.value
  }

  /// Covariance of each participant's loss with the total, in squared units; they sum to the variance of the total.
  public var covariancesWithTotal: [Double] {
    let center = mean(totals)
    return losses.map { row in
      let rowMean = mean(row)
      return mean(zip(row, totals).map { ($0 - rowMean) * ($1 - center) })
    }
  }
}
