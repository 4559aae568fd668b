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
}
