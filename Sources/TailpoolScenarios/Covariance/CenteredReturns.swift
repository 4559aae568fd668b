import TailpoolLinearAlgebra
import TailpoolNumerics

/// Returns less their means, and what the shrinkage estimators need of them, without a copy of the panel.
struct CenteredReturns {
  private let returns: Matrix
  private let means: [Double]

  var observations: Int { returns.rows }
  var dimension: Int { returns.columns }

  init(_ panel: ReturnPanel, atLeast required: Int = 2) throws(CovarianceError) {
    means = try panel.checkedMeans(atLeast: required)
    returns = panel.returns
  }

  /// The covariance with divisor n.
  var biased: Matrix { gram(divisor: Double(observations)) }

  /// The covariance with divisor n − 1.
  var unbiased: Matrix { gram(divisor: Double(observations - 1)) }

  private func gram(divisor: Double) -> Matrix { returns.gram(withMeans: means, scale: 1 / divisor) }

  /// The mean of the squares of the observations' squared lengths.
  var meanFourthPower: Double {
    var squares = [Double](repeating: 0, count: observations)
    let elements = returns.storage.span
    var sums = squares.mutableSpan
    for j in 0..<dimension {
      let (offset, mean) = (j * observations, means[j])
      for i in 0..<observations {
        let value = elements[offset + i] - mean
        sums[i] += value * value
      }
    }
    return CompensatedSum(squares.lazy.map { $0 * $0 }).value / Double(observations)
  }

  /// The mean of the fourth powers of each factor.
  var fourthPowers: [Double] {
    means.indices.map { j in
      let mean = means[j]
      return returns.column(j).reduce(0) { sum, value in
        let square = (value - mean) * (value - mean)
        return sum + square * square
      } / Double(observations)
    }
  }

  /// Observations that are turned into rows at a time.
  private static let blockRows = 64

  /// A function of each observation, summed over the observations and divided by their number.
  func mean(of function: (ArraySlice<Double>) -> Double) -> Double {
    var sum = CompensatedSum()
    var block = [Double](repeating: 0, count: min(observations, CenteredReturns.blockRows) * dimension)
    var first = 0
    while first < observations {
      let count = min(CenteredReturns.blockRows, observations - first)
      for j in 0..<dimension {
        for i in 0..<count { block[j + i * dimension] = returns.storage[first + i + j * observations] - means[j] }
      }
      for i in 0..<count { sum.add(function(block[(i * dimension)..<((i + 1) * dimension)])) }
      first += count
    }
    return sum.value / Double(observations)
  }
}

extension ReturnPanel {
  /// The mean of each factor, after a check that every return is finite.
  func checkedMeans(atLeast required: Int) throws(CovarianceError) -> [Double] {
    guard observations >= required else { throw .tooFewObservations(found: observations, required: required) }
    return try factors.indices.map { column throws(CovarianceError) in
      let sum = laneSum(returns.column(column))
      // A sum is finite only if all terms are, so that most columns need no second look.
      if !sum.isFinite, let row = returns.column(column).enumerated().first(where: { !$0.element.isFinite })?.offset {
        throw .nonFiniteReturn(row: row, factor: factors[column])
      }
      return constant(ofColumn: column) ?? (observations > 0 ? sum / Double(observations) : 0)
    }
  }

  /// The value of a factor whose returns are all the same, or nil: its mean must not differ by rounding, so that its
  /// variance is exactly zero.
  func constant(ofColumn index: Int) -> Double? {
    let column = returns.column(index)
    guard let first = column.first, column.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}

/// The sum of a column, in sixteen sums that do not wait for each other.
private func laneSum(_ column: ArraySlice<Double>) -> Double {
  let whole = column.count / 16
  var (left, right) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
  unsafe column.withUnsafeBytes { bytes in
    for block in 0..<whole {
      unsafe left += bytes.loadUnaligned(fromByteOffset: 128 * block, as: SIMD8<Double>.self)
      unsafe right += bytes.loadUnaligned(fromByteOffset: 128 * block + 64, as: SIMD8<Double>.self)
    }
  }
  return (left + right).sum() + column.dropFirst(16 * whole).reduce(0, +)
}

extension Matrix {
  /// The weighted mean of two matrices of the same shape: `(1 − weight) * self + weight * target`.
  func shrunk(toward target: Matrix, weight: Double) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      storage: zip(storage, target.storage).map { (1 - weight) * $0 + weight * $1 })
  }

  /// The sum of the products of equal elements, column by column.
  func dot(_ other: Matrix) -> Double {
    let (left, right) = (storage.span, other.storage.span)
    var total = CompensatedSum()
    for j in 0..<columns {
      let end = (j + 1) * rows
      var (lanes, i) = (SIMD4<Double>.zero, j * rows)
      while i + 4 <= end {
        for lane in 0..<4 { lanes[lane] += left[i + lane] * right[i + lane] }
        i += 4
      }
      var sum = lanes.sum()
      while i < end {
        sum += left[i] * right[i]
        i += 1
      }
      total.add(sum)
    }
    return total.value
  }

  /// How many elements of the diagonal are above zero: the factors that move.
  var movingCount: Int { diagonal.count { $0 > 0 } }

  /// The mean of those elements; 0 without any.
  var meanOfPositiveDiagonal: Double {
    let count = movingCount
    return count > 0 ? CompensatedSum(diagonal).value / Double(count) : 0
  }

  /// `(1 − weight) * self + weight * level * I`, with the identity of the factors that move.
  func shrunkToIdentity(level: Double, weight: Double) -> Matrix {
    var result = scaled(by: 1 - weight)
    for i in 0..<rows where self[i, i] > 0 { result[i, i] = (1 - weight) * self[i, i] + weight * level }
    return result
  }
}

/// The optimal intensity where it is defined: `numerator / denominator` within 0 and 1, and 0 where the target equals
/// the sample, so that any intensity gives the same matrix.
func intensity(_ numerator: Double, over denominator: Double) -> Double {
  guard denominator > 0 else { return 0 }
  return min(max(numerator / denominator, 0), 1)
}
