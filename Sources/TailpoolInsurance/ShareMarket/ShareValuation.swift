import TailpoolLedger

/// What a share is worth by each measure, on one scale: base units of cash for 10¹⁸ of shares, rounded down.
public struct ShareValuation: Hashable, Sendable {
  /// Capital behind a share.
  public let bookValue: Int128
  /// Capital behind a share once the margin for risk is set aside.
  public let riskAdjustedBookValue: Int128
  /// What a share costs at the margin in the ratchet market.
  public let marketBuy: Int128
  /// What it brings there.
  public let marketSell: Int128
  /// What the bonding curve asks at the margin; nil without a requirement, or where it does not fit.
  public let curve: Int128?

  /// Values a share.
  ///
  ///     risk-adjusted = max(capital − margin, 0) / supply
  ///
  /// - Parameters:
  ///   - position: The mutual's position.
  ///   - riskMargin: What is set aside, in base units, ≥ 0: the TVaR of the aggregate loss, or the cost of the capital for it.
  ///   - market: The ratchet market.
  ///   - curve: The bonding curve.
  ///   - now: The time in seconds, not before the market's last order.
  /// - Throws: `StakeError.outOfOrder`, `.amount` for a negative margin, without capital or shares, or on overflow.
  public init(
    _ position: CapitalPosition, riskMargin: Int128, market: RatchetMarket, curve: BondingCurve, at now: Int64
  ) throws(StakeError) {
    let reserves = try market.quote(position, at: now).reserves
    bookValue = try position.scaledBookValue()
    riskAdjustedBookValue = try position.scaledBookValue(after: riskMargin)
    marketBuy = try reserves.scaledBuyPrice()
    marketSell = try reserves.scaledSellPrice()
    let price = curve.price(requirement: Double(position.requirement) / 1e18, ratio: position.ratio)
    self.curve = Int128(exactly: (price * 1e18).rounded(.down))
  }
}
