import TailpoolNumerics
import TailpoolScenarios

/// The covariance that the scenarios were drawn from, in a form that can be read.
///
/// Everything is per observation period of the history, not annualized.
public struct CovarianceSection: Hashable, Sendable {
  /// How much a factor takes part in an eigenvector of length 1.
  public struct Loading: Hashable, Sendable {
    /// Name of the factor.
    public let factor: String
    /// Its element of the vector.
    public let weight: Double
  }

  /// What the history lacked.
  public struct Gaps: Hashable, Sendable {
    /// Rows without a return of every factor; none was used, and nothing was filled.
    public let incompleteRows: Int
    /// Returns that each factor has of its own, in the order of the factors.
    public let returnsByFactor: [Int]
    /// Rows in which both of two factors have a return, factors × factors; empty when that is not known.
    public let overlaps: [[Int]]
  }

  /// Names of the risk factors, in the order of the matrix.
  public let factors: [String]
  /// Number of observations it was estimated from.
  public let observations: Int
  /// The number of equally weighted independent observations with the same information.
  public let effectiveObservations: Double
  /// Standard deviation of each factor's log change per period.
  public let volatilities: [Double]
  /// Correlations, factors × factors, symmetric with ones on the diagonal; NaN where a factor does not move.
  public let correlations: [[Double]]
  /// Weight of the shrinkage target, 0 to 1; nil when the estimator does not shrink.
  public let shrinkage: Double?
  /// Smallest eigenvalue; NaN when it was not found.
  public let smallestEigenvalue: Double
  /// Largest over smallest eigenvalue; nil when it was not computed.
  public let conditionNumber: Double?
  /// Smallest eigenvalue of the correlation matrix of the factors that move; NaN when it was not found.
  public let smallestCorrelationEigenvalue: Double
  /// Largest over smallest eigenvalue of that matrix; infinite when the smallest is not positive.
  public let correlationConditionNumber: Double
  /// The factors that load most on the smallest eigenvalue of that matrix, at most five, largest first.
  public let weakestLoadings: [Loading]
  /// Factors without variance.
  public let motionless: [String]
  /// What the history lacked; nil when the covariance was not estimated from one.
  public let gaps: Gaps?
}

extension CovarianceSection {
  /// Splits a covariance matrix into volatilities and correlations, and finds how well conditioned it is.
  ///
  /// - Parameters:
  ///   - covariance: Per observation period.
  ///   - panel: What was left out of the history that it was estimated from, or nil.
  public init(_ covariance: Covariance, panel: ReturnPanel.Diagnostics? = nil) {
    let matrix = covariance.matrix
    let deviations = (0..<matrix.rows).map { matrix[$0, $0].squareRoot() }
    let diagnostics = covariance.diagnostics
    factors = covariance.names
    observations = covariance.observations
    effectiveObservations = covariance.effectiveObservations
    volatilities = deviations
    correlations = deviations.indices.map { row in
      deviations.indices.map { column in
        row == column ? 1 : matrix[row, column] / (deviations[row] * deviations[column])
      }
    }
    shrinkage = covariance.shrinkage
    smallestEigenvalue = diagnostics.smallestEigenvalue
    conditionNumber = diagnostics.conditionNumber
    smallestCorrelationEigenvalue = diagnostics.smallestCorrelationEigenvalue
    correlationConditionNumber = diagnostics.correlationConditionNumber
    weakestLoadings = diagnostics.weakestLoadings.map { Loading(factor: $0.factor.description, weight: $0.weight) }
    motionless = diagnostics.motionless.map(\.description)
    gaps = panel.map {
      Gaps(incompleteRows: $0.incompleteRows, returnsByFactor: $0.returnsByFactor, overlaps: $0.overlaps)
    }
  }
}
