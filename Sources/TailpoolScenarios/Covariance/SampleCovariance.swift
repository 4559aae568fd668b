import TailpoolNumerics

/// The sample covariance.
///
///     S = Σ (r − mean)(r − mean)ᵀ / (n − 1)
///
/// One BLAS dsyrk, of the centered returns where a mean is not small beside its deviation. It is singular when there are no
/// more observations than factors.
public struct SampleCovariance: CovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// The covariance of a panel of at least two observations; see the protocol.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let centered = try CenteredReturns(panel)
    return try Covariance(panel, centered.unbiased)
  }
}
