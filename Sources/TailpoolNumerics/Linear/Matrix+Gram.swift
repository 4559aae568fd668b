extension Matrix {
  /// The symmetric product of the transposed matrix with itself.
  ///
  ///     gram = scale * Xᵀ X
  ///
  /// - Parameter scale: A factor on the product.
  /// - Returns: columns × columns, exactly symmetric; zero when there is no row.
  /// - Complexity: rows × columns² flops, half of a general product (BLAS dsyrk).
  public func gram(scale: Double = 1) -> Matrix {
    var result = LAPACK.gram(self, scale: scale)
    for j in 0..<columns {
      for i in (j + 1)..<max(columns, j + 1) { result[j, i] = result[i, j] }
    }
    return result
  }

  /// The eigenvalues of a symmetric matrix, ascending (LAPACK dsyevd).
  ///
  /// - Returns: As many as there are rows. Only the lower triangle is read.
  /// - Throws: `LinearAlgebraError.notSquare`, `.nonFiniteElement`, or `.noConvergence`.
  /// - Accuracy: A few units of rounding times the largest magnitude, absolute; the smallest of an ill-conditioned
  ///   matrix has that absolute error, too.
  /// - Complexity: O(n³).
  public func symmetricEigenvalues() throws(LinearAlgebraError) -> [Double] {
    try checkSymmetricInput()
    var copy = self
    let (values, unconverged) = LAPACK.eigenvalues(&copy)
    guard unconverged == 0 else { throw .noConvergence(offDiagonals: unconverged) }
    return values
  }
}
