import TailpoolLibc
import TailpoolNumerics

/// A Poisson number of claims: P(z) = exp(λ (z − 1)).
public struct PoissonCount: ClaimCount, Hashable {
  /// λ.
  public let mean: Double

  /// Creates a law.
  ///
  /// - Parameter mean: λ, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid` for another mean.
  public init(mean: Double) throws(InsuranceError) {
    guard mean >= 0, mean.isFinite else {
      throw .invalid("mean number of claims", index: nil, value: mean, expected: "a finite number ≥ 0")
    }
    self.mean = mean
  }

  /// λ.
  public var variance: Double { mean }
  /// Infinite.
  public var radiusOfConvergence: Double { .infinity }
  /// a = 0, b = λ.
  public var panjerClass: PanjerClass? { PanjerClass(a: 0, b: mean, logarithmOfZero: -mean) }

  /// λⁿ exp(−λ) / n!.
  ///
  /// - Accuracy: about 1e-16 (λ + n) relative.
  public func probabilities(_ count: Int) -> [Double] { panjerClass?.probabilities(count) ?? [] }

  /// λ (z − 1).
  public func takeLogarithm(of z: inout ComplexColumn) {
    let mean = mean
    z.replace { (mean * ($0 - 1), mean * $1) }
  }

  /// λ.
  public func takeLogarithmicDerivative(of z: inout ComplexColumn) {
    z = ComplexColumn(repeating: mean, count: z.count)
  }
}
