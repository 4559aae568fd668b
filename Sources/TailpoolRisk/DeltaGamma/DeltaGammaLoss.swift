import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolNumerics

/// The loss of a book by its value, first and second derivatives, in factors with a joint normal distribution.
///
///     P&L = theta + deltaᵀ x + ½ xᵀ gamma x,   x ~ N(0, covariance)
///
/// Its distribution is that of a quadratic form, which is known exactly.
public struct DeltaGammaLoss: Hashable, Sendable {
  /// The distribution of the loss.
  package let form: QuadraticForm
  /// The standard deviation of the linear part.
  public let linearStandardDeviation: Double
  /// Profit and loss when no factor moves.
  public let theta: Double
  /// The profit and loss but for theta, in independent numbers.
  let principal: PrincipalQuadratic

  /// Brings the book's derivatives into the form of independent numbers.
  ///
  /// - Parameters:
  ///   - theta: Profit and loss when no factor moves.
  ///   - delta: First derivatives, one a factor.
  ///   - gamma: Second derivatives, factors × factors, symmetric.
  ///   - covariance: Covariance of the factors over the horizon, symmetric, positive semidefinite; it may be singular.
  /// - Throws: `RiskError.nonFinite` for a derivative or a covariance that is not finite, `.notPositiveSemidefinite` for a
  ///   covariance with a clearly negative eigenvalue.
  /// - Precondition: The shapes agree.
  /// - Complexity: O(factors³).
  /// - Source: C. Rouvinez, Risk 10 (February 1997) 57.
  public init(theta: Double, delta: [Double], gamma: Matrix, covariance: Matrix) throws(RiskError) {
    if let problem = RiskError.firstProblem(in: [theta] + delta + gamma.storage + covariance.storage) { throw problem }
    principal = try PrincipalQuadratic(delta: delta, gamma: gamma, covariance: covariance)
    // The loss is −b z − ½ λ z²: the generating function has 1 + λ t.
    let terms = zip(principal.slopes, principal.curvatures).map { slope, curvature in
      QuadraticForm.Term(a: curvature, b: slope * slope, degreesOfFreedom: 1)
    }
    form = QuadraticForm(shift: -theta, variance: 0, terms: terms)
    linearStandardDeviation = CompensatedSum(principal.slopes.lazy.map { $0 * $0 }).value.squareRoot()
    self.theta = theta
  }

  /// Value at risk by the linear part alone.
  ///
  ///     VaR = −theta + z(level) sqrt(deltaᵀ covariance delta)
  ///
  /// - Parameter level: The level.
  public func deltaNormalValueAtRisk(_ level: ConfidenceLevel) -> Double {
    ParametricLoss.normal(mean: -theta, standardDeviation: linearStandardDeviation).valueAtRisk(level)
  }

  /// Expected shortfall by the linear part alone.
  public func deltaNormalExpectedShortfall(_ level: ConfidenceLevel) -> Double {
    ParametricLoss.normal(mean: -theta, standardDeviation: linearStandardDeviation).expectedShortfall(level)
  }

  /// Value at risk of a normal distribution with the mean and variance of the quadratic loss.
  public func gammaNormalValueAtRisk(_ level: ConfidenceLevel) -> Double {
    ParametricLoss.normal(mean: form.mean, standardDeviation: form.secondCumulant.squareRoot()).valueAtRisk(level)
  }

  /// Value at risk by the Cornish–Fisher expansion of the quadratic loss.
  ///
  /// - Parameter level: The level.
  /// - Throws: `RiskError.outsideCornishFisherDomain` where the expansion is not a quantile function.
  public func cornishFisherValueAtRisk(_ level: ConfidenceLevel) throws(RiskError) -> Double {
    guard form.secondCumulant > 0 else { return form.mean }
    let expansion = try CornishFisher(skewness: form.skewness, excessKurtosis: form.excessKurtosis)
    let z = NormalDistribution.quantile(upperTail: 1 - level.fraction)
    return form.mean + form.secondCumulant.squareRoot() * expansion.quantile(normal: z)
  }

  /// Value at risk and expected shortfall of the quadratic loss, exactly.
  ///
  /// - Parameter level: The level.
  /// - Returns: Both measures, positive when money is lost.
  /// - Throws: `RiskError.noConvergence` when the integrals or the quantile cannot be found to their accuracy.
  /// - Accuracy: 1e-9 relative to the standard deviation of the loss over the reference cases.
  /// - Complexity: About ten tails of a quadratic form.
  public func exact(_ level: ConfidenceLevel) throws(RiskError) -> (valueAtRisk: Double, expectedShortfall: Double) {
    try form.tailMeasures(level)
  }
}

extension QuadraticForm {
  /// The quantile and the mean beyond it.
  func tailMeasures(
    _ level: ConfidenceLevel
  ) throws(RiskError) -> (valueAtRisk: Double, expectedShortfall: Double) {
    let p = 1 - level.fraction
    let deviation = secondCumulant.squareRoot()
    guard deviation > 0 else { return (mean, mean) }
    if terms.isEmpty {
      let normal = ParametricLoss.normal(mean: mean, standardDeviation: deviation)
      return (normal.valueAtRisk(level), normal.expectedShortfall(level))
    }
    let (least, greatest) = support
    // Cantelli's inequality encloses the quantile.
    var low = max(least, mean - deviation * (p / (1 - p)).squareRoot())
    var high = min(greatest, mean + deviation * ((1 - p) / p).squareRoot())
    var x = min(max(mean + deviation * NormalDistribution.quantile(upperTail: p), low + 1e-3 * (high - low)), high)
    if x >= high { x = low + 0.5 * (high - low) }
    var tail = try tail(x)
    for _ in 0..<200 {
      if tail.probability > p { low = x } else { high = x }
      // Newton's step for the logarithm of the tail, whose error after it is about the square of that before.
      let distance = log(tail.probability / p)
      var next = x + tail.probability / tail.density * distance
      let isInside = next > low && next < high
      if !isInside { next = low + 0.5 * (high - low) }
      let isClose = isInside && abs(distance) <= 1e-6 || abs(next - x) <= max(1e-13 * deviation, 2 * x.ulp)
      x = next
      tail = try self.tail(x)
      if isClose || low + 0.5 * (high - low) == low { break }
    }
    // At the end of the support a last rounding of x may move the probability, but not this mean.
    return (x, x + tail.excess / p)
  }
}
