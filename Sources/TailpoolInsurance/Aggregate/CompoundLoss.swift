import TailpoolNumerics

/// A number of claims and the law of each: S = X(1) + … + X(N), all independent.
public struct CompoundLoss: Sendable {
  /// The law of the number of claims.
  public let count: any ClaimCount
  /// The law of a claim.
  public let severity: LossDistribution

  /// Creates a compound loss.
  ///
  /// - Parameters:
  ///   - count: The law of the number of claims.
  ///   - severity: The law of a claim. What lies beyond its grid is a claim that takes the whole beyond every grid as long.
  public init(count: any ClaimCount, severity: LossDistribution) {
    self.count = count
    self.severity = severity
  }

  /// E[N] E[X]; what the severity has beyond its grid counts as the greatest claim of the grid.
  public var mean: Double { count.mean * severity.mean }

  /// E[N] Var[X] + Var[N] E[X]².
  public var variance: Double {
    let mean = severity.mean
    return count.mean * severity.variance + count.variance * mean * mean
  }

  /// The law of the whole, by transforms.
  ///
  /// - Parameters:
  ///   - points: How many losses the grid has, 1 … 2²⁵, in steps of the severity's.
  ///   - accuracy: Which digits are wanted.
  ///   - threads: The most threads; the bits do not depend on it.
  /// - Throws: `InsuranceError.invalid` for another number of points, and for more than 10¹² claims in the mean.
  /// - Accuracy: see `AggregateAccuracy`.
  /// - Complexity: O(points log points), times the number of tilts.
  public func aggregate(points: Int, accuracy: AggregateAccuracy = .absolute, threads: Int = 1) throws(InsuranceError)
    -> AggregateLoss
  {
    var workspace = AggregateWorkspace()
    return try aggregate(points: points, accuracy: accuracy, threads: threads, using: &workspace)
  }

  /// The law of the whole, by transforms in memory that is used again.
  ///
  /// - Parameters:
  ///   - points: How many losses the grid has, 1 … 2²⁵, in steps of the severity's.
  ///   - accuracy: Which digits are wanted.
  ///   - threads: The most threads; the bits do not depend on it.
  ///   - workspace: What the aggregates before left, for this one and those after it.
  /// - Throws: As the method without a workspace.
  public func aggregate(
    points: Int, accuracy: AggregateAccuracy = .absolute, threads: Int = 1, using workspace: inout AggregateWorkspace
  ) throws(InsuranceError) -> AggregateLoss {
    guard accuracy == .relative, let modified = count as? ZeroModifiedCount else {
      return try LossPortfolio([self]).aggregate(
        points: points, accuracy: accuracy, threads: threads, using: &workspace)
    }
    // An atom at nothing drowns small losses under every tilt; the law is linear in one that has none of its own.
    let base = try CompoundLoss(count: modified.base, severity: severity)
      .aggregate(points: points, accuracy: accuracy, threads: threads, using: &workspace)
    return AggregateLoss(
      distribution: modified.modify(base.distribution, probabilityOfNothing: severity.probabilities[0]),
      estimate: base.estimate.scaled(by: modified.factor),
      foldedProbability: base.foldedProbability, transforms: base.transforms)
  }
}
