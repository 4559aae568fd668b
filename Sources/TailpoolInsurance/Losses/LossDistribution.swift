import TailpoolNumerics

/// The law of a loss in whole steps of money: the probability of 0, `step`, 2 `step`, ….
///
/// Probabilities that the grid leaves out stand in `beyond`: they are of losses greater than the last one of the grid. They
/// are never folded back or spread over the rest, so that a grid that is too short says so.
public struct LossDistribution: Hashable, Sendable {
  /// The distance of neighboring losses, in units of money, > 0.
  public let step: Double
  /// The probability of `index · step`, each ≥ 0.
  public let probabilities: [Double]
  /// The probability of a loss greater than the last of the grid, 0 … 1.
  public let beyond: Double

  /// Creates a law from its probabilities.
  ///
  /// - Parameters:
  ///   - step: The distance of neighboring losses, finite and > 0.
  ///   - probabilities: At least one, each finite and ≥ 0; with `beyond` they sum to one within 1e-9.
  ///   - beyond: The probability of more than the last loss of the grid, 0 … 1.
  /// - Throws: `InsuranceError.invalid` or `.empty`, with the place.
  /// - Complexity: O(losses).
  public init(step: Double, probabilities: [Double], beyond: Double = 0) throws(InsuranceError) {
    try InsuranceError.checkPositive("step", step)
    guard !probabilities.isEmpty else { throw .empty("probabilities") }
    // Without an end at the first that is none, for speed.
    if probabilities.reduce(false, { $0 || !($1 >= 0 && $1 <= 1 + 1e-9) }),
      let index = probabilities.firstIndex(where: { !($0 >= 0 && $0 <= 1 + 1e-9) })
    {
      throw .invalid("probability", index: index, value: probabilities[index], expected: "0 … 1")
    }
    try InsuranceError.checkProbability("probability beyond the grid", beyond)
    let sum = LaneSum.compensated(probabilities[...]) + beyond
    try InsuranceError.checkUnitSum("probabilities", sum)
    self.step = step
    self.probabilities = probabilities
    self.beyond = beyond
  }

  /// For laws whose probabilities this module made itself.
  init(unchecked probabilities: [Double], step: Double, beyond: Double) {
    self.step = step
    self.probabilities = probabilities
    self.beyond = beyond
  }

  /// The greatest loss of the grid.
  public var greatest: Double { step * Double(probabilities.count - 1) }

  /// The mean of the losses on the grid; what lies beyond it counts as the greatest of them, so that it is a lower bound.
  ///
  /// - Complexity: O(losses).
  public var mean: Double {
    step * (LaneSum.moment(probabilities[...]) + (beyond > 0 ? beyond * Double(probabilities.count - 1) : 0))
  }

  /// The variance of the losses on the grid, with what lies beyond as the greatest of them.
  ///
  /// - Complexity: O(losses).
  public var variance: Double {
    let center = mean / step
    return step * step * moment { (Double($0) - center) * (Double($0) - center) }
  }

  /// The square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }

  /// The mean of a function of the number of steps.
  func moment(_ value: (Int) -> Double) -> Double {
    var sum = CompensatedSum()
    for (index, probability) in probabilities.enumerated() where probability > 0 { sum.add(probability * value(index)) }
    if beyond > 0 { sum.add(beyond * value(probabilities.count - 1)) }
    return sum.value
  }
}
