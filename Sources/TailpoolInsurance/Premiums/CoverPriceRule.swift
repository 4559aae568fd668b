import TailpoolLedger

/// How the price of a product's cover moves: by how much purchases lift it, and how fast time lets it fall.
///
/// - Source: NexusMutual/smart-contracts, `StakingProducts`.
public struct CoverPriceRule: Hashable, Sendable {
  /// Basis points that the price falls a day, 0 … 10 000.
  public let dailyDecay: Int
  /// Basis points that it rises for cover of the whole capacity, 0 … 10 000.
  public let bump: Int
  /// The greatest price a year, in basis points, 1 … 1 000 000.
  public let greatest: Int
  /// Where a premium of the curve that is no whole number goes; the floor's is always rounded up.
  public let rounding: Rounding

  /// Creates a rule; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.invalid` for an argument out of its range.
  public init(dailyDecay: Int, bump: Int, greatest: Int, rounding: Rounding) throws(InsuranceError) {
    try InsuranceError.check("daily decay", dailyDecay, in: 0...10_000)
    try InsuranceError.check("bump", bump, in: 0...10_000)
    try InsuranceError.check("greatest price", greatest, in: 1...1_000_000)
    self.init(unchecked: dailyDecay, bump: bump, greatest: greatest, rounding: rounding)
  }

  private init(unchecked dailyDecay: Int, bump: Int, greatest: Int, rounding: Rounding) {
    self.dailyDecay = dailyDecay
    self.bump = bump
    self.greatest = greatest
    self.rounding = rounding
  }

  /// The rule of Nexus Mutual: 2 % a day down, 5 % up for the whole capacity, premiums rounded down; and a greatest price of
  /// 10 000 % a year, which is ours.
  public static let nexusMutual = CoverPriceRule(unchecked: 200, bump: 500, greatest: 1_000_000, rounding: .down)
}
