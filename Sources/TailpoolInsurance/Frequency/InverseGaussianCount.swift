import TailpoolLibc
import TailpoolNumerics

/// A Poisson number of claims with a mean of the inverse Gaussian law: log P(z) = −(μ / β) (√(1 − 2β (z − 1)) − 1).
///
/// Its tail is longer than that of a negative binomial number of the same mean and variance.
///
/// - Source: G. Willmot, ASTIN Bulletin 17 (1987) 35.
public struct InverseGaussianCount: ClaimCount, Hashable {
  /// μ.
  public let mean: Double
  /// β: the variance is 1 + β times the mean.
  public let scale: Double

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - mean: μ, finite and > 0.
  ///   - scale: β, finite and > 0.
  /// - Throws: `InsuranceError.invalid` for another number.
  public init(mean: Double, scale: Double) throws(InsuranceError) {
    guard mean > 0, mean.isFinite else {
      throw .invalid("mean number of claims", index: nil, value: mean, expected: "a finite number > 0")
    }
    guard scale > 0, (2 * scale).isFinite, (mean * (1 + scale)).isFinite else {
      throw .invalid("scale", index: nil, value: scale, expected: "a number > 0 with a finite variance")
    }
    self.mean = mean
    self.scale = scale
  }

  /// μ (1 + β).
  public var variance: Double { mean * (1 + scale) }
  /// 1 + 1 / (2β).
  public var radiusOfConvergence: Double { 1 + 0.5 / scale }
  /// nil: the ratios of its probabilities are of no such form.
  public var panjerClass: PanjerClass? { nil }

  /// The probabilities, by a recursion over two of them.
  ///
  ///     p(1) = μ p(0) / √(1 + 2β),   p(n) = 2β / (1 + 2β) (1 − 3 / 2n) p(n − 1) + μ² / ((1 + 2β) n (n − 1)) p(n − 2)
  ///
  /// - Accuracy: about 1e-16 (μ + n) relative.
  public func probabilities(_ count: Int) -> [Double] {
    guard count > 0 else { return [] }
    let base = 1 + 2 * scale
    var values = ScaledValues(first: 1, logarithmOfScale: -2 * mean / (base.squareRoot() + 1))
    for n in 1..<max(count, 1) {
      let place = Double(n)
      if n == 1 {
        values.append(mean / base.squareRoot())
      } else {
        let far = mean / base * mean / (place * (place - 1)) * values.values[n - 2]
        values.append(2 * scale / base * (1 - 1.5 / place) * values.last + far)
      }
    }
    return values.unscaled
  }

  /// 2μ (z − 1) / (√(1 − 2β (z − 1)) + 1), which is the formula without its cancellation.
  public func takeLogarithm(of z: inout ComplexColumn) {
    let (mean, scale) = (mean, scale)
    z.replace { real, imaginary in
      let root = ComplexColumn.root(1 - 2 * scale * (real - 1), -2 * scale * imaginary)
      let inverse = ComplexColumn.reciprocal(root.0 + 1, root.1)
      return ComplexColumn.product((2 * mean * (real - 1), 2 * mean * imaginary), inverse)
    }
  }

  /// μ / √(1 − 2β (z − 1)).
  public func takeLogarithmicDerivative(of z: inout ComplexColumn) {
    let (mean, scale) = (mean, scale)
    z.replace { real, imaginary in
      let root = ComplexColumn.root(1 - 2 * scale * (real - 1), -2 * scale * imaginary)
      let inverse = ComplexColumn.reciprocal(root.0, root.1)
      return (mean * inverse.0, mean * inverse.1)
    }
  }
}
