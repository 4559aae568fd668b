import TailpoolNumerics

/// The oracle approximating shrinkage toward a multiple of the identity, best for Gaussian returns.
///
///     Σ = (1 − ρ) S + ρ μ I,   ρ = (a + μ²) / ((n + 1)(a − μ²/p)) at most 1
///
/// with a the mean of the squared elements of S (divisor n) and μ = tr S / p. This is scikit-learn's formula; the
/// paper's has a factor 2/p that is left out there. A factor without variance is not one of the p and stays as it is.
///
/// - Source: Y. Chen, A. Wiesel, Y. Eldar, A. Hero, IEEE Trans. Signal Processing 58 (2010) 5016.
public struct OracleApproximatingShrinkage: CovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// True: a factor of large returns decides how far the others are shrunk.
  public var dependsOnUnits: Bool { true }

  /// The covariance of a panel of at least two observations; see the protocol.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let centered = try CenteredReturns(panel)
    let sample = centered.biased
    let (n, p) = (Double(centered.observations), Double(sample.movingCount))
    let level = sample.meanOfPositiveDiagonal
    let meanSquare = sample.dot(sample) / (p * p)
    let squaredMean = level * level
    let weight =
      p <= 1
      ? 0 : intensity(meanSquare + squaredMean, over: (n + 1) * (meanSquare - squaredMean / p))
    return try Covariance(panel, sample.shrunkToIdentity(level: level, weight: weight), shrinkage: weight)
  }
}
