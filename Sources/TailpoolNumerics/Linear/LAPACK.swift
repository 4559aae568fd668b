import CTailpoolLAPACK

/// The one place that calls LAPACK and BLAS.
///
/// Matrices are column-major; only the lower triangle of a symmetric matrix is read. A size beyond Int32 is a
/// precondition failure: such a matrix would not fit into memory.
enum LAPACK {
  /// Factors a symmetric positive definite matrix in place (dpotrf).
  ///
  /// - Returns: 0, or the order of the first leading minor that is not positive.
  static func cholesky(_ matrix: inout Matrix) -> Int {
    let n = size(matrix.rows)
    let info = unsafe matrix.storage.withUnsafeMutableBufferPointer { elements -> Int32 in
      guard let base = elements.baseAddress else { return 0 }
      return unsafe tp_potrf(n, base)
    }
    precondition(info >= 0, "dpotrf: argument \(-info)")
    return Int(info)
  }

  /// Factors a positive semidefinite matrix in place with complete pivoting (dpstrf).
  ///
  /// - Returns: The rank, and the pivots from 0.
  static func pivotedCholesky(_ matrix: inout Matrix, tolerance: Double) -> (rank: Int, pivots: [Int]) {
    let n = size(matrix.rows)
    var pivots = [Int32](repeating: 0, count: matrix.rows)
    var work = [Double](repeating: 0, count: 2 * matrix.rows)
    var rank: Int32 = 0
    let info = unsafe matrix.storage.withUnsafeMutableBufferPointer { elements -> Int32 in
      guard let base = elements.baseAddress else { return 0 }
      return unsafe tp_pstrf(n, base, &pivots, &rank, tolerance, &work)
    }
    precondition(info >= 0, "dpstrf: argument \(-info)")
    return (Int(rank), pivots.map { Int($0) - 1 })
  }

  /// The eigenvalues of a symmetric matrix, ascending (dsyevd); the matrix is destroyed.
  ///
  /// - Returns: The values, and 0 or the number of off-diagonal elements that did not converge.
  static func eigenvalues(_ matrix: inout Matrix) -> (values: [Double], unconverged: Int) {
    let n = size(matrix.rows)
    precondition(n < Int32.max / 2, "a matrix of order \(n)")
    var values = [Double](repeating: 0, count: matrix.rows)
    var work = [Double](repeating: 0, count: 2 * matrix.rows + 1)
    let info = unsafe matrix.storage.withUnsafeMutableBufferPointer { elements -> Int32 in
      guard let base = elements.baseAddress else { return 0 }
      return unsafe tp_syevd_values(n, base, &values, &work)
    }
    precondition(info >= 0, "dsyevd: argument \(-info)")
    return (values, Int(info))
  }

  /// The lower triangle of `scale * xᵀx` (dsyrk); the rest is zero.
  static func gram(_ x: Matrix, scale: Double) -> Matrix {
    var result = Matrix(rows: x.columns, columns: x.columns)
    guard x.rows > 0, x.columns > 0 else { return result }
    unsafe tp_syrk(size(x.rows), size(x.columns), scale, x.storage, &result.storage)
    return result
  }

  private static func size(_ count: Int) -> Int32 {
    guard let size = Int32(exactly: count) else { preconditionFailure("a dimension of \(count)") }
    return size
  }
}
