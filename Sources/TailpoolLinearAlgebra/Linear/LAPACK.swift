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

  /// The eigenvalues, ascending, of a symmetric matrix, which becomes its eigenvectors (dsyevd).
  ///
  /// - Returns: The values, and 0 or the number of off-diagonal elements that did not converge.
  static func eigenvectors(_ matrix: inout Matrix) -> (values: [Double], unconverged: Int) {
    let n = size(matrix.rows)
    let (work, integers) = (1 + 6 * matrix.rows + 2 * matrix.rows * matrix.rows, 3 + 5 * matrix.rows)
    var values = [Double](repeating: 0, count: matrix.rows)
    var workspace = [Double](repeating: 0, count: work)
    var integerWorkspace = [Int32](repeating: 0, count: integers)
    let (workSize, integerSize) = (size(work), size(integers))
    let info = unsafe matrix.storage.withUnsafeMutableBufferPointer { elements -> Int32 in
      guard let base = elements.baseAddress else { return 0 }
      return unsafe tp_syevd(n, base, &values, &workspace, workSize, &integerWorkspace, integerSize)
    }
    precondition(info >= 0, "dsyevd: argument \(-info)")
    return (values, Int(info))
  }

  /// Solves `L Lᵀ x = b` for the columns of b, in place (dpotrs).
  static func solve(factor: Matrix, _ b: inout Matrix) {
    guard b.rows > 0, b.columns > 0 else { return }
    let (n, columns) = (size(b.rows), size(b.columns))
    let info = unsafe b.storage.withUnsafeMutableBufferPointer { elements -> Int32 in
      guard let base = elements.baseAddress else { return 0 }
      return unsafe tp_potrs(n, columns, factor.storage, base)
    }
    precondition(info == 0, "dpotrs: argument \(-info)")
  }

  /// Factors a symmetric positive definite band matrix in place (dpbtrf), stored as `BandedCholesky` says.
  ///
  /// - Returns: 0, or the order of the first leading minor that is not positive.
  static func bandedCholesky(order: Int, width: Int, _ rows: inout [Double]) -> Int {
    let info = unsafe tp_pbtrf(size(order), size(width), &rows)
    precondition(info >= 0, "dpbtrf: argument \(-info)")
    return Int(info)
  }

  /// Solves with the factor of a band matrix, in place (dpbtrs).
  static func solve(order: Int, width: Int, factor: [Double], _ b: inout [Double]) {
    let info = unsafe tp_pbtrs(size(order), size(width), factor, &b)
    precondition(info == 0, "dpbtrs: argument \(-info)")
  }

  /// Adds `scale * xᵀx` to the lower triangle of a matrix (dsyrk), for the first rows of a column-major x of that
  /// many rows.
  static func addGram(of x: [Double], rows: Int, scale: Double, to result: inout Matrix) {
    guard rows > 0, result.columns > 0 else { return }
    let (count, columns) = (size(rows), size(result.columns))
    unsafe tp_syrk(count, columns, scale, x, 1, &result.storage)
  }

  /// The lower triangle of `x xᵀ` (dsyrk); the rest is zero.
  static func outerGram(_ x: Matrix) -> Matrix {
    var result = Matrix(rows: x.rows, columns: x.rows)
    guard x.rows > 0, x.columns > 0 else { return result }
    unsafe tp_syrk_rows(size(x.rows), size(x.columns), 1, x.storage, 0, &result.storage)
    return result
  }

  /// `a b`, or `aᵀ b` (dgemm).
  static func product(_ a: Matrix, transposed: Bool, _ b: Matrix) -> Matrix {
    let rows = transposed ? a.columns : a.rows
    var result = Matrix(rows: rows, columns: b.columns)
    guard rows > 0, b.columns > 0, b.rows > 0 else { return result }
    unsafe tp_gemm(
      transposed ? 1 : 0, size(rows), size(b.columns), size(b.rows), a.storage, b.storage, &result.storage)
    return result
  }

  private static func size(_ count: Int) -> Int32 {
    guard let size = Int32(exactly: count) else { preconditionFailure("a dimension of \(count)") }
    return size
  }
}
