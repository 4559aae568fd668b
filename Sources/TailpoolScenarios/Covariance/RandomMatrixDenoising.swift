import TailpoolLinearAlgebra
import TailpoolNumerics

/// The sample covariance with the eigenvalues of its correlation that noise alone would give replaced by their mean.
///
///     λ ≤ (1 + √(p/n))²   ↦   the mean of all such λ;   then ones on the diagonal again
///
/// The edge is Marchenko and Pastur's for p independent returns of unit variance in n observations. Variances are the
/// sample's. A factor that does not move stays as it is.
///
/// - Source: L. Laloux, P. Cizeau, J.-P. Bouchaud, M. Potters, Phys. Rev. Lett. 83 (1999) 1467; M. López de Prado,
///   Advances in Financial Machine Learning (2018), constant residual eigenvalue.
public struct RandomMatrixDenoising: CovarianceEstimator, Hashable {
  /// Creates the estimator.
  public init() {}

  /// The eigenvalues between which those of p independent returns of unit variance lie in large samples.
  ///
  /// - Parameters:
  ///   - observations: n, > 0.
  ///   - dimension: p, > 0.
  /// - Returns: `(1 − √(p/n))²` and `(1 + √(p/n))²`; NaN when a count is not positive.
  public static func noiseEdges(observations: Int, dimension: Int) -> (lower: Double, upper: Double) {
    guard observations > 0, dimension > 0 else { return (.nan, .nan) }
    let root = (Double(dimension) / Double(observations)).squareRoot()
    return ((1 - root) * (1 - root), (1 + root) * (1 + root))
  }

  /// The covariance of a panel of at least two observations; see the protocol.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let sample = try SampleCovariance().covariance(of: panel)
    return try sample.mappingCorrelation { system in
      let edge = RandomMatrixDenoising.noiseEdges(
        observations: panel.observations, dimension: system.values.count
      ).upper
      let noise = system.values.prefix { $0 <= edge }
      guard !noise.isEmpty else { return system.matrix(withEigenvalues: system.values) }
      let mean = max(CompensatedSum(noise).value / Double(noise.count), 0)
      return system.matrix(
        withEigenvalues: noise.map { _ in mean } + system.values.dropFirst(noise.count))
    }
  }
}

/// The sample covariance reduced to a few statistical factors of its correlation, and what each return has of its own.
///
///     C = B Bᵀ + diag(1 − Σ_k B_ik²),   B = the k largest eigenvectors times √λ
///
/// Variances are the sample's, and the matrix is positive definite unless some return is nothing but the factors.
///
/// - Source: G. Connor, R. Korajczyk, J. Financial Economics 21 (1988) 255.
public struct StatisticalFactorCovariance: CovarianceEstimator, Hashable {
  /// Number of factors.
  public let count: Int

  /// Creates the estimator.
  ///
  /// - Parameter count: Number of factors, from 0 to the dimension; other values are an error when it is used.
  public init(count: Int) {
    self.count = count
  }

  /// The covariance of a panel of at least two observations; see the protocol.
  ///
  /// - Throws: `CovarianceError.invalidFactorCount`, too.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    guard count >= 0, count <= panel.factors.count else {
      throw .invalidFactorCount(count, dimension: panel.factors.count)
    }
    let sample = try SampleCovariance().covariance(of: panel)
    return try sample.mappingCorrelation { system in
      let kept = max(0, system.values.count - count)
      var common = system.matrix(
        withEigenvalues: system.values.enumerated().map { $0.offset < kept ? 0 : $0.element })
      for i in 0..<common.rows { common[i, i] = max(1, common[i, i]) }
      return common
    }
  }
}

extension Covariance {
  /// The same variances with the correlation matrix of the factors that move replaced, and scaled to ones on its
  /// diagonal.
  func mappingCorrelation(_ transform: (SymmetricEigensystem) -> Matrix) throws(CovarianceError) -> Covariance {
    let moving = movingIndexes
    guard let system = try? SymmetricEigensystem(of: correlation.submatrix(moving)) else { throw .noConvergence }
    let mapped = transform(system)
    let deviations = deviations
    let roots = mapped.diagonal.map { $0.squareRoot() }
    var result = matrix
    for (j, column) in moving.enumerated() {
      for (i, row) in moving.enumerated() where i != j {
        let correlation = mapped[i, j] / (roots[i] * roots[j])
        result[row, column] = correlation * (deviations[row] * deviations[column])
      }
    }
    return try replacing(result)
  }
}
