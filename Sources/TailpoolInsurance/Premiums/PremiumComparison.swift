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
  /// The probability that the grid leaves out, for which each premium is too low; 0 for a law that is not on a grid.
  public let beyond: Double
  /// One row a principle, in their order.
  public let rows: [Row]

  /// Compares principles on a law on a grid.
  ///
  /// - Parameters:
  ///   - loss: The law of the loss.
  ///   - principles: The principles.
  public init(of loss: LossDistribution, by principles: [any PremiumPrinciple]) {
    self.init(loss, beyond: loss.beyond, by: principles)
  }

  /// Compares principles on any law.
  ///
  /// - Parameters:
  ///   - loss: The law of the loss.
  ///   - principles: The principles.
  public init(of loss: some LossLaw, by principles: [any PremiumPrinciple]) {
    self.init(loss, beyond: 0, by: principles)
  }

  private init(_ loss: some LossLaw, beyond: Double, by principles: [any PremiumPrinciple]) {
    let mean = loss.mean
    self.mean = mean
    self.beyond = beyond
    rows = principles.map { principle in
      let premium = Result { () throws(InsuranceError) in try principle.premium(for: loss) }
      let loading = mean > 0 ? (try? premium.get()).map { $0 / mean - 1 } : nil
      return Row(principle: principle, premium: premium, loading: loading)
    }
  }
}
