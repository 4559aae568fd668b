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
  /// What the errors are made of.
  let estimate: AggregateErrors
  /// A bound of the probability that was folded back from beyond the transform into the grid, in all.
  public let foldedProbability: Double
  /// How many transforms there and back were made.
  public let transforms: Int

  /// The error of each probability: an estimate of its rounding errors, and a bound of what was folded back; no more than one.
  ///
  /// - Complexity: O(losses).
  public var errors: [Double] { estimate.values }
}

/// The errors of an aggregate's probabilities: those under each tilt are one number.
struct AggregateErrors: Sendable {
  /// A tilt, and the places where it is best.
  struct Piece: Sendable {
    let noise: Double
    let factors: ScaledRange
  }

  let pieces: [Piece]
  let points: Int
  /// What all errors are multiplied by.
  let factor: Double

  /// The errors, place by place.
  var values: [Double] {
    var errors = [Double](repeating: 0, count: points)
    for piece in pieces {
      unsafe errors.withUnsafeMutableBufferPointer { errors in
        piece.factors.forEach { place, half, fine in
          unsafe errors[place] = factor * min(piece.noise * half * fine * half, 1)
        }
      }
    }
    return errors
  }

  /// The same, multiplied by a factor.
  func scaled(by factor: Double) -> AggregateErrors {
    AggregateErrors(pieces: pieces, points: points, factor: factor * self.factor)
  }
}
