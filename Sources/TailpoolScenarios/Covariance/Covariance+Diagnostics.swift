import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// How much a factor takes part in an eigenvector.
package struct FactorLoading: Hashable, Sendable {
  /// The factor.
  package let factor: RiskFactor
  /// Its element of the vector of length 1.
  package let weight: Double
}

/// What is known about a covariance beyond its elements.
package struct CovarianceDiagnostics: Hashable, Sendable {
  /// Number of observations.
  package let observations: Int
  /// The number of equally weighted independent observations with the same information.
  package let effectiveObservations: Double
  /// Weight of the target in the estimate, 0 to 1; nil for an estimator that does not shrink.
  package let shrinkage: Double?
  /// Smallest eigenvalue.
  package let smallestEigenvalue: Double
  /// Largest over smallest eigenvalue; infinite when the smallest is not positive.
  package let conditionNumber: Double
  /// Smallest eigenvalue of the correlation matrix of the factors that move.
  package let smallestCorrelationEigenvalue: Double
  /// Largest over smallest eigenvalue of that matrix; infinite when the smallest is not positive.
  package let correlationConditionNumber: Double
  /// The factors that load most on the smallest eigenvalue of that matrix, at most five, largest first: what is
  /// nearly a combination of what.
  package let weakestLoadings: [FactorLoading]
  /// Factors without variance.
  package let motionless: [RiskFactor]
}

extension Covariance {
  /// How the covariance was estimated, and how well conditioned it is.
  ///
  /// An eigenvalue is NaN where the search for it did not converge.
  ///
  /// - Complexity: O(factors³) each time, for the eigenvalues.
  package var diagnostics: CovarianceDiagnostics {
    let values = (try? matrix.symmetricEigenvalues()) ?? factors.map { _ in .nan }
    let moving = movingIndexes
    let system = try? SymmetricEigensystem(of: correlation.submatrix(moving))
    let (smallest, largest) = (values.first ?? 0, values.last ?? 0)
    let correlationValues = system?.values ?? [.nan]
    return CovarianceDiagnostics(
      observations: observations, effectiveObservations: effectiveObservations, shrinkage: shrinkage,
      smallestEigenvalue: smallest, conditionNumber: ratio(largest, smallest),
      smallestCorrelationEigenvalue: correlationValues.first ?? 0,
      correlationConditionNumber: ratio(correlationValues.last ?? 0, correlationValues.first ?? 0),
      weakestLoadings: system.map { loadings($0, moving) } ?? [],
      motionless: factors.indices.filter { matrix[$0, $0] == 0 }.map { factors[$0] })
  }

  private func ratio(_ largest: Double, _ smallest: Double) -> Double {
    smallest.isNaN ? .nan : smallest > 0 ? largest / smallest : .infinity
  }

  private func loadings(_ system: SymmetricEigensystem, _ moving: [Int]) -> [FactorLoading] {
    guard !moving.isEmpty else { return [] }
    let vector = system.vectors.column(0)
    return zip(moving, vector).map { FactorLoading(factor: factors[$0], weight: $1) }
      .enumerated().sorted { (-abs($0.element.weight), $0.offset) < (-abs($1.element.weight), $1.offset) }
      .prefix(5).map(\.element)
  }

  /// The factors whose variance is above zero.
  var movingIndexes: [Int] { factors.indices.filter { matrix[$0, $0] > 0 } }

  /// The correlation matrix: ones on the diagonal, and zeros beside a factor that does not move.
  public var correlation: Matrix {
    let inverse = deviations.map { $0 > 0 ? 1 / $0 : 0 }
    var result = matrix
    for j in factors.indices {
      for i in 0..<j {
        let element = min(max(matrix[i, j] * inverse[i] * inverse[j], -1), 1)
        (result[i, j], result[j, i]) = (element, element)
      }
      result[j, j] = 1
    }
    return result
  }
}
