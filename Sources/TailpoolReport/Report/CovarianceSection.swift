import TailpoolNumerics
import TailpoolScenarios

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
}

extension CovarianceSection {
  /// Splits a covariance matrix into volatilities and correlations.
  ///
  /// - Parameter covariance: Per observation period.
  public init(_ covariance: Covariance) {
    let matrix = covariance.matrix
    let deviations = (0..<matrix.rows).map { matrix[$0, $0].squareRoot() }
    factors = covariance.names
    observations = covariance.observations
    volatilities = deviations
    correlations = deviations.indices.map { row in
      deviations.indices.map { column in
        row == column ? 1 : matrix[row, column] / (deviations[row] * deviations[column])
      }
    }
    shrinkage = covariance.shrinkage
    conditionNumber = covariance.diagnostics.conditionNumber
  }
}
