import TailpoolNumerics

extension Matrix {
  /// The product with another matrix, `self * other` (BLAS dgemm).
  ///
  /// - Precondition: As many columns here as `other` has rows.
  /// - Complexity: 2 × rows × columns × other.columns flops.
  public func multiplied(by other: Matrix) -> Matrix {
    precondition(columns == other.rows, "\(rows) × \(columns) times \(other.rows) × \(other.columns)")
    if max(rows, columns, other.columns) > Matrix.largestPlainOrder {
      return LAPACK.product(self, transposed: false, other)
    }
    return plainProduct(with: other)
  }

  /// The product of the transposed matrix with another, `selfᵀ * other` (BLAS dgemm).
  ///
  /// - Precondition: As many rows here as in `other`.
  /// - Complexity: 2 × rows × columns × other.columns flops.
  public func transposedMultiplied(by other: Matrix) -> Matrix {
    precondition(rows == other.rows, "transposed \(rows) × \(columns) times \(other.rows) × \(other.columns)")
    if max(rows, columns, other.columns) > Matrix.largestPlainOrder {
      return LAPACK.product(self, transposed: true, other)
    }
    return transposed.plainProduct(with: other)
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for j in 0..<columns {
      for i in 0..<rows { result.storage[j + i * columns] = storage[i + j * rows] }
    }
    return result
  }

  /// The identity matrix.
  ///
  /// - Parameter order: Number of rows and columns, ≥ 0.
  public static func identity(_ order: Int) -> Matrix {
    var result = Matrix(rows: order, columns: order)
    for i in 0..<order { result[i, i] = 1 }
    return result
  }

  /// Some rows and the same columns of a square matrix, in the order given.
  ///
  /// - Parameter indexes: Rows from 0.
  /// - Precondition: The matrix is square and has those rows.
  public func submatrix(_ indexes: [Int]) -> Matrix {
    precondition(rows == columns, "a submatrix of \(rows) × \(columns)")
    var result = Matrix(rows: indexes.count, columns: indexes.count)
    for (j, column) in indexes.enumerated() {
      for (i, row) in indexes.enumerated() { result[i, j] = self[row, column] }
    }
    return result
  }

  /// The square root of the sum of the squared elements.
  public var frobeniusNorm: Double {
    let largest = storage.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return largest }
    return largest * CompensatedSum(storage.lazy.map { ($0 / largest) * ($0 / largest) }).value.squareRoot()
  }

  /// Each column times a number.
  func scalingColumns(by factors: [Double]) -> Matrix {
    var result = self
    for j in 0..<columns {
      for i in 0..<rows { result.storage[i + j * rows] *= factors[j] }
    }
    return result
  }

  /// `x xᵀ`, exactly symmetric (BLAS dsyrk).
  func outerGram() -> Matrix {
    if max(rows, columns) <= Matrix.largestPlainOrder { return transposed.gram() }
    var result = LAPACK.outerGram(self)
    result.mirrorLower()
    return result
  }

  private func plainProduct(with other: Matrix) -> Matrix {
    var result = Matrix(rows: rows, columns: other.columns)
    for j in 0..<other.columns {
      for k in 0..<columns {
        let factor = other.storage[k + j * other.rows]
        for i in 0..<rows { result.storage[i + j * rows] += storage[i + k * rows] * factor }
      }
    }
    return result
  }
}
