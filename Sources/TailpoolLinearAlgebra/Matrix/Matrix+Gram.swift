extension Matrix {
  /// Largest order that the plain Swift loops work on; LAPACK and BLAS take over above.
  ///
  /// The loops give the same bits on every machine, and are the oracle of the other path in the tests.
  static let largestPlainOrder = 32

  /// Rows that are centered and weighted at a time, in a scratch of that many rows.
  static let blockRows = 256

  /// The symmetric product of the transposed matrix with itself.
  ///
  ///     gram = scale * Xᵀ X
  ///
  /// - Parameter scale: A factor on the product.
  /// - Returns: columns × columns, exactly symmetric; zero when there is no row.
  /// - Complexity: rows × columns² flops, half of a general product (BLAS dsyrk).
  public func gram(scale: Double = 1) -> Matrix {
    var result = Matrix(rows: columns, columns: columns)
    result.addGram(of: storage, rows: rows, scale: scale)
    result.mirrorLower()
    return result
  }

  /// The symmetric product of the centered and weighted matrix with itself, without a copy of it.
  ///
  ///     gram_ij = scale * Σ_k (r_k (x_ki − c_i)) (r_k (x_kj − c_j))
  ///
  /// Blocks of 256 rows are centered into a scratch of 256 × columns and added up one after the other.
  ///
  /// - Parameters:
  ///   - centers: What is taken off each column, one a column.
  ///   - rootWeights: r, one a row; nil means 1.
  ///   - scale: A factor on the product.
  /// - Precondition: The counts fit.
  /// - Returns: columns × columns, exactly symmetric; zero when there is no row.
  /// - Complexity: rows × columns² flops.
  public func gram(centeredAt centers: [Double], rootWeights: [Double]? = nil, scale: Double = 1) -> Matrix {
    precondition(centers.count == columns, "\(centers.count) centers for \(columns) columns")
    precondition(rootWeights.map { $0.count == rows } ?? true, "a weight count that is not \(rows) rows")
    var result = Matrix(rows: columns, columns: columns)
    var scratch = [Double](repeating: 0, count: min(rows, Matrix.blockRows) * columns)
    var first = 0
    while first < rows {
      let count = min(Matrix.blockRows, rows - first)
      fill(&scratch, from: first, count: count, centers: centers, rootWeights: rootWeights)
      result.addGram(of: scratch, rows: count, scale: scale)
      first += count
    }
    result.mirrorLower()
    return result
  }

  /// The symmetric product of the centered matrix with itself, where the centers are the means of its columns.
  ///
  ///     gram_ij = scale * Σ_k (x_ki − m_i) (x_kj − m_j) = scale * (Σ_k x_ki x_kj − rows * m_i m_j)
  ///
  /// The right-hand side needs no centered copy, and is taken where it loses nothing: no mean takes more than 1/64 of its
  /// column's squares, in matrices wide enough for LAPACK. Otherwise the matrix is centered block by block.
  ///
  /// - Parameters:
  ///   - means: The mean of each column.
  ///   - scale: A factor on the product.
  /// - Precondition: One mean a column.
  /// - Returns: columns × columns, exactly symmetric; zero when there is no row.
  /// - Complexity: rows × columns² flops.
  public func gram(withMeans means: [Double], scale: Double = 1) -> Matrix {
    precondition(means.count == columns, "\(means.count) means for \(columns) columns")
    guard columns > Matrix.largestPlainOrder else { return gram(centeredAt: means, scale: scale) }
    var result = Matrix(rows: columns, columns: columns)
    result.addGram(of: storage, rows: rows, scale: scale)
    let weight = scale * Double(rows)
    let isSafe = means.indices.allSatisfy { index in
      let square = result.storage[index * (columns + 1)]
      return square.isFinite && 64 * weight * means[index] * means[index] <= square
    }
    guard isSafe else { return gram(centeredAt: means, scale: scale) }
    result.mirrorLower { element, i, j in element - weight * means[i] * means[j] }
    return result
  }

  /// Centers and weights some rows into a column-major scratch of as many rows.
  private func fill(
    _ scratch: inout [Double], from first: Int, count: Int, centers: [Double], rootWeights: [Double]?
  ) {
    let source = storage.span
    var target = scratch.mutableSpan
    for j in 0..<columns {
      let (center, from, to) = (centers[j], first + j * rows, j * count)
      if let rootWeights {
        for i in 0..<count { target[to + i] = rootWeights[first + i] * (source[from + i] - center) }
      } else {
        for i in 0..<count { target[to + i] = source[from + i] - center }
      }
    }
  }

  /// Adds `scale * xᵀx` to the lower triangle.
  private mutating func addGram(of x: [Double], rows: Int, scale: Double) {
    if columns > Matrix.largestPlainOrder {
      LAPACK.addGram(of: x, rows: rows, scale: scale, to: &self)
    } else {
      addPlainGram(of: x, rows: rows, scale: scale)
    }
  }

  /// The loop for few columns.
  mutating func addPlainGram(of x: [Double], rows: Int, scale: Double) {
    let elements = x.span
    for j in 0..<columns {
      for i in j..<columns {
        let (left, right) = (i * rows, j * rows)
        // Four sums at a time: the additions do not wait for each other.
        var (k, sum) = (0, SIMD4<Double>.zero)
        while k + 4 <= rows {
          for lane in 0..<4 { sum[lane] += elements[left + k + lane] * elements[right + k + lane] }
          k += 4
        }
        var rest = 0.0
        while k < rows {
          rest += elements[left + k] * elements[right + k]
          k += 1
        }
        storage[i + j * columns] += scale * (((sum[0] + sum[1]) + (sum[2] + sum[3])) + rest)
      }
    }
  }

  /// Copies the lower triangle of a square matrix to the upper.
  mutating func mirrorLower() { mirrorLower { element, _, _ in element } }

  /// Changes the lower triangle of a square matrix element by element, and copies it to the upper.
  ///
  /// Squares of 32 × 32 elements at a time: both triangles stay in the nearest cache.
  private mutating func mirrorLower(_ change: (_ element: Double, _ row: Int, _ column: Int) -> Double) {
    let (n, side) = (rows, 32)
    var elements = storage.mutableSpan
    for left in stride(from: 0, to: n, by: side) {
      for top in stride(from: left, to: n, by: side) {
        for j in left..<min(left + side, n) {
          for i in max(top, j)..<max(top, j, min(top + side, n)) {
            let element = change(elements[i + j * n], i, j)
            elements[i + j * n] = element
            elements[j + i * n] = element
          }
        }
      }
    }
  }
}
