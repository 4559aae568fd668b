import TailpoolLibc
import TailpoolNumerics

/// Claims whose logarithm is normal: log X ~ N(μ, σ²).
///
///     S(x)           = N(−z),  z = (log x − μ) / σ
///     E[min(X, d)]   = exp(μ + σ²/2) N(z − σ) + d N(−z)  at x = d
///     E[min(X, d)²]  = exp(2μ + 2σ²) N(z − 2σ) + d² N(−z)
///
/// - Accuracy: 1e-13 relative for tails down to 1e-30 and σ from 0.01 to 5.
/// - Source: S. A. Klugman, H. H. Panjer, G. E. Willmot, Loss Models, 4th edition, Wiley (2012), appendix A.5.1.1.
public struct LognormalSeverity: Hashable, SmoothSeverity {
  /// μ, the mean of the logarithm.
  public let logMean: Double
  /// σ, the standard deviation of the logarithm.
  public let logStandardDeviation: Double
  private let median: Double

  /// Creates a law from the moments of the logarithm.
  ///
  /// - Parameters:
  ///   - logMean: μ, −300 … 300.
  ///   - logStandardDeviation: σ, finite and > 0. Moments beyond the range of a `Double` count as infinite.
  /// - Throws: `InsuranceError.invalid`.
  public init(logMean: Double, logStandardDeviation: Double) throws(InsuranceError) {
    guard abs(logMean) <= 300 else {
      throw .invalid("mean of the logarithm", index: nil, value: logMean, expected: "−300 … 300")
    }
    self.logMean = logMean
    self.logStandardDeviation = try InsuranceError.checkPositive(
      "standard deviation of the logarithm", logStandardDeviation)
    median = exp(logMean)
  }

  /// Creates a law from its mean and standard deviation.
  ///
  ///     σ² = log(1 + (s/m)²),  μ = log m − σ²/2
  ///
  /// - Parameters:
  ///   - mean: m, finite and > 0.
  ///   - standardDeviation: s, finite and > 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(mean: Double, standardDeviation: Double) throws(InsuranceError) {
    let ratio =
      try InsuranceError.checkPositive("standard deviation", standardDeviation)
      / InsuranceError.checkPositive("mean", mean)
    let variance = log1p(ratio * ratio)
    try self.init(logMean: log(mean) - 0.5 * variance, logStandardDeviation: variance.squareRoot())
  }

  var least: Double { 0 }

  private func deviate(_ amount: Double) -> Double { log(amount / median) / logStandardDeviation }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double {
    amount <= 0 ? 1 : NormalDistribution.complementary(deviate(amount))
  }

  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double {
    amount <= 0 ? 0 : NormalDistribution.cumulative(deviate(amount))
  }

  /// The least amount that is not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    return exp(logMean + logStandardDeviation * NormalDistribution.quantile(probability))
  }

  /// The least amount that is exceeded with no more than a probability.
  public func quantile(upperTail tail: Double) -> Double {
    guard tail >= 0, tail <= 1 else { return .nan }
    return exp(logMean + logStandardDeviation * NormalDistribution.quantile(upperTail: tail))
  }

  /// The variance; +∞ where it is infinite.
  public var variance: Double {
    let variance = logStandardDeviation * logStandardDeviation
    return exp(2 * logMean + variance) * expm1(variance)
  }

  func limitedMean(_ limit: Double) -> Double { limitedMoment(1, limit) }
  func limitedSecondMoment(_ limit: Double) -> Double { limitedMoment(2, limit) }

  private func limitedMoment(_ order: Double, _ limit: Double) -> Double {
    guard limit > 0 else { return 0 }
    let logWhole = order * (logMean + 0.5 * order * logStandardDeviation * logStandardDeviation)
    guard limit < .infinity else { return exp(logWhole) }
    let z = deviate(limit)
    let (below, above) = (
      NormalDistribution.cumulative(z - order * logStandardDeviation), NormalDistribution.complementary(z)
    )
    // By logarithms only where a factor is beyond the range and the product is not.
    let (whole, power) = (exp(logWhole), order == 1 ? limit : limit * limit)
    return (below == 0 ? 0 : whole.isFinite ? whole * below : exp(logWhole + log(below)))
      + (above == 0 ? 0 : power.isFinite ? power * above : exp(order * log(limit) + log(above)))
  }

  var logDensity: LogDensity? {
    let curvature = 0.5 / (logStandardDeviation * logStandardDeviation)
    let constant = -log(logStandardDeviation * median) - 0.5 * log(2 * .pi)
    return LogDensity(scale: median, constant: constant, slope: -1, curvature: curvature)
  }
}
