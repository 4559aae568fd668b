import TailpoolLibc
import TailpoolNumerics

/// A negative binomial number of claims, which is Poisson with a mean of gamma's law: P(z) = (1 − β (z − 1))⁻ʳ.
public struct NegativeBinomialCount: ClaimCount, Hashable {
  /// r, the shape of the gamma law.
  public let shape: Double
  /// β, its scale: the variance is 1 + β times the mean.
  public let scale: Double

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - shape: r, finite and > 0.
  ///   - scale: β, finite and > 0.
  /// - Throws: `InsuranceError.invalid` for another number.
  public init(shape: Double, scale: Double) throws(InsuranceError) {
    guard shape > 0, shape.isFinite else {
      throw .invalid("shape", index: nil, value: shape, expected: "a finite number > 0")
    }
    guard scale > 0, scale.isFinite, (shape * scale * (1 + scale)).isFinite else {
      throw .invalid("scale", index: nil, value: scale, expected: "a number > 0 with a finite variance")
    }
    self.shape = shape
    self.scale = scale
  }

  /// The law of a Poisson number whose mean is that of a gamma law.
  ///
  /// - Parameters:
  ///   - mean: The mean number of claims, finite and > 0.
  ///   - variationOfMixing: The coefficient of variation of the gamma law, finite and > 0.
  /// - Throws: `InsuranceError.invalid` for another number.
  public init(mean: Double, variationOfMixing: Double) throws(InsuranceError) {
    let square = variationOfMixing * variationOfMixing
    guard variationOfMixing > 0, square > 0, square.isFinite else {
      throw .invalid("variation of the mixing law", index: nil, value: variationOfMixing, expected: "a number > 0")
    }
    try self.init(shape: 1 / square, scale: mean * square)
  }

  /// The geometric law: p(n) = βⁿ / (1 + β)ⁿ⁺¹.
  ///
  /// - Parameter mean: β, finite and > 0.
  /// - Throws: `InsuranceError.invalid` for another mean.
  public static func geometric(mean: Double) throws(InsuranceError) -> NegativeBinomialCount {
    try NegativeBinomialCount(shape: 1, scale: mean)
  }

  /// r β.
  public var mean: Double { shape * scale }
  /// r β (1 + β).
  public var variance: Double { mean * (1 + scale) }
  /// 1 + 1 / β.
  public var radiusOfConvergence: Double { 1 + 1 / scale }

  /// a = β / (1 + β), b = (r − 1) β / (1 + β).
  public var panjerClass: PanjerClass? {
    let a = scale / (1 + scale)
    return PanjerClass(a: a, b: (shape - 1) * a, logarithmOfZero: -shape * log1p(scale))
  }

  /// Γ(r + n) / (Γ(r) n!) βⁿ (1 + β)⁻ʳ⁻ⁿ.
  ///
  /// - Accuracy: about 1e-16 (r log(1 + β) + n) relative.
  public func probabilities(_ count: Int) -> [Double] { panjerClass?.probabilities(count) ?? [] }

  /// −r log(1 − β (z − 1)).
  public func takeLogarithm(of z: inout ComplexColumn) { z.takeLogarithm(slope: -scale, factor: -shape) }

  /// r β / (1 − β (z − 1)).
  public func takeLogarithmicDerivative(of z: inout ComplexColumn) { z.takeReciprocal(slope: -scale, numerator: mean) }
}
