import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// The count, means and centered products of some observations, which can be joined with those of others.
///
/// Blocks of a long history may be read and dropped one after the other; how it is cut matters only by rounding.
///
/// - Source: T. Chan, G. Golub, R. LeVeque, The American Statistician 37 (1983) 242.
package struct PanelMoments: Hashable, Sendable {
  /// The factors.
  package let factors: [RiskFactor]
  /// Number of observations.
  package let observations: Int
  /// The mean of each factor.
  package let means: [Double]
  /// Σ (r − mean)(r − mean)ᵀ, factors × factors.
  package let products: Matrix

  /// The moments of a panel.
  ///
  /// - Throws: `CovarianceError.nonFiniteReturn`, or `.tooFewObservations` for an empty panel.
  /// - Complexity: observations × factors² flops; no copy of the panel.
  package init(_ panel: ReturnPanel) throws(CovarianceError) {
    factors = panel.factors
    observations = panel.observations
    means = try panel.checkedMeans(atLeast: 1)
    products = panel.returns.gram(withMeans: means)
  }

  private init(factors: [RiskFactor], observations: Int, means: [Double], products: Matrix) {
    self.factors = factors
    self.observations = observations
    self.means = means
    self.products = products
  }

  /// The moments of these observations and others of the same factors together.
  ///
  /// - Precondition: The factors are the same, in the same order.
  package func merged(with other: PanelMoments) -> PanelMoments {
    precondition(factors == other.factors, "moments of other factors")
    let (left, right) = (Double(observations), Double(other.observations))
    let (total, weight) = (left + right, left * right / (left + right))
    let steps = zip(other.means, means).map(-)
    var products = self.products
    for j in factors.indices {
      for i in factors.indices { products[i, j] += other.products[i, j] + weight * (steps[i] * steps[j]) }
    }
    return PanelMoments(
      factors: factors, observations: observations + other.observations,
      means: zip(means, steps).map { $0 + right / total * $1 }, products: products)
  }

  /// The sample covariance, with divisor n − 1.
  ///
  /// - Parameter convention: What the returns were.
  /// - Throws: `CovarianceError.tooFewObservations` with fewer than two, or `.nonFiniteElement`.
  package func sampleCovariance(convention: ReturnConvention = .dailyLog) throws(CovarianceError) -> Covariance {
    guard observations >= 2 else { throw .tooFewObservations(found: observations, required: 2) }
    let scale = 1 / (Double(observations - 1) * Double(convention.span))
    return try Covariance(
      factors: factors, matrix: products.scaled(by: scale), observations: observations,
      effectiveObservations: Double(observations) * convention.informationPerObservation, convention: convention)
  }
}
