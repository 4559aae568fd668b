import TailpoolNumerics

extension CorrelationRepair {
  /// Shrinks a correlation matrix toward a target just far enough.
  ///
  ///     X = (1 − w) A + w T,   the smallest w for which X − minimumEigenvalue · I is positive definite
  ///
  /// Without a target, T is the identity with the trusted block of A in its place: the elements of that block do not
  /// move at all. Every other correlation keeps its sign and its rank among the untrusted ones. A matrix that needs
  /// nothing is returned as it is. The test is a Cholesky factorization; w is found by bisection, to 1e-10 from above.
  ///
  /// - Parameters:
  ///   - matrix: Exactly symmetric and finite, with ones on the diagonal.
  ///   - trusted: Rows, from 0, whose correlations with each other must not move; the block must be positive definite.
  ///   - target: A correlation matrix to shrink toward instead; nil for the one above.
  ///   - minimumEigenvalue: In [0, 1); the trusted block and the target must have it, too.
  /// - Throws: `LinearAlgebraError.notSquare`, `.notSymmetric`, `.nonFiniteElement`, `.notUnitDiagonal`,
  ///   `.invalidRow`, `.invalidMinimumEigenvalue`, or `.fixedPartNotPositiveDefinite`.
  /// - Precondition: A target has the shape of the matrix.
  /// - Complexity: About 34 Cholesky factorizations.
  /// - Source: N. Higham, N. Strabić, V. Šego, SIAM Review 58 (2016) 245.
  public static func shrinking(
    _ matrix: Matrix, keeping trusted: [Int] = [], toward target: Matrix? = nil, minimumEigenvalue: Double = 1e-8
  ) throws(LinearAlgebraError) -> CorrelationRepair {
    try check(matrix, minimumEigenvalue: minimumEigenvalue)
    try matrix.checkUnitDiagonal()
    var seen = Set<Int>()
    for row in trusted {
      guard row >= 0, row < matrix.rows, seen.insert(row).inserted else { throw .invalidRow(row) }
    }
    let target = target ?? identity(matrix, keeping: trusted)
    precondition(target.rows == matrix.rows && target.columns == matrix.columns, "a target of another shape")
    try target.checkExactlySymmetric()
    try target.checkUnitDiagonal()
    let smallest = try matrix.symmetricEigenvalues().first ?? 1
    if matrix.isPositiveDefinite(above: minimumEigenvalue) {
      return try CorrelationRepair(matrix, from: matrix, method: .unchanged, smallestBefore: smallest, iterations: 1)
    }
    do {
      _ = try CholeskyFactor(of: target.movedDiagonal(scale: 1, shift: -minimumEigenvalue))
    } catch {
      guard case .notPositiveDefinite(let minor) = error else { throw error }
      throw .fixedPartNotPositiveDefinite(leadingMinor: minor)
    }
    let end = Bisection.search(0...1, to: 1e-10) { weight in
      matrix.mixed(with: target, weight: weight).isPositiveDefinite(above: minimumEigenvalue)
    }
    return try CorrelationRepair(
      matrix.mixed(with: target, weight: end.high), from: matrix, method: .shrinking(weight: end.high),
      smallestBefore: smallest, iterations: end.steps + 2)
  }

  private static func identity(_ matrix: Matrix, keeping trusted: [Int]) -> Matrix {
    var target = Matrix.identity(matrix.rows)
    for i in trusted {
      for j in trusted { target[i, j] = matrix[i, j] }
    }
    return target
  }
}

extension Matrix {
  fileprivate func checkUnitDiagonal() throws(LinearAlgebraError) {
    if let row = (0..<rows).first(where: { self[$0, $0] != 1 }) {
      throw .notUnitDiagonal(row: row, value: self[row, row])
    }
  }

  fileprivate func isPositiveDefinite(above minimum: Double) -> Bool {
    (try? CholeskyFactor(of: movedDiagonal(scale: 1, shift: -minimum))) != nil
  }

  /// `self + weight * (other − self)`: equal elements stay as they are.
  fileprivate func mixed(with other: Matrix, weight: Double) -> Matrix {
    Matrix(
      rows: rows, columns: columns, storage: zip(storage, other.storage).map { $0 + weight * ($1 - $0) })
  }
}
