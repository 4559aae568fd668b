import TailpoolNumerics

/// The exponentially weighted covariance about zero, with weights that sum to one.
///
///     Σ = Σ_t w_t r_t r_tᵀ,   w_t ∝ decay^(n − 1 − t)
///
/// - Source: J.P. Morgan/Reuters, RiskMetrics Technical Document (1996), with the weights of a finite sample.
public struct EWMACovariance: CovarianceEstimator, Hashable {
  /// The factor on the weight from one observation to the one before, in (0, 1].
  public let decay: Double

  /// Creates the estimator.
  ///
  /// - Parameter decay: In (0, 1]; 0.94 is usual for daily returns. Other values are an error when it is used.
  public init(decay: Double) {
    self.decay = decay
  }

  /// The covariance of a panel of at least one observation; see the protocol.
  ///
  /// - Throws: `CovarianceError.invalidDecay`, too.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    guard decay > 0, decay <= 1 else { throw .invalidDecay(decay) }
    try panel.checkFinite(atLeast: 1)
    var weight = 1.0
    let weights = (0..<panel.observations).map { _ in
      defer { weight *= decay }
      return weight
    }
    let sum = CompensatedSum(weights).value
    let squares = CompensatedSum(weights.lazy.map { $0 * $0 }).value
    var scaled = panel.returns
    for i in 0..<scaled.rows {
      let root = (weights[scaled.rows - 1 - i] / sum).squareRoot()
      for j in 0..<scaled.columns { scaled[i, j] *= root }
    }
    return try Covariance(
      factors: panel.factors, matrix: scaled.gram(), observations: panel.observations,
      effectiveObservations: sum * sum / squares)
  }
}
