import TailpoolRisk

extension CorrelationRow {
  /// A measure of loss with its value.
  public struct Loss: Hashable, Sendable {
    /// Which measure.
    public let measure: TailMeasure
    /// Dollars, positive when money is lost.
    public let value: Double

    /// Creates a measured loss; see the properties for the meaning of each argument.
    public init(_ measure: TailMeasure, _ value: Double) {
      self.measure = measure
      self.value = value
    }
  }
}

/// Measures by delta and gamma, exactly, under a correlation.
public struct CorrelationRow: Hashable, Sendable {
  /// Which correlation.
  public let name: String
  /// The measures in dollars, the values at risk first, the lowest level first; NaN where one could not be computed.
  public let losses: [CorrelationRow.Loss]

  /// Creates a row; see the properties for the meaning of each argument.
  public init(name: String, losses: [CorrelationRow.Loss]) {
    self.name = name
    self.losses = losses
  }

  /// The loss by a measure; NaN where it was not asked for or could not be computed.
  public func loss(_ measure: TailMeasure) -> Double { losses.first { $0.measure == measure }?.value ?? .nan }
}
