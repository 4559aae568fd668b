import TailpoolLibc
import TailpoolNumerics

/// A loss with a distribution of known form, whose value at risk and expected shortfall are closed formulas.
package enum ParametricLoss: Hashable, Sendable {
  /// A normal loss.
  case normal(mean: Double, standardDeviation: Double)
  /// The loss 1 − exp(mean + standardDeviation · Z) of one unit of money in an asset with normal log returns.
  case lognormalAsset(mean: Double, standardDeviation: Double)
  /// A Student t loss, location + scale · T.
  case studentT(location: Double, scale: Double, degreesOfFreedom: Double)
  /// A Laplace loss with density exp(−|x − location| / scale) / (2 scale).
  case laplace(location: Double, scale: Double)
  /// A logistic loss.
  case logistic(location: Double, scale: Double)
  /// A generalized Pareto loss on [0, ∞) or, with a negative shape, [0, −scale/shape].
  case generalizedPareto(shape: Double, scale: Double)

  /// A Student t loss with a given standard deviation, which needs more than two degrees of freedom.
  ///
  /// - Parameters:
  ///   - mean: The mean.
  ///   - standardDeviation: The standard deviation, ≥ 0.
  ///   - degreesOfFreedom: More than 2.
  package static func studentT(
    mean: Double, standardDeviation: Double, degreesOfFreedom: Double
  ) -> ParametricLoss {
    .studentT(
      location: mean, scale: standardDeviation * ((degreesOfFreedom - 2) / degreesOfFreedom).squareRoot(),
      degreesOfFreedom: degreesOfFreedom)
  }

  /// The value at risk: the quantile of the loss.
  ///
  /// - Parameter level: The level.
  /// - Returns: The loss, positive when money is lost; NaN where the parameters are out of range.
  /// - Accuracy: 1e-12 relative where the location does not cancel.
  package func valueAtRisk(_ level: ConfidenceLevel) -> Double {
    let a = level.fraction
    let tail = 1 - a
    switch self {
    case .normal(let mean, let deviation):
      return mean + deviation * NormalDistribution.quantile(upperTail: tail)
    case .lognormalAsset(let mean, let deviation):
      return -expm1(mean - deviation * NormalDistribution.quantile(upperTail: tail))
    case .studentT(let location, let scale, let degrees):
      return location + scale * StudentTDistribution(degreesOfFreedom: degrees).quantile(upperTail: tail)
    case .laplace(let location, let scale):
      return a >= 0.5 ? location - scale * log(2 * tail) : location + scale * log(2 * a)
    case .logistic(let location, let scale):
      return location + scale * log(a / tail)
    case .generalizedPareto(let shape, let scale):
      return shape == 0 ? -scale * log(tail) : scale * expm1(-shape * log(tail)) / shape
    }
  }

  /// The expected shortfall: the mean of the worst `1 − level` of the loss.
  ///
  /// - Parameter level: The level.
  /// - Returns: The mean loss; infinite where the distribution has no mean, NaN where the parameters are out of range.
  /// - Accuracy: 1e-12 relative where the location does not cancel.
  /// - Source: A. McNeil, R. Frey and P. Embrechts, Quantitative Risk Management (2015), sections 2.3 and 5.2.
  package func expectedShortfall(_ level: ConfidenceLevel) -> Double {
    let a = level.fraction
    let tail = 1 - a
    switch self {
    case .normal(let mean, let deviation):
      return mean + deviation * NormalDistribution.density(NormalDistribution.quantile(upperTail: tail)) / tail
    case .lognormalAsset(let mean, let deviation):
      let z = NormalDistribution.quantile(upperTail: tail)
      return 1 - exp(mean + deviation * deviation / 2) * NormalDistribution.complementary(z + deviation) / tail
    case .studentT(let location, let scale, let degrees):
      guard degrees > 1 else { return degrees > 0 ? .infinity : .nan }
      let distribution = StudentTDistribution(degreesOfFreedom: degrees)
      let q = distribution.quantile(upperTail: tail)
      return location + scale * distribution.density(q) / tail * (degrees + q * q) / (degrees - 1)
    case .laplace(let location, let scale):
      return a >= 0.5
        ? location + scale * (1 - log(2 * tail)) : location + scale * a * (1 - log(2 * a)) / tail
    case .logistic(let location, let scale):
      return location + scale * (-a * log(a) - tail * log(tail)) / tail
    case .generalizedPareto(let shape, let scale):
      guard shape < 1 else { return shape.isNaN ? .nan : .infinity }
      return (valueAtRisk(level) + scale) / (1 - shape)
    }
  }
}
