import TailpoolLinearAlgebra
import TailpoolNumerics

/// The risk of a linear position whose profit and loss is normal or Student t, with its parts.
///
///     VaR = −meanᵀ w + k sqrt(wᵀ covariance w)
///
/// with k the measure of the standardized distribution. The components, position times marginal, add up to the measure.
///
/// - Source: D. Tasche, "Risk contributions and performance measurement" (1999).
package struct EllipticalRisk: Hashable, Sendable {
  /// A measure of the whole and how it divides.
  package struct Allocation: Hashable, Sendable {
    /// The measure, positive when money is lost.
    package let total: Double
    /// Its derivative with respect to each position.
    package let marginal: [Double]
    /// Position times marginal: the Euler contributions, which add up to the total.
    package let components: [Double]
    /// The total less the measure without the position.
    package let incremental: [Double]
  }

  private let positions: [Double]
  private let mean: [Double]
  private let covariance: Matrix
  private let degreesOfFreedom: Double?

  /// Creates the position.
  ///
  /// - Parameters:
  ///   - positions: Money in each factor, finite.
  ///   - mean: Mean return of each factor, finite.
  ///   - covariance: Covariance of the returns, symmetric positive semidefinite, finite.
  ///   - degreesOfFreedom: Of a t distribution with that covariance, > 2; nil for the normal one.
  /// - Throws: `RiskError.empty`, `.nonFinite`, `.notPositiveSemidefinite` or `.invalidParameter`.
  /// - Precondition: The shapes agree.
  package init(
    positions: [Double], mean: [Double], covariance: Matrix, degreesOfFreedom: Double? = nil
  ) throws(RiskError) {
    let n = positions.count
    precondition(
      mean.count == n && covariance.rows == n && covariance.columns == n,
      "\(n) positions, \(mean.count) means, \(covariance.rows) × \(covariance.columns) covariances")
    if let problem = RiskError.firstProblem(in: positions) ?? RiskError.firstProblem(in: mean + covariance.storage) {
      throw problem
    }
    if let degreesOfFreedom, !(degreesOfFreedom > 2) {
      throw .invalidParameter(name: "degreesOfFreedom", value: degreesOfFreedom)
    }
    _ = try CovarianceRoot(covariance)
    self.positions = positions
    self.mean = mean
    self.covariance = covariance
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The value at risk and its parts.
  package func valueAtRisk(_ level: ConfidenceLevel) -> Allocation { allocation(standard.valueAtRisk(level)) }

  /// The expected shortfall and its parts.
  package func expectedShortfall(_ level: ConfidenceLevel) -> Allocation {
    allocation(standard.expectedShortfall(level))
  }

  /// The standard deviation of the profit and loss.
  package var standardDeviation: Double { deviation(positions) }

  private var standard: ParametricLoss {
    degreesOfFreedom.map { .studentT(mean: 0, standardDeviation: 1, degreesOfFreedom: $0) }
      ?? .normal(mean: 0, standardDeviation: 1)
  }

  private func allocation(_ k: Double) -> Allocation {
    let deviation = standardDeviation
    let slopes = product(positions)
    let marginal = positions.indices.map { -mean[$0] + (deviation > 0 ? k * slopes[$0] / deviation : 0) }
    let total = risk(positions, k)
    return Allocation(
      total: total, marginal: marginal, components: zip(positions, marginal).map { $0 * $1 },
      incremental: positions.indices.map { without in
        var rest = positions
        rest[without] = 0
        return total - risk(rest, k)
      })
  }

  private func risk(_ w: [Double], _ k: Double) -> Double {
    k * deviation(w) - CompensatedSum(zip(mean, w).lazy.map { $0 * $1 }).value
  }

  private func deviation(_ w: [Double]) -> Double {
    max(CompensatedSum(zip(product(w), w).lazy.map { $0 * $1 }).value, 0).squareRoot()
  }

  private func product(_ w: [Double]) -> [Double] {
    w.indices.map { i in CompensatedSum(w.indices.lazy.map { covariance[i, $0] * w[$0] }).value }
  }
}
