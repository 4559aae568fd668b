import TailpoolNumerics

/// The covariance that makes the observed returns likeliest if they are jointly normal, by expectation–maximization.
///
/// Each step fills a missing return with its regression on those of the same row, adds the variance that the regression
/// leaves, and estimates mean and covariance anew, with divisor n. What is missing is never filled in the panel. Two steps
/// and their difference show where the steps lead, and the iteration goes on from there; a step decides when it ends.
///
/// The effective observations told are the returns of the factor that has fewest.
///
/// - Source: A. Dempster, N. Laird, D. Rubin, J. Royal Statistical Society B 39 (1977) 1; for the acceleration R. Varadhan,
///   C. Roland, Scandinavian J. Statistics 35 (2008) 335.
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
  /// - Complexity: A step is O(patterns × factors³), with as many patterns as there are different sets of missing
  ///   factors; the rows are read once.
  public func covariance(of panel: IncompletePanel) throws(CovarianceError) -> Covariance {
    let observed = try ObservedReturns(panel, atLeast: 2)
    guard observed.dimension > 0 else {
      return try observed.covariance(Matrix(rows: 0, columns: 0), of: panel)
    }
    let patterns = MissingPattern.all(observed)
    var steps = 0
    /// One step, and how far it went.
    func step(from estimate: NormalEstimate) throws(CovarianceError) -> (to: NormalEstimate, change: Double) {
      guard steps < mostSteps else { throw .noConvergence }
      steps += 1
      let next = try estimate.improved(observed, patterns)
      return (next, next.change(from: estimate))
    }
    var start = NormalEstimate(observed)
    while true {
      let first = try step(from: start)
      if first.change <= tolerance { return try observed.covariance(first.to.covariance, of: panel) }
      guard first.change.isFinite else { throw .noConvergence }
      let second = try step(from: first.to)
      if second.change <= tolerance { return try observed.covariance(second.to.covariance, of: panel) }
      // What the steps lead to is kept if it is a covariance, and a step from it is shorter than the second one was, so
      // that the iteration never does worse than plain steps.
      guard let beyond = NormalEstimate(extrapolating: start, first.to, second.to),
        let third = try? step(from: beyond), third.change < second.change
      else {
        start = second.to
        continue
      }
      start = third.to
    }
  }
}

/// Rows with the same factors missing, and all that the iteration needs of them.
struct MissingPattern {
  let observed: [Int]
  let missing: [Int]
  let rows: Int
  /// The means of the observed factors over these rows.
  let means: [Double]
  /// Their centered products, summed over these rows.
  let products: Matrix

  private init(_ mask: [Bool], _ rows: [Int], of returns: ObservedReturns) {
    observed = mask.indices.filter { mask[$0] }
    missing = mask.indices.filter { !mask[$0] }
    self.rows = rows.count
    let block = returns.values.part(rows: rows, columns: observed)
    means = (0..<block.columns).map { CompensatedSum(block.column($0)).value / Double(rows.count) }
    products = block.gram(centeredAt: means)
  }

  static func all(_ returns: ObservedReturns) -> [MissingPattern] {
    let groups = Dictionary(grouping: 0..<returns.rows) { returns.isObserved[$0] }
    return groups.sorted { $0.value[0] < $1.value[0] }.map { MissingPattern($0.key, $0.value, of: returns) }
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
