import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// A way to estimate a covariance from returns of which some are missing.
///
/// The returns are taken as missing for reasons that have nothing to do with their size.
public protocol IncompleteCovarianceEstimator: Sendable {
  /// The covariance of one observation period.
  ///
  /// - Parameter panel: Factors × observations, in the order of time.
  /// - Throws: `CovarianceError` when too few returns are common, or a return is not finite.
  func covariance(of panel: IncompletePanel) throws(CovarianceError) -> Covariance
}

/// The returns of the factors that move, as the estimators need them.
struct ObservedReturns {
  /// Indexes of the factors whose returns are not all the same.
  let moving: [Int]
  /// Rows × moving factors; 0 where there is none.
  let values: Matrix
  /// For each row, which of the moving factors have a return.
  let isObserved: [[Bool]]
  private let factors: [RiskFactor]

  var rows: Int { values.rows }
  var dimension: Int { values.columns }

  /// Checks a panel: returns finite, and each pair of factors with at least so many in common.
  init(_ panel: IncompletePanel, atLeast required: Int) throws(CovarianceError) {
    for (factor, column) in zip(panel.factors, panel.returns) {
      if let row = column.firstIndex(where: { $0.map { !$0.isFinite } ?? false }) {
        throw .nonFiniteReturn(row: row, factor: factor)
      }
    }
    let overlaps = panel.overlaps
    for i in panel.factors.indices {
      for j in i..<panel.factors.count where overlaps[i][j] < required {
        throw .insufficientOverlap(
          first: panel.factors[i], second: panel.factors[j], found: overlaps[i][j], required: required)
      }
    }
    let moving = panel.returns.indices.filter { Set(panel.returns[$0].compactMap { $0 }).count > 1 }
    // A row in which only motionless factors have a return says nothing about the others.
    let kept = panel.dates.indices.filter { row in moving.contains { panel.returns[$0][row] != nil } }
    self.moving = moving
    factors = panel.factors
    values = Matrix(
      rows: kept.count, columns: moving.count,
      storage: moving.flatMap { column in kept.map { panel.returns[column][$0] ?? 0 } })
    isObserved = kept.map { row in moving.map { panel.returns[$0][row] != nil } }
  }

  /// The factor of a column of the values.
  func factor(_ column: Int) -> RiskFactor { factors[moving[column]] }

  /// A matrix of the moving factors as the covariance of all, with zeros beside the others.
  func covariance(_ matrix: Matrix, of panel: IncompletePanel) throws(CovarianceError) -> Covariance {
    var whole = Matrix(rows: panel.factors.count, columns: panel.factors.count)
    for (j, column) in moving.enumerated() {
      for (i, row) in moving.enumerated() {
        whole[row, column] = 0.5 * (matrix[i, j] + matrix[j, i]) / Double(panel.convention.span)
      }
    }
    return try Covariance(
      factors: panel.factors, matrix: whole, observations: panel.dates.count,
      effectiveObservations: Double(fewestReturns(panel)) * panel.convention.informationPerObservation,
      convention: panel.convention)
  }

  /// The returns of the factor that has fewest: what the weakest part of the estimate rests on.
  private func fewestReturns(_ panel: IncompletePanel) -> Int { panel.returnsByFactor.min() ?? 0 }
}

extension Matrix {
  /// Some rows and some columns.
  func part(rows: [Int], columns: [Int]) -> Matrix {
    var result = Matrix(rows: rows.count, columns: columns.count)
    for (j, column) in columns.enumerated() {
      for (i, row) in rows.enumerated() { result[i, j] = self[row, column] }
    }
    return result
  }
}
