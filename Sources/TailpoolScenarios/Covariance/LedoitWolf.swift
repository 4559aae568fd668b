import TailpoolNumerics

/// The linear shrinkage of Ledoit and Wolf toward a multiple of the identity.
///
///     Σ = (1 − δ) S + δ μ I,   μ = tr S / p,   S with divisor n
///
/// δ is the estimated optimum in mean squared error. The convention is scikit-learn's, except that a factor without
/// variance is not one of the p and stays as it is.
///
/// - Source: O. Ledoit, M. Wolf, J. Multivariate Analysis 88 (2004) 365.
public struct LedoitWolf: CovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// True: a factor of large returns decides how far the others are shrunk.
  public var dependsOnUnits: Bool { true }

  /// The covariance of a panel of at least two observations; see the protocol.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let centered = try CenteredReturns(panel)
    let sample = centered.biased
    let moving = Double(sample.movingCount)
    let level = sample.meanOfPositiveDiagonal
    // The variance of the sample's elements, over n, against its squared distance from the target; the common 1/p
    // of both is left out.
    let squared = sample.dot(sample)
    let variance = (centered.meanFourthPower - squared) / Double(centered.observations)
    let distance = squared - level * level * moving
    let weight = moving <= 1 ? 0 : intensity(variance, over: distance)
    return try Covariance(panel, sample.shrunkToIdentity(level: level, weight: weight), shrinkage: weight)
  }
}
