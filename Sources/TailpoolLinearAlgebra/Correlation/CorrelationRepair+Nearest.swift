extension CorrelationRepair {
  /// How the nearest correlation matrix is found; both have the same answer.
  public enum NearestMethod: Hashable, Sendable {
    /// Newton's method on the dual problem: quadratic convergence, a handful of eigensystems.
    case newton
    /// Projections in turn on the semidefinite matrices and on those of unit diagonal, accelerated: a check.
    case alternatingProjections
  }

  /// The correlation matrix that is nearest to a symmetric matrix in the Frobenius norm.
  ///
  ///     min ‖X − A‖,   X_ii = 1,   X − minimumEigenvalue · I positive semidefinite
  ///
  /// A matrix that already is one is returned as it is.
  ///
  /// - Parameters:
  ///   - matrix: Exactly symmetric and finite; its diagonal may be anything.
  ///   - minimumEigenvalue: In [0, 1). With 0 the answer is singular, as a rule; a small positive number makes it
  ///     positive definite.
  ///   - method: How it is found.
  ///   - tolerance: Largest error of a diagonal element (Newton), or relative distance of the two projections.
  /// - Throws: `LinearAlgebraError.notSquare`, `.notSymmetric`, `.nonFiniteElement`, `.invalidMinimumEigenvalue`,
  ///   `.iterationLimit`, or `.noConvergence`.
  /// - Accuracy: Elements to about the tolerance.
  /// - Complexity: O(n³) a step; about ten steps by Newton's method.
  /// - Source: H. Qi, D. Sun, SIAM J. Matrix Anal. Appl. 28 (2006) 360; N. Higham, IMA J. Numer. Anal. 22 (2002) 329;
  ///   N. Higham, N. Strabić, Numer. Algorithms 72 (2016) 1021.
  public static func nearest(
    to matrix: Matrix, minimumEigenvalue: Double = 0, method: NearestMethod = .newton, tolerance: Double = 1e-10
  ) throws(LinearAlgebraError) -> CorrelationRepair {
    try check(matrix, minimumEigenvalue: minimumEigenvalue)
    let smallest = try matrix.symmetricEigenvalues().first ?? minimumEigenvalue
    if matrix.hasUnitDiagonal, smallest >= minimumEigenvalue - rounding(order: matrix.rows) {
      return try CorrelationRepair(matrix, from: matrix, method: .unchanged, smallestBefore: smallest, iterations: 0)
    }
    // X − δI is (1 − δ) times a correlation matrix, the nearest to (A − δI) / (1 − δ).
    let inner = matrix.movedDiagonal(scale: 1 / (1 - minimumEigenvalue), shift: -minimumEigenvalue)
    let (found, iterations): (Matrix, Int)
    switch method {
    case .newton: (found, iterations) = try DualNewton(inner, tolerance: tolerance).solve()
    case .alternatingProjections:
      (found, iterations) = try AlternatingProjections(inner, tolerance: tolerance).solve()
    }
    let repaired = found.scaledToUnitDiagonal().shrinkingOffDiagonal(by: 1 - minimumEigenvalue)
    return try CorrelationRepair(
      repaired, from: matrix, method: method == .newton ? .newton : .alternatingProjections,
      smallestBefore: smallest, iterations: iterations)
  }
}

extension Matrix {
  /// `scale * (self + shift * I)`.
  func movedDiagonal(scale: Double, shift: Double) -> Matrix {
    var result = self
    for i in 0..<rows { result[i, i] += shift }
    if scale != 1 { for k in result.storage.indices { result.storage[k] *= scale } }
    return result
  }

  /// The matrix with the elements off the diagonal times a factor.
  func shrinkingOffDiagonal(by factor: Double) -> Matrix {
    var result = self
    for j in 0..<columns {
      for i in 0..<rows where i != j { result[i, j] *= factor }
    }
    return result
  }
}
