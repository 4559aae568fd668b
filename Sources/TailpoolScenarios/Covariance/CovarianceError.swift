import TailpoolNumerics

/// Why a covariance could not be estimated.
public enum CovarianceError: Error, Sendable, Equatable {
  /// The panel has fewer observations than the estimator needs.
  case tooFewObservations(found: Int, required: Int)
  /// A return is NaN or infinite; the row counts from 0.
  case nonFiniteReturn(row: Int, factor: RiskFactor)
  /// An element of the matrix is NaN or infinite: the returns are too large, or the matrix given is bad.
  case nonFiniteElement(row: Int, column: Int)
  /// The matrix given differs from its transpose at this element.
  case notSymmetric(row: Int, column: Int)
  /// A decay is not in (0, 1].
  case invalidDecay(Double)
  /// The eigenvalues of the matrix could not be found.
  case noConvergence
}
