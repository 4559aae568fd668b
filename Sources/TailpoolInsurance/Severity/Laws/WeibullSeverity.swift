import TailpoolLibc
import TailpoolNumerics

/// Claims with a Weibull law of shape τ and scale θ: S(x) = exp(−(x/θ)^τ).
///
///     E[min(X, d)^r] = θ^r Γ(1 + r/τ) P(1 + r/τ, (d/θ)^τ) + d^r S(d)
///
/// with the regularized incomplete gamma function P.
///
/// - Accuracy: 1e-12 relative for shapes from 0.1 to 50 and tails down to 1e-30.
/// - Source: Klugman, Panjer, Willmot, Loss Models, 4th edition (2012), appendix A.3.2.3.
public struct WeibullSeverity: Hashable, SmoothSeverity {
  /// τ.
  public let shape: Double
  /// θ, in units of money.
  public let scale: Double

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - shape: τ, 0.05 … 1000.
  ///   - scale: θ, finite and > 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(shape: Double, scale: Double) throws(InsuranceError) {
    guard shape >= 0.05, shape <= 1000 else {
      throw .invalid("shape", index: nil, value: shape, expected: "0.05 … 1000")
    }
    self.shape = shape
    self.scale = try InsuranceError.checkPositive("scale", scale)
  }

  var least: Double { 0 }

  /// (x/θ)^τ for x > 0.
  private func hazard(_ amount: Double) -> Double { pow(amount / scale, shape) }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double { amount <= 0 ? 1 : exp(-hazard(amount)) }
  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double { amount <= 0 ? 0 : -expm1(-hazard(amount)) }

  /// The least amount that is not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    return scale * pow(-log1p(-probability), 1 / shape)
  }

  /// The least amount that is exceeded with no more than a probability.
  public func quantile(upperTail tail: Double) -> Double {
    guard tail >= 0, tail <= 1 else { return .nan }
    return scale * pow(tail > 0.5 ? -log1p(tail - 1) : -log(tail), 1 / shape)
  }

  func limitedMean(_ limit: Double) -> Double { limitedMoment(1, limit) }
  func limitedSecondMoment(_ limit: Double) -> Double { limitedMoment(2, limit) }

  private func limitedMoment(_ order: Double, _ limit: Double) -> Double {
    guard limit > 0 else { return 0 }
    let whole = exp(GammaFunction.logarithm(1 + order / shape)) * pow(scale, order)
    guard limit < .infinity else { return whole }
    let below = GammaDistribution.cumulative(hazard(limit), shape: 1 + order / shape)
    let above = survival(limit)
    return whole * below + (above > 0 ? pow(limit, order) * above : 0)
  }

  var logDensity: LogDensity? {
    LogDensity(scale: scale, constant: log(shape / scale) - 1, slope: shape - 1, rate: 1, power: shape)
  }
}
