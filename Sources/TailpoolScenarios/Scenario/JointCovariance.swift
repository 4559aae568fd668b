import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// The covariance of n spots and their n volatilities, in that order.
package struct JointCovariance: Hashable {
  let assets: [String]
  /// Assets whose volatility has no factor of its own.
  let assumed: [String]
  package let matrix: Matrix

  init(_ covariance: Covariance, assumedDeviation: Double) throws(ScenarioError) {
    try self.init(
      covariance, assets: try spotAssets(of: covariance.factors), assumedDeviation: assumedDeviation)
  }

  /// Takes chosen assets, in their order; one without a spot factor does not move.
  package init(_ covariance: Covariance, assets: [String], assumedDeviation: Double) throws(ScenarioError) {
    guard assumedDeviation > 0, assumedDeviation.isFinite else { throw .invalidStandardDeviation(assumedDeviation) }
    let places = Dictionary(
      zip(covariance.factors, covariance.factors.indices), uniquingKeysWith: { first, _ in first })
    self.assets = assets
    let factors = assets.map(RiskFactor.spot) + assets.map(RiskFactor.volatility)
    let rows = factors.map { places[$0] }
    var joint = Matrix(rows: factors.count, columns: factors.count)
    for (i, row) in rows.enumerated() {
      for (j, column) in rows.enumerated() {
        if let row, let column { joint[i, j] = covariance.matrix[row, column] }
      }
      if row == nil, i >= assets.count { joint[i, i] = assumedDeviation * assumedDeviation }
    }
    matrix = joint
    assumed = assets.filter { places[.volatility($0)] == nil }
  }

  /// The factor of a row.
  func factor(_ row: Int) -> RiskFactor {
    row < assets.count ? .spot(assets[row]) : .volatility(assets[row - assets.count])
  }

  /// A matrix W with W Wᵀ = horizon × the covariance, its rows in the order of the factors.
  func weights(
    _ factorization: ScenarioSampling.Factorization, horizonInDays: Double
  ) throws(ScenarioError) -> Matrix {
    guard horizonInDays > 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    let root = horizonInDays.squareRoot()
    let weights = try unscaledWeights(factorization)
    let scaled = Matrix(rows: weights.rows, columns: weights.columns, storage: weights.storage.map { $0 * root })
    guard scaled.storage.allSatisfy({ $0.isFinite }) else { throw .invalidHorizon(days: horizonInDays) }
    return scaled
  }

  private func unscaledWeights(_ factorization: ScenarioSampling.Factorization) throws(ScenarioError) -> Matrix {
    switch factorization {
    case .cholesky:
      return try factored(matrix)
    case .pivotedCholesky(let tolerance): return try pivotedWeights(tolerance: tolerance)
    case .principalComponents: return try principalWeights()
    }
  }

  /// The Cholesky factor of a covariance of these factors; one that does not move has a row of zeros.
  func factored(_ matrix: Matrix) throws(ScenarioError) -> Matrix {
    do {
      return try Covariance(factors: (0..<matrix.rows).map(factor), matrix: matrix, observations: 0).choleskyFactor()
    } catch {
      guard case .notPositiveDefinite(let minor, let culprit) = error else {
        throw .notPositiveDefinite(leadingMinor: 1, factor: factor(0))
      }
      throw .notPositiveDefinite(leadingMinor: minor, factor: culprit)
    }
  }

  private func principalWeights() throws(ScenarioError) -> Matrix {
    guard let system = try? SymmetricEigensystem(of: matrix) else {
      throw .notPositiveDefinite(leadingMinor: 1, factor: factor(0))
    }
    let tolerance = Double(4 * matrix.rows) * .ulpOfOne * (system.values.last ?? 0)
    if let smallest = system.values.first, smallest < -tolerance {
      // The factor that the offending eigenvector loads on most.
      let loadings = system.vectors.column(0).map { abs($0) }
      let row = loadings.firstIndex(of: loadings.max() ?? 0) ?? 0
      throw .notPositiveDefinite(leadingMinor: row + 1, factor: factor(row))
    }
    let kept = system.values.indices.reversed().filter { system.values[$0] > tolerance }
    return Matrix(
      rows: matrix.rows, columns: kept.count,
      storage: kept.flatMap { index in
        let root = system.values[index].squareRoot()
        return system.vectors.column(index).map { $0 * root }
      })
  }

  private func pivotedWeights(tolerance: Double?) throws(ScenarioError) -> Matrix {
    guard tolerance?.isFinite ?? true else { throw .invalidTolerance(tolerance ?? .nan) }
    let pivoted: PivotedCholeskyFactor
    do {
      pivoted = try PivotedCholeskyFactor(of: matrix, tolerance: tolerance)
    } catch {
      throw .notPositiveDefinite(leadingMinor: 1, factor: factor(0))
    }
    // A positive semidefinite matrix leaves a remainder whose elements are at most its diagonal's largest.
    let weights = pivoted.unpivoted
    let largest = matrix.diagonal.max() ?? 0
    let allowed = max(tolerance ?? 0, Double(4 * matrix.rows) * .ulpOfOne * largest)
    for i in 0..<matrix.rows {
      for j in 0...i {
        let product = CompensatedSum((0..<pivoted.rank).lazy.map { weights[i, $0] * weights[j, $0] }).value
        if abs(matrix[i, j] - product) > allowed {
          throw .notPositiveDefinite(leadingMinor: i + 1, factor: factor(i))
        }
      }
    }
    return weights
  }
}

/// The assets of the spots among some factors, each once and in their order.
func spotAssets(of factors: [RiskFactor]) throws(ScenarioError) -> [String] {
  var seen = Set<String>()
  let assets = factors.compactMap { factor -> String? in
    guard case .spot(let asset) = factor, seen.insert(asset).inserted else { return nil }
    return asset
  }
  guard !assets.isEmpty else { throw .noAssets }
  return assets
}

extension PivotedCholeskyFactor {
  /// The factor with its rows in the order of the matrix: order × rank.
  var unpivoted: Matrix {
    var weights = Matrix(rows: lower.rows, columns: rank)
    for (row, place) in pivots.enumerated() {
      for column in 0..<rank { weights[place, column] = lower[row, column] }
    }
    return weights
  }
}
