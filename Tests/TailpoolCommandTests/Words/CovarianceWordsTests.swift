#if Command
  import Tailpool
  import Testing

  @testable import TailpoolCommand

  @Suite("Words of errors: covariances and matrices")
  struct CovarianceWordsTests {
    static let covarianceCases: [(CovarianceError, String)] = [
      (.tooFewObservations(found: 3, required: 13), "the covariance has 3 observations; expected at least 13"),
      (.nonFiniteReturn(row: 6, factor: .spot("BTC")), "return 7 of BTC is not finite"),
      (
        .nonFiniteElement(row: 1, column: 2), "the covariance is not finite; the history's returns are too large"
      ),
      (.notSymmetric(row: 1, column: 4), "the covariance is not symmetric at 2, 5"),
      (
        .wrongShape(rows: 3, columns: 5, factors: 4), "the covariance has 3 rows and 5 columns; expected 4 of each"
      ),
      (
        .invalidVariance(factor: .volatility("ETH"), value: -0.25),
        "the variance of ETH volatility is -0.25 beside its covariances"
      ),
      (.invalidDecay(1.5), "the decay 1.5 is out of range; expected more than 0 and at most 1"),
      (.invalidHalfLife(-21), "the half-life -21.0 is out of range; expected more than 0"),
      (.invalidFactorCount(9, dimension: 4), "9 statistical factors are out of range; expected 0 to 4"),
      (.invalidVolatility(factor: .spot("SOL"), value: -0.5), "the volatility of SOL is -0.5"),
      (.missingVolatility(factor: .spot("BTC")), "BTC has no implied volatility"),
      (.unknownFactor(.rate("BTC")), "BTC rate is not among the factors"),
      (.duplicateFactor(.carry("ETH")), "ETH carry stands twice"),
      (
        .insufficientOverlap(first: .spot("A"), second: .spot("B"), found: 1, required: 2),
        "A and B have 1 common returns; expected at least 2"
      ),
      (
        .insufficientOverlap(first: .spot("A"), second: .spot("A"), found: 1, required: 2),
        "A has 1 returns; expected at least 2"
      ),
      (.gap(factor: .spot("B"), row: 11), "B has no return in row 12, after its first"),
      (
        .rankDeficient(rank: 2, required: 5),
        "the returns span 2 dimensions; the estimator needs 5: some are combinations of others"
      ),
      (
        .notPositiveDefinite(leadingMinor: 3, factor: .spot("SOL")),
        "the covariance is not positive definite: its leading minor 3, at SOL, is not positive; "
          + "expected returns that are not combinations of each other"
      ),
      (
        .notRepairable(.notSquare(rows: 3, columns: 4)),
        "the correlations cannot be repaired: the matrix has 3 rows and 4 columns; expected a square"
      ),
      (.noConvergence, "the estimate of the covariance did not converge"),
    ]

    @Test("A covariance's", arguments: covarianceCases.map { WordCase($0, $1) })
    func covariance(_ entry: WordCase) { entry.check() }

    static let matrixCases: [(LinearAlgebraError, String)] = [
      (.notSquare(rows: 2, columns: 5), "the matrix has 2 rows and 5 columns; expected a square"),
      (.nonFiniteElement(row: 3, column: 7), "the element of row 4, column 8 is not finite"),
      (.notPositiveDefinite(leadingMinor: 6), "the leading minor 6 is not positive"),
      (.noConvergence(offDiagonals: 2), "the eigenvalues were not found"),
      (.notSymmetric(row: 5, column: 1), "the matrix is not symmetric at 6, 2"),
      (
        .iterationLimit(iterations: 200, residual: 0.125),
        "the iteration stood at an error of 0.125 after 200 steps; its numbers are too far apart"
      ),
      (
        .invalidMinimumEigenvalue(1.5), "a smallest eigenvalue of 1.5 is out of range; expected 0 or more, and below 1"
      ),
      (.notUnitDiagonal(row: 2, value: 0.75), "the diagonal element 3 is 0.75; expected 1"),
      (
        .fixedPartNotPositiveDefinite(leadingMinor: 2),
        "what must not move is itself not positive definite: its leading minor 2 is not positive"
      ),
      (.invalidRow(8), "row 9 is not in the matrix, or is named twice"),
    ]

    @Test("A matrix's", arguments: matrixCases.map { WordCase($0, $1) })
    func matrix(_ entry: WordCase) { entry.check() }
  }
#endif
