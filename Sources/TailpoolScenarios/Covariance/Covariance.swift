import TailpoolNumerics

/// What is known about a covariance beyond its elements.
public struct CovarianceDiagnostics: Hashable, Sendable {
  /// Number of observations.
  public let observations: Int
  /// The number of equally weighted observations with the same sum of squared weights.
  public let effectiveObservations: Double
  /// Weight of the target in the estimate, 0 to 1; nil for an estimator that does not shrink.
  public let shrinkage: Double?
  /// Smallest eigenvalue.
  public let smallestEigenvalue: Double
  /// Largest over smallest eigenvalue; infinite when the smallest is not positive.
  public let conditionNumber: Double
}

/// A covariance matrix of log returns over one observation period, not annualized.
public struct Covariance: Hashable, Sendable {
  /// The factors, one a row and column.
  public let factors: [RiskFactor]
  /// Factors × factors, exactly symmetric, finite.
  public let matrix: Matrix
  /// How it was estimated, and how well conditioned it is.
  public let diagnostics: CovarianceDiagnostics

  /// The names of the factors: `BTC`, `BTC volatility`.
  public var names: [String] { factors.map(\.description) }

  /// Creates a covariance from a matrix.
  ///
  /// - Parameters:
  ///   - factors: The factors, one a row and column.
  ///   - matrix: Symmetric and finite.
  ///   - observations: Number of observations it was estimated from.
  ///   - effectiveObservations: Equally weighted observations of the same weight; `observations` when nil.
  ///   - shrinkage: Weight of the target, or nil.
  /// - Precondition: The matrix is factors × factors.
  /// - Throws: `CovarianceError.nonFiniteElement`, `.notSymmetric`, or `.noConvergence`. A matrix that is not positive
  ///   definite is accepted: its diagnostics say so, and whoever needs a factor of it reports it.
  /// - Complexity: O(factors³), for the eigenvalues.
  public init(
    factors: [RiskFactor], matrix: Matrix, observations: Int, effectiveObservations: Double? = nil,
    shrinkage: Double? = nil
  ) throws(CovarianceError) {
    precondition(
      matrix.rows == factors.count && matrix.columns == factors.count,
      "a matrix of \(matrix.rows) × \(matrix.columns) for \(factors.count) factors")
    for j in 0..<matrix.columns {
      for i in 0...j where matrix[i, j] != matrix[j, i] || !matrix[i, j].isFinite {
        throw matrix[i, j].isFinite && matrix[j, i].isFinite
          ? .notSymmetric(row: i, column: j) : .nonFiniteElement(row: i, column: j)
      }
    }
    guard let eigenvalues = try? matrix.symmetricEigenvalues() else { throw .noConvergence }
    let (smallest, largest) = (eigenvalues.first ?? 0, eigenvalues.last ?? 0)
    self.factors = factors
    self.matrix = matrix
    diagnostics = CovarianceDiagnostics(
      observations: observations, effectiveObservations: effectiveObservations ?? Double(observations),
      shrinkage: shrinkage, smallestEigenvalue: smallest,
      conditionNumber: smallest > 0 ? largest / smallest : .infinity)
  }
}

/// A way to estimate a covariance from returns.
public protocol CovarianceEstimator: Sendable {
  /// The covariance of one observation period.
  ///
  /// - Parameter panel: Observations × factors, in the order of time.
  /// - Throws: `CovarianceError` when there are too few observations or a return is not finite.
  func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance
}
