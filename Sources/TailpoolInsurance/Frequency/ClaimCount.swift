import TailpoolNumerics

/// The law of a number of claims: 0, 1, 2, ….
///
/// A law is its probability generating function P(z) = E[zᴺ], given by its logarithm, so that thousands of claims do not
/// overflow and sums of independent numbers add. A type of the user's own that conforms stands in every compound here.
public protocol ClaimCount: Sendable {
  /// E[N], finite and ≥ 0.
  var mean: Double { get }
  /// Var[N], finite and ≥ 0.
  var variance: Double { get }
  /// P is finite on the positive axis below this number, which is greater than 1, or infinite.
  var radiusOfConvergence: Double { get }
  /// The constants of Panjer's recursion, nil where the law is not of such a class.
  var panjerClass: PanjerClass? { get }
  /// The probabilities of 0, 1, …, `count` − 1 claims; none for a count < 1.
  func probabilities(_ count: Int) -> [Double]
  /// Replaces every z by log P(z), for |z| less than the radius of convergence.
  ///
  /// Any branch will do. Where P is exactly zero the logarithm is that of a tiny number, 1e-150, the same that
  /// `takeLogarithmicDerivative` divides by there.
  func takeLogarithm(of z: inout ComplexColumn)
  /// Replaces every z by P′(z) / P(z).
  func takeLogarithmicDerivative(of z: inout ComplexColumn)
}

extension ClaimCount {
  /// log P and P′ / P at a real number; infinite and NaN from the radius of convergence.
  func cumulant(at z: Double) -> (value: Double, slope: Double) {
    guard z < radiusOfConvergence else { return (.infinity, .infinity) }
    var value = ComplexColumn(real: [z], imaginary: [0])
    var slope = value
    takeLogarithm(of: &value)
    takeLogarithmicDerivative(of: &slope)
    return (value.real[0], slope.real[0])
  }
}
