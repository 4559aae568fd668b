import TailpoolLinearAlgebra
import TailpoolNumerics

/// A matrix C with C Cᵀ = covariance, of as many columns as the rank.
struct CovarianceRoot {
  /// Factors × rank.
  let matrix: Matrix

  /// Number of columns.
  var rank: Int { matrix.columns }

  /// Factors a covariance.
  ///
  /// - Parameter covariance: Symmetric and positive semidefinite, finite.
  /// - Throws: `RiskError.notPositiveSemidefinite` with how far the product is from the covariance.
  init(_ covariance: Matrix) throws(RiskError) {
    let n = covariance.rows
    guard let factor = try? PivotedCholeskyFactor(of: covariance) else {
      throw .notPositiveSemidefinite(remainder: .nan)
    }
    var root = Matrix(rows: n, columns: factor.rank)
    for (row, pivot) in factor.pivots.enumerated() {
      for j in 0..<factor.rank { root[pivot, j] = factor.lower[row, j] }
    }
    var remainder = 0.0
    for i in 0..<n {
      for j in 0...i {
        let product = (0..<factor.rank).reduce(0) { $0 + root[i, $1] * root[j, $1] }
        remainder = max(remainder, abs(product - covariance[i, j]))
      }
    }
    let scale = covariance.diagonal.reduce(0) { max($0, abs($1)) }
    guard remainder <= 1e-10 * scale else { throw .notPositiveSemidefinite(remainder: remainder) }
    matrix = root
  }

  /// Cᵀ v.
  func transposed(times vector: [Double]) -> [Double] {
    (0..<rank).map { j in CompensatedSum(vector.indices.lazy.map { matrix[$0, j] * vector[$0] }).value }
  }

  /// C v.
  func times(_ vector: [Double]) -> [Double] {
    (0..<matrix.rows).map { i in CompensatedSum(vector.indices.lazy.map { matrix[i, $0] * vector[$0] }).value }
  }

  /// The coordinates v with C v = a move, by least squares; nil where CᵀC has no inverse.
  func coordinates(of move: [Double]) -> [Double]? {
    guard let factor = try? CholeskyFactor(of: matrix.transposedMultiplied(by: matrix)) else { return nil }
    return Array(factor.solve(Matrix(rows: rank, columns: 1, storage: transposed(times: move))).column(0))
  }

  /// Cᵀ M C.
  func congruence(_ m: Matrix) -> Matrix {
    let columns = (0..<rank).map { j in
      let column = Array(matrix.column(j))
      return (0..<m.rows).map { i in
        CompensatedSum(column.indices.lazy.map { 0.5 * (m[i, $0] + m[$0, i]) * column[$0] }).value
      }
    }
    var result = Matrix(rows: rank, columns: rank)
    for j in 0..<rank {
      for (i, value) in transposed(times: columns[j]).enumerated() { result[i, j] = value }
    }
    for j in 0..<rank {
      for i in 0..<j { result[i, j] = result[j, i] }
    }
    return result
  }
}
