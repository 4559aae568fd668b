import TailpoolLinearAlgebra
import TailpoolNumerics

/// The covariance of factors whose histories begin at different times and then have no gap.
///
/// The oldest factors use all their returns. A younger one is regressed on the older over its own life; what the
/// regression leaves is its own, and the rest comes from the older factors' whole life. This is the maximum of the
/// likelihood of normal returns, in closed form, with divisor n.
///
/// The effective observations told are the returns of the factor that has fewest.
///
/// - Source: R. Stambaugh, J. Financial Economics 45 (1997) 285.
public struct UnequalStartCovariance: IncompleteCovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// The covariance of a panel whose only missing returns are before a factor's first; see the protocol and
  /// `IncompletePanel.withoutGaps`.
  ///
  /// - Throws: `CovarianceError.gap`; `.insufficientOverlap` when a factor has no more returns than the older factors
  ///   that move number, plus one; `.nonFiniteReturn`, or `.notPositiveDefinite`.
  /// - Complexity: O(starts × factors³ + rows × factors²).
  public func covariance(of panel: IncompletePanel) throws(CovarianceError) -> Covariance {
    for (factor, column) in zip(panel.factors, panel.returns) {
      let start = column.firstIndex { $0 != nil } ?? column.count
      if let row = column.indices.dropFirst(start).first(where: { column[$0] == nil }) {
        throw .gap(factor: factor, row: row)
      }
    }
    let returns = try ObservedReturns(panel, atLeast: 2)
    let starts = (0..<returns.dimension).map { column in
      (0..<returns.rows).first { returns.isObserved[$0][column] } ?? returns.rows
    }
    var result = Matrix(rows: returns.dimension, columns: returns.dimension)
    var older: [Int] = []
    for start in Set(starts).sorted() {
      let younger = starts.indices.filter { starts[$0] == start }
      try extend(&result, with: younger, after: older, from: start, of: returns)
      older += younger
    }
    return try returns.covariance(result, of: panel)
  }

  /// Adds the rows and columns of factors that begin together.
  private func extend(
    _ result: inout Matrix, with younger: [Int], after older: [Int], from start: Int, of returns: ObservedReturns
  ) throws(CovarianceError) {
    let window = Array(start..<returns.rows)
    let values = returns.values.part(rows: window, columns: Array(0..<returns.dimension))
    let means = (0..<values.columns).map { CompensatedSum(values.column($0)).value / Double(window.count) }
    let local = values.gram(centeredAt: means, scale: 1 / Double(window.count))
    // A factor that rests over the window explains nothing in it.
    let known = older.filter { local[$0, $0] > 0 }
    if let first = younger.first, window.count <= known.count + 1 {
      throw .insufficientOverlap(
        first: returns.factor(first), second: returns.factor(known.first ?? first), found: window.count,
        required: known.count + 2)
    }
    let regression = try Regression(local, of: younger, on: known, factor: returns.factor)
    // Older × younger: what the older factors' whole life says.
    let cross = result.part(rows: older, columns: known).multiplied(by: regression.coefficients)
    let explained = regression.coefficients.transposedMultiplied(
      by: result.part(rows: known, columns: known).multiplied(by: regression.coefficients))
    for (j, column) in younger.enumerated() {
      for (i, row) in older.enumerated() { (result[row, column], result[column, row]) = (cross[i, j], cross[i, j]) }
      for (i, row) in younger.enumerated() {
        result[row, column] =
          0.5 * (regression.residual[i, j] + explained[i, j] + regression.residual[j, i] + explained[j, i])
      }
    }
  }
}
