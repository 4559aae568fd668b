/// The Cholesky factor of a positive semidefinite matrix, with complete pivoting and a rank (LAPACK dpstrf).
///
///     Pᵀ A P ≈ L Lᵀ,   L with `rank` columns
///
/// What is left out is a positive semidefinite remainder whose diagonal is at most the tolerance.
package struct PivotedCholeskyFactor: Hashable, Sendable {
  /// The factor: order × rank, its rows in the order of the pivots, zero above the diagonal.
  package let lower: Matrix
  /// Where row i of the factor stands in the matrix that was factored: `A[pivots[i], pivots[k]] = (L Lᵀ)[i, k]`.
  package let pivots: [Int]
  /// Number of columns of the factor.
  package let rank: Int

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - matrix: Symmetric and positive semidefinite; only the lower triangle is read.
  ///   - tolerance: The pivot at which the factorization stops; nil means order × epsilon × the largest diagonal
  ///     element. Negative is taken as nil.
  /// - Throws: `LinearAlgebraError.notSquare` or `.nonFiniteElement`. A matrix that is not semidefinite is not
  ///   detected: the factor stops at the first pivot below the tolerance.
  /// - Complexity: order × rank² flops.
  package init(of matrix: Matrix, tolerance: Double? = nil) throws(LinearAlgebraError) {
    try matrix.checkSymmetricInput()
    let n = matrix.rows
    guard n > 0 else {
      (lower, pivots, rank) = (matrix, [], 0)
      return
    }
    var work = matrix
    let (rank, pivots) = LAPACK.pivotedCholesky(&work, tolerance: tolerance ?? -1)
    var factor = Matrix(rows: n, columns: rank)
    for j in 0..<rank {
      for i in j..<n { factor[i, j] = work[i, j] }
    }
    (lower, self.pivots, self.rank) = (factor, pivots, rank)
  }
}
