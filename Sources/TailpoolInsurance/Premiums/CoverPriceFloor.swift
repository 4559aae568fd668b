import TailpoolLedger
import TailpoolMarket

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

  /// Creates the floor that a principle says of the law of one year's loss.
  ///
  /// - Parameters:
  ///   - principle: The premium's principle: the mean with a loading for the tail, say.
  ///   - loss: The law of one year's loss of the reference cover, in whole units of the asset.
  ///   - asset: What is counted.
  ///   - cover: The reference cover, in base units, > 0.
  /// - Throws: As `PremiumPrinciple.amount(for:of:)`; `InsuranceError.amount` for a cover that is not positive.
  public init(
    _ principle: some PremiumPrinciple, for loss: some LossLaw, of asset: Asset, cover: Int128
  ) throws(InsuranceError) {
    try self.init(premium: try principle.amount(for: loss, of: asset).units, for: cover)
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
