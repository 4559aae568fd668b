/// Why a factorization did not succeed.
public enum LinearAlgebraError: Error, Sendable, Equatable {
  /// The matrix has as many rows and columns as told, which is not square.
  case notSquare(rows: Int, columns: Int)
  /// An element of the lower triangle is NaN or infinite.
  case nonFiniteElement(row: Int, column: Int)
  /// The leading minor of the order told (from 1) is not positive: the matrix is not positive definite.
  case notPositiveDefinite(leadingMinor: Int)
  /// The eigenvalue iteration left as many off-diagonal elements as told that did not converge.
  case noConvergence(offDiagonals: Int)
  /// An element differs from the one mirrored at the diagonal.
  case notSymmetric(row: Int, column: Int)
  /// A repair did not reach its tolerance in as many iterations as told; its residual was this.
  case iterationLimit(iterations: Int, residual: Double)
  /// A smallest eigenvalue is asked for that no correlation matrix can have; it must be in [0, 1).
  case invalidMinimumEigenvalue(Double)
  /// A diagonal element of a correlation matrix is not 1.
  case notUnitDiagonal(row: Int, value: Double)
  /// The block that a repair must keep, or its target, is not positive definite from this leading minor on.
  case fixedPartNotPositiveDefinite(leadingMinor: Int)
  /// A row of a trusted block is not in the matrix, or stands twice.
  case invalidRow(Int)
}

extension Matrix {
  /// Checks that the matrix is square and that its lower triangle is finite.
  func checkSymmetricInput() throws(LinearAlgebraError) {
    guard rows == columns else { throw .notSquare(rows: rows, columns: columns) }
    for j in 0..<columns {
      for i in j..<rows where !storage[i + j * rows].isFinite {
        throw .nonFiniteElement(row: i, column: j)
      }
    }
  }

  /// Checks that the matrix is square, finite and equal to its transpose.
  func checkExactlySymmetric() throws(LinearAlgebraError) {
    try checkSymmetricInput()
    for j in 0..<columns {
      for i in 0..<j where storage[i + j * rows] != storage[j + i * rows] {
        throw storage[i + j * rows].isFinite ? .notSymmetric(row: i, column: j) : .nonFiniteElement(row: i, column: j)
      }
    }
  }
}
