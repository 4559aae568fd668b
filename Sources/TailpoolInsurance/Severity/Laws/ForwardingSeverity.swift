/// A law that is another one under a name and parameters of its own.
protocol ForwardingSeverity: ClaimSeverity {
  associatedtype Law: ClaimSeverity
  var law: Law { get }
}

extension ForwardingSeverity {
  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double { law.survival(amount) }
  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double { law.cumulative(amount) }
  /// The mean of a layer, ∫ S(x) dx between its two ends.
  public func layerMean(from attachment: Double, to exhaustion: Double) -> Double {
    law.layerMean(from: attachment, to: exhaustion)
  }
  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends.
  public func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double {
    law.layerSecondMoment(from: attachment, to: exhaustion)
  }
  /// The least amount that is exceeded with no more than a probability.
  public func quantile(upperTail tail: Double) -> Double { law.quantile(upperTail: tail) }
  /// The least amount that is not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double { law.quantile(probability) }
  /// The variance; +∞ where it is infinite.
  public var variance: Double { law.variance }
  /// What the cells of a grid hold.
  public func cells(_ grid: SeverityGrid) -> SeverityCells { law.cells(grid) }
}
