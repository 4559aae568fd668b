import TailpoolNumerics

/// The eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations.
///
/// There is no library call in it, so that the same matrix gives the same bits on every machine.
struct JacobiEigensystem {
  /// The eigenvalues, in no particular order.
  let values: [Double]
  /// The eigenvectors, one a column, in the order of the values.
  let vectors: Matrix

  private static let largestSweepCount = 60

  /// Finds all eigenvalues and eigenvectors.
  ///
  /// - Parameter matrix: Symmetric and finite.
  /// - Complexity: O(n³) a sweep; about ten sweeps.
  /// - Source: G. Golub and C. Van Loan, Matrix Computations (2013), section 8.5.
  init(of matrix: Matrix) {
    let n = matrix.rows
    var a = (0..<n).map { i in (0..<n).map { j in i >= j ? matrix[i, j] : matrix[j, i] } }
    // One row an eigenvector while rotating.
    var v = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0.0 } }
    for _ in 0..<Self.largestSweepCount where Self.sweep(&a, &v) == false { break }
    values = (0..<n).map { a[$0][$0] }
    var vectors = Matrix(rows: n, columns: n)
    for j in 0..<n {
      for i in 0..<n { vectors[i, j] = v[j][i] }
    }
    self.vectors = vectors
  }

  /// Rotates every pair once; false when nothing was left to rotate.
  private static func sweep(_ a: inout [[Double]], _ v: inout [[Double]]) -> Bool {
    let n = a.count
    var rotated = false
    for p in 0..<n {
      for q in (p + 1)..<max(n, p + 1) {
        let element = a[p][q]
        // Elements that cannot change the diagonal are as good as zero.
        guard abs(element) > 0x1p-60 * (abs(a[p][p]) * abs(a[q][q])).squareRoot(), abs(element) > 1e-300 else {
          continue
        }
        rotated = true
        let theta = (a[q][q] - a[p][p]) / (2 * element)
        let t = (theta >= 0 ? 1 : -1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<n { (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]) }
        for k in 0..<n { (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]) }
        for k in 0..<n { (v[p][k], v[q][k]) = (c * v[p][k] - s * v[q][k], s * v[p][k] + c * v[q][k]) }
        (a[p][q], a[q][p]) = (0, 0)
      }
    }
    return rotated
  }
}
