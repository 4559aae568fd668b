/// The Cholesky factor of a symmetric positive definite matrix.
///
///     A = L Lᵀ,   L lower triangular with a positive diagonal
public struct CholeskyFactor: Hashable, Sendable {
  /// The factor L; zero above the diagonal.
  public let lower: Matrix

  /// Largest order that is factored by the plain loop below; LAPACK takes over above.
  ///
  /// The loop gives the same bits on every machine.
  static let largestPlainOrder = 32

  /// Factors a matrix.
  ///
  /// - Parameter matrix: Symmetric; only the lower triangle is read.
  /// - Throws: `LinearAlgebraError.notSquare`, `.nonFiniteElement`, or `.notPositiveDefinite` with the order of the
  ///   first leading minor that is not positive.
  /// - Complexity: n³/3 flops.
  public init(of matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.checkSymmetricInput()
    if matrix.rows <= CholeskyFactor.largestPlainOrder {
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
}
