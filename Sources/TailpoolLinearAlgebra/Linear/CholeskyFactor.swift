import TailpoolLibc
import TailpoolNumerics

/// The Cholesky factor of a symmetric positive definite matrix.
///
///     A = L Lᵀ,   L lower triangular with a positive diagonal
public struct CholeskyFactor: Hashable, Sendable {
  /// The factor L; zero above the diagonal.
  public let lower: Matrix

  /// Factors a matrix.
  ///
  /// - Parameter matrix: Symmetric; only the lower triangle is read.
  /// - Throws: `LinearAlgebraError.notSquare`, `.nonFiniteElement`, or `.notPositiveDefinite` with the order of the
  ///   first leading minor that is not positive.
  /// - Complexity: n³/3 flops.
  public init(of matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.checkSymmetricInput()
    if matrix.rows <= Matrix.largestPlainOrder {
      self = try CholeskyFactor.plain(matrix)
    } else {
      self = try CholeskyFactor.lapack(matrix)
    }
  }

  private init(lower: Matrix) { self.lower = lower }

  /// Factors with LAPACK's dpotrf.
  static func lapack(_ matrix: Matrix) throws(LinearAlgebraError) -> CholeskyFactor {
    var factor = matrix
    let failed = LAPACK.cholesky(&factor)
    guard failed == 0 else { throw .notPositiveDefinite(leadingMinor: failed) }
    for j in 0..<factor.columns {
      for i in 0..<j { factor[i, j] = 0 }
    }
    return CholeskyFactor(lower: factor)
  }

  /// Factors column by column, each reduced by the columns on its left.
  static func plain(_ matrix: Matrix) throws(LinearAlgebraError) -> CholeskyFactor {
    let n = matrix.rows
    var factor = Matrix(rows: n, columns: n)
    for j in 0..<n {
      for i in j..<n {
        var element = matrix[i, j]
        for k in 0..<j { element -= factor[i, k] * factor[j, k] }
        if i > j {
          factor[i, j] = element / factor[j, j]
        } else {
          guard element > 0 else { throw .notPositiveDefinite(leadingMinor: j + 1) }
          factor[j, j] = element.squareRoot()
        }
      }
    }
    return CholeskyFactor(lower: factor)
  }

  /// Solves `A x = b` for each column of b.
  ///
  /// - Parameter b: As many rows as the order of the matrix.
  /// - Precondition: The rows fit.
  /// - Complexity: 2 n² flops a column.
  public func solve(_ b: Matrix) -> Matrix {
    precondition(b.rows == lower.rows, "\(b.rows) rows for a factor of order \(lower.rows)")
    var x = b
    if lower.rows > Matrix.largestPlainOrder {
      LAPACK.solve(factor: lower, &x)
    } else {
      for j in 0..<x.columns { substitute(&x, column: j) }
    }
    return x
  }

  /// The logarithm of the determinant, `2 Σ log L_ii`.
  public var logDeterminant: Double { 2 * CompensatedSum(lower.diagonal.lazy.map { log($0) }).value }

  /// Forward, then backward substitution in one column.
  private func substitute(_ x: inout Matrix, column: Int) {
    let n = lower.rows
    for i in 0..<n {
      var element = x[i, column]
      for k in 0..<i { element -= lower[i, k] * x[k, column] }
      x[i, column] = element / lower[i, i]
    }
    for i in (0..<n).reversed() {
      var element = x[i, column]
      for k in (i + 1)..<max(n, i + 1) { element -= lower[k, i] * x[k, column] }
      x[i, column] = element / lower[i, i]
    }
  }
}
