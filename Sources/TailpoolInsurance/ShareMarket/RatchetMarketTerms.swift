/// The rules of a ratchet market; amounts are base units of cash.
public struct RatchetMarketTerms: Hashable, Sendable {
  /// Cash that the reserve is brought to, > 0.
  public let targetLiquidity: Int128
  /// Cash that flows in a day while the reserve is below its target and the budget is spent, ≥ 0.
  public let inflowPerDay: Int128
  /// Cash that flows in a day on the budget, > 0.
  public let budgetInflowPerDay: Int128
  /// Cash that flows out a day while the reserve is above its target, ≥ 0.
  public let outflowPerDay: Int128
  /// How far both prices move toward book value in a day, in basis points of it, 0 to 10 000.
  public let ratchetBasisPoints: Int
  /// The same of the price at which shares are bought back, while there is a budget.
  public let budgetRatchetBasisPoints: Int
  /// How far the prices stay from book value, in basis points of it, 1 to 5 000.
  public let spreadBasisPoints: Int
  /// Cash that all sales of one day may take out, ≥ 0.
  public let cashReleasePerDay: Int128
  /// Shares that all purchases of one day may take out, ≥ 0.
  public let shareReleasePerDay: Int128

  /// Creates rules; see the properties for the meaning and range of each argument.
  ///
  /// - Throws: `StakeError.invalid` for a number out of its range; no amount exceeds 2¹⁰⁰.
  public init(
    targetLiquidity: Int128, inflowPerDay: Int128, budgetInflowPerDay: Int128, outflowPerDay: Int128,
    ratchetBasisPoints: Int = 400, budgetRatchetBasisPoints: Int = 5_000, spreadBasisPoints: Int = 100,
    cashReleasePerDay: Int128, shareReleasePerDay: Int128
  ) throws(StakeError) {
    let greatest = StakeLadder.maximumStake
    try StakeError.check("target of liquidity", targetLiquidity, in: 1...greatest)
    try StakeError.check("inflow", inflowPerDay, in: 0...greatest)
    try StakeError.check("inflow on the budget", budgetInflowPerDay, in: 1...greatest)
    try StakeError.check("outflow", outflowPerDay, in: 0...greatest)
    try StakeError.check("ratchet", ratchetBasisPoints, in: 0...10_000)
    try StakeError.check("ratchet on the budget", budgetRatchetBasisPoints, in: 0...10_000)
    try StakeError.check("spread", spreadBasisPoints, in: 1...5_000)
    try StakeError.check("daily release of cash", cashReleasePerDay, in: 0...greatest)
    try StakeError.check("daily release of shares", shareReleasePerDay, in: 0...greatest)
    self.targetLiquidity = targetLiquidity
    self.inflowPerDay = inflowPerDay
    self.budgetInflowPerDay = budgetInflowPerDay
    self.outflowPerDay = outflowPerDay
    self.ratchetBasisPoints = ratchetBasisPoints
    self.budgetRatchetBasisPoints = budgetRatchetBasisPoints
    self.spreadBasisPoints = spreadBasisPoints
    self.cashReleasePerDay = cashReleasePerDay
    self.shareReleasePerDay = shareReleasePerDay
  }
}
