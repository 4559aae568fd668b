#if Command
  import Tailpool

  extension CovarianceError {
    /// The error in words: what is wrong, and what was expected.
    var words: String {
      switch self {
      case .tooFewObservations(let found, let required):
        "the covariance has \(found) observations; expected at least \(required)"
      case .nonFiniteReturn(let row, let factor): "return \(row + 1) of \(factor) is not finite"
      case .nonFiniteElement: "the covariance is not finite; the history's returns are too large"
      case .notSymmetric(let row, let column): "the covariance is not symmetric at \(row + 1), \(column + 1)"
      case .wrongShape(let rows, let columns, let factors):
        "the covariance has \(rows) rows and \(columns) columns; expected \(factors) of each"
      case .invalidVariance(let factor, let value): "the variance of \(factor) is \(value) beside its covariances"
      case .invalidDecay(let decay): "the decay \(decay) is out of range; expected more than 0 and at most 1"
      case .invalidHalfLife(let halfLife): "the half-life \(halfLife) is out of range; expected more than 0"
      case .invalidFactorCount(let count, let dimension):
        "\(count) statistical factors are out of range; expected 0 to \(dimension)"
      case .invalidVolatility(let factor, let value): "the volatility of \(factor) is \(value)"
      case .missingVolatility(let factor): "\(factor) has no implied volatility"
      case .unknownFactor(let factor): "\(factor) is not among the factors"
      case .duplicateFactor(let factor): "\(factor) stands twice"
      case .insufficientOverlap(let first, let second, let found, let required):
        first == second
          ? "\(first) has \(found) returns; expected at least \(required)"
          : "\(first) and \(second) have \(found) common returns; expected at least \(required)"
      case .gap(let factor, let row): "\(factor) has no return in row \(row + 1), after its first"
      case .rankDeficient(let rank, let required):
        "the returns span \(rank) dimensions; the estimator needs \(required): some are combinations of others"
      case .notPositiveDefinite(let minor, let factor):
        "the covariance is not positive definite: its leading minor \(minor), at \(factor), is not positive; "
          + "expected returns that are not combinations of each other"
      case .notRepairable(let error): "the correlations cannot be repaired: \(error.words)"
      case .noConvergence: "the estimate of the covariance did not converge"
      }
    }
  }

  extension LinearAlgebraError {
    /// The error in words.
    var words: String {
      switch self {
      case .notSquare(let rows, let columns): "the matrix has \(rows) rows and \(columns) columns; expected a square"
      case .nonFiniteElement(let row, let column):
        "the element of row \(row + 1), column \(column + 1) is not finite"
      case .notPositiveDefinite(let minor): "the leading minor \(minor) is not positive"
      case .noConvergence: "the eigenvalues were not found"
      case .notSymmetric(let row, let column): "the matrix is not symmetric at \(row + 1), \(column + 1)"
      case .iterationLimit(let iterations, let residual):
        "the iteration stood at an error of \(residual) after \(iterations) steps; its numbers are too far apart"
      case .invalidMinimumEigenvalue(let value):
        "a smallest eigenvalue of \(value) is out of range; expected 0 or more, and below 1"
      case .notUnitDiagonal(let row, let value): "the diagonal element \(row + 1) is \(value); expected 1"
      case .fixedPartNotPositiveDefinite(let minor):
        "what must not move is itself not positive definite: its leading minor \(minor) is not positive"
      case .invalidRow(let row): "row \(row + 1) is not in the matrix, or is named twice"
      }
    }
  }
#endif
