import TailpoolLibc
import TailpoolNumerics

/// How many of m independent things happen, each with probability q: P(z) = (1 + q (z − 1))ᵐ.
public struct BinomialCount: ClaimCount, Hashable {
  /// m.
  public let trials: Int
  /// q.
  public let probability: Double

  /// Creates a law; with one trial that of a policy that has one claim or none.
  ///
  /// - Parameters:
  ///   - trials: m, from 0 to 2⁵³.
  ///   - probability: q, 0 … 1.
  /// - Throws: `InsuranceError.invalid` for another number.
  public init(trials: Int, probability: Double) throws(InsuranceError) {
    guard trials >= 0, trials <= 1 << 53 else {
      throw .invalid("number of trials", index: nil, value: Double(trials), expected: "0 … 2⁵³")
    }
    guard probability >= 0, probability <= 1 else {
      throw .invalid("probability of a claim", index: nil, value: probability, expected: "0 … 1")
    }
    self.trials = trials
    self.probability = probability
  }

  /// m q.
  public var mean: Double { Double(trials) * probability }
  /// m q (1 − q).
  public var variance: Double { mean * (1 - probability) }
  /// Infinite.
  public var radiusOfConvergence: Double { .infinity }

  /// a = −q / (1 − q), b = (m + 1) q / (1 − q); nil where every trial is a claim.
  public var panjerClass: PanjerClass? {
    guard probability < 1 else { return nil }
    let odds = probability / (1 - probability)
    return PanjerClass(a: -odds, b: (Double(trials) + 1) * odds, logarithmOfZero: Double(trials) * log1p(-probability))
  }

  /// The binomial coefficient (m over n) times qⁿ (1 − q)ᵐ⁻ⁿ.
  ///
  /// - Accuracy: about 1e-16 (m q + n) relative, but for the last of them, where a + b / n loses what it is subtracted from.
  public func probabilities(_ count: Int) -> [Double] {
    guard count > 0 else { return [] }
    if let panjerClass { return panjerClass.probabilities(count, greatest: trials) }
    return (0..<count).map { $0 == trials ? 1 : 0 }
  }

  /// m log(1 + q (z − 1)).
  public func takeLogarithm(of z: inout ComplexColumn) { z.takeLogarithm(slope: probability, factor: Double(trials)) }

  /// m q / (1 + q (z − 1)).
  public func takeLogarithmicDerivative(of z: inout ComplexColumn) {
    z.takeReciprocal(slope: probability, numerator: mean)
  }
}
