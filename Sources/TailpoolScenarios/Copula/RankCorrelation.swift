import TailpoolLibc
import TailpoolLinearAlgebra

extension ReturnPanel {
  /// Kendall's rank correlation of every two factors: concordant less discordant pairs of rows, over all pairs.
  ///
  /// - Returns: Factors × factors, symmetric, ones on the diagonal; a pair of rows with a tie counts as neither.
  /// - Complexity: O(observations² × factors²).
  public func kendallCorrelation() -> Matrix {
    let order = factors.count
    let columns = (0..<order).map { Array(returns.column($0)) }
    var result = Matrix(rows: order, columns: order)
    let pairs = Double(observations) * Double(observations - 1) / 2
    for j in 0..<order {
      result[j, j] = 1
      for i in 0..<j {
        let tau = pairs > 0 ? Double(concordance(columns[i], columns[j])) / pairs : 0
        result[i, j] = tau
        result[j, i] = tau
      }
    }
    return result
  }

  /// The correlation of the elliptical distribution with the panel's rank correlations, sin(π τ / 2).
  ///
  /// It need not be positive semidefinite.
  func ellipticalCorrelation() -> Matrix {
    let tau = kendallCorrelation()
    var result = tau
    for j in 0..<tau.columns {
      for i in 0..<tau.rows where i != j { result[i, j] = sin(0.5 * .pi * tau[i, j]) }
    }
    return result
  }

  /// Each factor's ranks over n + 1, equal returns sharing the mean of their ranks.
  func pseudoObservations() -> [[Double]] {
    factors.indices.map { column in
      let values = Array(returns.column(column))
      let order = values.indices.sorted { values[$0] < values[$1] }
      var result = [Double](repeating: 0, count: values.count)
      var start = 0
      while start < order.count {
        var end = start + 1
        while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
        for place in start..<end {
          result[order[place]] = Double(start + end + 1) / 2 / Double(values.count + 1)
        }
        start = end
      }
      return result
    }
  }
}

/// Concordant less discordant pairs.
private func concordance(_ x: [Double], _ y: [Double]) -> Int {
  var sum = 0
  for i in x.indices {
    var part = 0
    for j in 0..<i {
      let product = (x[i] - x[j]) * (y[i] - y[j])
      part += (product > 0 ? 1 : 0) - (product < 0 ? 1 : 0)
    }
    sum += part
  }
  return sum
}
