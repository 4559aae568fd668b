import TailpoolLibc
import TailpoolNumerics

/// Claims above a threshold μ with a generalized Pareto law of shape ξ and scale σ.
///
///     S(x) = (1 + ξ (x − μ)/σ)^(−1/ξ) = exp(−g),  g = log(1 + ξ (x − μ)/σ) / ξ,  or (x − μ)/σ where ξ = 0
///
/// For ξ < 0 it ends at μ − σ/ξ; for ξ ≥ 1 its mean is infinite, for ξ ≥ ½ its variance. Above an amount u it has the same law
/// with scale σ + ξ (u − μ), so that each layer is S(u) times one from zero, and loses no digits anywhere:
///
///     E[min(X − μ, l)]  = σ (1 − e^(−(1−ξ)G)) / (1 − ξ),  G = g at μ + l
///     E[min(X − μ, l)²] = 2 σ² ∫ (e^(ξg) − 1)/ξ e^(−(1−ξ)g) dg over (0, G)
///
/// - Accuracy: 1e-12 relative for ξ from −1 to 3 and tails down to 1e-30; cells of a grid to 2e-16/|ξ| for small ξ, at worst 1e-10.
/// - Source: J. Pickands, Annals of Statistics 3 (1975) 119.
public struct GeneralizedParetoSeverity: Hashable, SmoothSeverity {
  /// ξ, the tail index.
  public let shape: Double
  /// σ, in units of money.
  public let scale: Double
  /// μ, below which there is no claim.
  public let threshold: Double

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - shape: ξ, −10 … 10.
  ///   - scale: σ, finite and > 0.
  ///   - threshold: μ, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(shape: Double, scale: Double, threshold: Double = 0) throws(InsuranceError) {
    guard abs(shape) <= 10 else { throw .invalid("shape", index: nil, value: shape, expected: "−10 … 10") }
    try InsuranceError.checkNonNegative("threshold", threshold)
    self.shape = shape
    self.scale = try InsuranceError.checkPositive("scale", scale)
    self.threshold = threshold
  }

  var least: Double { threshold }

  /// −log S at an excess, for a law of the scale given.
  private func hazard(_ excess: Double, scale: Double) -> Double {
    guard excess > 0 else { return excess.isNaN ? .nan : 0 }
    guard shape != 0 else { return excess / scale }
    guard shape * excess < -0.5 * scale else { return log1p(shape * (excess / scale)) / shape }
    // Near the end of the law, what is left is rounded once.
    let left = scale.addingProduct(shape, excess)
    return left > 0 ? log(left / scale) / shape : .infinity
  }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double { exp(-hazard(amount - threshold, scale: scale)) }
  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double { -expm1(-hazard(amount - threshold, scale: scale)) }

  /// The least amount that is not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    return probability == 0 ? 0 : amount(-log1p(-probability))
  }

  /// The least amount that is exceeded with no more than a probability.
  public func quantile(upperTail tail: Double) -> Double {
    guard tail >= 0, tail <= 1 else { return .nan }
    return tail == 1 ? 0 : amount(tail > 0.5 ? -log1p(tail - 1) : -log(tail))
  }

  /// The amount at which −log S has a value.
  private func amount(_ hazard: Double) -> Double {
    threshold + scale * (shape == 0 ? hazard : expm1(shape * hazard) / shape)
  }

  /// The variance; +∞ where it is infinite.
  public var variance: Double {
    guard shape < 0.5 else { return .infinity }
    let root = scale / (1 - shape)
    return root * root / (1 - 2 * shape)
  }

  /// The mean of a layer, ∫ S(x) dx between its two ends.
  public func layerMean(from attachment: Double, to exhaustion: Double) -> Double {
    guard attachment >= 0, attachment.isFinite, exhaustion >= attachment else { return .nan }
    let low = max(attachment, threshold)
    let certain = min(max(threshold - attachment, 0), exhaustion - attachment)
    return certain + (exhaustion > low ? survival(low) * mean(of: exhaustion - low, above: low) : 0)
  }

  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends.
  public func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double {
    guard attachment >= 0, attachment.isFinite, exhaustion >= attachment else { return .nan }
    let low = max(attachment, threshold)
    let certain = min(max(threshold - attachment, 0), exhaustion - attachment)
    guard exhaustion > low, survival(low) > 0 else { return certain * certain }
    let width = exhaustion - low
    let excess = secondMoment(of: width, above: low)
    let cross = certain > 0 ? 2 * certain * mean(of: width, above: low) : 0
    return certain * certain + survival(low) * (excess + cross)
  }

  func limitedMean(_ limit: Double) -> Double { layerMean(from: 0, to: limit) }
  func limitedSecondMoment(_ limit: Double) -> Double { layerSecondMoment(from: 0, to: limit) }

  /// The scale of the law of the excess over an amount; 0 at its end.
  private func scale(above amount: Double) -> Double { max(scale.addingProduct(shape, amount - threshold), 0) }

  /// The mean of the excess over an amount, given one, up to a width.
  private func mean(of width: Double, above amount: Double) -> Double {
    let scale = scale(above: amount)
    guard scale > 0 else { return 0 }
    return scale * decay(1 - shape, to: hazard(width, scale: scale))
  }

  /// ∫ exp(−rate g) dg over (0, end).
  private func decay(_ rate: Double, to end: Double) -> Double {
    if rate == 0 { return end }
    if end == .infinity { return rate > 0 ? 1 / rate : .infinity }
    return -expm1(-rate * end) / rate
  }

  private func secondMoment(of width: Double, above amount: Double) -> Double {
    let scale = scale(above: amount)
    guard scale > 0 else { return 0 }
    let end = hazard(width, scale: scale)
    if end == .infinity, shape >= 0.5 { return .infinity }
    // The difference of the two integrals cancels for a short layer or a small shape.
    if abs(shape) >= 0.05, end >= 1 {
      return 2 * scale * scale * (decay(1 - 2 * shape, to: end) - decay(1 - shape, to: end)) / shape
    }
    // Beyond 60, nothing of a small shape is left.
    let (last, panels) = (min(end, 60), end > 1 ? 15 : 1)
    let half = 0.5 * last / Double(panels)
    let sum = (0..<panels).reduce(0.0) { sum, panel in
      sum
        + GaussLegendre.twenty.sum { node in
          let g = half * (Double(2 * panel) + 1 + node)
          return (shape == 0 ? g : expm1(shape * g) / shape) * exp(-(1 - shape) * g)
        }
    }
    return 2 * scale * scale * half * sum
  }

  /// As a power of y = 1 + ξ (x − μ)/σ, or an exponential in it; a shape near 0 has too few digits in y.
  var logDensity: LogDensity? {
    if shape == 0 { return LogDensity(origin: threshold - scale, scale: scale, constant: -log(scale), rate: 1) }
    guard abs(shape) >= 1e-5 else { return nil }
    return LogDensity(
      origin: threshold - scale / shape, scale: scale / shape, constant: -log(scale), slope: -1 / shape - 1)
  }
}
