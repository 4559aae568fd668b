/// The premiums of one loss by several principles, side by side.
public struct PremiumComparison: Sendable {
  /// What one principle asks.
  public struct Row: Sendable {
    /// The principle.
    public let principle: any PremiumPrinciple
    /// The premium, or why there is none.
    public let premium: Result<Double, InsuranceError>
    /// The premium over the mean, less one; nil where there is no premium or the mean is zero.
    public let loading: Double?
  }

  /// The mean of the loss.
  public let mean: Double
  /// The probability that the law leaves out at its far end, for which each premium may be too low.
  public let beyond: Double
  /// One row a principle, in their order.
  public let rows: [Row]

  /// Compares principles on a law.
  ///
  /// - Parameters:
  ///   - loss: The law of the loss.
  ///   - principles: The principles.
  public init(of loss: some LossLaw, by principles: [any PremiumPrinciple]) {
    let mean = loss.mean
    self.mean = mean
    beyond = loss.beyond
    rows = principles.map { principle in
      let premium = Result { () throws(InsuranceError) in try principle.premium(for: loss) }
      let loading = mean > 0 ? (try? premium.get()).map { $0 / mean - 1 } : nil
      return Row(principle: principle, premium: premium, loading: loading)
    }
  }
}
