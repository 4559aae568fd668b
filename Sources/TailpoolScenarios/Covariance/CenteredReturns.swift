import TailpoolNumerics

/// Returns less their means, and what the shrinkage estimators need of them.
struct CenteredReturns {
  /// Observations × factors, each column summing to zero but for rounding.
  let matrix: Matrix
  /// The same transposed: one column an observation.
  private let byObservation: Matrix

  var observations: Int { matrix.rows }
  var dimension: Int { matrix.columns }

  init(_ panel: ReturnPanel, atLeast required: Int = 2) throws(CovarianceError) {
    try panel.checkFinite(atLeast: required)
    var centered = panel.returns
    for j in 0..<centered.columns {
      let mean = CompensatedSum(centered.column(j)).value / Double(centered.rows)
      for i in 0..<centered.rows { centered[i, j] -= mean }
    }
    matrix = centered
    byObservation = Matrix(
      rows: centered.columns, columns: centered.rows,
      storage: (0..<centered.rows).flatMap { row in (0..<centered.columns).map { centered[row, $0] } })
  }

  /// The covariance with divisor n.
  var biased: Matrix { matrix.gram(scale: 1 / Double(observations)) }

  /// The covariance with divisor n − 1.
  var unbiased: Matrix { matrix.gram(scale: 1 / Double(observations - 1)) }

  /// A function of each observation, summed over the observations and divided by their number.
  func mean(of function: (ArraySlice<Double>) -> Double) -> Double {
    var sum = CompensatedSum()
    for row in 0..<observations { sum.add(function(byObservation.column(row))) }
    return sum.value / Double(observations)
  }
}

extension ReturnPanel {
  func checkFinite(atLeast required: Int) throws(CovarianceError) {
    guard observations >= required else { throw .tooFewObservations(found: observations, required: required) }
    for (j, factor) in factors.enumerated() {
      if let row = returns.column(j).enumerated().first(where: { !$0.element.isFinite })?.offset {
        throw .nonFiniteReturn(row: row, factor: factor)
      }
    }
  }
}

extension Matrix {
  /// The weighted mean of two matrices of the same shape: `(1 − weight) * self + weight * target`.
  func shrunk(toward target: Matrix, weight: Double) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      storage: zip(storage, target.storage).map { (1 - weight) * $0 + weight * $1 })
  }

  /// The sum of the products of equal elements.
  func dot(_ other: Matrix) -> Double { CompensatedSum(zip(storage, other.storage).lazy.map(*)).value }

  /// The diagonal matrix with the mean of the diagonal in each place.
  var scaledIdentity: Matrix {
    var result = Matrix(rows: rows, columns: columns)
    let mean = rows > 0 ? CompensatedSum(diagonal).value / Double(rows) : 0
    for i in 0..<rows { result[i, i] = mean }
    return result
  }
}

/// The optimal intensity where it is defined: `numerator / denominator` within 0 and 1, and 0 where the target equals
/// the sample, so that any intensity gives the same matrix.
func intensity(_ numerator: Double, over denominator: Double) -> Double {
  guard denominator > 0 else { return 0 }
  return min(max(numerator / denominator, 0), 1)
}
