import TailpoolLibc
import TailpoolNumerics

/// Another law with a probability of no claims of its own; with zero for it the law given that there is a claim.
///
///     P(z) = p(0) + c (P₀(z) − p₀(0)),   c = (1 − p(0)) / (1 − p₀(0))
public struct ZeroModifiedCount: ClaimCount {
  /// The law that is modified.
  public let base: any ClaimCount
  /// p(0).
  public let probabilityOfZero: Double
  /// p₀(0).
  let baseZero: Double
  /// log p₀(0), with the digits of 1 − p₀(0).
  let logarithmOfBaseZero: Double
  /// c.
  let factor: Double

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - base: The law that is modified, which may have claims.
  ///   - probabilityOfZero: p(0), 0 … 1; zero truncates.
  /// - Throws: `InsuranceError.invalid` for another probability, or a base that never has claims or no finite second moment.
  public init(_ base: any ClaimCount, probabilityOfZero: Double) throws(InsuranceError) {
    guard probabilityOfZero >= 0, probabilityOfZero <= 1 else {
      throw .invalid("probability of no claims", index: nil, value: probabilityOfZero, expected: "0 … 1")
    }
    let zero = base.probabilities(1).first ?? 1
    guard zero >= 0, zero < 1 else {
      throw .invalid("probability of no claims before", index: nil, value: zero, expected: "0 ≤ p < 1")
    }
    guard (base.variance + base.mean * base.mean).isFinite else {
      throw .invalid(
        "mean number of claims before", index: nil, value: base.mean, expected: "one whose square is finite")
    }
    self.base = base
    self.probabilityOfZero = probabilityOfZero
    baseZero = zero
    logarithmOfBaseZero = base.panjerClass?.logarithmOfZero ?? (zero > 0.5 ? base.cumulant(at: 0).value : log(zero))
    factor = (1 - probabilityOfZero) / -expm1(logarithmOfBaseZero)
  }

  /// c times that of the base.
  public var mean: Double { factor * base.mean }
  /// Var[N] = c E₀[N²] − (c E₀[N])².
  public var variance: Double { factor * (base.variance + base.mean * base.mean) - mean * mean }
  /// That of the base.
  public var radiusOfConvergence: Double { base.radiusOfConvergence }

  /// The constants of the base, in the class (a, b, 1); nil where it has none.
  public var panjerClass: PanjerClass? {
    base.panjerClass.map {
      let one = factor * (base.probabilities(2).last ?? 0)
      return PanjerClass(
        a: $0.a, b: $0.b, logarithmOfZero: log(probabilityOfZero),
        excessOfOne: one - ($0.a + $0.b) * probabilityOfZero)
    }
  }

  /// p(0), and c times those of the base.
  public func probabilities(_ count: Int) -> [Double] {
    base.probabilities(count).enumerated().map { $0.offset == 0 ? probabilityOfZero : factor * $0.element }
  }

  /// log P, from log P₀.
  public func takeLogarithm(of z: inout ComplexColumn) {
    base.takeLogarithm(of: &z)
    z.replace { real, imaginary in
      // The greater of P₀ and 1 is taken out, so that none overflows.
      let shift = max(real, 0)
      let turn = real > 0 ? imaginary : 0
      var sum = combination(real, imaginary)
      if sum == (0, 0) { sum.0 = ComplexColumn.nothing }
      return (shift + 0.5 * log(sum.0 * sum.0 + sum.1 * sum.1), turn + atan2(sum.1, sum.0))
    }
  }

  /// c P₀′ / P, from P₀′ / P₀ and log P₀.
  public func takeLogarithmicDerivative(of z: inout ComplexColumn) {
    var slope = z
    base.takeLogarithmicDerivative(of: &slope)
    base.takeLogarithm(of: &z)
    z.replace(with: slope) { own, slope in
      let sum = combination(own.0, own.1)
      let inverse = ComplexColumn.reciprocal(sum.0, sum.1)
      let size = factor * exp(min(own.0, 0))
      let top = own.0 > 0 ? (size, 0) : (size * cos(own.1), size * sin(own.1))
      return ComplexColumn.product(ComplexColumn.product(top, inverse), slope)
    }
  }

  /// P / P₀ where P₀ is greater than one, and P elsewhere, from log P₀.
  private func combination(_ real: Double, _ imaginary: Double) -> (Double, Double) {
    let size = exp(-abs(real))
    guard baseZero > 0.5, real < 1 else {
      let rest = probabilityOfZero - factor * baseZero
      if real > 0 { return (factor + rest * size * cos(imaginary), -rest * size * sin(imaginary)) }
      return (factor * size * cos(imaginary) + rest, factor * size * sin(imaginary))
    }
    // Where the base hardly ever has claims c is great, and P₀ − p₀(0) = p₀(0) (P₀ / p₀(0) − 1) keeps its digits.
    let (excess, sine, scale) = (expm1(real - logarithmOfBaseZero), sin(0.5 * imaginary), factor * baseZero)
    let sum = (
      probabilityOfZero + scale * (excess * cos(imaginary) - 2 * sine * sine), scale * (excess + 1) * sin(imaginary)
    )
    return real > 0 ? ComplexColumn.product(sum, (size * cos(imaginary), -size * sin(imaginary))) : sum
  }
}
