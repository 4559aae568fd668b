import TailpoolLinearAlgebra

extension CovarianceEstimator {
  /// The covariance of factors of different kinds, such as spots and volatilities, whose returns differ in size.
  ///
  ///     Σ = D Ĉ D,   D = diag(sample deviations, n − 1),   Ĉ the estimate of the returns D⁻¹ r
  ///
  /// One weight on a target of raw covariances pulls the small variances up to the large ones and takes correlations
  /// away; of standardized returns it is the same for every factor, whatever its unit. Each variance is the sample's,
  /// with the divisor that the estimator has. A factor without variance has zeros in its row and takes no part in the
  /// estimate of the others. An estimator that does not depend on units estimates the returns as they are.
  ///
  /// - Parameter panel: Observations × factors, in the order of time.
  /// - Throws: As `covariance(of:)`.
  /// - Complexity: That of the estimator, and a copy of the panel.
  public func covariance(ofUnlike panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    guard dependsOnUnits else { return try covariance(of: panel) }
    let deviations = try CenteredReturns(panel).unbiased.diagonal.map { $0.squareRoot() }
    let inverse = deviations.map { $0 > 0 ? 1 / $0 : 0 }
    var returns = panel.returns
    for j in 0..<returns.columns {
      for i in 0..<returns.rows { returns[i, j] *= inverse[j] }
    }
    let estimate = try covariance(of: panel.replacing(returns))
    var matrix = estimate.matrix
    for j in 0..<matrix.columns {
      for i in 0..<matrix.rows { matrix[i, j] *= deviations[i] * deviations[j] }
    }
    return try estimate.replacing(matrix)
  }
}

extension ReturnPanel {
  /// The panel with other returns of the same shape.
  fileprivate func replacing(_ returns: Matrix) -> ReturnPanel {
    ReturnPanel(
      factors: factors, dates: dates, returns: returns, convention: convention, diagnostics: diagnostics)
  }
}
