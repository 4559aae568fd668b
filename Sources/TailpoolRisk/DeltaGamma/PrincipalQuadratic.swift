import TailpoolLinearAlgebra
import TailpoolNumerics

/// A quadratic profit and loss in independent standard normal numbers along which it has no mixed terms.
///
///     deltaᵀ x + ½ xᵀ gamma x = slopesᵀ u + ½ Σ curvature u²,   x = axes u
///
/// The lengths agree, too: xᵀ covariance⁻¹ x = uᵀ u.
struct PrincipalQuadratic: Hashable {
  /// Factors × rank: the move of each unit step.
  let axes: Matrix
  /// First derivatives along the axes.
  let slopes: [Double]
  /// Second derivatives along the axes, ascending.
  let curvatures: [Double]

  /// Number of axes: the rank of the covariance.
  var rank: Int { axes.columns }

  /// Rotates a quadratic form.
  ///
  /// - Parameters:
  ///   - delta: First derivatives, one a factor, finite.
  ///   - gamma: Second derivatives, symmetric, finite.
  ///   - covariance: Symmetric and positive semidefinite, finite; it may be singular.
  /// - Throws: `RiskError.nonFinite`, `.notPositiveSemidefinite`, or `.noConvergence` for derivatives so large
  ///   that their products with the covariance are not finite.
  /// - Precondition: The shapes agree.
  /// - Complexity: O(factors³).
  init(delta: [Double], gamma: Matrix, covariance: Matrix) throws(RiskError) {
    let n = delta.count
    precondition(
      gamma.rows == n && gamma.columns == n && covariance.rows == n && covariance.columns == n,
      "\(n) deltas, \(gamma.rows) × \(gamma.columns) gammas, \(covariance.rows) × \(covariance.columns) covariances")
    if n > 0, let problem = RiskError.firstProblem(in: delta + gamma.storage + covariance.storage) { throw problem }
    let root = try CovarianceRoot(covariance)
    guard let eigen = try? SymmetricEigensystem(of: root.congruence(gamma)) else { throw .noConvergence(at: .nan) }
    let linear = root.transposed(times: delta)
    slopes = (0..<root.rank).map { j in
      CompensatedSum((0..<root.rank).lazy.map { eigen.vectors[$0, j] * linear[$0] }).value
    }
    curvatures = eigen.values
    var axes = Matrix(rows: n, columns: root.rank)
    for j in 0..<root.rank {
      for (i, value) in root.times(Array(eigen.vectors.column(j))).enumerated() { axes[i, j] = value }
    }
    self.axes = axes
  }

  /// The move of the factors at a point of the axes.
  func move(_ u: [Double]) -> [Double] {
    (0..<axes.rows).map { i in CompensatedSum(u.indices.lazy.map { axes[i, $0] * u[$0] }).value }
  }
}
