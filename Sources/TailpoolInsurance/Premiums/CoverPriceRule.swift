import TailpoolLedger
import TailpoolMarket

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
    try check(dailyDecay, "daily decay", 0...10_000)
    try check(bump, "bump", 0...10_000)
    try check(greatest, "greatest price", 1...1_000_000)
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

/// What cover costs at least, whatever the curve says: an actuarial premium for a reference cover of one year.
///
/// The premium of less cover or less time is in proportion, rounded up against the buyer.
public struct CoverPriceFloor: Hashable, Sendable {
  /// The premium of one year, in base units, ≥ 0.
  public let premium: Int128
  /// The cover that it is for, in base units, > 0.
  public let cover: Int128

  /// Creates a floor.
  ///
  /// - Parameters:
  ///   - premium: The premium of one year, in base units, ≥ 0: `PremiumPrinciple.amount(for:of:)` rounds it up.
  ///   - cover: The cover that it is for, in base units, > 0.
  /// - Throws: `InsuranceError.amount` for a negative premium, or a cover that is not positive.
  public init(premium: Int128, for cover: Int128) throws(InsuranceError) {
    guard premium >= 0 else { throw .amount(.negative(premium)) }
    guard cover >= 0 else { throw .amount(.negative(cover)) }
    guard cover > 0 else { throw .amount(.divisionByZero) }
    self.premium = premium
    self.cover = cover
  }

  /// The least premium of a purchase: ⌈premium · cover · seconds / (reference cover · 365 days)⌉.
  ///
  /// - Parameters:
  ///   - cover: Cover in base units, ≥ 0.
  ///   - period: Seconds of cover, ≥ 0.
  /// - Throws: `InsuranceError.amount` for a negative argument or an overflow.
  public func premium(cover: Int128, period: Int64) throws(InsuranceError) -> Int128 {
    try InsuranceError.wrapping { () throws(LedgerError) in
      let rate = try checkedProduct(premium, checkedAmount(Int128(period)))
      let divisor = try checkedProduct(self.cover, Int128(DayCount.secondsPerYear))
      return try mulDiv(rate, checkedAmount(cover), divisor, rounding: .up)
    }
  }
}
