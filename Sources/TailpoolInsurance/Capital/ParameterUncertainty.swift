import TailpoolNumerics
import TailpoolRisk

/// Capital with and without the uncertainty of a model's parameters.
public struct ParameterUncertainty: Hashable, Sendable {
  /// The measure of capital.
  public let measure: TailMeasure
  /// The capital by the law of the best estimate.
  public let bestEstimate: Double
  /// The capital by each alternative law, in order.
  public let alternatives: [Double]
  /// The mixture of the alternatives, the law when one does not know which of them holds: Σ weight · P(X = x by that law). Its grid
  /// is the longest of theirs, or the shortest of those that leave out a part of their law.
  public let law: LossDistribution
  /// The capital by the mixture.
  public let mixture: Double

  /// What not knowing the parameters adds.
  public var charge: Double { mixture - bestEstimate }

  /// Finds the capital.
  ///
  /// - Parameters:
  ///   - measure: Value at risk or expected shortfall (tail value at risk), at a level.
  ///   - bestEstimate: The law by the parameters that are held to be best.
  ///   - alternatives: Laws of one step by other parameters, such as draws from what an estimate says of its error; weights ≥ 0
  ///     that sum to one.
  /// - Throws: `InsuranceError.empty` without alternatives, `.invalid` for a weight, a sum of weights, or a step that is not the
  ///   first one's, `.tooCoarse` when a quantile lies beyond a grid.
  /// - Complexity: O(laws · losses).
  public init(
    _ measure: TailMeasure, bestEstimate: LossDistribution, alternatives: [(weight: Double, law: LossDistribution)]
  ) throws(InsuranceError) {
    let law = try LossDistribution.mixture(alternatives.map(\.law), weights: alternatives.map(\.weight))
    self.law = law
    self.measure = measure
    self.bestEstimate = try bestEstimate.measured(measure)
    self.mixture = try law.measured(measure)
    var capitals: [Double] = []
    for alternative in alternatives { capitals.append(try alternative.law.measured(measure)) }
    self.alternatives = capitals
  }
}

extension LossDistribution {
  /// The value at risk or the tail value at risk, as the measure says.
  func measured(_ measure: TailMeasure) throws(InsuranceError) -> Double {
    switch measure {
    case .valueAtRisk(let level): try valueAtRisk(level)
    case .expectedShortfall(let level): try tailValueAtRisk(level)
    }
  }
}
