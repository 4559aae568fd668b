import TailpoolLinearAlgebra
import TailpoolMarket
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
  /// The matrix given has not one row and one column a factor.
  case wrongShape(rows: Int, columns: Int, factors: Int)
  /// A variance is negative, or zero beside a covariance that is not.
  case invalidVariance(factor: RiskFactor, value: Double)
  /// A decay is not in (0, 1].
  case invalidDecay(Double)
  /// A half-life is not positive.
  case invalidHalfLife(Double)
  /// A number of statistical factors is not within 0 and the dimension.
  case invalidFactorCount(Int, dimension: Int)
  /// A volatility is negative or not finite.
  case invalidVolatility(factor: RiskFactor, value: Double)
  /// A spot of the panel has no implied volatility.
  case missingVolatility(factor: RiskFactor)
  /// A factor is named that the panel or the matrix does not have.
  case unknownFactor(RiskFactor)
  /// A factor stands twice.
  case duplicateFactor(RiskFactor)
  /// Two factors, or one alone, have fewer common returns than the estimator needs.
  case insufficientOverlap(first: RiskFactor, second: RiskFactor, found: Int, required: Int)
  /// A factor has begun, and has no return in this row.
  case gap(factor: RiskFactor, row: Int)
  /// The returns span fewer dimensions than the estimator needs: some are combinations of others.
  case rankDeficient(rank: Int, required: Int)
  /// The leading minor of this order (from 1), at this factor, is not positive.
  case notPositiveDefinite(leadingMinor: Int, factor: RiskFactor)
  /// A repair was not possible, for this reason.
  case notRepairable(LinearAlgebraError)
  /// An iteration, or the search for the eigenvalues, did not converge.
  case noConvergence
}
