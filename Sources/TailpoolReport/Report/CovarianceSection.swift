/// The covariance that the scenarios were drawn from, in a form that can be read.
///
/// Everything is per observation period of the history, not annualized.
public struct CovarianceSection: Hashable, Sendable {
  /// Names of the risk factors, in the order of the matrix.
  public let factors: [String]
  /// Number of observations it was estimated from.
  public let observations: Int
  /// Standard deviation of each factor's log change per period.
  public let volatilities: [Double]
  /// Correlations, factors × factors, symmetric with ones on the diagonal; NaN where a factor does not move.
  public let correlations: [[Double]]
  /// Weight of the shrinkage target, 0 to 1; nil when the estimator does not shrink.
  public let shrinkage: Double?
  /// Largest over smallest eigenvalue; nil when it was not computed.
  public let conditionNumber: Double?

  /// Splits a covariance matrix into volatilities and correlations.
  ///
  /// - Parameters:
  ///   - factors: Names of the risk factors.
  ///   - observations: Number of observations.
  ///   - covariance: Factors × factors, symmetric, per period.
  ///   - shrinkage: Weight of the shrinkage target, or nil.
  ///   - conditionNumber: Largest over smallest eigenvalue, or nil.
  /// - Precondition: One row and one column a factor.
  public init(
    factors: [String], observations: Int, covariance: [[Double]], shrinkage: Double?, conditionNumber: Double?
  ) {
    precondition(covariance.count == factors.count, "\(covariance.count) rows for \(factors.count) factors")
    precondition(
      covariance.allSatisfy { $0.count == factors.count }, "a row's length is not the \(factors.count) factors")
    self.factors = factors
    self.observations = observations
    let deviations = factors.indices.map { covariance[$0][$0].squareRoot() }
    volatilities = deviations
    correlations = factors.indices.map { row in
      factors.indices.map { column in
        row == column ? 1 : covariance[row][column] / (deviations[row] * deviations[column])
      }
    }
    self.shrinkage = shrinkage
    self.conditionNumber = conditionNumber
  }
}
