import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// Mean and covariance of a normal distribution.
struct NormalEstimate {
  var means: [Double]
  var covariance: Matrix

  /// The means and variances of what there is, and no correlation.
  init(_ returns: ObservedReturns) {
    means = []
    covariance = Matrix(rows: returns.dimension, columns: returns.dimension)
    for j in 0..<returns.dimension {
      let values = (0..<returns.rows).filter { returns.isObserved[$0][j] }.map { returns.values[$0, j] }
      let mean = CompensatedSum(values).value / Double(values.count)
      means.append(mean)
      covariance[j, j] = CompensatedSum(values.lazy.map { ($0 - mean) * ($0 - mean) }).value / Double(values.count)
    }
  }

  private init(means: [Double], covariance: Matrix) {
    self.means = means
    self.covariance = covariance
  }

  /// Where two steps from an estimate lead if each next difference is the same multiple of the one before; nil when that
  /// is not positive definite, or no further than the second step.
  init?(extrapolating start: NormalEstimate, _ first: NormalEstimate, _ second: NormalEstimate) {
    let scales = second.covariance.diagonal.map { 1 / $0.squareRoot() }
    var (steps, turns) = (0.0, 0.0)
    func add(_ values: (Double, Double, Double), _ scale: Double) {
      let (step, turn) = ((values.1 - values.0) * scale, (values.2 - 2 * values.1 + values.0) * scale)
      steps += step * step
      turns += turn * turn
    }
    for j in scales.indices {
      add((start.means[j], first.means[j], second.means[j]), scales[j])
      for i in 0...j {
        add((start.covariance[i, j], first.covariance[i, j], second.covariance[i, j]), scales[i] * scales[j])
      }
    }
    let length = (steps / turns).squareRoot()
    guard length > 1, length.isFinite else { return nil }
    func beyond(_ x0: Double, _ x1: Double, _ x2: Double) -> Double {
      x0 + 2 * length * (x1 - x0) + length * length * (x2 - 2 * x1 + x0)
    }
    means = scales.indices.map { beyond(start.means[$0], first.means[$0], second.means[$0]) }
    covariance = second.covariance
    for j in scales.indices {
      for i in scales.indices {
        covariance[i, j] = beyond(start.covariance[i, j], first.covariance[i, j], second.covariance[i, j])
      }
    }
    var correlation = covariance
    for j in scales.indices {
      for i in scales.indices { correlation[i, j] *= scales[i] * scales[j] }
    }
    guard (try? CholeskyFactor(of: correlation)) != nil else { return nil }
  }

  /// One step of the iteration.
  func improved(
    _ returns: ObservedReturns, _ patterns: [MissingPattern]
  ) throws(CovarianceError) -> NormalEstimate {
    let dimension = returns.dimension
    var products = Matrix(rows: dimension, columns: dimension)
    let expected = try patterns.map { pattern throws(CovarianceError) in
      try add(pattern, to: &products, factor: returns.factor)
    }
    let total = Double(returns.rows)
    let means = (0..<dimension).map { j in
      CompensatedSum(zip(patterns, expected).lazy.map { Double($0.rows) * $1[j] }).value / total
    }
    for (pattern, center) in zip(patterns, expected) {
      for j in 0..<dimension {
        for i in 0..<dimension {
          products[i, j] += Double(pattern.rows) * ((center[i] - means[i]) * (center[j] - means[j]))
        }
      }
    }
    return NormalEstimate(means: means, covariance: products.scaled(by: 1 / total))
  }

  /// Adds the expected products of a pattern's rows about their expected mean, which is returned.
  private func add(
    _ pattern: MissingPattern, to products: inout Matrix, factor: (Int) -> RiskFactor
  ) throws(CovarianceError) -> [Double] {
    let (known, wanted) = (pattern.observed, pattern.missing)
    let regression = try Regression(covariance, of: wanted, on: known, factor: factor)
    let cross = pattern.products.multiplied(by: regression.coefficients)
    let own = regression.coefficients.transposedMultiplied(by: cross)
    var center = means
    for (k, place) in known.enumerated() { center[place] = pattern.means[k] }
    for (j, column) in wanted.enumerated() {
      for (k, row) in known.enumerated() {
        center[column] += regression.coefficients[k, j] * (pattern.means[k] - means[row])
        products[row, column] += cross[k, j]
        products[column, row] += cross[k, j]
      }
      for (i, row) in wanted.enumerated() {
        products[row, column] += own[i, j] + Double(pattern.rows) * regression.residual[i, j]
      }
    }
    for (j, column) in known.enumerated() {
      for (i, row) in known.enumerated() { products[row, column] += pattern.products[i, j] }
    }
    return center
  }

  /// Minus twice the logarithm of the likelihood of what is observed, less a constant, and the size of its terms.
  ///
  ///     Σ over patterns: rows * log det Σ + tr Σ⁻¹ (products + rows (m − μ) (m − μ)ᵀ)
  ///
  /// Nil where the covariance of what a pattern observes is not positive definite.
  func deviance(_ patterns: [MissingPattern]) -> (value: Double, size: Double)? {
    let deviations = covariance.diagonal.map { $0.squareRoot() }
    var (total, size) = (CompensatedSum(), 0.0)
    for pattern in patterns where !pattern.observed.isEmpty {
      let known = pattern.observed
      // On the correlation, so that small variances do not disturb.
      let scales = known.map { 1 / deviations[$0] }
      let shifts = known.indices.map { (pattern.means[$0] - means[known[$0]]) * scales[$0] }
      var correlation = covariance.part(rows: known, columns: known)
      var products = pattern.products
      for j in known.indices {
        for i in known.indices {
          correlation[i, j] *= scales[i] * scales[j]
          products[i, j] = products[i, j] * (scales[i] * scales[j]) + Double(pattern.rows) * (shifts[i] * shifts[j])
        }
      }
      guard let root = try? CholeskyFactor(of: correlation) else { return nil }
      let logarithms = [root.logDeterminant] + known.map { 2 * log(deviations[$0]) }
      let terms = logarithms.map { Double(pattern.rows) * $0 } + root.solve(products).diagonal
      for term in terms {
        total.add(term)
        size += abs(term)
      }
    }
    return size.isFinite ? (total.value, size) : nil
  }

  /// Whether the observed returns are no less likely than by another estimate, but for rounding.
  func isAsLikely(as other: NormalEstimate, _ patterns: [MissingPattern]) -> Bool {
    guard let own = deviance(patterns), let others = other.deviance(patterns) else { return false }
    return own.value <= others.value + 1e-13 * max(own.size, others.size)
  }

  /// The largest change relative to the deviations.
  func change(from other: NormalEstimate) -> Double {
    let deviations = covariance.diagonal.map { $0.squareRoot() }
    var largest = 0.0
    for j in means.indices {
      largest = max(largest, abs(means[j] - other.means[j]) / deviations[j])
      for i in 0...j {
        let change = abs(covariance[i, j] - other.covariance[i, j]) / (deviations[i] * deviations[j])
        largest = change.isNaN ? .infinity : max(largest, change)
      }
    }
    return largest
  }
}
