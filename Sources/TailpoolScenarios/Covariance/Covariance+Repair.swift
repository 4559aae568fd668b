import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

extension Covariance {
  /// How a covariance that is not positive definite is to be repaired; variances never change.
  public enum RepairMethod: Hashable, Sendable {
    /// The nearest correlation matrix whose smallest eigenvalue is at least the one told.
    case nearest(minimumEigenvalue: Double)
    /// Shrinking toward the identity, with the correlations among the factors told kept as they are.
    case shrinking(keeping: [RiskFactor], minimumEigenvalue: Double)
  }
}

extension Covariance {
  /// A covariance with its repair, which says how far its correlations moved.
  public struct Repaired: Hashable, Sendable {
    /// The repaired covariance; its variances are those of the one given, to rounding.
    public let covariance: Covariance
    /// What was done to the correlation matrix of the factors that move.
    public let repair: CorrelationRepair
  }
}

extension Covariance {
  /// The Cholesky factor, found on the correlation matrix: variances of any size do not disturb each other.
  ///
  ///     L = D C,   C Cᵀ = correlation,   D = diag(deviations)
  ///
  /// A factor without variance has a row of zeros.
  ///
  /// - Returns: Factors × factors, zero above the diagonal.
  /// - Throws: `CovarianceError.notPositiveDefinite` with the first factor that is a combination of those before it:
  ///   its pivot is not above 4 × order × 2⁻⁵², which rounding alone can bring about.
  /// - Complexity: n³/3 flops.
  public func choleskyFactor() throws(CovarianceError) -> Matrix {
    let moving = movingIndexes
    let reduced = correlation.submatrix(moving)
    let factor: Matrix
    do {
      factor = try CholeskyFactor(of: reduced).lower
    } catch {
      let order = if case .notPositiveDefinite(let minor) = error { minor } else { 1 }
      throw failure(moving[order - 1])
    }
    let rounding = 4 * Double(moving.count) * 0x1p-52
    if let place = moving.indices.first(where: { factor[$0, $0] * factor[$0, $0] <= rounding }) {
      throw failure(moving[place])
    }
    let deviations = deviations
    var result = Matrix(rows: factors.count, columns: factors.count)
    for (j, column) in moving.enumerated() {
      for i in j..<moving.count { result[moving[i], column] = deviations[moving[i]] * factor[i, j] }
    }
    return result
  }

  private func failure(_ index: Int) -> CovarianceError {
    .notPositiveDefinite(leadingMinor: index + 1, factor: factors[index])
  }

  /// The covariance with its correlation matrix repaired; never silently: the result says how far it moved.
  ///
  /// - Parameter method: How. A covariance that needs nothing is returned as it is.
  /// - Throws: `CovarianceError.unknownFactor` for a trusted factor that is not there, or `.notRepairable`.
  /// - Complexity: O(factors³) a step.
  public func repaired(by method: Covariance.RepairMethod) throws(CovarianceError) -> Covariance.Repaired {
    let moving = movingIndexes
    let reduced = correlation.submatrix(moving)
    let trusted = try trustedRows(method, moving)
    let repair: CorrelationRepair
    do {
      switch method {
      case .nearest(let minimum): repair = try .nearest(to: reduced, minimumEigenvalue: minimum)
      case .shrinking(_, let minimum):
        repair = try .shrinking(reduced, keeping: trusted, minimumEigenvalue: minimum)
      }
    } catch {
      throw .notRepairable(error)
    }
    if repair.method == .unchanged { return Covariance.Repaired(covariance: self, repair: repair) }
    var result = matrix
    let deviations = deviations
    for (j, column) in moving.enumerated() {
      for (i, row) in moving.enumerated() where i != j {
        result[row, column] = repair.matrix[i, j] * (deviations[row] * deviations[column])
      }
    }
    return Covariance.Repaired(covariance: try replacing(result), repair: repair)
  }

  private func trustedRows(_ method: Covariance.RepairMethod, _ moving: [Int]) throws(CovarianceError) -> [Int] {
    guard case .shrinking(let kept, _) = method else { return [] }
    if let unknown = kept.first(where: { !factors.contains($0) }) { throw .unknownFactor(unknown) }
    return moving.indices.filter { kept.contains(factors[moving[$0]]) }
  }

  /// The same with another matrix.
  func replacing(_ matrix: Matrix) throws(CovarianceError) -> Covariance {
    try Covariance(
      factors: factors, matrix: matrix, observations: observations, effectiveObservations: effectiveObservations,
      shrinkage: shrinkage, convention: convention)
  }

  /// The same correlations with other deviations, one a factor, each ≥ 0.
  func replacing(deviations: [Double]) throws(CovarianceError) -> Covariance {
    let correlation = correlation
    var result = matrix
    for j in factors.indices {
      for i in factors.indices { result[i, j] = correlation[i, j] * (deviations[i] * deviations[j]) }
    }
    return try replacing(result)
  }
}
