import TailpoolNumerics
import TailpoolRisk

/// A risk of the whole pool, divided among the participants who bring it.
public struct RiskAllocation: Hashable, Sendable {
  /// What each participant brings; they sum to `total` to rounding. A hedger's is negative.
  public let contributions: [Double]
  /// The risk of the whole.
  public let total: Double

  /// Creates an allocation; see the properties for the meaning of each argument.
  init(contributions: [Double], total: Double) {
    self.contributions = contributions
    self.total = total
  }

  /// The Euler contributions to the standard deviation of a weighted sum.
  ///
  ///     contribution(i) = w(i) (Σ w)(i) / √(w' Σ w)
  ///
  /// - Parameters:
  ///   - covariance: Rows of the covariance matrix, finite, n × n, symmetric within 1e-12 of its greatest entry.
  ///   - weights: n finite weights.
  /// - Returns: The contributions and the standard deviation; all zero when it is.
  /// - Throws: `SharingError.countMismatch` when the shapes differ, `.invalid` for an entry that is not finite, a matrix that
  ///   is not symmetric, or a negative variance.
  public static func eulerStandardDeviation(covariance: [[Double]], weights: [Double]) throws(SharingError)
    -> RiskAllocation
  {
    guard !weights.isEmpty else { throw .empty }
    guard covariance.count == weights.count else {
      throw .countMismatch(expected: weights.count, actual: covariance.count)
    }
    var marginals: [Double] = []
    for (index, row) in covariance.enumerated() {
      guard row.count == weights.count else { throw .countMismatch(expected: weights.count, actual: row.count) }
      guard row.allSatisfy(\.isFinite), weights[index].isFinite else { throw .invalid("covariance", index: index) }
      marginals.append(CompensatedSum(zip(row, weights).map { $0 * $1 }).value)
    }
    let scale = covariance.reduce(0) { $1.reduce($0) { max($0, abs($1)) } }
    for row in covariance.indices {
      for column in 0..<row where abs(covariance[row][column] - covariance[column][row]) > 1e-12 * scale {
        throw .invalid("symmetry of the covariance", index: row)
      }
    }
    let variance = CompensatedSum(zip(weights, marginals).map { $0 * $1 }).value
    guard variance >= 0, variance.isFinite else { throw .invalid("variance", index: 0) }
    let deviation = variance.squareRoot()
    let contributions = zip(weights, marginals).map { deviation > 0 ? $0 * $1 / deviation : 0 }
    return RiskAllocation(contributions: contributions, total: deviation)
  }

  /// The Euler contributions to the expected shortfall: each participant's mean loss in the tail of the whole.
  ///
  /// - Parameters:
  ///   - losses: What the participants may lose, in equally likely scenarios.
  ///   - level: The confidence level.
  /// - Returns: The contributions and the expected shortfall.
  /// - Throws: `SharingError.invalid` when the scenarios are not equally likely.
  /// - Source: D. Tasche, "Risk contributions and performance measurement" (1999).
  public static func eulerExpectedShortfall(_ losses: JointLosses, level: ConfidenceLevel) throws(SharingError)
    -> RiskAllocation
  {
    let likely = 1 / Double(losses.totals.count)
    if let index = losses.probabilities.firstIndex(where: { abs($0 - likely) > 1e-12 }) {
      throw .invalid("probability of a scenario", index: index)
    }
    let distribution: ProfitAndLossDistribution
    do { distribution = try ProfitAndLossDistribution(losses.totals.map { -$0 }) } catch { throw .empty }
    let tail = distribution.tailScenarios(level)
    let contributions = losses.losses.map { -tail.meanLoss(of: $0) }
    return RiskAllocation(contributions: contributions, total: CompensatedSum(contributions).value)
  }
}
