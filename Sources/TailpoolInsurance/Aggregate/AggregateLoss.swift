/// Which digits of an aggregate's probabilities are wanted.
public enum AggregateAccuracy: Hashable, Sendable {
  /// Errors below 1e-12 of one at every loss: one transform, which says nothing of probabilities that are as small.
  case absolute
  /// Small errors relative to every probability, down to the least that a `Double` holds: one transform a tilt.
  ///
  /// `AggregateLoss.errors` says what they are. A probability that the rounding errors drown in all tilts is zero.
  case relative
}

/// The law of a sum of claims, found by transforms, and what is known of its errors.
public struct AggregateLoss: Sendable {
  /// The law. What is beyond its grid is that of all greater losses.
  public let distribution: LossDistribution
  /// The error of each probability: an estimate of its rounding errors, and a bound of what was folded back; no more than one.
  public let errors: [Double]
  /// A bound of the probability that was folded back from beyond the transform into the grid, in all.
  public let foldedProbability: Double
  /// How many transforms there and back were made.
  public let transforms: Int
}
