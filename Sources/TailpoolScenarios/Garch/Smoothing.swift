import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolNumerics

/// Small normal moves that fill the gaps between rows of residuals and keep their means and covariance.
struct Smoothing: Hashable, Sendable {
  private let means: [Double]
  /// The bandwidth times a factor of the covariance: columns × rank.
  private let weights: Matrix
  /// 1/√(1 + b²).
  private let shrinkage: Double
  private let field: RandomField

  /// Prepares the moves.
  ///
  /// - Parameters:
  ///   - residuals: Finite; at least two rows.
  ///   - seed: Any value.
  init(_ residuals: Matrix, seed: UInt64) {
    let (rows, columns) = (residuals.rows, residuals.columns)
    let means = (0..<columns).map { column in CompensatedSum(residuals.column(column)).value / Double(rows) }
    var covariance = Matrix(rows: columns, columns: columns)
    for i in 0..<columns {
      for j in 0...i {
        let (left, right) = (residuals.column(i), residuals.column(j))
        let products = zip(left, right).lazy.map { ($0 - means[i]) * ($1 - means[j]) }
        let value = CompensatedSum(products).value / Double(rows - 1)
        (covariance[i, j], covariance[j, i]) = (value, value)
      }
    }
    let moving = (0..<columns).count { covariance[$0, $0] > 0 }
    let bandwidth = pow(4 / (Double(moving + 2) * Double(rows)), 1 / Double(moving + 4))
    // Two assets that always moved alike leave a factor of a lower rank, which serves as well.
    let factor = (try? PivotedCholeskyFactor(of: covariance, tolerance: nil))?.unpivoted
    weights =
      factor.map { factor in
        Matrix(rows: factor.rows, columns: factor.columns, storage: factor.storage.map { $0 * bandwidth })
      } ?? Matrix(rows: columns, columns: 0)
    self.means = means
    shrinkage = 1 / (1 + bandwidth * bandwidth).squareRoot()
    field = RandomField(seed: seed, purpose: .smoothing)
  }

  /// The moves of all columns on a day of a scenario.
  func noise(scenario: Int, day: Int) -> [Double] {
    let rank = weights.columns
    var moves = [Double](repeating: 0, count: weights.rows)
    for place in 0..<rank {
      let normal = field.normal(scenario: scenario, factor: day * rank + place)
      for column in moves.indices { moves[column] += weights[column, place] * normal }
    }
    return moves
  }

  /// A residual of a column after a move.
  func moved(_ residual: Double, _ column: Int, by move: Double) -> Double {
    means[column] + (residual - means[column] + move) * shrinkage
  }
}
