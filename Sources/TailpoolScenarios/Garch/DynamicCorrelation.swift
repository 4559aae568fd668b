import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolNumerics

/// A correlation that follows its own past and the last products of standardized returns: DCC(1,1).
///
///     Q' = (1 − a − b) Q̄ + a z zᵀ + b Q,   R = diag(Q)^−½ Q diag(Q)^−½,   Q̄ = Σ z zᵀ / n,   first Q = Q̄
///
/// - Source: R. F. Engle, J. Business & Economic Statistics 20 (2002) 339.
package struct DynamicCorrelation: Hashable, Sendable {
  /// a ≥ 0: weight of the last products.
  package let reaction: Double
  /// b ≥ 0 with a + b < 1: weight of the past.
  package let persistence: Double
  /// The correlation of the last period of the sample.
  package let last: Matrix
  /// The correlation of the period after it.
  package let next: Matrix
  /// −½ Σ (log |R| + zᵀ R⁻¹ z − zᵀ z), the part of the log likelihood that depends on the correlations; −∞ when one of
  /// them is not positive definite.
  package let logLikelihood: Double

  /// Filters standardized returns with given parameters.
  ///
  /// - Parameters:
  ///   - residuals: Observations × factors: returns over their standard deviations, in the order of time.
  ///   - reaction: a ≥ 0.
  ///   - persistence: b ≥ 0, a + b < 1.
  /// - Throws: `ScenarioError.tooFewObservations` for less than 2, `.invalidWeight` for a or b, or `.invalidCorrelation`
  ///   when a residual is not finite.
  /// - Complexity: O(observations × factors³).
  package init(residuals: Matrix, reaction: Double, persistence: Double) throws(ScenarioError) {
    guard residuals.rows >= 2 else { throw .tooFewObservations(found: residuals.rows, required: 2) }
    guard reaction >= 0, reaction < 1 else { throw .invalidWeight(reaction) }
    guard persistence >= 0, reaction + persistence < 1 else { throw .invalidWeight(persistence) }
    guard residuals.storage.allSatisfy({ $0.isFinite }) else { throw .invalidCorrelation }
    let mean = residuals.gram(scale: 1 / Double(residuals.rows))
    var (q, sum, last) = (mean, CompensatedSum(), mean)
    for row in 0..<residuals.rows {
      let z = (0..<residuals.columns).map { residuals[row, $0] }
      last = q.normalizedToCorrelation()
      sum.add(correlationLogLikelihood(of: z, last))
      q = q.followed(by: z, mean: mean, reaction, persistence)
    }
    (self.reaction, self.persistence, self.last) = (reaction, persistence, last)
    next = q.normalizedToCorrelation()
    logLikelihood = sum.value.isNaN ? -.infinity : sum.value
  }

  /// Finds the parameters with the greatest likelihood.
  ///
  /// The likelihood is that of all factors up to `largestJointOrder` of them, and the sum over neighboring pairs beyond
  /// (Engle, Shephard and Sheppard's composite likelihood).
  ///
  /// - Parameter residuals: Observations × factors, in the order of time.
  /// - Throws: As with given parameters.
  /// - Complexity: Some hundreds of filters.
  package init(fittedTo residuals: Matrix) throws(ScenarioError) {
    let pairs =
      residuals.columns <= DynamicCorrelation.largestJointOrder
      ? [residuals] : (1..<residuals.columns).map { residuals.columns(($0 - 1)...$0) }
    func weights(_ point: [Double]) -> (Double, Double) {
      let (x, y) = (exp(point[0]), exp(point[1]))
      return (x / (1 + x + y), y / (1 + x + y))
    }
    let point =
      residuals.columns < 2
      ? [-30.0, 0]
      : leastPoint(
        of: { point in
          let (a, b) = weights(point)
          return pairs.reduce(0) { sum, pair in
            sum - ((try? DynamicCorrelation(residuals: pair, reaction: a, persistence: b).logLikelihood) ?? -.infinity)
          }
        }, from: [0, 3], step: 0.7, tolerance: 1e-9, steps: 200)
    let (a, b) = weights(point)
    try self.init(residuals: residuals, reaction: a, persistence: b)
  }

  /// Most factors whose joint likelihood is used.
  package static let largestJointOrder = 12
}

/// The covariance of the next day: GARCH(1,1) volatilities with a DCC correlation.
///
/// A factor whose returns are all zero, or constant, gets its sample variance and no correlation.
public struct DynamicCovariance: CovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// The covariance of the day after the panel's last, from at least 30 observations; see the protocol.
  ///
  /// - Complexity: A GARCH fit a factor and some hundreds of DCC filters.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    _ = try panel.checkedMeans(atLeast: GARCHModel.Fit.fewestReturns)
    let fits = panel.factors.indices.map { column -> (residuals: [Double], next: Double)? in
      let returns = Array(panel.returns.column(column))
      guard let model = try? GARCHModel.Fit(to: returns, factor: panel.factors[column]).model else { return nil }
      let variances = model.variances(of: returns)
      let residuals = zip(returns, variances).map { $0 / $1.squareRoot() }
      return residuals.allSatisfy { $0.isFinite } ? (residuals, variances[returns.count]) : nil
    }
    let moving = fits.indices.filter { fits[$0] != nil }
    let residuals = Matrix(
      rows: panel.observations, columns: moving.count, storage: moving.flatMap { fits[$0]?.residuals ?? [] })
    let correlation: Matrix
    do {
      correlation = moving.isEmpty ? residuals : try DynamicCorrelation(fittedTo: residuals).next
    } catch {
      throw .noConvergence
    }
    var matrix = Matrix(rows: fits.count, columns: fits.count)
    for (i, row) in moving.enumerated() {
      for (j, column) in moving.enumerated() {
        let variances = (fits[row]?.next ?? 0, fits[column]?.next ?? 0)
        matrix[row, column] =
          row == column ? variances.0 : correlation[max(i, j), min(i, j)] * (variances.0 * variances.1).squareRoot()
      }
    }
    return try Covariance(panel, matrix)
  }
}

extension Matrix {
  /// The matrix over the roots of its diagonal's products, with ones on the diagonal.
  fileprivate func normalizedToCorrelation() -> Matrix {
    let inverse = diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    var result = self
    for j in 0..<columns {
      for i in 0..<rows { result[i, j] = i == j ? 1 : self[i, j] * inverse[i] * inverse[j] }
    }
    return result
  }

  /// (1 − a − b) mean + a z zᵀ + b self.
  fileprivate func followed(by z: [Double], mean: Matrix, _ a: Double, _ b: Double) -> Matrix {
    var result = self
    for j in 0..<columns {
      for i in 0..<rows { result[i, j] = (1 - a - b) * mean[i, j] + a * (z[i] * z[j]) + b * self[i, j] }
    }
    return result
  }

  fileprivate func columns(_ range: ClosedRange<Int>) -> Matrix {
    Matrix(rows: rows, columns: range.count, storage: range.flatMap { column($0) })
  }
}

/// −½ (log |R| + zᵀ R⁻¹ z − zᵀ z); −∞ when R is not positive definite.
private func correlationLogLikelihood(of z: [Double], _ correlation: Matrix) -> Double {
  guard let lower = try? CholeskyFactor(of: correlation).lower else { return -.infinity }
  var (solution, sum) = (z, 0.0)
  for i in z.indices {
    for k in 0..<i { solution[i] -= lower[i, k] * solution[k] }
    solution[i] /= lower[i, i]
    sum += 2 * log(lower[i, i]) + solution[i] * solution[i] - z[i] * z[i]
  }
  return -0.5 * sum
}
