import TailpoolRisk

/// The most plausible move that loses an amount.
public struct ReverseStressRow: Hashable, Sendable {
  /// What the amount is: `25% of the capital`.
  public let name: String
  /// The amount in the unit of account, > 0.
  public let loss: Double
  /// The move; nil when no move up to 40 standard deviations loses so much.
  public let result: ReverseStress?
  /// The profit and loss in the move, in the unit of account at its price there; NaN without a move.
  public let profitAndLoss: Double
  /// What delta and gamma say the move costs, as a profit and loss; NaN without a move.
  public let deltaGamma: Double
  /// The chance of losing the amount over the horizon; nil where no scenario and no move loses so much.
  public let chance: LossChance?

  /// Creates a row; see the properties for the meaning of each argument.
  public init(
    name: String, loss: Double, result: ReverseStress?, profitAndLoss: Double? = nil, deltaGamma: Double,
    chance: LossChance?
  ) {
    self.name = name
    self.loss = loss
    self.result = result
    self.profitAndLoss = profitAndLoss ?? result?.profitAndLoss ?? .nan
    self.deltaGamma = deltaGamma
    self.chance = chance
  }
}
