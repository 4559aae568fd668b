import TailpoolLedger
import TailpoolMarket

/// What a pool charges its holders, in hundredths of a percent; each rate has its bound in the type.
public struct FeeSchedule: Hashable, Sendable {
  /// Part of the assets a year, 0 to 2,000 (20 %).
  public let managementBasisPoints: Int
  /// Part of the gain above the high-water mark, 0 to 5,000 (50 %).
  public let performanceBasisPoints: Int
  /// Part of a payout that stays with the remaining holders, 0 to 1,000 (10 %).
  public let withdrawalBasisPoints: Int

  /// No fees.
  public static var none: FeeSchedule { FeeSchedule() }

  private init() { (managementBasisPoints, performanceBasisPoints, withdrawalBasisPoints) = (0, 0, 0) }

  /// Creates a schedule; see the properties for the meaning and range of each argument.
  ///
  /// - Throws: `ShareError.invalidFee` when a rate is out of range.
  public init(management: Int, performance: Int, withdrawal: Int) throws(ShareError) {
    guard (0...2_000).contains(management), (0...5_000).contains(performance), (0...1_000).contains(withdrawal)
    else { throw .invalidFee }
    managementBasisPoints = management
    performanceBasisPoints = performance
    withdrawalBasisPoints = withdrawal
  }

  /// What remains of a payout after the withdrawal fee.
  ///
  /// - Parameter payout: The payout before the fee.
  /// - Returns: `floor(payout * (1 - fee))`.
  public func afterWithdrawalFee(_ payout: UInt128) throws(LedgerError) -> UInt128 {
    try mulDiv(payout, UInt128(10_000 - withdrawalBasisPoints), 10_000, rounding: .down)
  }

  /// Shares to issue for a management fee.
  ///
  ///     shares = supply * g / (1 - g)     g = rate * seconds / year
  ///
  /// so that the price of a share falls by exactly the fraction g.
  ///
  /// - Parameters:
  ///   - supply: Shares outstanding.
  ///   - seconds: Time since the last charge; a time longer than a year is charged as one year.
  /// - Returns: Shares, rounded down.
  /// - Throws: `LedgerError.overflow`.
  public func managementShares(supply: UInt128, seconds: Int64) throws(LedgerError) -> UInt128 {
    guard seconds > 0 else { return 0 }
    let charged = UInt128(managementBasisPoints) * UInt128(min(seconds, DayCount.secondsPerYear))
    let whole = UInt128(10_000) * UInt128(DayCount.secondsPerYear)
    return try mulDiv(supply, charged, whole - charged, rounding: .down)
  }

  /// Shares to issue for a performance fee, and the high-water mark after it.
  ///
  /// The gain is what the price of a share, virtual shares included, exceeds the mark by; the fee is a part of the gain
  /// on all shares, paid in shares at the price after the fee. A price that has only come back to the mark pays nothing.
  ///
  /// - Parameters:
  ///   - rate: The rate before the fee.
  ///   - mark: The greatest price charged up to, on the scale of `ShareRate.scaledPrice`.
  /// - Returns: Shares, rounded down, and the new mark, never lower.
  /// - Throws: `LedgerError.overflow`.
  package func performanceShares(
    rate: ShareRate, above mark: UInt128
  ) throws(LedgerError) -> (shares: UInt128, mark: UInt128) {
    let price = try rate.scaledPrice(rounding: .down)
    // What lies in an empty pool was earned by nobody, so that the first holder starts at the price it meets.
    if rate.supply == 0 { return (0, max(mark, try rate.scaledPrice(rounding: .up))) }
    guard price > mark else { return (0, mark) }
    // The part of the assets that is fee: rate * (price - mark) / price of what stands behind the real shares.
    let gain = try mulDiv(rate.assetsForRedemption(of: rate.supply), price - mark, price, rounding: .down)
    let fee = try mulDiv(gain, UInt128(performanceBasisPoints), 10_000, rounding: .down)
    let shares = try mulDiv(fee, rate.virtualSupply, rate.virtualAssets - fee, rounding: .down)
    let after = try ShareRate(supply: checkedSum(rate.supply, shares), assets: rate.assets, offset: rate.offset)
    return (shares, max(mark, try after.scaledPrice(rounding: .up)))
  }
}
