/// Claims with a Pareto law of type I, above a threshold θ: S(x) = (θ/x)^α for x ≥ θ.
///
/// The generalized Pareto law of shape 1/α, scale θ/α and threshold θ, with its accuracy. The mean is infinite for α ≤ 1.
public struct ParetoSeverity: Hashable, ForwardingSeverity {
  /// α, the tail index.
  public let shape: Double
  /// θ, the least claim.
  public let threshold: Double
  let law: GeneralizedParetoSeverity

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - shape: α, 0.1 … 100.
  ///   - threshold: θ, finite and > 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(shape: Double, threshold: Double) throws(InsuranceError) {
    (self.shape, self.threshold) = (try paretoShape(shape), try InsuranceError.checkPositive("threshold", threshold))
    law = try GeneralizedParetoSeverity(shape: 1 / shape, scale: threshold / shape, threshold: threshold)
  }
}

/// Claims with a Lomax law, the Pareto law of type II: S(x) = (1 + x/λ)^(−α).
///
/// The generalized Pareto law of shape 1/α and scale λ/α, with its accuracy. The mean is infinite for α ≤ 1.
public struct LomaxSeverity: Hashable, ForwardingSeverity {
  /// α, the tail index.
  public let shape: Double
  /// λ, in units of money.
  public let scale: Double
  let law: GeneralizedParetoSeverity

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - shape: α, 0.1 … 100.
  ///   - scale: λ, finite and > 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(shape: Double, scale: Double) throws(InsuranceError) {
    (self.shape, self.scale) = (try paretoShape(shape), try InsuranceError.checkPositive("scale", scale))
    law = try GeneralizedParetoSeverity(shape: 1 / shape, scale: scale / shape)
  }
}

private func paretoShape(_ shape: Double) throws(InsuranceError) -> Double {
  guard shape >= 0.1, shape <= 100 else { throw .invalid("shape", index: nil, value: shape, expected: "0.1 … 100") }
  return shape
}

/// Claims with an exponential law: S(x) = exp(−x/mean).
///
/// The generalized Pareto law of shape 0, with its accuracy.
public struct ExponentialSeverity: Hashable, ForwardingSeverity {
  let law: GeneralizedParetoSeverity

  /// Creates a law.
  ///
  /// - Parameter mean: Finite and > 0, in units of money.
  /// - Throws: `InsuranceError.invalid`.
  public init(mean: Double) throws(InsuranceError) {
    law = try GeneralizedParetoSeverity(shape: 0, scale: InsuranceError.checkPositive("mean", mean))
  }
}
