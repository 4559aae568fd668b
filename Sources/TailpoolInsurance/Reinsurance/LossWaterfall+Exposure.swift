import TailpoolLedger
import TailpoolPoolEngine
import TailpoolRisk

/// What a layer of a waterfall may bear.
public struct LayerExposure: Hashable, Sendable {
  /// The name of the layer, or `uncovered`.
  public let name: String
  /// The loss that touches it, in base units.
  public let attachment: Int128
  /// The loss that exhausts it, in base units; nil for what no layer covers.
  public let detachment: Int128?
  /// The probability of a loss greater than the attachment.
  public let touched: Double
  /// The probability of a loss of the detachment or more; 0 for what no layer covers.
  public let exhausted: Double
  /// What it bears in the mean, in units of money.
  public let expectedLoss: Double
  /// What it bears in the mean in the tail of the whole loss: its Euler contribution to the tail value at risk.
  public let tailContribution: Double
}

extension LossWaterfall {
  /// Which layer bears what of a law of losses, and what none bears.
  ///
  /// Expected losses add up to the mean of the law and contributions to its tail value at risk, that of `uncovered` with them.
  ///
  /// - Parameters:
  ///   - law: The law of the loss; what lies beyond its grid counts as its greatest loss.
  ///   - unitsPerStep: Base units in a step of the law, > 0, so that amounts are compared exactly.
  ///   - level: The level of the tail value at risk.
  /// - Returns: The layers in order, and at last what is uncovered.
  /// - Throws: `InsuranceError.invalid` for units out of range, `.amount` when an amount overflows, `.tooCoarse` when the quantile
  ///   lies beyond the grid.
  /// - Accuracy: Sums to 1e-12 of the whole.
  /// - Complexity: O(layers · losses).
  public func exposures(
    to law: LossDistribution, unitsPerStep: Int128, level: ConfidenceLevel
  ) throws(InsuranceError) -> [LayerExposure] {
    try InsuranceError.checkPositive("base units a step", unitsPerStep)
    let ends = try InsuranceError.ofWaterfall { () throws(WaterfallError) in try exhaustingLosses() }
    let exceedances = law.exceedances
    let tail = try law.tailWeights(level, exceedances)
    /// P(loss > units).
    func exceedance(_ units: Int128) -> Double {
      let index = units / unitsPerStep
      return index < exceedances.count ? exceedances[Int(index)] : law.beyond
    }
    var exposures: [LayerExposure] = []
    var attachment: Int128 = 0
    for index in 0...layers.count {
      let end = index < layers.count ? ends[index] : nil
      let low = Double(attachment) / Double(unitsPerStep)
      let size = end.map { Double($0 - attachment) / Double(unitsPerStep) } ?? .infinity
      let borne = { (steps: Int) in min(max(Double(steps) - low, 0), size) }
      exposures.append(
        LayerExposure(
          name: index < layers.count ? layers[index].name : "uncovered", attachment: attachment, detachment: end,
          touched: exceedance(attachment), exhausted: end.map { $0 == 0 ? 1 : exceedance($0 - 1) } ?? 0,
          expectedLoss: law.step * law.moment(borne), tailContribution: law.step * tail.mean(borne)))
      attachment = end ?? attachment
    }
    return exposures
  }
}
