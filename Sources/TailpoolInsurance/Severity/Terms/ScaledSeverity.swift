/// A part or a multiple of a claim: Y = factor · X, such as coinsurance pays or inflation makes.
public struct ScaledSeverity: ClaimSeverity {
  /// The law of the claim.
  public let claim: any ClaimSeverity
  /// What it is multiplied by.
  public let factor: Double

  /// Creates the law of a part or multiple of a claim.
  ///
  /// - Parameters:
  ///   - claim: The law of the claim.
  ///   - factor: Finite and > 0; at most 1 for coinsurance.
  /// - Throws: `InsuranceError.invalid`.
  public init(of claim: any ClaimSeverity, by factor: Double) throws(InsuranceError) {
    self.factor = try InsuranceError.checkPositive("factor", factor)
    self.claim = claim
  }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double { claim.survival(amount / factor) }
  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double { claim.cumulative(amount / factor) }
  /// The least amount that is exceeded with no more than a probability.
  public func quantile(upperTail tail: Double) -> Double { factor * claim.quantile(upperTail: tail) }
  /// The least amount that is not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double { factor * claim.quantile(probability) }
  /// The variance; +∞ where it is infinite.
  public var variance: Double { factor * factor * claim.variance }

  /// The mean of a layer, ∫ S(x) dx between its two ends.
  public func layerMean(from attachment: Double, to exhaustion: Double) -> Double {
    factor * claim.layerMean(from: attachment / factor, to: exhaustion / factor)
  }

  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends.
  public func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double {
    factor * factor * claim.layerSecondMoment(from: attachment / factor, to: exhaustion / factor)
  }

  /// What the cells of a grid hold.
  public func cells(_ grid: SeverityGrid) -> SeverityCells {
    claim.cells(SeverityGrid(unchecked: grid.start / factor, step: grid.step / factor, count: grid.count))
  }
}
