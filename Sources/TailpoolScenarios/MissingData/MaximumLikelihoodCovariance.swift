import TailpoolNumerics

/// The covariance that makes the observed returns likeliest if they are jointly normal, by expectation–maximization.
///
/// Each step fills a missing return with its regression on those of the same row, adds the variance that the regression
/// leaves, and estimates mean and covariance anew, with divisor n. What is missing is never filled in the panel.
///
/// The effective observations told are the returns of the factor that has fewest.
///
/// - Source: A. Dempster, N. Laird, D. Rubin, J. Royal Statistical Society B 39 (1977) 1.
public struct MaximumLikelihoodCovariance: IncompleteCovarianceEstimator, Hashable {
  /// The largest change of a step, relative to the deviations, at which the iteration stops.
  public let tolerance: Double
  /// The largest number of steps.
  public let mostSteps: Int

  /// Creates the estimator.
  ///
  /// - Parameters:
  ///   - tolerance: Largest change of an element over √(sᵢᵢ sⱼⱼ), and of a mean over √sᵢᵢ, in the last step.
  ///   - mostSteps: Steps after which the estimate is an error.
  public init(tolerance: Double = 1e-10, mostSteps: Int = 5_000) {
    self.tolerance = tolerance
    self.mostSteps = mostSteps
  }

  /// The covariance of a panel in which every two factors have two returns in common; see the protocol.
  ///
  /// - Throws: `CovarianceError.insufficientOverlap` or `.nonFiniteReturn`; `.notPositiveDefinite` when returns are
  ///   combinations of each other, so that the likelihood has no maximum; `.noConvergence`.
  /// - Complexity: A step is O(patterns × factors³ + rows × factors²), with as many patterns as there are different
  ///   sets of missing factors.
  public func covariance(of panel: IncompletePanel) throws(CovarianceError) -> Covariance {
    let observed = try ObservedReturns(panel, atLeast: 2)
    guard observed.dimension > 0 else {
      return try observed.covariance(Matrix(rows: 0, columns: 0), of: panel)
    }
    var estimate = NormalEstimate(observed)
    let patterns = MissingPattern.all(observed)
    for _ in 0..<mostSteps {
      let next = try estimate.improved(observed, patterns)
      let change = next.change(from: estimate)
      estimate = next
      if change <= tolerance { return try observed.covariance(estimate.covariance, of: panel) }
      guard change.isFinite else { throw .noConvergence }
    }
    throw .noConvergence
  }
}

/// Rows with the same factors missing.
struct MissingPattern {
  let rows: [Int]
  let observed: [Int]
  let missing: [Int]

  static func all(_ returns: ObservedReturns) -> [MissingPattern] {
    let groups = Dictionary(grouping: 0..<returns.rows) { returns.isObserved[$0] }
    return groups.map { mask, rows in
      MissingPattern(
        rows: rows, observed: mask.indices.filter { mask[$0] }, missing: mask.indices.filter { !mask[$0] })
    }.sorted { $0.rows[0] < $1.rows[0] }
  }
}

/// Mean and covariance of a normal distribution.
private struct NormalEstimate {
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

  /// One step of the iteration.
  func improved(
    _ returns: ObservedReturns, _ patterns: [MissingPattern]
  ) throws(CovarianceError) -> NormalEstimate {
    let n = Double(returns.rows)
    var filled = returns.values
    var residual = Matrix(rows: returns.dimension, columns: returns.dimension)
    for pattern in patterns where !pattern.missing.isEmpty {
      let regression = try Regression(covariance, of: pattern.missing, on: pattern.observed, factor: returns.factor)
      fill(&filled, pattern, regression)
      for (j, column) in pattern.missing.enumerated() {
        for (i, row) in pattern.missing.enumerated() {
          residual[row, column] += Double(pattern.rows.count) / n * regression.residual[i, j]
        }
      }
    }
    let means = (0..<filled.columns).map { CompensatedSum(filled.column($0)).value / n }
    let product = filled.gram(centeredAt: means, scale: 1 / n)
    return NormalEstimate(
      means: means,
      covariance: Matrix(
        rows: product.rows, columns: product.columns, storage: zip(product.storage, residual.storage).map(+)))
  }

  private func fill(_ filled: inout Matrix, _ pattern: MissingPattern, _ regression: Regression) {
    for row in pattern.rows {
      for (i, column) in pattern.missing.enumerated() {
        var value = means[column]
        for (k, known) in pattern.observed.enumerated() {
          value += regression.coefficients[k, i] * (filled[row, known] - means[known])
        }
        filled[row, column] = value
      }
    }
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

/// The regression of some factors on others that a covariance implies.
struct Regression {
  /// Known × wanted factors.
  let coefficients: Matrix
  /// The covariance that the regression leaves, wanted × wanted.
  let residual: Matrix

  /// - Throws: `CovarianceError.notPositiveDefinite` when the known factors are combinations of each other.
  init(
    _ covariance: Matrix, of wanted: [Int], on known: [Int], factor: (Int) -> RiskFactor
  ) throws(CovarianceError) {
    let cross = covariance.part(rows: known, columns: wanted)
    let own = covariance.part(rows: wanted, columns: wanted)
    guard !known.isEmpty else {
      (coefficients, residual) = (cross, own)
      return
    }
    // On the correlation of the known, so that small variances do not disturb.
    let scales = known.map { 1 / covariance[$0, $0].squareRoot() }
    var correlation = covariance.part(rows: known, columns: known)
    var scaled = cross
    for i in known.indices {
      for j in known.indices { correlation[i, j] *= scales[i] * scales[j] }
      for j in wanted.indices { scaled[i, j] *= scales[i] }
    }
    let root: CholeskyFactor
    do { root = try CholeskyFactor(of: correlation) } catch {
      guard case .notPositiveDefinite(let minor) = error else { throw .noConvergence }
      throw .notPositiveDefinite(leadingMinor: known[minor - 1] + 1, factor: factor(known[minor - 1]))
    }
    let solved = root.solve(scaled)
    residual = own.subtracting(scaled.transposedMultiplied(by: solved))
    var coefficients = solved
    for i in known.indices {
      for j in wanted.indices { coefficients[i, j] *= scales[i] }
    }
    self.coefficients = coefficients
  }
}
